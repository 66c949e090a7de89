"""A word is the same on both databases."""

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from henvendelser.soegning import ord as regler

pytestmark = pytest.mark.django_db

BOGSTAVER = (
    "abeénrsdtkgløæåÅÆØ öüßœðłđıİ ΑΣσς жЖ سلام 0123456789+-.,@'\"½ﬁＡ\u00a0\u00ad\u200b\u0301\u030a"
)


@pytest.mark.parametrize(
    ("tekst", "ord_"),
    [
        ("", ""),
        (None, ""),
        ("Ærø, Åbenrå & Aabenraa", "ærø aabenraa aabenraa"),
        ("e-mail: Bo.Aa@Example.DK", "e mail bo aa example dk"),
        ("2025-0012", "2025 0012"),
        ("ring 12 34 56 78.", "ring 12345678"),
        ("+45 1234 5678", "12345678"),
        ("12 34 56 78 90", "12 34 56 78 90"),
        ("Garçon Müller Łódź Straße", "garcon muller lodz strasse"),
        ("Жанна ΟΔΟΣ سلام؟", "жанна οδοσ سلام"),
        ("x" * 70, "x" * 60),
    ],
)
def test_ordene_i_en_tekst(tekst, ord_):
    assert regler.soegeord(tekst) == ord_
    assert databasens("soegeord", tekst) == ord_


@pytest.mark.parametrize(
    ("telefon", "ord_"),
    [("12 34 56 78", "12345678 12345678"), ("+46 70 12 3", "46 70 12 3 4670123"), ("", "")],
)
def test_et_telefonnummer_er_ogsaa_alle_sine_cifre(telefon, ord_):
    assert regler.soegetelefon(telefon) == databasens("soegetelefon", telefon) == ord_


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=BOGSTAVER, max_size=60))
@example("4512 34 56 78")
@example("1 2 3 4 5 6 7 8")
@example("12  34 56 78")
def test_python_og_databasen_deler_ens(tekst):
    assert databasens("soegeord", tekst) == regler.soegeord(tekst)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text("abdefgiklmnoprstvyæø", min_size=1, max_size=12), min_size=1, max_size=5))
@example(["børnefamilien", "afgørelserne", "utilfredshed", "løst", "sagsbehandlingstiderne"])
def test_stammerne_er_ens(ord_):
    if connection.vendor == "sqlite":
        assert databasens("soegestammer", " ".join(ord_)) == regler.soegestammer(" ".join(ord_))
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (ts_lexize('henvendelser_dansk', o))[1] FROM unnest(%s::text[]) o", [list(ord_)]
        )
        assert [stamme for (stamme,) in cursor] == [regler.stamme(et) for et in ord_]


def databasens(funktion: str, tekst: str | None) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT henvendelser_{funktion}(%s)", [tekst])
        return cursor.fetchone()[0]
