"""What the database holds, and what a request asked it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

# Statements that change nothing that is kept; no SELECT of the program calls a function that does.
_LAESER = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def tabeller() -> dict[str, type[Model]]:
    """Every table of the program with its model."""
    modeller = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in modeller if model._meta.managed}


def aftryk() -> dict[str, tuple[int, str]]:
    """Each table's number of rows and a hash of all they hold."""
    with connection.cursor() as markoer:
        return {navn: _aftryk(markoer, model) for navn, model in tabeller().items()}


def _aftryk(markoer, model: type[Model]) -> tuple[int, str]:
    """As the database has it: a model that turns each value into an object takes long over it."""
    citer = connection.ops.quote_name
    tabel, noegle = citer(model._meta.db_table), citer(model._meta.pk.column)
    markoer.execute(f"SELECT * FROM {tabel} ORDER BY {noegle}")  # noqa: S608 - the model's names
    raekker = markoer.fetchall()
    return len(raekker), hashlib.sha256(repr(raekker).encode()).hexdigest()


def proevetransaktion() -> transaction.Atomic:
    """A transaction within which the program may still demand to be in none of its own.

    As Django's TestCase marks its own: a rate counts outside every transaction of the program.
    """
    atomic = transaction.atomic()
    atomic._from_testcase = True
    return atomic


@contextmanager
def skrivninger() -> Iterator[list[str]]:
    """The statements within that may have written something: all that do not plainly read."""
    skrevet: list[str] = []

    def lyt(udfoer, sql, params, many, context):
        if not str(sql).startswith(_LAESER):
            skrevet.append(str(sql))
        return udfoer(sql, params, many, context)

    with connection.execute_wrapper(lyt):
        yield skrevet


@contextmanager
def roerte_tabeller(tilfoejes: Container[str] = ()) -> Iterator[set[str]]:
    """The tables that a statement within named, be it to read or to write.

    A row added to one of `tilfoejes` is no touch: it tells nobody anything.
    """
    kendte = re.compile(rf"\b({'|'.join(tabeller())})\b")
    roerte: set[str] = set()

    def lyt(udfoer, sql, params, many, context):
        navne = kendte.findall(str(sql))
        if not (str(sql).startswith("INSERT INTO") and navne[0] in tilfoejes):
            roerte.update(navne)
        return udfoer(sql, params, many, context)

    with connection.execute_wrapper(lyt):
        yield roerte
