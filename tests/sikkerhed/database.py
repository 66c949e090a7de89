"""What the database holds, and what a request asked it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection
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


@contextmanager
def roerte_tabeller() -> Iterator[set[str]]:
    """The tables that a statement within named, be it to read or to write."""
    kendte = re.compile(rf"\b({'|'.join(tabeller())})\b")
    roerte: set[str] = set()

    def lyt(udfoer, sql, params, many, context):
        roerte.update(kendte.findall(str(sql)))
        return udfoer(sql, params, many, context)

    with connection.execute_wrapper(lyt):
        yield roerte
