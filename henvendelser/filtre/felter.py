"""The fields of a list's filter, and how the panel shows them.

Their inputs are written here and not by Django's templates, which cost ten times as much: a list
has some 24 of them, with 200 options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString

from ..html import html, samlet

UOPLYST = "uoplyst"
INGEN = "ingen"
SELV = ".selv"
VALGT = SafeString(" selected")

Mulighed = tuple[str, str]


class LaestEnGang(BaseChoiceIterator):
    """Options that are read when they are first asked for, and kept."""

    def __init__(self, laes: Callable[[], list[Mulighed]]):
        self.laes = laes
        self._laest: list[Mulighed] | None = None

    def __iter__(self) -> Iterator[Mulighed]:
        if self._laest is None:
            self._laest = self.laes()
        return iter(self._laest)


class Vaelger(forms.Select):
    """A select that also shows a value no single option has: several at once, or a node alone."""

    def use_required_attribute(self, initial) -> bool:
        return False  # no filter is; to find out, Django would read the choices

    def render(self, name, value, attrs=None, renderer=None):
        """The bytes that Django's template writes of the same choices."""
        vaerdi = self.format_value(value)
        valgt = next(iter(vaerdi), "")
        muligheder = (
            html(
                '\n  <option value="{}"{}>{}</option>',
                noegle,
                VALGT if noegle == valgt else "",
                navn,
            )
            for noegle, navn in self.muligheder(vaerdi)
        )
        return html(
            '<select name="{}"{}>{}\n</select>',
            name,
            _attributter("form-select", self.build_attrs(self.attrs, attrs)),
            samlet(muligheder),
        )

    def muligheder(self, value: list[str]) -> list[Mulighed]:
        muligheder = [*self.choices]
        kendte = {noegle for noegle, _ in muligheder}
        ekstra = [v for v in value if v and v not in kendte and self.felt.valid_value(v)]
        return [*muligheder, *((v, self.felt.med_ord(v)) for v in ekstra)]


class Vaelgerfelt(forms.ChoiceField):
    """One or more of the options, with a comma between; each may also be told in words.

    A form reads the options at most once.
    """

    widget = Vaelger
    default_error_messages = {"invalid_choice": "Vælg noget fra listen."}

    def __init__(
        self,
        *,
        muligheder: Callable[[], Iterable[tuple[Any, Any]]],
        er_trae: bool = False,
        **kwargs,
    ):
        self.er_trae = er_trae
        self.laes = lambda: [("", "Alle"), *((str(pk), str(navn)) for pk, navn in muligheder())]
        super().__init__(choices=self.laes, **kwargs)
        self.widget.felt = self

    def __deepcopy__(self, memo):
        kopi = super().__deepcopy__(memo)
        kopi.choices = LaestEnGang(self.laes)
        kopi.widget.felt = kopi
        return kopi

    def valid_value(self, value) -> bool:
        kendte = {noegle for noegle, _ in self.choices if noegle}
        if self.er_trae:  # a node may stand alone; what is not stated has no branch
            kendte |= {f"{noegle}{SELV}" for noegle in kendte - {UOPLYST, INGEN}}
        return kendte.issuperset(value.split(","))

    def med_ord(self, value: str) -> str:
        """The value's labels as they stand in a sentence."""
        etiketter = {noegle: navn.strip("\u00a0") for noegle, navn in self.choices}
        dele = []
        for del_ in value.split(","):
            navn = etiketter[del_.removesuffix(SELV)]
            dele.append(f"{navn}, ikke nærmere angivet" if del_.endswith(SELV) else navn)
        return " eller ".join(dele)


class Dag(forms.DateInput):
    """A day as text."""

    def render(self, name, value, attrs=None, renderer=None):
        """The bytes that Django's template writes."""
        vist = self.format_value(value)
        attrs = self.build_attrs(self.attrs, attrs)
        attrs.setdefault("autocomplete", "off")
        return html(
            '<input type="{}" name="{}"{}{}>',
            self.input_type,
            name,
            "" if vist is None else html(' value="{}"', vist),
            _attributter("form-input dato", attrs),
        )


class Dagfelt(forms.DateField):
    """A day; one that came as ISO, from the cell of a table, is shown as Danes write it."""

    widget = Dag
    default_error_messages = {"invalid": "Skriv en dato, der findes, fx 3.4.2025."}

    def bound_data(self, data, initial):
        try:
            return self.to_python(data)
        except forms.ValidationError:
            return data


def _attributter(klasse: str, attrs: dict[str, str]) -> SafeString:
    klasser = f"{klasse} {attrs.pop('class', '')}".strip()
    alle = [("class", klasser), *attrs.items()]
    return samlet(html(' {}="{}"', navn, vaerdi) for navn, vaerdi in alle)
