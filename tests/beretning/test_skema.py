"""Only `beretning.optaelling` counts: nothing else may ask the database for a number."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import aggregates

TAELLER = "beretning/optaelling"
# Other ways past it, besides the aggregates themselves.
AGGREGATER = {*aggregates.__all__, "RawSQL", "Window"}
METODER = {"aggregate", "raw", "extra", "cursor"}

# What is allowed outside, each with its reason.
TILLADT: dict[tuple[str, str], str] = {
    ("borgerraadgiver/rater.py", "cursor"): "counts attempts in one statement the ORM cannot say",
    ("henvendelser/log/triggere.py", "cursor"): "sets triggers, which Django has no words for",
    ("henvendelser/soegning/indeks.py", "cursor"): "makes the search's index and its triggers",
    ("henvendelser/management/commands/vedligehold.py", "cursor"): "ANALYZE; it answers nothing",
    ("henvendelser/kladder/handlinger.py", "cursor"): "saves in one statement the ORM cannot say",
    ("henvendelser/views/ordener.py", "Count"): "how many rows each value has, to find a page",
    ("henvendelser/views/ordener.py", "aggregate"): "how many rows each value has, to find a page",
    ("henvendelser/views/ordener.py", "Min"): "which of a row's answers stands first, to sort it",
    ("henvendelser/planer.py", "cursor"): "sets how PostgreSQL plans; it answers nothing",
    ("henvendelser/log/skriv.py", "cursor"): "writes references without an object for each",
    ("henvendelser/soegning/find.py", "cursor"): "asks the search's index, which is no model",
}


def taelles(kilde: str) -> set[str]:
    """The names in a source by which the database is asked for a number.

    A list's own length (`.count()` without arguments, as paging asks it) is no table's number; a
    string's and a list's `count(x)` has nothing to do with a database.
    """
    fundne = set()
    for knude in ast.walk(ast.parse(kilde)):
        match knude:
            case ast.ImportFrom(names=navne):
                fundne |= {navn.name for navn in navne} & AGGREGATER
            case ast.Attribute(attr=navn) if navn in AGGREGATER:
                fundne.add(navn)
            case ast.Call(func=ast.Attribute(attr=navn)) if navn in METODER:
                fundne.add(navn)
            case ast.Call(func=ast.Name(id=navn)) if navn in AGGREGATER:
                fundne.add(navn)
    return fundne


def kilder() -> dict[str, str]:
    """Every source of the two apps, by its path."""
    rod = Path(settings.BASE_DIR)
    return {
        sti.relative_to(rod).as_posix(): sti.read_text(encoding="utf-8")
        for app in ("beretning", "henvendelser", "borgerraadgiver")
        for sti in sorted((rod / app).rglob("*.py"))
        if "migrations" not in sti.parts
    }


def test_kun_optaellingen_taeller():
    fundne = {
        (sti, navn)
        for sti, kilde in kilder().items()
        if not sti.startswith(f"{TAELLER}/")
        for navn in taelles(kilde)
    }
    assert fundne == set(TILLADT)


def test_gennemgangen_ser_optaellingen_selv():
    """Else it would be green by seeing nothing."""
    alle = kilder()
    assert len(alle) > 50
    assert {sti: taelles(kilde) for sti, kilde in alle.items() if sti.startswith(TAELLER)}[
        f"{TAELLER}/optael.py"
    ] == {"Count", "Sum"}


@pytest.mark.parametrize(
    ("kilde", "navne"),
    [
        ("from django.db.models import Count, F", {"Count"}),
        ("from django.db.models.aggregates import Sum as S", {"Sum"}),
        ("Sag.objects.annotate(antal=models.Count('pk'))", {"Count"}),
        ("qs.aggregate(x=Max('dato'))", {"aggregate", "Max"}),
        ("def f():\n    return qs.alias(n=Avg('x'))", {"Avg"}),
        ("connection.cursor().execute('select count(*) from sag')", {"cursor"}),
        ("Sag.objects.raw('select 1')", {"raw"}),
        ("Sag.objects.extra(select={'n': 'count(*)'})", {"extra"}),
        ("from django.db.models.expressions import RawSQL", {"RawSQL"}),
        ("Sag.objects.filter(emne=7).count()", set()),
        ("Sag.objects.annotate(svar=Exists(svarene))", set()),
        ("Paginator(qs, 50).count", set()),
        ("navne.count(navn) > 1", set()),
        ("from itertools import count", set()),
        ("max(dage)", set()),
        ("# Sag.objects.aggregate(x=Count('pk'))\nx = 'Count(1)'", set()),
    ],
)
def test_saadan_genkendes_en_taelling(kilde, navne):
    assert taelles(kilde) == navne
