"""Expressions by which the database orders rows, or finds them, faster than by plain ones."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Case, CharField, Func, IntegerField, Model, Value, When
from django.db.models.expressions import Combinable


def er_altid_oplyst(model: type[Model], sti: str) -> bool:
    """Whether each row of `model` has a value at `sti`; False for what is no field."""
    felt, _, resten = sti.partition("__")
    try:
        fundet = model._meta.pk if felt == "pk" else model._meta.get_field(felt)
    except FieldDoesNotExist:
        return False
    if not fundet.concrete or fundet.null:
        return False
    return not resten or er_altid_oplyst(fundet.related_model, resten)


def i_orden(sti: str, vaerdier: Iterable) -> Case:
    """The place of the value at `sti` among these few; NULL when it is none of them."""
    pladser = [When(**{sti: en}, then=Value(plads)) for plads, en in enumerate(vaerdier)]
    return Case(*pladser, default=None, output_field=IntegerField())


class Plads(Func):
    """The number that belongs to a key; NULL when none does.

    Written out as questions that halve the keys until few are left. Both databases answer them
    faster than they look a key up in an object, an array or a joined list.
    """

    output_field = IntegerField()
    PR_GREN = 4

    def __init__(self, noegle: Combinable, pladser: tuple[tuple[int, int], ...], **kwargs):
        """`pladser` are pairs of key and number, sorted by the key."""
        self.pladser = pladser
        super().__init__(noegle, **kwargs)

    def as_sql(self, compiler, connection, **kwargs):
        noegle, ingen = compiler.compile(self.source_expressions[0])
        if ingen:
            raise ValueError("A column, which takes no parameters, however often it is named.")
        return self._valg(noegle, self.pladser), []

    def _valg(self, noegle: str, pladser: tuple[tuple[int, int], ...]) -> str:
        if len(pladser) > self.PR_GREN:
            midten = len(pladser) // 2
            foer, fra = self._valg(noegle, pladser[:midten]), self._valg(noegle, pladser[midten:])
            return f"CASE WHEN {noegle} < {pladser[midten][0]:d} THEN {foer} ELSE {fra} END"
        valg = "".join(f" WHEN {pk:d} THEN {plads:d}" for pk, plads in pladser)
        return f"CASE {noegle}{valg} END" if valg else "CAST(NULL AS integer)"


class Binaer(Func):
    """A text as its bytes are: told apart by them, and not by a collation per pair of texts."""

    output_field = CharField()

    def as_sql(self, compiler, connection, **kwargs):
        return super().as_sql(compiler, connection, template="%(expressions)s || ''", **kwargs)

    def as_postgresql(self, compiler, connection, **kwargs):
        return super().as_sql(
            compiler, connection, template='(%(expressions)s) COLLATE "C"', **kwargs
        )


class Ofte(Func):
    """A condition that many rows meet: they are met soon by going through all in their order.

    SQLite would gather them by their value's index, and sort them; a plus keeps it from that.
    PostgreSQL knows without.
    """

    output_field = BooleanField()
    template = "(%(expressions)s)"

    def as_sqlite(self, compiler, connection, **kwargs):
        return super().as_sql(compiler, connection, template="likely(+(%(expressions)s))", **kwargs)
