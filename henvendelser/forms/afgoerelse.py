from __future__ import annotations

from typing import Any

from django import forms

from ..handlinger import registrer_afgoerelse, ret_afgoerelse
from ..models import Afgoerelse, Bemaerkningstema, Bruger, Instans, Lov
from ..regler import i_dag
from ..valg import Udfald
from .felter import Afdelinger, Dagfelt, Postfelt, kode, soegbar
from .postform import Postform

UOPLYST = "uoplyst"


class AfgoerelseForm(Postform):
    """A decision of an appeals body with its remarks."""

    model = Afgoerelse

    instans = Postfelt(
        label="Instans",
        help_text="Den, der har truffet afgørelsen.",
        error_messages={"required": "Vælg en instans."},
    )
    afgjort = Dagfelt(label="Afgjort", help_text="Afgørelsens egen dato.", required=False)
    modtaget = Dagfelt(label="Modtaget", help_text="Den dag, kontoret fik kopien.")
    afdeling = Postfelt(
        label="Afdeling",
        help_text="Den afdeling, hvis afgørelse der er klaget over.",
        widget=soegbar(),
        error_messages={"required": "Vælg en afdeling."},
    )
    udfald = forms.TypedChoiceField(
        label="Udfald",
        help_text="Hvad instansen gjorde ved kommunens afgørelse.",
        choices=[("", "Ikke oplyst"), *Udfald.choices],
        empty_value=None,
        required=False,
    )
    lov = Postfelt(
        label="Lov", help_text="Den lov, der er afgjort efter.", tom="Ikke oplyst", required=False
    )
    paragraf = forms.CharField(
        label="Paragraf", help_text="Fx § 95, stk. 3.", required=False, max_length=60
    )
    temaer = forms.MultipleChoiceField(
        label="Bemærkninger til sagsbehandlingen",
        help_text="Vælg ingen, hvis afgørelsen er uden bemærkninger.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label="Note",
        help_text="Det, kontoret selv vil huske om afgørelsen.",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, post: Afgoerelse | None = None, **kwargs):
        super().__init__(*args, post=post, **kwargs)
        brugte = {b.tema_id for b in post.bemaerkninger.all()} if post else set()
        har_instanser = kode(self.fields["instans"], Instans, getattr(post, "instans_id", None))
        kode(self.fields["lov"], Lov, getattr(post, "lov_id", None))
        if not post:
            self.initial.setdefault("instans", next(iter(self.fields["instans"].poster), None))
        afdelinger = Afdelinger([getattr(post, "afdeling_id", None)])
        if post and not post.afdeling_id:
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
    def indhold(post: Afgoerelse) -> dict[str, Any]:
        temaer = (b.tema_id for b in post.bemaerkninger.all())
        return {
            "instans": post.instans_id,
            "afgjort": post.afgjort,
            "modtaget": post.modtaget,
            "afdeling": post.afdeling_id,
            "udfald": post.udfald,
            "lov": post.lov_id,
            "paragraf": post.paragraf,
            "temaer": sorted(UOPLYST if pk is None else str(pk) for pk in temaer),
            "note": post.note,
        }

    @staticmethod
    def forslag() -> dict[str, Any]:
        return {"modtaget": i_dag()}

    def registrer(self, vaerdier: dict[str, Any], af: Bruger) -> Afgoerelse:
        return registrer_afgoerelse(temaer=self._valgte(vaerdier), af=af, **vaerdier)

    def ret(self, post: Afgoerelse, vaerdier: dict[str, Any], af: Bruger) -> Afgoerelse:
        temaer = self._valgte(vaerdier)
        for navn, vaerdi in vaerdier.items():
            setattr(post, navn, vaerdi)
        return ret_afgoerelse(afgoerelse=post, temaer=temaer, af=af)

    def _valgte(self, vaerdier: dict[str, Any]) -> list[Bemaerkningstema | None]:
        """Takes the themes out of the values: they are rows of their own."""
        return [self.temaer[noegle] for noegle in vaerdier.pop("temaer")]
