"""What a log entry is about, whatever object it was told of.

A list of issues shows their inquiries, and an inquiry is always also its citizen's: that is how an
extract for one citizen finds what was read, long after an inquiry was corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch

from django.contrib.auth.models import AbstractBaseUser

from ..models import (
    Afgoerelse,
    Aktivitet,
    Bemaerkning,
    Borger,
    Dokument,
    Forespoergsel,
    Henvendelse,
    Notat,
    Partsperson,
    Sag,
    Samtykke,
)
from ..valg import Objekttype


@dataclass(frozen=True)
class Reference:
    """One object: its type, its key, and what it is called without naming a citizen."""

    type: Objekttype
    noegle: int
    betegnelse: str = ""


@singledispatch
def referencer(objekt) -> Iterator[Reference]:
    """What the entry refers to for this object; each model that is logged registers its own.

    Raises TypeError for an object of any other kind.
    """
    raise TypeError(f"Loggen kender ikke {type(objekt).__name__}.")


@referencer.register
def _(objekt: Reference) -> Iterator[Reference]:
    yield objekt


@referencer.register
def _(objekt: tuple) -> Iterator[Reference]:
    """The references of one object that is not kept itself: of a long file."""
    yield from objekt


@referencer.register
def _(objekt: Henvendelse) -> Iterator[Reference]:
    yield Reference(Objekttype.HENVENDELSE, objekt.pk, objekt.nummer)
    if objekt.borger_id:
        yield Reference(Objekttype.BORGER, objekt.borger_id)


@referencer.register(Sag)
@referencer.register(Samtykke)
@referencer.register(Notat)
@referencer.register(Partsperson)
def _(objekt: Sag | Samtykke | Notat | Partsperson) -> Iterator[Reference]:
    yield from referencer(objekt.henvendelse)


@referencer.register
def _(objekt: Borger) -> Iterator[Reference]:
    yield Reference(Objekttype.BORGER, objekt.pk)


@referencer.register
def _(objekt: Dokument) -> Iterator[Reference]:
    # Called by its case: its own name may name a citizen.
    ejer, *andre = referencer(objekt.hoerer_til)
    yield Reference(Objekttype.DOKUMENT, objekt.pk, ejer.betegnelse)
    yield from (ejer, *andre)


@referencer.register
def _(objekt: Forespoergsel) -> Iterator[Reference]:
    yield Reference(Objekttype.FORESPOERGSEL, objekt.pk, objekt.henvendelse.nummer)
    yield from referencer(objekt.henvendelse)


@referencer.register
def _(objekt: Afgoerelse) -> Iterator[Reference]:
    yield Reference(Objekttype.AFGOERELSE, objekt.pk, str(objekt.pk))


@referencer.register
def _(objekt: Bemaerkning) -> Iterator[Reference]:
    yield from referencer(objekt.afgoerelse)


@referencer.register
def _(objekt: Aktivitet) -> Iterator[Reference]:
    yield Reference(Objekttype.AKTIVITET, objekt.pk, str(objekt.pk))


@referencer.register
def _(objekt: AbstractBaseUser) -> Iterator[Reference]:
    yield Reference(Objekttype.BRUGER, objekt.pk, objekt.get_username())


def alle_referencer(objekter: Iterable) -> list[Reference]:
    """The references of all of them, each once, in their order."""
    return list(dict.fromkeys(ref for objekt in objekter for ref in referencer(objekt)))
