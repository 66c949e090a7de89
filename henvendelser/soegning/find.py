"""Asking the index: which inquiries (or decisions, or activities) have all that somebody typed.

Each part of it may be in another of the object's texts.
"""

from __future__ import annotations

from django.db.models import BooleanField, Func, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from .. import cpr
from ..models import Borger, Henvendelse, Soegeindeks
from .kilder import KILDER, OBJEKTBIT, Kilde, veje_fra
from .spoergsmaal import Led, laes

OBJEKTNOEGLE = 2**OBJEKTBIT - 1


def vilkaar(tekst: str, sti: str = "", fundet: type[Model] = Henvendelse) -> Q:
    """The condition on rows from which `sti` leads to a `fundet` ("" is the row itself).

    "" asks for nothing; what has no word in it finds nothing. A CPR number is found by its print,
    and only whole; a decision and an activity have none.
    """
    if not tekst.strip():
        return Q()
    noegle = f"{sti}__" if sti else ""
    if cifre := cpr.laes(tekst):
        if fundet is not Henvendelse:
            return Q(pk__in=[])
        return Q(**{f"{noegle}borger__in": Borger.objects.med_cpr(cifre)})
    alle = Q()
    for led in laes(tekst):
        alle &= Q(HarLed(f"{noegle}pk", led, fundet))
    return alle or Q(pk__in=[])


class HarLed(Func):
    """Whether the `fundet` of this key has the part in one of its texts.

    The index is asked once, whatever the number of sources. IS TRUE keeps the database from
    looking each key that was found up in the register: when half of it was found, it is faster to
    walk the register in the order of the list, and to ask of each row whether it is among them.
    """

    output_field = BooleanField()

    def __init__(self, noegle: str, led: Led, fundet: type[Model], **kwargs):
        self.led = led
        self.fundet = fundet
        super().__init__(noegle, **kwargs)

    def as_postgresql(self, compiler, connection, **kwargs):
        # Given an array, PostgreSQL always hashes it. It guesses how many rows a query has, and
        # one that it guesses to be large it would read through anew for each inquiry.
        return self.as_sql(compiler, connection, alle="SELECT unnest(ARRAY({}))", **kwargs)

    def as_sql(self, compiler, connection, alle="{}", **kwargs):
        noegle, af_noegle = compiler.compile(self.source_expressions[0])
        fundne, af_fundne = _sql(
            Soegeindeks.objects.filter(ord__matcher=self.led).values("rowid"), connection
        )
        andre, af_andre = _sql(med_soegte(self.fundet), connection)
        (egen,) = (kilde for kilde in KILDER if kilde.model is self.fundet)
        egne = "BETWEEN {} AND {}".format(*egen.omraade)
        # Most of what is found is in the objects' own texts; the other sources pass it over.
        noegler = alle.format(
            f"WITH fundne AS MATERIALIZED ({fundne}), "  # noqa: S608 - the compiler's own SQL
            f"soegt AS MATERIALIZED (SELECT rowid FROM fundne WHERE rowid NOT {egne}) "
            f"SELECT rowid & {OBJEKTNOEGLE} FROM fundne WHERE rowid {egne} UNION ALL {andre}"
        )
        return f"({noegle} IN ({noegler})) IS TRUE", (*af_noegle, *af_fundne, *af_andre)


def _sql(raekker: QuerySet, connection) -> tuple[str, tuple]:
    return raekker.query.get_compiler(connection=connection).as_sql()


def med_soegte(fundet: type[Model]) -> QuerySet:
    """The keys of those to which a text that was found belongs; not those of their own texts."""
    foerste, *resten = (_med(kilde, vej, fundet) for kilde, vej in veje_fra(fundet) if vej)
    return foerste.union(*resten, all=True)


def _med(kilde: Kilde, vej: str, fundet: type[Model]) -> QuerySet:
    """Those to whose objects of this source the way leads, from the table next to their own."""
    objekter = RawSQL(  # noqa: S611 - constants, and two numbers of the program's own
        f"SELECT rowid & {OBJEKTNOEGLE} FROM soegt WHERE rowid BETWEEN %s AND %s",  # noqa: S608
        kilde.omraade,
    )
    foerst, _, resten = vej.partition("__")
    felt = fundet._meta.get_field(foerst)
    if felt.one_to_many:
        ved_siden_af, tilbage, vej = felt.related_model, felt.field.name, resten or "pk"
    else:
        ved_siden_af, tilbage = fundet, "pk"
    raekker = ved_siden_af._base_manager.order_by().filter(**{f"{vej}__in": objekter})
    return raekker.values(tilbage)
