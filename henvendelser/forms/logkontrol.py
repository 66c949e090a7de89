"""The yearly check of the log: which entries to draw, and what was found of each."""

from __future__ import annotations

from datetime import timedelta

from django import forms

from ..models import Logstikproeve
from ..regler import i_dag
from ..valg import Kontroludfald
from .felter import Dagfelt

HOEJST = 200


class StikproeveForm(forms.Form):
    """The last year unless another period is chosen."""

    use_required_attribute = False

    fra = Dagfelt(label="Fra", help_text="Første dag i den periode, stikprøven trækkes fra.")
    til = Dagfelt(label="Til og med", help_text="Sidste dag i perioden. Den tælles med.")
    antal = forms.IntegerField(
        label="Antal logposter",
        min_value=1,
        max_value=HOEJST,
        initial=25,
        help_text=f"Højst {HOEJST}.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fra"].initial = i_dag() - timedelta(365)
        self.fields["til"].initial = i_dag()

    def clean(self) -> dict:
        svar = super().clean()
        fra, til = svar.get("fra"), svar.get("til")
        if fra and til and fra > til:
            self.add_error("til", "Perioden slutter, før den begynder.")
        return svar


class VurderingForm(forms.Form):
    """What was found of one drawn entry; left empty, it is judged another day."""

    use_required_attribute = False

    udfald = forms.ChoiceField(
        label="Udfald",
        choices=[("", "Ikke vurderet endnu"), *Kontroludfald.choices],
        required=False,
    )
    note = forms.CharField(
        label="Note",
        max_length=500,
        required=False,
        help_text="Skriv ikke noget om borgere eller deres sager.",
    )

    def __init__(self, data, *, stikproeve: Logstikproeve):
        super().__init__(data, prefix=f"stikproeve-{stikproeve.pk}")
        self.stikproeve = stikproeve

    def clean(self) -> dict:
        svar = super().clean()
        if svar.get("udfald") == Kontroludfald.UNDERSOEGES and not svar.get("note"):
            self.add_error("note", "Skriv, hvad der bør undersøges.")
        if svar.get("note") and not svar.get("udfald") and not self.errors:
            self.add_error("udfald", "Vælg et udfald til noten.")
        return svar
