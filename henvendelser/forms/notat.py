"""A note, written on the case's page or as the correction of an earlier one."""

from __future__ import annotations

from django import forms

from ..handlinger.notater import skriv_notat
from ..models import Bruger, Henvendelse, Notat
from ..models.notat import UDEN_TEKST
from ..regler import i_dag
from .delform import Delform
from .felter import Dagfelt, Fritekst


class NotatForm(Delform):
    """`retter` is the note that the new one corrects; the form then opens with what that says."""

    prefix = "notat"

    tekst = Fritekst(
        label="Nyt notat",
        help_text="Et notat kan ikke ændres bagefter, kun rettes af et nyt.",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": UDEN_TEKST},
    )
    dato = Dagfelt(label="Dato", help_text="Den dag, det skete.")

    def __init__(self, *args, retter: Notat | None = None, **kwargs):
        initial = {"dato": retter.dato, "tekst": retter.tekst} if retter else {"dato": i_dag()}
        super().__init__(*args, initial=initial, **kwargs)
        self.retter = retter
        if retter:
            self.fields["tekst"].label = "Det rettede notat"

    def udfoer(self, henvendelse: Henvendelse, af: Bruger) -> Notat:
        return skriv_notat(henvendelse=henvendelse, retter=self.retter, af=af, **self.cleaned_data)
