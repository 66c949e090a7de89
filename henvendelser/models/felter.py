"""Parts that several models of the register share."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BaseConstraint, F, Q
from django.db.models.query_utils import DeferredAttribute

from ..dansk import DANSK
from ..kryptering import Hemmelighed, Krypteringsfejl, blindindeks
from ..regler import uden_cpr
from .samlet_kontrol import SamletKontrol


class Navnefelt(models.CharField):
    """A name of one line that sorts and is searched as Danish, on both databases.

    No CPR number: a name stands in lists, searches and reports.
    """

    default_validators = [uden_cpr]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("db_collation", DANSK)
        super().__init__(*args, **kwargs)


class Tekstfelt(models.TextField):
    """Free text, searched as Danish, on both databases. Empty is "". No CPR number."""

    default_validators = [uden_cpr]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_collation", DANSK)
        super().__init__(*args, **kwargs)


def kan_skrives_over(hemmelig: Hemmelighed | None) -> None:
    """Raises ValidationError where what is kept cannot be read: its key may come back."""
    try:
        if hemmelig:
            hemmelig.vis()
    except Krypteringsfejl as fejl:
        raise ValidationError(
            "Der er en kladde i forvejen, som ikke kan læses lige nu, og den bliver ikke skrevet "
            f"over. Det, du har skrevet her, er ikke gemt. {fejl}"
        ) from fejl


class _Krypterende(DeferredAttribute):
    """A plain text that is set on the model is encrypted at once; it is never kept plain."""

    def __set__(self, instance, value) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class KrypteretFelt(models.TextField):
    """A text that the database has only as ciphertext.

    Set it to a str (or None); read it as a `Hemmelighed`, whose `vis()` is the plain text and which
    is dots everywhere else. Empty is None. It cannot be searched: put a `Blindindeks` beside it.
    Validators are given the plain text.
    """

    descriptor_class = _Krypterende

    def __init__(self, *args, **kwargs):
        kwargs["null"] = True
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        if value in (None, "") or isinstance(value, Hemmelighed):
            return value or None
        return Hemmelighed.af(str(value))

    def from_db_value(self, value, expression, connection):
        return None if value is None else Hemmelighed(value)

    def get_prep_value(self, value):
        hemmelig = self.to_python(value)
        return hemmelig and hemmelig.skjult

    def run_validators(self, value) -> None:
        super().run_validators(value.vis() if value else value)

    def value_to_string(self, obj) -> str:
        """Ciphertext: a dump of the database is no way around the encryption."""
        return self.get_prep_value(self.value_from_object(obj)) or ""


class Blindindeks(models.CharField):
    """The keyed print of the KrypteretFelt `af`, set whenever the row is cleaned or saved.

    Two rows with the same content have the same print under the same key: make it unique where
    the content is. Find with `kryptering.blindindekser(af, klart)`.
    """

    def __init__(self, *args, af: str, **kwargs):
        self.af = af
        # Not blank: a blank field is passed over when a row is cleaned.
        kwargs |= {"max_length": 64, "null": True, "blank": False, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        navn, sti, args, kwargs = super().deconstruct()
        return navn, sti, args, kwargs | {"af": self.af}

    def aftryk(self, hemmelig: Hemmelighed | None) -> str | None:
        return blindindeks(self.af, hemmelig.vis()) if hemmelig else None

    def clean(self, value, model_instance):
        return self.aftryk(getattr(model_instance, self.af))

    def pre_save(self, model_instance, add):
        aftryk = self.clean(None, model_instance)
        setattr(model_instance, self.attname, aftryk)
        return aftryk


class Indlaest(SamletKontrol):
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


class Gyldighed(SamletKontrol):
    """What can be chosen for a time: switched off by hand, or by a first and a last day.

    It is never deleted while it is in use: what was registered keeps its name.
    """

    aktiv = models.BooleanField("aktiv", default=True)
    gyldig_fra = models.DateField("gælder fra", null=True, blank=True)
    gyldig_til = models.DateField("gælder til og med", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(gyldig_fra=None)
                | Q(gyldig_til=None)
                | Q(gyldig_fra__lte=F("gyldig_til")),
                name="%(class)s_gaelder_fra_foer_til",
                violation_error_message="Den sidste dag ligger før den første.",
            )
        ]

    def kan_vaelges(self, dag: date) -> bool:
        """Whether it can be chosen on `dag`; the first and the last day are both included."""
        return self.aktiv and self.gaelder(dag, dag)

    def gaelder(self, fra: date, til: date) -> bool:
        """Whether its days reach into those from `fra` to `til`."""
        return (self.gyldig_fra is None or self.gyldig_fra <= til) and (
            self.gyldig_til is None or self.gyldig_til >= fra
        )


def gaelder(dag: date, sti: str = "") -> Q:
    """The condition of `Gyldighed.kan_vaelges`, on the row that `sti` leads to."""
    return (
        Q(**{f"{sti}aktiv": True})
        & (Q(**{f"{sti}gyldig_fra": None}) | Q(**{f"{sti}gyldig_fra__lte": dag}))
        & (Q(**{f"{sti}gyldig_til": None}) | Q(**{f"{sti}gyldig_til__gte": dag}))
    )


class Fremmednoegle(BaseConstraint):
    """A foreign key that the database checks at commit, where Django's own cannot say it.

    It says that the values of column `fra` must exist in the unique column `til_kolonne` of
    `til_tabel`; either may be several columns: a key that carries what must be equal on both
    sides, or a column that is the primary key as well.
    Tables and columns are named as in the database: SQLite builds a changed table anew from its
    model alone, without the other models at hand.
    """

    def __init__(
        self,
        *,
        fra: str | tuple[str, ...],
        til_tabel: str,
        til_kolonne: str | tuple[str, ...],
        name: str,
    ):
        super().__init__(name=name)
        self.fra, self.til_tabel, self.til_kolonne = fra, til_tabel, til_kolonne

    def constraint_sql(self, model, schema_editor) -> str:
        citer = schema_editor.quote_name
        fra, til = (
            ", ".join(citer(kolonne) for kolonne in ([dele] if isinstance(dele, str) else dele))
            for dele in (self.fra, self.til_kolonne)
        )
        return (
            f"CONSTRAINT {citer(self.name)} FOREIGN KEY ({fra}) "
            f"REFERENCES {citer(self.til_tabel)} ({til}) "
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
