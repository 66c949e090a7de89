"""Writing many rows of a logged model at a time, with an entry that says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from ..models.logget import tillad_masseskrivning
from .skriv import antal_skrevne


class UloggetSkrivning(RuntimeError):
    """Many rows were written and no entry tells of it."""


@contextmanager
def samlet() -> Iterator[None]:
    """One transaction in which bulk writes of logged models are let through.

    Raises UloggetSkrivning, and undoes all of it, unless `log.skriv` was called meanwhile.
    """
    with transaction.atomic(), tillad_masseskrivning():
        foer = antal_skrevne()
        yield
        if antal_skrevne() == foer:
            raise UloggetSkrivning("Der er skrevet samlet uden en logpost, der siger det.")
