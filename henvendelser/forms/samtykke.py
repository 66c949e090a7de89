"""A consent is given on the case's page, and withdrawn on a page of its own."""

from __future__ import annotations

from django import forms

from ..handlinger.samtykker import giv_samtykke, traek_samtykke_tilbage
from ..models import Bruger, Henvendelse, Samtykke
from ..regler import i_dag
from ..valg import Samtykkeart, Samtykkevej, Tilbagetraekning
from .delform import Delform
from .felter import Dagfelt, Fritekst


class SamtykkeForm(Delform):
    prefix = "samtykke"

    art = forms.ChoiceField(
        label="Samtykke til",
        choices=Samtykkeart.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad der er givet samtykke til."},
    )
    givet = Dagfelt(label="Givet", help_text="Den dag, borgeren sagde ja.")
    hvordan = forms.ChoiceField(
        label="Hvordan",
        choices=[("", "Vælg"), *Samtykkevej.choices],
        error_messages={"required": "Vælg, hvordan samtykket blev givet."},
    )
    givet_af = Fritekst(
        label="Givet af",
        help_text="Kun når det ikke er borgeren selv: navn og tilknytning.",
        max_length=200,
        required=False,
    )
    omfang = Fritekst(
        label="Gælder kun",
        help_text="Fx en bestemt afdeling eller oplysning.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"givet": i_dag()}, **kwargs)

    def udfoer(self, henvendelse: Henvendelse, af: Bruger) -> Samtykke:
        return giv_samtykke(henvendelse=henvendelse, af=af, **self.cleaned_data)


class TilbagetraekningForm(Delform):
    trukket_tilbage = Dagfelt(label="Trukket tilbage", help_text="Den dag, borgeren sagde fra.")
    hvordan = forms.ChoiceField(
        label="Hvordan",
        choices=[("", "Vælg"), *Tilbagetraekning.choices],
        error_messages={"required": "Vælg, hvordan samtykket blev trukket tilbage."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"trukket_tilbage": i_dag()}, **kwargs)

    def udfoer(self, samtykke: Samtykke, af: Bruger) -> Samtykke:
        return traek_samtykke_tilbage(samtykke=samtykke, af=af, **self.cleaned_data)
