"""Fields, and what can be chosen in them, that the register's forms share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.views.decorators.debug import sensitive_variables

from .. import cpr
from ..models import Afdeling, Emne
from ..models.kodelister import Kodeliste
from ..regler import dag_i_registret, gyldigt_cpr, i_dag, uden_cpr
from ..trae import Trae

INDRYK = "\u00a0\u00a0\u00a0"
Valgmuligheder = list[tuple[str, object]]


class Dagfelt(forms.DateField):
    """A day on which something has happened, typed as Danes do."""

    default_error_messages = {
        "invalid": "Skriv en dato, der findes, som dag.måned.år, fx 3.4.2025.",
        "required": "Skriv en dato.",
    }

    def __init__(self, **kwargs):
        super().__init__(validators=[dag_i_registret], **kwargs)


class Fritekst(forms.CharField):
    """Words of the adviser's own. A CPR number is refused: it has a field of its own."""

    default_validators = [uden_cpr]


class Mailfelt(forms.EmailField):
    default_validators = [*forms.EmailField.default_validators, uden_cpr]


class CprFelt(forms.CharField):
    """A CPR number, cleaned to ten digits. The browser keeps nothing of what is typed, and a draft
    only as ciphertext."""

    default_validators = [gyldigt_cpr]
    widget = forms.TextInput(attrs={"inputmode": "numeric", "spellcheck": "false"})

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)

    @sensitive_variables()
    def clean(self, value):
        tekst = super().clean(value)
        return cpr.laes(tekst) or ""


class Postfelt(forms.TypedChoiceField):
    """A choice among rows that are read once, however many fields of the page offer them."""

    default_error_messages = {"invalid_choice": "Vælg noget fra listen."}

    def __init__(self, *, tom: str = "Vælg", **kwargs):
        self.tom = tom
        self.poster: dict[str, Model] = {}
        super().__init__(empty_value=None, **kwargs)

    def tilbyd(self, muligheder: Valgmuligheder, poster: Iterable[Model]) -> None:
        self.choices = [("", self.tom), *muligheder]
        self.poster = {str(post.pk): post for post in poster}

    def prepare_value(self, value):
        return value.pk if isinstance(value, Model) else value

    def _coerce(self, value):
        return None if value in self.empty_values else self.poster[value]


def soegbar() -> forms.Select:
    """A select in which three typed letters find the option."""
    return forms.Select(attrs={"data-combobox": ""})


def kode(felt: Postfelt, model: type[Kodeliste], valgt: int | None = None) -> bool:
    """Offer the values of today, and the one already chosen; whether there are any."""
    dag = i_dag()
    poster = [post for post in model.objects.all() if post.kan_vaelges(dag) or post.pk == valgt]
    felt.tilbyd([(str(post.pk), post.navn) for post in poster], poster)
    return bool(poster)


class Afdelinger:
    """The departments of today, and those already chosen, in the tree's order.

    What is under a department is grouped by it, so that two of the same name can be told apart.
    Without `eksterne` the authorities outside the municipality are left out.
    """

    def __init__(self, valgte: Iterable[int | None] = (), *, eksterne: bool = True):
        trae = Trae.af(Afdeling)
        valgte, dag = set(valgte), i_dag()
        self.poster = [
            a for a in trae if a.pk in valgte or (_findes(a, dag) and (eksterne or not a.ekstern))
        ]
        vises = {afdeling.pk for afdeling in self.poster}
        self.muligheder: Valgmuligheder = []
        for gruppe in (afdeling for afdeling in trae if afdeling.overordnet_id is None):
            gren = trae.gren(gruppe.pk) & vises
            muligheder = [
                (str(pk), INDRYK * (trae.niveau(pk) - 2) + trae.knuder[pk].navn)
                for pk in (afdeling.pk for afdeling in self.poster)
                if pk in gren
            ]
            if gren - {gruppe.pk}:
                self.muligheder.append((gruppe.navn, muligheder))
            else:
                self.muligheder += muligheder


def _findes(afdeling: Afdeling, dag) -> bool:
    return (not afdeling.gyldig_fra or afdeling.gyldig_fra <= dag) and (
        not afdeling.gyldig_til or dag <= afdeling.gyldig_til
    )


class Emner:
    """The topics in use, each under its theme, and those already chosen.

    A theme that has no topics is itself the choice.
    """

    def __init__(self, valgte: Iterable[int | None] = ()):
        trae = Trae.af(Emne)
        valgte, dag = set(valgte), i_dag()
        self.poster: list[Emne] = []
        self.muligheder: Valgmuligheder = []
        for tema in (emne for emne in trae if emne.overordnet_id is None):
            under = [trae.knuder[pk] for pk in trae.gren(tema.pk) if pk != tema.pk]
            bruges = tema.kan_vaelges(dag)
            aktive = {emne.pk for emne in under if bruges and emne.kan_vaelges(dag)}
            emner = [e for e in trae if e in under and (e.pk in aktive or e.pk in valgte)]
            alene = [tema] if tema.pk in valgte or (bruges and not aktive) else []
            self.poster += [*alene, *emner]
            if not emner:
                self.muligheder += [(str(tema.pk), tema.navn) for _ in alene]
                continue
            self.muligheder.append(
                (
                    tema.navn,
                    [(str(tema.pk), f"{tema.navn}, ikke nærmere angivet") for _ in alene]
                    + [(str(emne.pk), emne.navn) for emne in emner],
                )
            )


def tilfoej_fejl(form: forms.Form, fejl: ValidationError) -> None:
    """Put a fault that an action found at the form's field, where the form has it."""
    if not hasattr(fejl, "error_dict"):
        form.add_error(None, fejl)
        return
    for felt, beskeder in fejl.error_dict.items():
        kendt = felt != NON_FIELD_ERRORS and felt in form.fields
        form.add_error(felt if kendt else None, beskeder)


def constraintbesked(model: type[Model], navn: str) -> str:
    """What the model itself answers when the constraint `navn` is broken."""
    return next(c.violation_error_message for c in model._meta.constraints if c.name == navn)


def aftryk(indhold: object) -> str:
    """A print of a row's content: equal only when nobody has changed it in between."""
    tekst = json.dumps(indhold, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(tekst.encode()).hexdigest()


class Rettet(Exception):
    """Somebody else saved the row while the form was open."""
