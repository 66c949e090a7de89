from django import forms
from django.core.exceptions import ValidationError

from .. import cpr
from ..regler import uden_cpr
from ..soegning.spoergsmaal import FLEST, laes


class SoegeForm(forms.Form):
    """The words of a search. They are posted, never put in an address: they name people.

    A CPR number may stand alone, and is then looked up whole; among other words it is refused.
    """

    use_required_attribute = False
    soeg = forms.CharField(label="Søg", required=False, max_length=200)

    def __init__(self, *args, soeges_efter: str = "", **kwargs):
        """`soeges_efter` tells what the list is found by."""
        super().__init__(*args, **kwargs)
        self.fields["soeg"].help_text = f"{soeges_efter} Ord i »citationstegn« skal stå sammen."

    def clean_soeg(self) -> str:
        tekst = " ".join(self.cleaned_data["soeg"].split())
        if cpr.laes(tekst):
            return tekst
        uden_cpr(tekst)
        if len(laes(tekst)) > FLEST:
            raise ValidationError(f"Søg efter højst {FLEST} ord ad gangen.")
        return tekst
