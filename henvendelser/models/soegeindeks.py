from __future__ import annotations

from django.db import models
from django.db.models import Lookup


class Ordfelt(models.TextField):
    """The words of one row: the column of an FTS5 table on SQLite, a tsvector on PostgreSQL."""


@Ordfelt.register_lookup
class Matcher(Lookup):
    """Whether the row has all of the `spoergsmaal.Led` that are asked for."""

    lookup_name = "matcher"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        kolonne, _ = self.process_lhs(compiler, connection)
        tabel = connection.ops.quote_name(Soegeindeks._meta.db_table)
        # The hidden column that every FTS5 table has: all its columns at once.
        spoergsmaal = " AND ".join(f"({led.fts5()})" for led in self.rhs)
        return f"{kolonne.rpartition('.')[0]}.{tabel} MATCH %s", [spoergsmaal]

    def as_postgresql(self, compiler, connection):
        kolonne, _ = self.process_lhs(compiler, connection)
        return _paa_postgresql(kolonne, self.rhs)


def _paa_postgresql(kolonne: str, alle) -> tuple[str, list]:
    """PostgreSQL stems what is asked for itself, as it does what is asked about."""
    dele, parametre = [], []
    for led in alle:
        del_, er_i = "%s::tsquery", [led.tsquery()]
        if led.boejes:
            stamme = "quote_literal('§' || (ts_lexize('henvendelser_dansk', %s))[1])"
            del_, er_i = f"({del_} || {stamme}::tsquery)", [*er_i, led.boejes]
        dele.append(del_)
        parametre += er_i
    return f"{kolonne} @@ ({' && '.join(dele)})", parametre


class Soegeindeks(models.Model):
    """The index of the search (`soegning.indeks`): a row for each object that can be found.

    It has all the words of the object, and the stems of its free texts behind a §. Kept by the
    database's own triggers; the program only reads it.
    """

    rowid = models.BigIntegerField(primary_key=True)
    ord = Ordfelt(editable=False)

    class Meta:
        managed = False
        verbose_name = "søgeindeks"
        verbose_name_plural = "søgeindeks"

    def __str__(self) -> str:
        return str(self.rowid)


class Soegetekst(models.Model):
    """The words of one text, of which a row of the index is made when one of them changes.

    A row that takes the texts of another (an inquiry its citizen's) has none of its own, but says
    whose in `laant`.
    """

    rowid = models.BigIntegerField(primary_key=True)
    hoerer_til = models.BigIntegerField(editable=False)
    ord = models.TextField(editable=False)
    stamme = models.TextField(null=True, editable=False)
    laant = models.BigIntegerField(null=True, editable=False)

    class Meta:
        managed = False
        verbose_name = "søgetekst"
        verbose_name_plural = "søgetekster"

    def __str__(self) -> str:
        return str(self.rowid)
