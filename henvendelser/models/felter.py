"""Parts that several models of the register share."""

from django.db import models
from django.db.models import BaseConstraint, F, Q

from ..dansk import DANSK


class Navnefelt(models.CharField):
    """A name of one line that sorts and is searched as Danish, on both databases."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("db_collation", DANSK)
        super().__init__(*args, **kwargs)


class Tekstfelt(models.TextField):
    """Free text, searched as Danish, on both databases. Empty is ""."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_collation", DANSK)
        super().__init__(*args, **kwargs)


class Indlaest(models.Model):
    """A row that may have come from a file: the file's own key and what the file said then.

    The prints are of the file's content, not of the row's: the adviser may correct an imported
    row, and the same file read again still changes nothing. One print is of the columns every
    file has, and one of each further column, so that a file that says less says nothing new.
    """

    importkilde = models.CharField(max_length=100, blank=True, default="", editable=False)
    importnoegle = models.CharField(max_length=200, null=True, default=None, editable=False)
    importaftryk = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["importkilde", "importnoegle"],
                name="%(class)s_importnoegle_en_gang",
                violation_error_message="Rækken er allerede indlæst.",
            ),
        ]


class Fremmednoegle(BaseConstraint):
    """A foreign key that the database checks at commit, on a column Django gave another meaning.

    It says that the value of column `fra` must exist in the unique column `til_kolonne` of
    `til_tabel`, where Django's own ForeignKey cannot be used because `fra` is the primary key.
    Tables and columns are named as in the database: SQLite builds a changed table anew from its
    model alone, without the other models at hand.
    """

    def __init__(self, *, fra: str, til_tabel: str, til_kolonne: str, name: str):
        super().__init__(name=name)
        self.fra, self.til_tabel, self.til_kolonne = fra, til_tabel, til_kolonne

    def constraint_sql(self, model, schema_editor) -> str:
        citer = schema_editor.quote_name
        return (
            f"CONSTRAINT {citer(self.name)} FOREIGN KEY ({citer(self.fra)}) "
            f"REFERENCES {citer(self.til_tabel)} ({citer(self.til_kolonne)}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model, schema_editor) -> str:
        tabel = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {tabel} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model, schema_editor) -> str:
        citer = schema_editor.quote_name
        return f"ALTER TABLE {citer(model._meta.db_table)} DROP CONSTRAINT {citer(self.name)}"

    def validate(self, model, instance, exclude=None, using=None) -> None:
        """Nothing: within a transaction it may be broken, and the database asks at its end."""

    def deconstruct(self):
        sti, _, navne = super().deconstruct()
        felter = {"fra": self.fra, "til_tabel": self.til_tabel, "til_kolonne": self.til_kolonne}
        return sti, (), {**navne, **felter}

    def __eq__(self, other) -> bool:
        if not isinstance(other, Fremmednoegle):
            return NotImplemented
        return self.deconstruct() == other.deconstruct()

    __hash__ = None


def ikke_sin_egen(felt: str, name: str, besked: str) -> models.CheckConstraint:
    """A row may not point at itself through `felt`."""
    return models.CheckConstraint(
        condition=Q(**{felt: None}) | ~Q(**{felt: F("id")}),
        name=name,
        violation_error_message=besked,
    )
