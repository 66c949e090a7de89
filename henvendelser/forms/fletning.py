"""Two who have corrected the same: what differs, field by field, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.http import QueryDict

NAEVNT = "fletning"  # the fields that the page has asked about
VALG = "valg-"
MIT, ANDENS = "mit", "andens"
# The page's own: they are nobody's correction.
_UVEDKOMMENDE = {"version", "gaelder"}
# Not shown to anybody who did not ask for it, nor to the one who typed it.
_SKJULTE = {
    "cpr": ("Det CPR-nummer, du skrev", "CPR-nummeret, som det er registreret nu"),
}


@dataclass(frozen=True)
class Forskel:
    """One thing the two say differently; `felter` are the names it is sent under, "x-" all that
    begin so."""

    navn: str
    label: str
    mit: str
    andens: str
    felter: tuple[str, ...]

    def omfatter(self, navn: str) -> bool:
        return navn in self.felter or navn.startswith(
            tuple(felt for felt in self.felter if felt.endswith("-"))
        )


def forskelle(min_: forms.Form, anden: forms.Form) -> list[Forskel]:
    """The fields in which two filled-in forms of one kind say different things.

    Both have been asked `is_valid()`; it is the cleaned values that are compared, "3.4.2025" is
    "03.04.2025".
    """
    return [
        Forskel(
            navn,
            min_[navn].label,
            *_tekster(min_[navn], anden[navn]),
            felter=(min_.add_prefix(navn),),
        )
        for navn in min_.fields
        if navn not in _UVEDKOMMENDE
        and navn in anden.fields
        and min_.cleaned_data.get(navn) != anden.cleaned_data.get(navn)
    ]


def som_sendt(form: forms.Form) -> dict[str, list[str]]:
    """What a browser would send of an unbound form if nobody changed anything on the page."""
    return {
        form.add_prefix(navn): _sendt(form[navn].value(), felt.widget)
        for navn, felt in form.fields.items()
    }


def flettet(data: QueryDict, anden: QueryDict, alle: Iterable[Forskel]) -> QueryDict:
    """`data` with what the other saved wherever that was chosen."""
    svar = data.copy()
    for forskel in alle:
        if data.get(VALG + forskel.navn) != ANDENS:
            continue
        for navn in filter(forskel.omfatter, list(svar)):
            del svar[navn]
        for navn in filter(forskel.omfatter, anden):
            svar.setlist(navn, anden.getlist(navn))
    return svar


def uden_valg(data: QueryDict, **aendret: str) -> QueryDict:
    """`data` without the choices, with `aendret` on top."""
    svar = data.copy()
    for navn in [n for n in svar if n == NAEVNT or n.startswith(VALG)]:
        del svar[navn]
    for navn, vaerdi in aendret.items():
        svar[navn] = vaerdi
    return svar


def mangler_valg(data: Mapping[str, str], alle: Iterable[Forskel]) -> list[Forskel]:
    """What the page asked about and was not answered."""
    return [en for en in alle if data.get(VALG + en.navn) not in {MIT, ANDENS}]


def vist(felt: BoundField) -> str:
    """A field's value in words, as it was typed or chosen."""
    vaerdi = felt.value()
    valgte = [str(v) for v in (vaerdi if isinstance(vaerdi, list) else [vaerdi]) if v]
    if isinstance(felt.field.widget, forms.CheckboxInput):
        return "Ja" if vaerdi else "Nej"
    if not hasattr(felt.field, "choices"):
        return "".join(valgte)
    return ", ".join(navn.strip() for noegle, navn in _muligheder(felt) if noegle in valgte)


def _tekster(mit: BoundField, andens: BoundField) -> tuple[str, str]:
    return _SKJULTE.get(mit.name) or (vist(mit), vist(andens))


def _muligheder(felt: BoundField) -> Iterable[tuple[str, str]]:
    for noegle, navn in felt.field.choices:
        if isinstance(navn, list | tuple):
            yield from ((str(n), str(v)) for n, v in navn)
        else:
            yield str(noegle), str(navn)


def _sendt(vaerdi: object, widget: forms.Widget) -> list[str]:
    if vaerdi in (None, "", [], False):
        return []
    if isinstance(widget, forms.CheckboxInput):
        return ["on"]
    formateret = widget.format_value(vaerdi)
    return [str(v) for v in formateret] if isinstance(formateret, list) else [str(formateret)]
