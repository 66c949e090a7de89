from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from ..frister import (
    FLEST,
    Frist,
    Fristfejl,
    Tidsenhed,
    beregn_frist,
    kontorets_kalender,
    valgt_frist,
)
from ..models import Henvendelse
from ..regler import i_dag


class FristForm(forms.Form):
    """By when to follow a case up: a day, or so and so long from today. Both empty: no deadline."""

    use_required_attribute = False

    dag = forms.DateField(
        label="Følg op senest",
        help_text="Skriv en dag, eller lad programmet regne den ud herunder.",
        required=False,
        error_messages={"invalid": "Skriv en dato, der findes, som dag.måned.år, fx 3.4.2025."},
    )
    antal = forms.IntegerField(
        label="Eller om",
        required=False,
        min_value=0,
        max_value=FLEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Skriv et helt tal.",
            "min_value": "Skriv 0 eller derover.",
            "max_value": f"Skriv højst {FLEST}.",
        },
    )
    enhed = forms.ChoiceField(
        label="Regnet i", choices=Tidsenhed.choices, initial=Tidsenhed.UGER, required=False
    )

    def __init__(self, *args, henvendelse: Henvendelse, **kwargs):
        super().__init__(*args, initial={"dag": henvendelse.frist}, **kwargs)
        self.henvendelse = henvendelse

    def clean(self) -> dict:
        data = super().clean()
        if self.errors:
            return data
        try:
            data["frist"] = self._frist(data["dag"], data["antal"], data["enhed"])
        except Fristfejl as fejl:
            raise ValidationError(str(fejl)) from fejl
        return data

    def _frist(self, dag, antal: int | None, enhed: str) -> Frist | None:
        """A length wins over the day that the page was opened with; two that are typed do not."""
        idag = i_dag()
        if antal is not None:
            if dag and dag != self.henvendelse.frist:
                raise Fristfejl("Skriv enten en dato eller et antal, ikke begge.")
            return beregn_frist(idag, antal, enhed or Tidsenhed.UGER, kontorets_kalender())
        if dag and dag < idag and dag != self.henvendelse.frist:
            raise Fristfejl("Fristen er allerede overskredet. Skriv en dato fra i dag.")
        if dag and dag == self.henvendelse.frist:
            return Frist(dag, self.henvendelse.frist_forklaring)
        return valgt_frist(dag, kontorets_kalender()) if dag else None
