from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from ..handlinger.gemtefiltre import gem_filter
from ..models import Bruger, GemtFilter
from .felter import Fritekst, tilfoej_fejl

NAVNE = ("navn", "delt", "standard")


class GemtFilterForm(forms.Form):
    """What a filter is called, and for whom and when it is shown; `filter` is new or one's own."""

    use_required_attribute = False

    navn = Fritekst(
        label="Navn",
        max_length=80,
        help_text="Det, du finder filteret på, fx »Mine åbne«. Skriv ikke borgeres navne.",
        error_messages={"required": "Skriv et navn."},
    )
    delt = forms.BooleanField(
        label="Del filteret med kontoret",
        help_text="Kollegerne ser det på deres liste. Kun du kan rette og slette det.",
        required=False,
    )
    standard = forms.BooleanField(
        label="Vis det, når jeg åbner listen",
        help_text="Gælder kun dig. »Ryd filtre« viser hele listen.",
        required=False,
    )

    def __init__(self, *args, filter: GemtFilter, **kwargs):
        super().__init__(*args, initial={navn: getattr(filter, navn) for navn in NAVNE}, **kwargs)
        self.filter = filter

    def gem(self, af: Bruger) -> GemtFilter | None:
        """The saved filter. None: what did not hold stands at its field."""
        if not self.is_valid():
            return None
        for navn, vaerdi in self.cleaned_data.items():
            setattr(self.filter, navn, vaerdi)
        try:
            return gem_filter(filter=self.filter, af=af)
        except ValidationError as fejl:
            tilfoej_fejl(self, fejl)
        return None
