"""The database refuses to change what is only ever added and what stands fast, whoever asks it.

UPDATE is refused, of the whole row or of the fields that are `Fast.faste`, always or from the
moment that a field is set (`Fast.fast_fra`: what is sent); DELETE till the row may go (`Slettes`);
on SQLite also an INSERT that would replace a row, which fires no DELETE trigger there; on
PostgreSQL also TRUNCATE. The log goes when it is `LOG_DAGE` days old by the database's clock, and
there is no switch to turn that off: only whoever may drop a trigger gets past, and that is told in
docs/beslutninger/0009-log.md. What belongs to a case goes with the whole case and never alone
(docs/beslutninger/0022-notater.md, 0031-sendt-staar-fast.md).

They are set by the migration that makes a table and again after every `migrate`, because SQLite
changes a table by building it anew, without its triggers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.conf import settings
from django.db import connections, models, transaction

from ..models.uforanderlig import Fast, Slettes

_AFVIST = "Det skrevne kan ikke ændres."
# What goes with the inquiry being deleted: the keys of it and of what hangs on it, by the name of
# the foreign key that points at them.
_sletter: ContextVar[Mapping[str, frozenset[int]] | None] = ContextVar(
    "sletter_sagen", default=None
)


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
    """The tables with rows or fields that stand fast."""
    return list(_faste())


def _faste() -> dict[str, type[Fast]]:
    return {m._meta.db_table: m for m in apps.get_models() if issubclass(m, Fast)}


@contextmanager
def sletter_sagen(noegle: int, using: str = "default") -> Iterator[None]:
    """A transaction in which the rows of this one inquiry may be deleted, and of no other.

    For the action that deletes a whole inquiry when the rules for keeping it say so. What hangs on
    it is looked up at the beginning: nothing is written on the case within.
    """
    with transaction.atomic(using=using):
        gaar = _gaar_med(noegle, using)
        maerke = _sletter.set(gaar)
        _sig_det(using, gaar)
        try:
            yield
        finally:
            _sletter.reset(maerke)
        _sig_det(using, dict.fromkeys(gaar, ()))


def _gaar_med(noegle: int, using: str) -> dict[str, frozenset[int]]:
    """The inquiry's key, and those of its requests and answers, by the foreign key's name."""
    gaar = {}
    for model in _faste().values():
        if model.slettes != Slettes.MED_SAGEN:
            continue
        naermest, _, resten = model.sagen.partition("__")
        over = model._meta.get_field(naermest).related_model
        raekker = models.QuerySet(over, using=using).filter(**{resten or "pk": noegle})
        gaar[naermest] = frozenset(raekker.values_list("pk", flat=True))
    return gaar


def _sig_det(using: str, gaar: Mapping[str, Iterable[int]]) -> None:
    """PostgreSQL is told; SQLite asks (`laer_sqlite_sletning`). It ends with the transaction."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for navn, noegler in gaar.items():
            cursor.execute(
                "SELECT set_config(%s, %s, true)",
                [f"henvendelser.sletter_{navn}", ",".join(map(str, sorted(noegler)))],
            )


def _gaar(navn: str, noegle: int) -> bool:
    return noegle in (_sletter.get() or {}).get(navn, ())


def laer_sqlite_sletning(sender, connection, **kwargs) -> None:
    """Receiver of `connection_created`: a connection without it cannot delete a note at all."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("henvendelser_sletter", 2, _gaar)


def saet_efter_migrate(using: str, **kwargs) -> None:
    """Receiver of `post_migrate`: every such table that there is by now."""
    connection = connections[using]
    findes = set(connection.introspection.table_names())
    saet(connection, [tabel for tabel in tabeller() if tabel in findes])


_NAVNE = {
    "sqlite": ("aendres_ikke", "slettes_ikke", "erstattes_ikke"),
    "postgresql": ("aendres_ikke", "slettes_ikke", "toemmes_ikke"),
}
# When a row may not be deleted; {naermest} is the foreign key that it goes with.
_FREDET = {
    "sqlite": {
        Slettes.GAMMEL: "OLD.tidspunkt >= datetime('now', '-{dage} days')",
        Slettes.MED_SAGEN: "NOT henvendelser_sletter('{naermest}', OLD.{naermest}_id)",
        Slettes.ALDRIG: "true",
    },
    "postgresql": {
        Slettes.GAMMEL: "OLD.tidspunkt >= now() - interval '{dage} days'",
        Slettes.MED_SAGEN: "(OLD.{naermest}_id::text = ANY (string_to_array(current_setting("
        "'henvendelser.sletter_{naermest}', true), ','))) IS NOT TRUE",
        Slettes.ALDRIG: "true",
    },
}
_FORSKEL = {"sqlite": "OLD.{k} IS NOT NEW.{k}", "postgresql": "OLD.{k} IS DISTINCT FROM NEW.{k}"}
# {t} is the table, {aendret} what of a row may not become another, {fredet} when it is kept.
_SKABELONER = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {t}_aendres_ikke",
        "CREATE TRIGGER {t}_aendres_ikke BEFORE UPDATE ON {t} "
        "WHEN {aendret} "
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
        "CREATE OR REPLACE TRIGGER {t}_aendres_ikke BEFORE UPDATE ON {t} FOR EACH ROW "
        "WHEN ({aendret}) "
        "EXECUTE FUNCTION henvendelser_afvis()",
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
    faste = _faste()
    for tabel in tabeller:
        model = faste[tabel]
        aendret, fredet = _aendret(vendor, model), _fredet(vendor, model)
        saetninger += [
            skabelon.format(t=tabel, aendret=aendret, fredet=fredet, afvist=_AFVIST)
            for skabelon in _SKABELONER[vendor]
        ]
    return saetninger


def _aendret(vendor: str, model: type[Fast]) -> str:
    """When an UPDATE is refused: of a fast field, or of anything once the row stands fast."""
    kolonner = [model._meta.get_field(felt).column for felt in model.faste]
    hvornaar = [_FORSKEL[vendor].format(k=kolonne) for kolonne in kolonner]
    if model.fast_fra:
        hvornaar.append(_staar_fast(model))
    return " OR ".join(hvornaar) or "true"


def _fredet(vendor: str, model: type[Fast]) -> str:
    """When a DELETE is refused. A draft, of which no field is fast yet, goes as any row."""
    naermest = model.sagen.partition("__")[0]
    endnu = _FREDET[vendor][model.slettes].format(dage=int(settings.LOG_DAGE), naermest=naermest)
    er_kladde_foerst = model.fast_fra and not model.faste
    return f"{_staar_fast(model)} AND {endnu}" if er_kladde_foerst else endnu


def _staar_fast(model: type[Fast]) -> str:
    return f"OLD.{model._meta.get_field(model.fast_fra).column} IS NOT NULL"
