"""The words of the declaration: who holds a permission, what answers each method, one address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from henvendelser.roller import Rettighed

from .personer import LOGGET_IND, Person
from .verden import Genstand, Verden

# Who holds each permission. Not read from `roller.POLITIK`: it is what that is checked against.
HVEM: dict[Rettighed, frozenset[Person]] = {
    Rettighed.LOGGET_IND: LOGGET_IND,
    Rettighed.SE_REGISTER: frozenset({Person.RAADGIVER}),
    Rettighed.REGISTRERE: frozenset({Person.RAADGIVER}),
    Rettighed.EKSPORTERE: frozenset({Person.RAADGIVER}),
    Rettighed.SE_CPR: frozenset({Person.RAADGIVER}),
    Rettighed.SE_DOKUMENTER: frozenset({Person.RAADGIVER}),
    Rettighed.GEMME_DOKUMENTER: frozenset({Person.RAADGIVER}),
    Rettighed.SPOERGE: frozenset({Person.RAADGIVER}),
    Rettighed.SVARE: frozenset({Person.LEDER, Person.ANDEN_LEDER}),
    Rettighed.SE_BERETNING: frozenset({Person.RAADGIVER}),
    Rettighed.SE_ANBEFALINGER: frozenset({Person.RAADGIVER, Person.LEDER, Person.ANDEN_LEDER}),
    Rettighed.ANBEFALE: frozenset({Person.RAADGIVER}),
    Rettighed.SVARE_I_RUNDE: frozenset({Person.LEDER, Person.ANDEN_LEDER}),
    Rettighed.KONTROLLERE_LOG: frozenset({Person.ADMINISTRATOR}),
    Rettighed.SE_BRUGERE: frozenset({Person.RAADGIVER}),
    Rettighed.STYRE_BRUGERE: frozenset({Person.ADMINISTRATOR}),
    Rettighed.OPSAETTE: frozenset({Person.RAADGIVER, Person.ADMINISTRATOR}),
    Rettighed.DRIFT: frozenset({Person.ADMINISTRATOR}),
}


@dataclass(frozen=True)
class Svar:
    """The status that answers each method, to somebody who may, on an object that is there."""

    get: int
    post: int = 405
    put: int = 405
    patch: int = 405
    delete: int = 405
    options: int = 405

    def paa(self, metode: str) -> int:
        return self.get if metode == "HEAD" else getattr(self, metode.lower())


LAESES = Svar(get=200)  # @require_safe
FORMULAR = Svar(get=200, post=200)  # an empty one is shown again with its faults
GEMMER = Svar(get=200, post=302)  # `data` is saved, or nothing is needed to
HANDLING = Svar(get=302, post=302)  # a button; a GET leads back to it
VISES = Svar(get=302, post=200)  # a button whose answer is a page; a GET leads back to it
HENTES = Svar(get=405, post=200)  # a file
KUN_POST = Svar(get=405, post=302)
VIDERE = Svar(get=302, post=302, put=302, patch=302, delete=302, options=302)
VIDEREVIST = Svar(get=302, post=302)  # nothing to do there now


@dataclass(frozen=True)
class Adresse:
    """One URL name. `rettighed` None is open to everybody, also without a login.

    `svar_til` is for those who are answered otherwise. `data` is what a POST is filled in with:
    it gets the world, the adviser's browser and the address. `maa_roere` are tables that hold a
    case's content and that others than the adviser ask all the same, through `synlige_for`;
    `aendrer` are tables without content that it is the address' business to change.
    """

    navn: str
    rettighed: Rettighed | None
    svar: Svar
    genstand: Genstand | None = None
    data: Callable[[Verden, Client, str], Mapping[str, Any]] | None = None
    svar_til: Mapping[Person, Svar] = field(default_factory=dict)
    maa_roere: frozenset[str] = frozenset()
    aendrer: frozenset[str] = frozenset()

    @property
    def udfylder(self) -> Person:
        """Who fills the form in: the first of the three who may."""
        mulige = (Person.RAADGIVER, Person.LEDER, Person.ADMINISTRATOR)
        return next(person for person in mulige if self.maa(person))

    def maa(self, person: Person) -> bool:
        return self.rettighed is None or person in HVEM[self.rettighed]

    def ser(self, person: Person, objekt: str) -> bool:
        """Whether what is answered may differ from what answers an object that is not there."""
        return bool(self.genstand) and self.maa(person) and self.genstand.ses(person, objekt)

    def status(self, person: Person, metode: str, objekt: str) -> int:
        """What is answered somebody who may; 404 on an object that the person does not see."""
        status = self.svar_til.get(person, self.svar).paa(metode)
        if status == 405 or self.genstand is None or self.genstand.ses(person, objekt):
            return status
        return 404
