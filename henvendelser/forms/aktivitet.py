from __future__ import annotations

from typing import Any

from django import forms

from ..handlinger.aktiviteter import registrer_aktivitet, ret_aktivitet
from ..models import Aktivitet, Aktivitetsslags, Bruger
from ..models.aktivitet import MINDST_TIMER
from ..regler import i_dag
from .felter import Afdelinger, Dagfelt, Postfelt, kode, soegbar
from .postform import Postform

FLEST_DELTAGERE = 100_000
FLEST_TIMER = 1_000


class AktivitetForm(Postform):
    """An activity outside the cases."""

    model = Aktivitet

    slags = Postfelt(label="Slags", error_messages={"required": "Vælg en slags."})
    titel = forms.CharField(
        label="Titel",
        help_text="Kort, så du kan kende den igen på listen.",
        max_length=200,
        error_messages={"required": "Skriv en titel."},
    )
    dato = Dagfelt(label="Dato")
    tidspunkt = forms.TimeField(
        label="Klokken",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(format="%H.%M"),
        error_messages={"invalid": "Skriv et klokkeslæt, fx 9.30."},
    )
    timer = forms.DecimalField(
        label="Timer",
        help_text="Med forberedelse, fx 2,5.",
        required=False,
        min_value=MINDST_TIMER,
        max_value=FLEST_TIMER,
        decimal_places=2,
        localize=True,
        error_messages={
            "invalid": "Skriv et tal, fx 2,5.",
            "min_value": "Skriv mindst 0,25 time.",
            "max_value": "Skriv højst 1.000 timer.",
            "max_decimal_places": "Skriv højst to decimaler.",
        },
    )
    maalgruppe = forms.CharField(
        label="Målgruppe", help_text="Fx nye sagsbehandlere.", required=False, max_length=200
    )
    antal_deltagere = forms.IntegerField(
        label="Antal deltagere",
        help_text="Et skøn er nok.",
        required=False,
        min_value=0,
        max_value=FLEST_DELTAGERE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Skriv et helt tal.",
            "min_value": "Skriv 0 eller derover.",
            "max_value": "Skriv højst 100.000.",
        },
    )
    afdeling = Postfelt(
        label="Afdeling",
        tom="Ingen bestemt",
        help_text="Hvis aktiviteten var for én afdeling.",
        widget=soegbar(),
        required=False,
    )
    note = forms.CharField(
        label="Note",
        help_text="Skriv ikke oplysninger om borgere her.",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, post: Aktivitet | None = None, **kwargs):
        super().__init__(*args, post=post, **kwargs)
        self.kan_udfyldes = kode(
            self.fields["slags"], Aktivitetsslags, getattr(post, "slags_id", None)
        )
        afdelinger = Afdelinger([getattr(post, "afdeling_id", None)])
        self.fields["afdeling"].tilbyd(afdelinger.muligheder, afdelinger.poster)

    @staticmethod
    def indhold(post: Aktivitet) -> dict[str, Any]:
        return {
            "slags": post.slags_id,
            "titel": post.titel,
            "dato": post.dato,
            "tidspunkt": post.tidspunkt,
            "timer": post.timer,
            "maalgruppe": post.maalgruppe,
            "antal_deltagere": post.antal_deltagere,
            "afdeling": post.afdeling_id,
            "note": post.note,
        }

    @staticmethod
    def forslag() -> dict[str, Any]:
        return {"dato": i_dag()}

    def registrer(self, vaerdier: dict[str, Any], af: Bruger) -> Aktivitet:
        return registrer_aktivitet(af=af, **vaerdier)

    def ret(self, post: Aktivitet, vaerdier: dict[str, Any], af: Bruger) -> Aktivitet:
        for navn, vaerdi in vaerdier.items():
            setattr(post, navn, vaerdi)
        return ret_aktivitet(aktivitet=post, af=af)
