"""The kinds of mail there are. Each app declares its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mailslags:
    """`navn` is what the adviser is told of it; `emne` and `tekst` are the mail's own.

    The text holds no names, numbers of cases or words of anybody: the link follows it.
    """

    noegle: str
    navn: str
    emne: str
    tekst: str


_slags: dict[str, Mailslags] = {}


def tilmeld_slags(*alle: Mailslags) -> None:
    """Declare them; a second time is the same as once."""
    _slags.update({en.noegle: en for en in alle})


def slags_af(noegle: str) -> Mailslags | None:
    """None for a kind that the program no longer has."""
    return _slags.get(noegle)
