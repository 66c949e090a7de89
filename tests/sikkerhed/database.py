"""What the database holds, and what a request asked it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model


def tabeller() -> dict[str, type[Model]]:
    """Every table of the program with its model."""
    modeller = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in modeller if model._meta.managed}


def aftryk() -> dict[str, tuple[int, str]]:
    """Each table's number of rows and a hash of all they hold."""
    return {navn: _aftryk(model) for navn, model in tabeller().items()}


def _aftryk(model: type[Model]) -> tuple[int, str]:
    raekker = list(model._base_manager.order_by("pk").values_list())
    return len(raekker), hashlib.sha256(repr(raekker).encode()).hexdigest()


def proevetransaktion() -> transaction.Atomic:
    """A transaction within which the program may still demand to be in none of its own.

    As Django's TestCase marks its own: a rate counts outside every transaction of the program.
    """
    atomic = transaction.atomic()
    atomic._from_testcase = True
    return atomic


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
