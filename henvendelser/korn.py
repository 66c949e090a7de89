"""Grains: what one row of each table is, and the way from a finer row to the coarser it belongs to.

Henvendelse ← Sag, Afgoerelse ← Bemaerkning. A value on a coarser grain is inherited by every
finer row; the way back fans out, and whoever goes it must say so.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    CharField,
    Exists,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from .models import Afgoerelse, Bemaerkning, Henvendelse, Sag
from .valg import Sagsbehandlingsresultat, Udfald

_OP: dict[tuple[type[Model], type[Model]], str] = {
    (Sag, Henvendelse): "henvendelse",
    (Bemaerkning, Afgoerelse): "afgoerelse",
}


def er_finere(korn: type[Model], end: type[Model]) -> bool:
    """Whether `korn` hangs under `end`, so that one row of `end` may have many of it."""
    return (korn, end) in _OP


def op(fra: type[Model], til: type[Model]) -> str:
    """The lookup from a row to the same row ("pk") or to the coarser row it hangs under.

    Raises KeyError when there is no way up.
    """
    return "pk" if fra is til else _OP[fra, til]


def felt(fra: type[Model], korn: type[Model], navn: str) -> str:
    """The lookup from a row of `fra` to the field `navn` of `korn`, which is equal or coarser."""
    return navn if fra is korn else f"{_OP[fra, korn]}__{navn}"


def finere(end: type[Model]) -> type[Model] | None:
    """The grain that hangs under `end`, if one does."""
    return next((fin for fin, grov in _OP if grov is end), None)


def grovere(end: type[Model]) -> type[Model] | None:
    """The grain that `end` hangs under, if it does."""
    return next((grov for fin, grov in _OP if fin is end), None)


def findes_under(
    til: type[Model],
    korn: type[Model],
    betingelser: Q | None = None,
    fra: type[Model] | None = None,
) -> Exists:
    """Whether a row of `til` has a finer row of `korn` that meets all the conditions.

    Asked of rows of `til`, or of the finer rows `fra` that hang under it.
    """
    over = OuterRef(op(fra or til, til))
    return Exists(korn.objects.filter(betingelser or Q(), **{op(korn, til): over}))


def blandt_dem_over(
    til: type[Model], korn: type[Model], betingelser: Q, fra: type[Model] | None = None
) -> Q:
    """The same as `findes_under`, asked of all rows at once: are they among those over such a row?

    It reads every row of `korn` that meets the conditions. That is faster where many rows of `til`
    are asked about, as when a list is counted, and slower where few are, as on its first page.
    """
    over = korn.objects.order_by().filter(betingelser).values(op(korn, til))
    return Q(**{f"{op(fra or til, til)}__in": over})


def antal_under(til: type[Model], korn: type[Model], hvilke: Q) -> Subquery:
    """How many finer rows of `korn` a row of `til` has, to put rows in order; never a figure."""
    under = korn.objects.order_by().filter(hvilke, **{op(korn, til): OuterRef("pk")})
    return Subquery(
        under.annotate(
            antal=Func(function="COUNT", template="COUNT(*)", output_field=IntegerField())
        ).values("antal")
    )


def resultat(fra: type[Model]) -> Case:
    """A decision's Sagsbehandlingsresultat as an expression on rows of `fra`."""
    bemaerkninger = Bemaerkning.objects.filter(afgoerelse=OuterRef(op(fra, Afgoerelse)))
    return Case(
        When(
            **{felt(fra, Afgoerelse, "udfald"): Udfald.AFVIST},
            then=Value(Sagsbehandlingsresultat.AFVIST.value),
        ),
        When(Exists(bemaerkninger), then=Value(Sagsbehandlingsresultat.MED.value)),
        default=Value(Sagsbehandlingsresultat.UDEN.value),
        output_field=CharField(),
    )


def har_resultat(fra: type[Model], koder: Collection[str]) -> Q:
    """That a decision's Sagsbehandlingsresultat is one of `koder`: `resultat`, as a condition.

    A database joins what it is told so; the expression it works out for each row.
    """
    afvist = Q(**{felt(fra, Afgoerelse, "udfald"): Udfald.AFVIST})
    bemaerket = Q(Exists(Bemaerkning.objects.filter(afgoerelse=OuterRef(op(fra, Afgoerelse)))))
    er = {
        Sagsbehandlingsresultat.AFVIST: afvist,
        Sagsbehandlingsresultat.MED: ~afvist & bemaerket,
        Sagsbehandlingsresultat.UDEN: ~afvist & ~bemaerket,
    }
    return reduce(or_, (er[Sagsbehandlingsresultat(kode)] for kode in koder))
