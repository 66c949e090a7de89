"""Models whose every change is logged: nothing is written many at a time past the log.

`save` and `delete` of one object stand in `handlinger`, next to their entry. A QuerySet's own
writes are easily overlooked and tell nobody what they changed, so they are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

_tilladt: ContextVar[bool] = ContextVar("masseskrivning", default=False)


class Masseskrivning(TypeError):
    """Many rows of a logged model were about to be written without an entry."""


@contextmanager
def tillad_masseskrivning() -> Iterator[None]:
    """Let them through within. The program uses `log.samlet`, which demands an entry as well."""
    maerke = _tilladt.set(True)
    try:
        yield
    finally:
        _tilladt.reset(maerke)


class LoggetQuerySet(models.QuerySet):
    """Refuses `update`, `delete`, `bulk_create` and `bulk_update` outside `log.samlet`."""

    def update(self, **kwargs):
        self._kraev_tilladelse()
        return super().update(**kwargs)

    def delete(self):
        self._kraev_tilladelse()
        return super().delete()

    # As on Django's own: not on the manager, where `objects.delete()` would empty the table.
    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, *args, **kwargs):
        self._kraev_tilladelse()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args, **kwargs):
        self._kraev_tilladelse()
        return super().bulk_update(*args, **kwargs)

    def _kraev_tilladelse(self) -> None:
        if not _tilladt.get():
            raise Masseskrivning(
                f"{self.model.__name__} logges: skriv den gennem en handling, eller inden for "
                "log.samlet() (i en prøve: fabrik.uden_om_loggen())."
            )
