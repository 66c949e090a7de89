"""Deadlines: the one place where a day is computed from another.

The day that a deadline runs from is not counted. One given in days, weeks or months ends on a
working day: where it would end on a Saturday, a Sunday, a bank holiday or one of the office's own
closing days, it ends on the first working day after. One given in working days counts only those.
A month ends on the same day of the month, or on the last day of a month that is too short. That
is how Danish law has it where a statute says anything (forældelsesloven § 27; retsplejeloven
§ 148 a).

The bank holidays are the library's, which knows that store bededag was one for the last time in
2023 (lov nr. 214 af 06/03/2023). 5 June, 24 and 31 December are none, but most municipalities are
closed: whether they count is the office's choice.
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import holidays
from django.db.models import TextChoices
from django.utils.formats import date_format

from .dansk import Enhed
from .models import Kontor

FLEST = 2_000
SIDSTE_AAR = holidays.Denmark.end_year
_NAEVN_HOEJST = 5
_LOERDAG = 5
_I_DAG, _I_MORGEN = 0, 1
_GRUNDLOVSDAG, _JULEAFTENSDAG, _NYTAARSAFTENSDAG = (6, 5), (12, 24), (12, 31)
_DAG = Enhed("dag", "dage")


class Fristfejl(ValueError):
    """The deadline cannot be computed; the message is Danish."""


class Tidsenhed(TextChoices):
    """What a deadline's length is given in."""

    ARBEJDSDAGE = "arbejdsdage", "arbejdsdage"
    DAGE = "dage", "dage"
    UGER = "uger", "uger"
    MAANEDER = "maaneder", "måneder"

    def antal(self, antal: int) -> str:
        """E.g. "1 uge", "3 uger"."""
        return _ENHEDER[self].antal(antal)


_ENHEDER = {
    Tidsenhed.ARBEJDSDAGE: Enhed("arbejdsdag", "arbejdsdage"),
    Tidsenhed.DAGE: _DAG,
    Tidsenhed.UGER: Enhed("uge", "uger"),
    Tidsenhed.MAANEDER: Enhed("måned", "måneder"),
}


@dataclass(frozen=True)
class Frist:
    """A computed day, and in a Danish sentence how it was computed."""

    dag: date
    forklaring: str


@functools.lru_cache(maxsize=256)
def _helligdage(aar: int) -> dict[date, str]:
    """The year's bank holidays with their Danish names as they stand in a sentence."""
    if aar > SIDSTE_AAR:
        raise Fristfejl(f"Helligdagene kendes kun til og med år {SIDSTE_AAR}.")
    danmark = holidays.Denmark(years=[aar], language="da")
    return {dag: navn[0].lower() + navn[1:] for dag, navn in danmark.items()}


@dataclass(frozen=True)
class Kalender:
    """Which days the office works. The three half-official closing days are its own choice."""

    lukket_grundlovsdag: bool = True
    lukket_juleaftensdag: bool = True
    lukket_nytaarsaftensdag: bool = True

    def helligdag(self, dag: date) -> str:
        """The name of the holiday or of the office's own closing day; "" for any other day.

        Raises Fristfejl for a day after the last year whose bank holidays are known.
        """
        return _helligdage(dag.year).get(dag, "") or self._egne.get((dag.month, dag.day), "")

    @functools.cached_property
    def _egne(self) -> dict[tuple[int, int], str]:
        egne = {
            (_GRUNDLOVSDAG, "grundlovsdag"): self.lukket_grundlovsdag,
            (_JULEAFTENSDAG, "juleaftensdag"): self.lukket_juleaftensdag,
            (_NYTAARSAFTENSDAG, "nytårsaftensdag"): self.lukket_nytaarsaftensdag,
        }
        return {dag: navn for (dag, navn), lukket in egne.items() if lukket}

    def er_arbejdsdag(self, dag: date) -> bool:
        return dag.weekday() < _LOERDAG and not self.helligdag(dag)

    def naeste_arbejdsdag(self, dag: date) -> date:
        """The day itself where it is a working day, else the first one after it."""
        while not self.er_arbejdsdag(dag):
            dag += timedelta(1)
        return dag

    def efter_arbejdsdage(self, fra: date, antal: int) -> date:
        """The `antal`th working day after `fra`; with 0 the first one that is not before it."""
        dag = fra if antal else self.naeste_arbejdsdag(fra)
        for _ in range(antal):
            dag = self.naeste_arbejdsdag(dag + timedelta(1))
        return dag

    def arbejdsdage_til(self, fra: date, til: date) -> int:
        """How many working days there are after `fra`, up to and including `til`."""
        return sum(map(self.er_arbejdsdag, _dagene_efter(fra, til)))

    def helligdage_til(self, fra: date, til: date) -> list[tuple[date, str]]:
        """The weekdays after `fra`, up to and including `til`, on which the office is closed."""
        return [
            (dag, navn)
            for dag in _dagene_efter(fra, til)
            if dag.weekday() < _LOERDAG and (navn := self.helligdag(dag))
        ]


def kontorets_kalender() -> Kalender:
    """As the office has chosen; every closing day is one till it has."""
    kontor = Kontor.objects.first() or Kontor()
    return Kalender(
        kontor.lukket_grundlovsdag, kontor.lukket_juleaftensdag, kontor.lukket_nytaarsaftensdag
    )


def beregn_frist(fra: date, antal: int, enhed: Tidsenhed, kalender: Kalender) -> Frist:
    """The day `antal` units after `fra`, always a working day, with its sentence.

    Raises Fristfejl for a length below 0 or above FLEST, and for a day after SIDSTE_AAR.
    """
    if not 0 <= antal <= FLEST:
        raise Fristfejl(f"Skriv et antal fra 0 til {FLEST}.")
    enhed = Tidsenhed(enhed)
    try:
        if enhed == Tidsenhed.ARBEJDSDAGE:
            dag = kalender.efter_arbejdsdage(fra, antal)
            return Frist(dag, _i_arbejdsdage(fra, antal, dag, kalender))
        regnet = _laeg_til(fra, antal, enhed)
        dag = kalender.naeste_arbejdsdag(regnet)
    except OverflowError as fejl:
        raise Fristfejl(f"Helligdagene kendes kun til og med år {SIDSTE_AAR}.") from fejl
    start = f"{enhed.antal(antal)} fra {_med_aar(fra)}"
    if dag == regnet:
        return Frist(dag, f"{start} er {_set_fra(fra, dag)}.")
    return Frist(dag, f"{start}; {_flyttet(fra, regnet, dag, kalender)}.")


def valgt_frist(dag: date, kalender: Kalender) -> Frist:
    """A day that somebody chose: moved to the next working day where the office is closed."""
    naeste = kalender.naeste_arbejdsdag(dag)
    flyttet = "" if naeste == dag else f"; {_flyttet(dag, dag, naeste, kalender)}"
    return Frist(naeste, f"Valgt til {_med_aar(dag)}{flyttet}.")


def dage_til(dag: date, i_dag: date) -> int:
    """The calendar days left; 0 on the day itself, negative when it is passed."""
    return (dag - i_dag).days


def rest(dag: date, i_dag: date) -> str:
    """The time left in words: "om 3 dage", "i morgen", "i dag", "2 dage over fristen"."""
    dage = dage_til(dag, i_dag)
    if dage < 0:
        return f"{_DAG.antal(-dage)} over fristen"
    return {_I_DAG: "i dag", _I_MORGEN: "i morgen"}.get(dage, f"om {_DAG.antal(dage)}")


def _dagene_efter(fra: date, til: date) -> Iterator[date]:
    return (fra + timedelta(nr) for nr in range(1, (til - fra).days + 1))


def _laeg_til(fra: date, antal: int, enhed: Tidsenhed) -> date:
    if enhed != Tidsenhed.MAANEDER:
        return fra + timedelta(antal * (7 if enhed == Tidsenhed.UGER else 1))
    aar, maaned = divmod(fra.year * 12 + fra.month - 1 + antal, 12)
    if aar > date.max.year:
        raise OverflowError
    return date(aar, maaned + 1, min(fra.day, calendar.monthrange(aar, maaned + 1)[1]))


def _i_arbejdsdage(fra: date, antal: int, dag: date, kalender: Kalender) -> str:
    helligdage = kalender.helligdage_til(fra, dag)
    sprunget_over = [
        *(["weekender"] if any(d.weekday() >= _LOERDAG for d in _dagene_efter(fra, dag)) else []),
        *(
            [f"{navn} {_dag_maaned(d)}" for d, navn in helligdage]
            if len(helligdage) <= _NAEVN_HOEJST
            else [f"{len(helligdage)} helligdage og lukkedage"]
        ),
    ]
    uden = f", når {_opregn(sprunget_over)} ikke tæller med," if sprunget_over else ""
    start = f"{Tidsenhed.ARBEJDSDAGE.antal(antal)} fra {_med_aar(fra)}"
    return f"{start}{uden} er {_set_fra(fra, dag)}."


def _flyttet(fra: date, regnet: date, dag: date, kalender: Kalender) -> str:
    """E.g. "18. april er langfredag, derfor tirsdag 22. april"."""
    hvorfor = kalender.helligdag(regnet) or f"en {date_format(regnet, 'l')}"
    aar = f" {regnet.year}" if regnet.year != fra.year else ""
    return f"{_dag_maaned(regnet)}{aar} er {hvorfor}, derfor {_set_fra(regnet, dag)}"


def _opregn(dele: list[str]) -> str:
    *foerste, sidste = dele
    return f"{', '.join(foerste)} og {sidste}" if foerste else sidste


def _dag_maaned(dag: date) -> str:
    return date_format(dag, "j. F")


def _med_aar(dag: date) -> str:
    return date_format(dag, "l j. F Y")


def _set_fra(fra: date, dag: date) -> str:
    """The day as it is told after `fra`: the year only where it is another."""
    return date_format(dag, "l j. F" if dag.year == fra.year else "l j. F Y")
