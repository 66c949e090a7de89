"""Everything that is encrypted, laid over under the first key.

The fields are found by walking the models, so that a new KrypteretFelt is not forgotten. What is
encrypted in another way than in such a field registers itself (`ogsaa`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import models, transaction

from .dokumenter import lager
from .kryptering import roter
from .models import Dokument
from .models.felter import Blindindeks, Hemmelighed, KrypteretFelt

PORTION = 200

_andre: dict[str, Callable[[], int]] = {}


def ogsaa(navn: str, roter_dem: Callable[[], int]) -> None:
    """Let a rotation call `roter_dem` too: it rotates what is its own and answers how many."""
    _andre[navn] = roter_dem


def roter_alt() -> Iterator[tuple[str, int]]:
    """Rotate it all, piece by piece; answers each one's name and how many. Raises as they do."""
    yield from roter_felter()
    for navn, roter_dem in _andre.items():
        yield navn, roter_dem()


def roter_felter() -> Iterator[tuple[str, int]]:
    """Rotate every encrypted field of every model; answers each field's name and how many rows.

    In portions, each a transaction of its own with its rows locked: it can be stopped and run
    again, and rows under the first key already are left alone. Raises Krypteringsfejl at a row that
    cannot be read; its portion is then as it was.
    """
    for model in apps.get_models():
        for felt in model._meta.concrete_fields:
            if isinstance(felt, KrypteretFelt):
                yield f"{model._meta.label}.{felt.name}", _roter_felt(model, felt)


def roter_dokumenter() -> int:
    """Rotate the documents' files; answers how many. A file that is not there is passed over:
    `ryd_dokumenter` tells of it. Raises Krypteringsfejl."""
    antal = 0
    for navn in Dokument.objects.values_list("lagernavn", flat=True).iterator():
        try:
            antal += lager.roter_fil(navn)
        except lager.FilenMangler:
            continue
    return antal


def _roter_felt(model: type[models.Model], felt: KrypteretFelt) -> int:
    antal, sidste = 0, None
    # Django's own QuerySet: a model's may refuse to write in bulk, and here nothing is changed
    # that anybody could have read.
    alle = models.QuerySet(model).exclude(**{felt.name: None}).order_by("pk")
    while True:
        with transaction.atomic():
            resten = alle.filter(pk__gt=sidste) if sidste is not None else alle
            raekker = list(resten.select_for_update().values_list("pk", felt.name)[:PORTION])
            if not raekker:
                return antal
            antal += sum(_roter_raekke(model, felt, pk, hemmelig) for pk, hemmelig in raekker)
        sidste = raekker[-1][0]


def _roter_raekke(
    model: type[models.Model], felt: KrypteretFelt, pk: object, hemmelig: Hemmelighed
) -> bool:
    roteret = Hemmelighed(roter(hemmelig.skjult))
    if roteret.skjult == hemmelig.skjult:
        return False
    nyt = {felt.name: roteret}
    for indeks in model._meta.concrete_fields:
        if isinstance(indeks, Blindindeks) and indeks.af == felt.name:
            nyt[indeks.name] = indeks.aftryk(roteret)
    models.QuerySet(model).filter(pk=pk).update(**nyt)
    return True
