"""Every address of the program as a walk needs it: its name, its route and its arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLResolver, get_resolver, resolve, reverse

FINDES_IKKE = "/findes-slet-ikke/"


@dataclass(frozen=True)
class Moenster:
    """One URL pattern. `rute` is whole, with what it is included under.

    `navn` is the name with its namespace; the route where it has no name of its own.
    """

    navn: str
    rute: str
    argumenter: frozenset[str]
    view: Callable

    @property
    def rettighed(self) -> Any:
        return self.view.rettighed

    def adresse(self, argumenter: Mapping[str, Any]) -> str:
        """An address that this pattern, and no other, answers to."""
        try:
            sti = reverse(self.navn, kwargs=argumenter)
        except NoReverseMatch:
            sti = "/" + self.rute
            for navn, vaerdi in argumenter.items():
                sti = re.sub(rf"<(\w+:)?{navn}>", str(vaerdi), sti)
        assert resolve(sti).route == self.rute, f"{self.navn}: {sti} is answered by another pattern"
        return sti


def alle_moenstre() -> list[Moenster]:
    """Every URL pattern, however deep it is included. Two of one name go by their routes."""
    alle = list(_moenstre(get_resolver(), "", "", frozenset()))
    navne = [moenster.navn for moenster in alle]
    return [
        Moenster(m.rute, m.rute, m.argumenter, m.view) if navne.count(m.navn) > 1 else m
        for m in alle
    ]


def _moenstre(
    resolver: URLResolver, forstavelse: str, rum: str, argumenter: frozenset[str]
) -> Iterator[Moenster]:
    for et in resolver.url_patterns:
        rute = forstavelse + str(et.pattern).removeprefix("^" if forstavelse else "")
        egne = argumenter | set(et.pattern.regex.groupindex)
        if isinstance(et, URLResolver):
            yield from _moenstre(et, rute, rum + (f"{et.namespace}:" if et.namespace else ""), egne)
        else:
            yield Moenster(rum + et.name if et.name else rute, rute, egne, et.callback)


def uden_csrf(side: bytes) -> bytes:
    """A page less the token of its forms, which is new in every answer."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", side)
