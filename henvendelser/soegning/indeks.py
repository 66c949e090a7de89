"""Keeping the index: the database does it itself, in the transaction of every write.

The triggers are set by a migration and again after every `migrate`, because SQLite changes a table
by building it anew, without its triggers; what was written meanwhile is caught by a rebuild.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from types import ModuleType

from django.db import connections, transaction
from django.db.models.signals import post_delete

from . import postgresql, sqlite
from .kilder import KILDER, Kilde

_DATABASER: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def genindekser(using: str = "default") -> None:
    """Build the whole index anew from what the register says."""
    _udfoer(using, lambda database: database.genopbyg(KILDER))


def rens(using: str = "default") -> None:
    """Overwrite the words that are no longer in the register, where that was not done at once."""
    _udfoer(using, lambda database: database.rens())


def saet(using: str, kilder: Iterable[Kilde]) -> None:
    """Make the index where it is not, and set its functions and these sources' triggers."""
    kilder = list(kilder)
    for del_ in ("tabel", "funktioner"):
        _udfoer(using, lambda database, del_=del_: getattr(database, del_)())
    _udfoer(using, lambda database: database.triggere(kilder))


def saet_efter_migrate(using: str, plan: Iterable = (), **kwargs) -> None:
    """Receiver of `post_migrate`: sets all, and rebuilds the index when tables were changed."""
    findes = set(connections[using].introspection.table_names())
    kilder = [kilde for kilde in KILDER if kilde.tabel in findes]
    if len(kilder) < len(KILDER):  # on the way back to before the index
        return
    saet(using, kilder)
    if plan:
        genindekser(using)


def rens_efter_sletning(sender, using: str, **kwargs) -> None:
    """Receiver of `post_delete`: once the deletion stands, the words are gone from the file too."""
    forbindelse = connections[using]
    if any(True for _ in _DATABASER[forbindelse.vendor].rens()):
        venter = {
            kald.func for _, kald, _ in forbindelse.run_on_commit if isinstance(kald, partial)
        }
        if rens not in venter:
            transaction.on_commit(partial(rens, using), using=using)


def lyt_efter_sletninger() -> None:
    for kilde in KILDER:
        post_delete.connect(
            rens_efter_sletning, sender=kilde.model, dispatch_uid=f"rens_{kilde.tabel}"
        )


def _udfoer(using: str, saetninger) -> None:
    forbindelse = connections[using]
    with transaction.atomic(using=using), forbindelse.cursor() as cursor:
        for saetning in saetninger(_DATABASER[forbindelse.vendor]):
            cursor.execute(saetning)
