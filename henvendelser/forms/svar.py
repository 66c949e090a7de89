"""The department's forms about a request."""

from __future__ import annotations

from django import forms

from ..dokumenter.filtyper import HVILKE
from ..dokumenter.navne import HOEJST as HOEJST_NAVN
from ..forespoergsler.ledere import kollegaer
from ..handlinger.svar import Svarindhold
from ..models import Bruger, Forespoergsel
from ..valg import Erkendelse
from .dokument import Filfelt, maks_mb
from .forespoergsel import fristfelt, langt_felt
from .postform import Kladdeform

MANGLER = "Skriv jeres svar."


class _Filer(Filfelt):
    """Files that need not be there."""

    def clean(self, value):
        return super().clean(value) if value else []


class SvarForm(Kladdeform):
    """An answer or a supplement, which begins with what is `skrevet` in the answer's own draft.

    That may be empty where what is sent may not.
    """

    tekst = langt_felt("Jeres svar", 10, mangler=MANGLER)
    erkendelse = forms.ChoiceField(
        label="Er der begået en fejl?",
        choices=Erkendelse.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om der er begået en fejl."},
    )
    gjort = langt_felt("Hvad er der gjort for borgeren?", 3)
    laering = langt_felt(
        "Hvad bliver ændret, så det ikke sker for andre?",
        3,
        help_text="Det kan indgå i borgerrådgiverens beretning, uden at borgeren kan genkendes.",
    )
    filer = _Filer(label="Dokumenter", required=False)

    def __init__(
        self,
        *args,
        skrevet: dict[str, str | None] | None = None,
        suppleres: bool = False,
        er_kladde: bool = False,
        for_langt_filnavn: bool = False,
        **kwargs,
    ):
        super().__init__(*args, initial=skrevet, **kwargs)
        self._for_langt = for_langt_filnavn
        self.fields[
            "filer"
        ].help_text = (
            f"{HVILKE} Hver fil må højst fylde {maks_mb()} MB. Vælg filerne, når I sender."
        )
        self.fields["erkendelse"].required = not (suppleres or er_kladde)
        if er_kladde:
            self.fields["tekst"].required = False
            self.fields["filer"].disabled = True
        if suppleres:
            self.fields["tekst"].label = "Supplement til svaret"

    def clean(self) -> None:
        if self._for_langt:
            besked = f"En fils navn er for langt. Giv filen et navn på højst {HOEJST_NAVN} tegn."
            self.add_error("filer", besked)

    @property
    def indhold(self) -> Svarindhold:
        """What the valid form says."""
        felter = {navn: self.cleaned_data[navn] for navn in ("tekst", "gjort", "laering")}
        return Svarindhold(erkendelse=self.cleaned_data["erkendelse"] or None, **felter)


class ForlaengelseForm(Kladdeform):
    oensket = fristfelt("Hvornår kan I svare?")
    begrundelse = langt_felt(
        "Hvorfor kan I ikke nå det?", 4, mangler="Skriv, hvorfor I har brug for længere tid."
    )


class VidereForm(Kladdeform):
    til = forms.ModelChoiceField(
        Bruger.objects.none(),
        label="Hvem skal svare?",
        empty_label="Vælg kollega",
        error_messages={
            "required": "Vælg en kollega.",
            "invalid_choice": "Vælg en kollega, der svarer for afdelingen.",
        },
    )
    besked = langt_felt("Besked til kollegaen", 3, help_text="Borgerrådgiveren ser den ikke.")

    def __init__(self, *args, forespoergsel: Forespoergsel, bruger: Bruger, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["til"].queryset = kollegaer(forespoergsel, bruger)
