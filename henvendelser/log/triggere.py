"""The database refuses to change what is only ever added, whoever asks it.

UPDATE is refused always; DELETE till the row may go (`Slettes`); on SQLite also an INSERT that
would replace a row, which fires no DELETE trigger there; on PostgreSQL also TRUNCATE. The log goes
when it is `LOG_DAGE` days old by the database's clock, and there is no switch to turn that off:
only whoever may drop a trigger gets past, and that is told in docs/beslutninger/0009-log.md. A
case's note goes with its whole case and never alone (docs/beslutninger/0022-notater.md).

They are set by the migration that makes a table and again after every `migrate`, because SQLite
changes a table by building it anew, without its triggers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from ..models.uforanderlig import Slettes, Tilfoejelse

_AFVIST = "Det skrevne kan ikke ændres."
_sletter: ContextVar[int | None] = ContextVar("sletter_sagen", default=None)


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
    return list(_regler())


def _regler() -> dict[str, Slettes]:
    return {
        model._meta.db_table: model.slettes
        for model in apps.get_models()
        if issubclass(model, Tilfoejelse)
    }


@contextmanager
def sletter_sagen(noegle: int, using: str = "default") -> Iterator[None]:
    """A transaction in which the rows of this one inquiry may be deleted, and of no other.

    For the action that deletes a whole inquiry when the rules for keeping it say so.
    """
    with transaction.atomic(using=using):
        maerke = _sletter.set(noegle)
        _sig_det(using, str(noegle))
        try:
            yield
        finally:
            _sletter.reset(maerke)
        _sig_det(using, "")


def _sig_det(using: str, noegle: str) -> None:
    """PostgreSQL is told; SQLite asks (`laer_sqlite_sletning`). It ends with the transaction."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('henvendelser.sletter_sagen', %s, true)", [noegle])


def laer_sqlite_sletning(sender, connection, **kwargs) -> None:
    """Receiver of `connection_created`: a connection without it cannot delete a note at all."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("henvendelser_sletter_sagen", 0, _sletter.get)


def saet_efter_migrate(using: str, **kwargs) -> None:
    """Receiver of `post_migrate`: every such table that there is by now."""
    connection = connections[using]
    findes = set(connection.introspection.table_names())
    saet(connection, [tabel for tabel in tabeller() if tabel in findes])


_NAVNE = {
    "sqlite": ("aendres_ikke", "slettes_ikke", "erstattes_ikke"),
    "postgresql": ("aendres_ikke", "slettes_ikke", "toemmes_ikke"),
}
# When a row may not be deleted.
_FREDET = {
    "sqlite": {
        Slettes.GAMMEL: "OLD.tidspunkt >= datetime('now', '-{dage} days')",
        Slettes.MED_SAGEN: "henvendelser_sletter_sagen() IS NOT OLD.henvendelse_id",
    },
    "postgresql": {
        Slettes.GAMMEL: "OLD.tidspunkt >= now() - interval '{dage} days'",
        Slettes.MED_SAGEN: "current_setting('henvendelser.sletter_sagen', true) "
        "IS DISTINCT FROM OLD.henvendelse_id::text",
    },
}
# {t} is the table, {fredet} when a row of it is kept.
_SKABELONER = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {t}_aendres_ikke",
        "CREATE TRIGGER {t}_aendres_ikke BEFORE UPDATE ON {t} "
        "BEGIN SELECT RAISE(ABORT, '{afvist}'); END",
        "DROP TRIGGER IF EXISTS {t}_slettes_ikke",
        "CREATE TRIGGER {t}_slettes_ikke BEFORE DELETE ON {t} "
        "WHEN {fredet} "
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
        "WHEN ({fredet}) "
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
    regler = _regler()
    for tabel in tabeller:
        fredet = _FREDET[vendor][regler[tabel]].format(dage=int(settings.LOG_DAGE))
        saetninger += [
            skabelon.format(t=tabel, fredet=fredet, afvist=_AFVIST)
            for skabelon in _SKABELONER[vendor]
        ]
    return saetninger
