from __future__ import annotations

from django.db import models
from django.db.models import Lookup


class Ordfelt(models.TextField):
    """The words of one text: a column of an FTS5 table on SQLite, a tsvector on PostgreSQL."""


@Ordfelt.register_lookup
class Matcher(Lookup):
    """Whether the row has what a `spoergsmaal.Led` asks for, in its words or in its stems."""

    lookup_name = "matcher"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        kolonne, _ = self.process_lhs(compiler, connection)
        tabel = connection.ops.quote_name(Soegeindeks._meta.db_table)
        # The hidden column that every FTS5 table has: all its columns at once.
        return f"{kolonne.rpartition('.')[0]}.{tabel} MATCH %s", [self.rhs.fts5()]

    def as_postgresql(self, compiler, connection):
        kolonne, _ = self.process_lhs(compiler, connection)
        sql, parametre = f"{kolonne} @@ %s::tsquery", [self.rhs.tsquery()]
        if self.rhs.boejes:
            stammer = kolonne.replace('"ord"', '"stamme"')
            stamme = "(ts_lexize('henvendelser_dansk', %s))[1]"
            sql = f"({sql} OR {stammer} @@ quote_literal({stamme})::tsquery)"
            parametre.append(self.rhs.boejes)
        return sql, parametre


class Soegeindeks(models.Model):
    """The index of the search: a row for each text that has words (`soegning.indeks`).

    Kept by the database's own triggers; the program only reads it.
    """

    rowid = models.BigIntegerField(primary_key=True)
    ord = Ordfelt(editable=False)
    stamme = Ordfelt(null=True, editable=False)

    class Meta:
        managed = False
        verbose_name = "søgeindeks"
        verbose_name_plural = "søgeindeks"

    def __str__(self) -> str:
        return str(self.rowid)
