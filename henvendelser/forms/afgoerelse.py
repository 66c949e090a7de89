from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from ..handlinger import registrer_afgoerelse, ret_afgoerelse
from ..models import Afgoerelse, Bemaerkningstema, Bruger, Instans
from ..regler import i_dag
from ..valg import Udfald
from .felter import (
    Afdelinger,
    Dagfelt,
    Fritekst,
    Postfelt,
    Rettet,
    aftryk,
    kode,
    soegbar,
    tilfoej_fejl,
)

UOPLYST = "uoplyst"


class AfgoerelseForm(forms.Form):
    """A decision of an appeals body with its remarks."""

    use_required_attribute = False

    instans = Postfelt(label="Instans", error_messages={"required": "Vælg en instans."})
    modtaget = Dagfelt(label="Modtaget")
    afdeling = Postfelt(
        label="Afdeling",
        widget=soegbar(),
        error_messages={"required": "Vælg en afdeling."},
    )
    udfald = forms.TypedChoiceField(
        label="Udfald",
        choices=[("", "Ikke oplyst"), *Udfald.choices],
        empty_value=None,
        required=False,
    )
    temaer = forms.MultipleChoiceField(
        label="Bemærkninger til sagsbehandlingen",
        help_text="Vælg ingen, hvis afgørelsen er uden bemærkninger.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = Fritekst(
        label="Note",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, afgoerelse: Afgoerelse | None = None, **kwargs):
        self.afgoerelse = afgoerelse
        brugte = {b.tema_id for b in afgoerelse.bemaerkninger.all()} if afgoerelse else set()
        super().__init__(*args, initial=self._initial(afgoerelse, brugte), **kwargs)
        har_instanser = kode(
            self.fields["instans"], Instans, getattr(afgoerelse, "instans_id", None)
        )
        if not afgoerelse:
            self.initial["instans"] = next(iter(self.fields["instans"].poster), None)
            del self.fields["version"]
        afdelinger = Afdelinger([getattr(afgoerelse, "afdeling_id", None)])
        if afgoerelse and not afgoerelse.afdeling_id:
            self.fields["afdeling"].required = False  # it was not known, and may stay so
        self.fields["afdeling"].tilbyd(afdelinger.muligheder, afdelinger.poster)
        self.kan_udfyldes = har_instanser and bool(afdelinger.poster)
        temaer = [t for t in Bemaerkningstema.objects.all() if t.aktiv or t.pk in brugte]
        self.temaer = {str(tema.pk): tema for tema in temaer} | {UOPLYST: None}
        self.fields["temaer"].choices = [
            *((str(tema.pk), tema.navn) for tema in temaer),
            (UOPLYST, "Bemærkning, hvor temaet ikke er oplyst"),
        ]

    @staticmethod
    def _initial(afgoerelse: Afgoerelse | None, brugte: set[int | None]) -> dict:
        if not afgoerelse:
            return {"modtaget": i_dag()}
        return {
            "instans": afgoerelse.instans_id,
            "modtaget": afgoerelse.modtaget,
            "afdeling": afgoerelse.afdeling_id,
            "udfald": afgoerelse.udfald,
            "temaer": [UOPLYST if pk is None else str(pk) for pk in brugte],
            "note": afgoerelse.note,
            "version": afgoerelsens_aftryk(afgoerelse),
        }

    def tag_ny_version(self) -> None:
        """Let what was typed be saved, on purpose, over what somebody else saved meanwhile."""
        self.data = self.data.copy()
        self.data["version"] = afgoerelsens_aftryk(self.afgoerelse)

    def gem(self, af: Bruger) -> Afgoerelse | None:
        """Save the decision with its remarks. None: what did not hold now stands at its field.

        Raises Rettet when somebody else has saved the decision since the page was shown.
        """
        if not self.is_valid():
            return None
        vaerdier = dict(self.cleaned_data)
        temaer = [self.temaer[noegle] for noegle in vaerdier.pop("temaer")]
        version = vaerdier.pop("version", None)
        try:
            if self.afgoerelse:
                return self._ret(version, vaerdier, temaer, af)
            return registrer_afgoerelse(temaer=temaer, af=af, **vaerdier)
        except ValidationError as fejl:
            tilfoej_fejl(self, fejl)
        return None

    @transaction.atomic
    def _ret(self, version: str, vaerdier: dict, temaer: list, af: Bruger) -> Afgoerelse:
        afgoerelse = Afgoerelse.objects.select_for_update().get(pk=self.afgoerelse.pk)
        if afgoerelsens_aftryk(afgoerelse) != version:
            raise Rettet
        for navn, vaerdi in vaerdier.items():
            setattr(afgoerelse, navn, vaerdi)
        return ret_afgoerelse(afgoerelse=afgoerelse, temaer=temaer, af=af)


def afgoerelsens_aftryk(afgoerelse: Afgoerelse) -> str:
    """A print of what the page shows of a decision."""
    return aftryk(
        [
            afgoerelse.instans_id,
            afgoerelse.modtaget,
            afgoerelse.afdeling_id,
            afgoerelse.udfald,
            afgoerelse.note,
            sorted(b.tema_id or 0 for b in afgoerelse.bemaerkninger.all()),
        ]
    )
