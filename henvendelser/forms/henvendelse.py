"""An inquiry without its issues, and the closing of one."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from ..borgere import OPLYSNINGER, AndreOplysninger, Oplysninger, borgeren
from ..cpr import MASKE
from ..models import Behandling, Borger, Bruger, Henvendelse
from ..registreringsfelter import Felt
from ..regler import i_dag
from .felter import (
    CprFelt,
    Dagfelt,
    Fritekst,
    Mailfelt,
    Postfelt,
    constraintbesked,
    kode,
)
from .registrering import Registrering

BORGERENS = {*OPLYSNINGER, "cpr", "slet_cpr", "gaelder", "version"}
NOTAT = "notat"


class HenvendelseForm(forms.Form):
    """Everything but the issues: what every office registers, and what this one chose."""

    use_required_attribute = False

    modtaget = Dagfelt(
        label="Modtaget",
        help_text="Den dag, borgeren henvendte sig, også når du registrerer senere.",
    )
    navn = Fritekst(label="Navn", max_length=200, required=False)
    telefon = Fritekst(label="Telefon", max_length=40, required=False)
    email = Mailfelt(label="E-mail", max_length=254, required=False)
    cpr = CprFelt(
        label="CPR-nummer",
        help_text="Nummeret krypteres, og det logges, hver gang nogen ser det.",
        required=False,
    )
    slet_cpr = forms.BooleanField(label="Slet CPR-nummeret", required=False)
    gaelder = forms.ChoiceField(
        label="Borgeren er allerede registreret",
        choices=Oplysninger.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    beskrivelse = Fritekst(
        label="Beskrivelse",
        help_text="Hvad borgeren fortæller, med dine ord.",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    notat = Fritekst(
        label="Notat",
        help_text="Det første notat på sagen. Det kan ikke ændres bagefter, kun rettes af et nyt.",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    afsluttet = Dagfelt(
        label="Afsluttet", required=False, help_text="Lad feltet stå tomt, så længe den er åben."
    )
    version = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        felter: dict[str, Felt],
        henvendelse: Henvendelse | None = None,
        bruger: Bruger,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.har_cpr = bool(henvendelse and henvendelse.borger and henvendelse.borger.cpr)
        if self.har_cpr:
            self.fields[
                "cpr"
            ].help_text = f"Registreret: {MASKE}. Lad feltet stå tomt for at beholde nummeret."
        else:
            del self.fields["slet_cpr"]
        self.spoerger = "gaelder" in self.data
        if not self.spoerger:
            del self.fields["gaelder"]
        self.registrering = Registrering(
            self, felter=felter, henvendelse=henvendelse, bruger=bruger
        )
        if henvendelse:
            del self.fields["notat"]
        else:
            del self.fields["version"]

    def clean(self) -> dict:
        svar = super().clean()
        if svar.get("cpr") and svar.get("slet_cpr"):
            self.add_error("slet_cpr", "Skriv et nyt CPR-nummer, eller slet det, ikke begge dele.")
        afsluttet, modtaget = svar.get("afsluttet"), svar.get("modtaget")
        if afsluttet and "behandling" not in self.errors and not svar.get("behandling"):
            self.add_error("behandling", _besked("henvendelse_afsluttet_med_behandling"))
        if afsluttet and modtaget and afsluttet < modtaget:
            self.add_error("afsluttet", _besked("henvendelse_afsluttet_efter_modtaget"))
        return svar

    def felter(self) -> dict:
        """The inquiry's own values; a field that is not on the page is not among them."""
        andres = {*BORGERENS, NOTAT, *self.registrering.maerker}
        return {navn: v for navn, v in self.cleaned_data.items() if navn not in andres}

    @sensitive_variables()
    def borger(self, findes: Borger | None = None) -> Borger | None:
        """The citizen as typed: the one there was with new values, a new one, or none."""
        svar = self.cleaned_data
        beholdt = bool(findes and findes.cpr) and not svar.get("slet_cpr")
        if not (beholdt or any(svar[navn] for navn in ("cpr", *OPLYSNINGER))):
            return None
        borger = borgeren(findes, svar["cpr"])
        for navn in OPLYSNINGER:
            setattr(borger, navn, svar[navn])
        if svar["cpr"] or svar.get("slet_cpr"):
            borger.cpr = svar["cpr"]
        return borger

    @property
    def hvad_gaelder(self) -> str:
        """The answer to AndreOplysninger; "" when it was not asked or not answered."""
        return self.cleaned_data.get("gaelder", "")

    def spoerg(self, fejl: AndreOplysninger) -> None:
        """Let the page ask which of the citizen's names hold."""
        self.spoerger = True
        self.fields["gaelder"] = self.base_fields["gaelder"]
        self.order_fields(self.base_fields)
        self.add_error("gaelder", fejl.message)


def _besked(constraint: str) -> str:
    return constraintbesked(Henvendelse, constraint)


class AfslutForm(forms.Form):
    use_required_attribute = False

    behandling = Postfelt(
        label="Behandling",
        help_text="Hvad kontoret gjorde.",
        error_messages={"required": "Vælg, hvad der blev gjort."},
    )
    afsluttet = Dagfelt(
        label="Afsluttet", help_text="Den dag, kontoret var færdig med henvendelsen."
    )

    def __init__(self, *args, henvendelse: Henvendelse, **kwargs):
        initial = {"behandling": henvendelse.behandling_id, "afsluttet": i_dag()}
        super().__init__(*args, initial=initial, **kwargs)
        self.henvendelse = henvendelse
        kode(self.fields["behandling"], Behandling, henvendelse.behandling_id)

    def clean_afsluttet(self):
        afsluttet = self.cleaned_data["afsluttet"]
        if afsluttet < self.henvendelse.modtaget:
            raise ValidationError(_besked("henvendelse_afsluttet_efter_modtaget"))
        return afsluttet
