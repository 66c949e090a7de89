"""The report resolved: what preview and PDF both show, block by block in reading order.

Plain data without a question left in it; `afsnit` makes it, templates only print it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from .tabel import Tabel

INGEN_TEKST = SafeString("")


@dataclass(frozen=True)
class Overskrift:
    """A heading. `niveau` 1 is a chapter; `nummer` is "1.2", "Bilag 1", or empty."""

    tekst: str
    niveau: int
    anker: str
    nummer: str = ""


@dataclass(frozen=True)
class Figur:
    """A drawn chart with the table its numbers come from and a text alternative."""

    nummer: int
    titel: str
    svg: SafeString
    alt: str
    anker: str
    tabel: Tabel
    noter: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """An anonymised story in a box of its own."""

    nummer: int
    titel: str
    html: SafeString


@dataclass(frozen=True)
class Anbefaling:
    """A numbered recommendation; `html` is its elaboration and may be empty."""

    nummer: int
    tekst: str
    html: SafeString = INGEN_TEKST


@dataclass(frozen=True)
class Status:
    """How one recommendation stands with one department, as a line of a table."""

    nummer: str
    anbefaling: str
    afdeling: str
    status: str


@dataclass(frozen=True)
class Svardel:
    """A part of a department's answer under its subheading, in the department's own words.

    Of an answer about a recommendation `anbefaling` is its wording and `status` the stance;
    `punkter` are then its named texts, of which a subheading of the department's own has one
    without a name.
    """

    overskrift: str
    punkter: tuple[tuple[str, str], ...]
    anbefaling: str = ""
    status: str = ""


@dataclass(frozen=True)
class Afdelingssvar:
    """All that one department answers; `besked` where there is nothing (more) to tell."""

    afdeling: str
    dele: tuple[Svardel, ...] = ()
    besked: str = ""


@dataclass(frozen=True)
class Blok:
    """One block of the report. `art` names its template `beretning/blokke/<art>.html`."""

    art: str
    noegle: str
    overskrift: Overskrift | None = None
    html: SafeString = INGEN_TEKST
    tabel: Tabel | None = None
    tabel_anker: str = ""
    figur: Figur | None = None
    cases: tuple[Case, ...] = ()
    anbefalinger: tuple[Anbefaling, ...] = ()
    statusser: tuple[Status, ...] = ()
    svar: Afdelingssvar | None = None
    fejl: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opfoelgningsbilag:
    """The departments' answers as a document of its own: one line for each department."""

    titel: str
    kommune: str
    periode: str
    afsender: str
    dateret: str
    svar: tuple[Afdelingssvar, ...]


@dataclass(frozen=True)
class Udskrift:
    """A whole report. `periode` is in words, `dateret` is a month ("maj 2025")."""

    titel: str
    kommune: str
    periode: str
    afsender: str
    dateret: str
    blokke: tuple[Blok, ...] = field(default=())

    @property
    def overskrifter(self) -> tuple[Overskrift, ...]:
        """Every heading in order: the contents."""
        return tuple(blok.overskrift for blok in self.blokke if blok.overskrift)

    @property
    def tabeller(self) -> tuple[Tabel, ...]:
        """The numbered tables in order."""
        return tuple(blok.tabel for blok in self.blokke if blok.tabel)

    @property
    def fejl(self) -> tuple[str, ...]:
        """Everything that keeps the report from being issued."""
        return tuple(fejl for blok in self.blokke for fejl in blok.fejl)
