from django import forms

from ..eksport import Format


class EksportForm(forms.Form):
    """What a list is fetched as. Personal data are in the file only if they are asked for."""

    format = forms.ChoiceField(
        label="Format",
        choices=[(Format.XLSX.value, "Excel (XLSX)"), (Format.CSV.value, "CSV")],
        initial=Format.XLSX.value,
    )
    med_personoplysninger = forms.BooleanField(
        label="Tag personoplysninger og fritekst med",
        help_text="Fx navn, telefon og beskrivelse. Det står i loggen, at de er hentet.",
        required=False,
    )
