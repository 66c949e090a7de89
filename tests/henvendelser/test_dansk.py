"""Danish order and letter case, alike on both databases."""

import functools
import random

import pytest

from henvendelser import models as m
from henvendelser.dansk import like, sammenlign

# In the order a Danish dictionary has them.
NAVNE = [
    "§ 5",
    "10 år",
    "2 år",
    "A B",
    "A-B",
    "A&B",
    "aA",
    "AB",
    "Abel",
    "Anne",
    "anne",
    "Anne Berg",
    "Anneberg",
    "Børn",
    "Børn & Familie",
    "Børn og Unge",
    "Cafe",
    "cafe",
    "café",
    "Co op",
    "co-op",
    "coop",
    "Ð",
    "E",
    "e",
    "é",
    "Muus",
    "Müller",
    "O'Hara",
    "Oe",
    "OHara",
    "resume",
    "résumé",
    "ss",
    "ß",
    "þ",
    "u",
    "Vand varme",
    "Vand, varme",
    "Vand/varme",
    "Y",
    "y",
    "ü",
    "Zebra",
    "Æ",
    "æ",
    "Ä",
    "Æble",
    "Ö",
    "Ø & Å",
    "Øde",
    "øde",
    "Å",
    "AA",
    "Aa",
    "å",
    "aa",
    "aaa",
    "Åberg",
    "Aaberg",
    "Aalborg",
    "Århus",
    "Åse",
    "AAse",
    "åse",
    "aase",
]
TEGN = " -,.&/'()§%0129aAbBdDeEéÉèoOöÖøØuUüÜyYzZæÆäÄåÅaaAAAaðþßñçôÇ\u00a0\u00ad–"


def i_databasens_orden(navne: list[str]) -> list[str]:
    blandet = sorted(set(navne))
    random.Random(4).shuffle(blandet)  # noqa: S311 - a shuffle, not a secret
    m.Kontaktform.objects.bulk_create(m.Kontaktform(navn=navn) for navn in blandet)
    return list(m.Kontaktform.objects.order_by("navn").values_list("navn", flat=True))


@pytest.mark.django_db
def test_databasen_sorterer_som_dansk():
    assert i_databasens_orden(NAVNE) == NAVNE


@pytest.mark.django_db
def test_postgresql_og_sqlite_er_enige_om_hvad_som_helst():
    tilfaeldig = random.Random(7)  # noqa: S311
    navne = ["".join(tilfaeldig.choices(TEGN, k=tilfaeldig.randint(1, 5))) for _ in range(2000)]
    fra_databasen = i_databasens_orden(navne)
    assert fra_databasen == sorted(fra_databasen, key=functools.cmp_to_key(sammenlign))


def test_sammenlign_er_en_orden():
    for a in NAVNE:
        for b in NAVNE:
            assert sammenlign(a, b) == -sammenlign(b, a)
            assert (sammenlign(a, b) == 0) == (a == b)


@pytest.mark.parametrize(
    ("moenster", "tekst", "undvig", "svar"),
    [
        ("%ærø%", "Øen ÆRØ i havet", None, True),
        ("%Å%", "en ål", None, True),
        ("a_c", "ABC", None, True),
        ("a_c", "ac", None, False),
        (r"100\%", "100%", "\\", True),
        (r"100\%", "100 kr.", "\\", False),
        (r"a\_c", "abc", "\\", False),
        ("a.c", "abc", None, False),
        ("%to%", "en\nto", None, True),
        (None, "x", None, None),
        ("x", None, None, None),
    ],
)
def test_like_kender_store_og_smaa_danske_bogstaver(moenster, tekst, undvig, svar):
    assert like(moenster, tekst, undvig) is svar


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("soegt", "fundne"),
    [
        ("ærø", {"Ærø Færge", "på ÆRØ"}),
        ("ÅL", {"ål"}),
        ("%", {"100 %"}),
        ("_", {"en_streg"}),
        ("\\", {"C:\\mappe"}),
        ("'", {"O'Hara"}),
        ("", {"Ærø Færge", "på ÆRØ", "ål", "100 %", "en_streg", "C:\\mappe", "O'Hara"}),
    ],
)
def test_databasen_finder_tegnene_som_de_er(soegt, fundne):
    m.Kontaktform.objects.bulk_create(
        m.Kontaktform(navn=navn)
        for navn in ("Ærø Færge", "på ÆRØ", "ål", "100 %", "en_streg", "C:\\mappe", "O'Hara")
    )
    fandt = m.Kontaktform.objects.filter(navn__icontains=soegt)
    assert {kontaktform.navn for kontaktform in fandt} == fundne
