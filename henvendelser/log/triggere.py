"""The database refuses to change what is only ever added, whoever asks it.

UPDATE is refused always; DELETE till the row is `LOG_DAGE` days old by the database's clock; on
SQLite also an INSERT that would replace a row, which fires no DELETE trigger there; on PostgreSQL
also TRUNCATE. There is no switch to turn them off: only whoever may drop a trigger gets past, and
that is told in docs/beslutninger/0009-log.md.

They are set by the migration that makes a table and again after every `migrate`, because SQLite
changes a table by building it anew, without its triggers.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from ..models.uforanderlig import Tilfoejelse

_AFVIST = "Loggen kan ikke ændres."


def saet(connection, tabeller: Iterable[str]) -> None:
    """Set the triggers of these tables, with today's `LOG_DAGE`."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for saetning in _saetninger(connection.vendor, tabeller):
            cursor.execute(saetning)


def fjern(connection, tabeller: Iterable[str]) -> None:
    """Remove them. For tests that empty the whole database; the program never calls it."""
    with connection.cursor() as cursor:
        for tabel in tabeller:
            for navn in _NAVNE[connection.vendor]:
                paa = f" ON {tabel}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {tabel}_{navn}{paa}")


def tabeller() -> list[str]:
    """The tables that are only ever added to."""
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, Tilfoejelse)]


def saet_efter_migrate(using: str, **kwargs) -> None:
    """Receiver of `post_migrate`: every such table that there is by now."""
    connection = connections[using]
    findes = set(connection.introspection.table_names())
    saet(connection, [tabel for tabel in tabeller() if tabel in findes])


_NAVNE = {
    "sqlite": ("aendres_ikke", "slettes_ikke", "erstattes_ikke"),
    "postgresql": ("aendres_ikke", "slettes_ikke", "toemmes_ikke"),
}
# {t} is the table, {dage} how long a row is kept.
_SKABELONER = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {t}_aendres_ikke",
        "CREATE TRIGGER {t}_aendres_ikke BEFORE UPDATE ON {t} "
        "BEGIN SELECT RAISE(ABORT, '{afvist}'); END",
        "DROP TRIGGER IF EXISTS {t}_slettes_ikke",
        "CREATE TRIGGER {t}_slettes_ikke BEFORE DELETE ON {t} "
        "WHEN OLD.tidspunkt >= datetime('now', '-{dage} days') "
        "BEGIN SELECT RAISE(ABORT, '{afvist}'); END",
        "DROP TRIGGER IF EXISTS {t}_erstattes_ikke",
        "CREATE TRIGGER {t}_erstattes_ikke BEFORE INSERT ON {t} "
        "WHEN EXISTS (SELECT 1 FROM {t} WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, '{afvist}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE TRIGGER {t}_aendres_ikke BEFORE UPDATE ON {t} "
        "FOR EACH ROW EXECUTE FUNCTION henvendelser_afvis()",
        "CREATE OR REPLACE TRIGGER {t}_slettes_ikke BEFORE DELETE ON {t} FOR EACH ROW "
        "WHEN (OLD.tidspunkt >= now() - interval '{dage} days') "
        "EXECUTE FUNCTION henvendelser_afvis()",
        "CREATE OR REPLACE TRIGGER {t}_toemmes_ikke BEFORE TRUNCATE ON {t} "
        "FOR EACH STATEMENT EXECUTE FUNCTION henvendelser_afvis()",
    ),
}
_FUNKTION = (
    "CREATE OR REPLACE FUNCTION henvendelser_afvis() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_AFVIST}' USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$"
)


def _saetninger(vendor: str, tabeller: Iterable[str]) -> list[str]:
    saetninger = [_FUNKTION] if vendor == "postgresql" else []
    for tabel in tabeller:
        saetninger += [
            skabelon.format(t=tabel, dage=int(settings.LOG_DAGE), afvist=_AFVIST)
            for skabelon in _SKABELONER[vendor]
        ]
    return saetninger
