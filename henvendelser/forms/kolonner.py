from __future__ import annotations

from django import forms

from ..kolonner import Kolonne


class KolonneForm(forms.Form):
    """The columns to choose among; the fixed ones are not asked about."""

    kolonner = forms.MultipleChoiceField(
        label="Vis disse kolonner", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, mulige: list[Kolonne], viste: list[Kolonne], **kwargs):
        super().__init__(*args, **kwargs)
        faste = [k.navn for k in mulige if k.fast]
        felt = self.fields["kolonner"]
        felt.choices = [(k.noegle, k.navn) for k in mulige if not (k.fast or k.personlig)]
        felt.initial = [k.noegle for k in viste]
        felt.help_text = f"»{faste[0]}« vises altid. En fil med listen har de samme kolonner."
