"""Asking the index: which inquiries (or decisions, or activities) have all that somebody typed.

Each part of it may be in another of the object's texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connections
from django.db.models import BooleanField, Func, Model, Q, QuerySet

from .. import cpr
from ..models import Borger, Henvendelse, Soegeindeks
from .kilder import OBJEKTBIT, OBJEKTNOEGLE, Kilde, kilde_til, navne
from .spoergsmaal import Led, laes


@dataclass(frozen=True)
class Soegt:
    """What somebody typed, read once, to be asked of any rows that lead to a `fundet`.

    `led` is None where nothing is asked, and empty where nothing can be found.
    """

    fundet: type[Model]
    led: list[Led] | None = None
    cpr: str = ""

    @classmethod
    def af(cls, tekst: str, fundet: type[Model] = Henvendelse, using: str = "default") -> Soegt:
        """Asks one or two queries: which departments, topics and the like have it in their names.

        "" asks for nothing; what has no word in it finds nothing. A CPR number is found by its
        print, and only whole; a decision and an activity have none.
        """
        if not tekst.strip():
            return cls(fundet)
        if cifre := cpr.laes(tekst):
            return cls(fundet, [], cifre if fundet is Henvendelse else "")
        led = laes(tekst)
        return cls(fundet, _med_navne(led, fundet, using) if led else [])

    def vilkaar(self, sti: str = "") -> Q:
        """The condition on rows from which `sti` leads to a `fundet` ("" is the row itself)."""
        if self.led is None:
            return Q()
        noegle = f"{sti}__" if sti else ""
        if self.cpr:
            return Q(**{f"{noegle}borger__in": Borger.objects.med_cpr(self.cpr)})
        return Q(HarAlle(f"{noegle}pk", self.led, self.fundet)) if self.led else Q(pk__in=[])

    def antal(self) -> int | None:
        """How many there are in all, counted in the index alone; None where it is not asked."""
        return _raekker(self.led, kilde_til(self.fundet)).count() if self.led else None


class HarAlle(Func):
    """Whether the `fundet` of this key has all of the parts in its row of the index."""

    output_field = BooleanField()

    def __init__(self, noegle: str, alle: list[Led], fundet: type[Model], **kwargs):
        self.alle = alle
        self.fundet = fundet
        super().__init__(noegle, **kwargs)

    def as_sql(self, compiler, connection, **kwargs):
        noegle, af_noegle = compiler.compile(self.source_expressions[0])
        kilde = kilde_til(self.fundet)
        fundne, af_fundne = _sql(_raekker(self.alle, kilde), connection)
        return f"({noegle} + {kilde.plads}) IN ({fundne})", (*af_noegle, *af_fundne)


def _raekker(alle: Iterable[Led], kilde: Kilde) -> QuerySet:
    """The rows of the index that have all of the parts, among the objects of the source."""
    raekker = Soegeindeks.objects.filter(ord__matcher=list(alle), rowid__range=kilde.omraade)
    return raekker.values("rowid")


def _sql(raekker: QuerySet, connection) -> tuple[str, tuple]:
    return raekker.query.get_compiler(connection=connection).as_sql()


def _med_navne(alle: list[Led], fundet: type[Model], using: str) -> list[Led]:
    """The parts, each with the marks of the names that have it."""
    maerker: dict[int, list[str]] = defaultdict(list)
    kilder = {kilde.nr: kilde for kilde in navne(fundet)}
    for (nr, af_kilde), noegler in _navnene(alle, kilder.values(), using).items():
        kilde = kilder[af_kilde]
        if any(vej.endswith("__overordnet") for vej in kilde.veje[fundet]):
            under = kilde.model.objects.using(using).filter(overordnet__in=noegler)
            noegler |= set(under.values_list("pk", flat=True))
        maerker[nr] += map(kilde.maerke, sorted(noegler))
    return [replace(led, maerker=tuple(maerker[nr])) for nr, led in enumerate(alle)]


def _navnene(
    alle: list[Led], kilder: Iterable[Kilde], using: str
) -> dict[tuple[int, int], set[int]]:
    """By the numbers of a part and of a source: the keys of its names that have the part."""
    forbindelse = connections[using]
    dele = [
        (nr, *_sql(_raekker([led], kilde), forbindelse))
        for nr, led in enumerate(alle)
        for kilde in kilder
    ]
    sql = " UNION ALL ".join(f"SELECT {nr}, rowid FROM ({sql}) x" for nr, sql, _ in dele)  # noqa: S608 - the compiler's own SQL
    fundne: dict[tuple[int, int], set[int]] = defaultdict(set)
    with forbindelse.cursor() as cursor:
        cursor.execute(sql, [par for _, _, parametre in dele for par in parametre])
        for nr, rowid in cursor:
            fundne[nr, rowid >> OBJEKTBIT].add(rowid & OBJEKTNOEGLE)
    return fundne
