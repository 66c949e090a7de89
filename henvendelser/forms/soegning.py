from django import forms

from .felter import Fritekst


class SoegeForm(forms.Form):
    """The words of a search. They are posted, never put in an address: they name people."""

    use_required_attribute = False
    soeg = Fritekst(
        label="Søg",
        required=False,
        max_length=200,
        help_text="Nummer, navn, telefon, mail eller ord i beskrivelsen.",
    )
