"""Where it was found is told with the text around it, and nothing else of the case."""

import pytest

from henvendelser import models as m
from henvendelser.soegning.uddrag import EFTER, FOER, uddrag
from tests import fabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def en(kontor) -> m.Henvendelse:
    gemt = fabrik.henvendelse(
        borger=m.Borger(navn="Alma Ærø Jensen", telefon="12 34 56 78", cpr="610190-1234"),
        beskrivelse="Børnefamilien fra Aabenraa venter på en <b>afgørelse</b> om hjemmehjælp.",
        afdeling=kontor.boern,
        emne=kontor.svartid,
    )
    fabrik.dokument(gemt, "Lægeerklæring 2025.txt")
    return gemt


def fundet(henvendelse, tekst) -> list[tuple[str, list[str]]]:
    """Each place with what is marked in it."""
    svar = uddrag([henvendelse.pk], tekst).get(henvendelse.pk, [])
    return [(et.sted, [del_ for del_, er_fundet in et.dele if er_fundet]) for et in svar]


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("børnefamilie", [("Beskrivelse", ["Børnefamilien"])]),
        ("ÅBENRÅ", [("Beskrivelse", ["Aabenraa"])]),
        ('"en afgørelse"', []),  # the sign between them is a word of its own
        ('"om hjemmehjælp"', [("Beskrivelse", ["om hjemmehjælp"])]),
        ("hjemme", [("Beskrivelse", ["hjemmehjælp"])]),
        ("ærø", [("Borger", ["Ærø"])]),
        ("jens", [("Borger", ["Jensen"])]),
        ("12345678", [("Telefon", ["12 34 56 78"])]),
        ("lægeerklæringen", [("Dokument", ["Lægeerklæring"])]),
        ("familie", [("Afdeling", ["Familie"])]),
        ("forvaltningsskik", [("Emne", ["Forvaltningsskik"])]),
        ("alma svartid", [("Borger", ["Alma"]), ("Emne", ["Svartid"])]),
        ("610190-1234", []),
        ("findesikke", []),
        ("", []),
    ],
)
def test_stedet_naevnes_og_ordet_maerkes(en, tekst, ventet):
    assert fundet(en, tekst) == ventet


def test_af_flere_notater_vises_det_der_blev_skrevet_foerst(en):
    for tekst in ("Ås ringede om gebyret.", "Bo skrev om gebyret.", "Gebyret er betalt."):
        fabrik.notat(en, tekst)
    (et,) = uddrag([en.pk], "gebyret")[en.pk]
    assert "".join(del_ for del_, _ in et.dele) == "Ås ringede om gebyret."


def test_der_vises_hoejst_tre_steder_og_hvert_ord_en_gang(en):
    fabrik.notat(en, "Børnefamilien og Alma fik svar.")
    assert fundet(en, "alma børnefamilien") == [
        ("Beskrivelse", ["Børnefamilien"]),
        ("Borger", ["Alma"]),
    ]
    assert fundet(en, "børnefamilien 12345678 alma lægeerklæring svar") == [
        ("Beskrivelse", ["Børnefamilien"]),
        ("Borger", ["Alma"]),
        ("Telefon", ["12 34 56 78"]),
    ]


def test_der_laeses_ikke_laengere_end_til_det_sidste_ord(en, django_assert_num_queries):
    anden = fabrik.henvendelse(beskrivelse="Uden noget.", borger=m.Borger(navn="Hjemme Hansen"))
    for ord_, spoergsmaal in (("hjemmehjælp", 1), ("", 0), ("findesikke", 7)):
        with django_assert_num_queries(spoergsmaal):
            uddrag([en.pk], ord_)
    with django_assert_num_queries(2):  # of the one's citizen, after both descriptions
        assert set(uddrag([en.pk, anden.pk], "hjemme")) == {en.pk, anden.pk}


def test_en_lang_tekst_vises_omkring_ordet(kontor):
    lang = "hemmeligt " * 50 + "nøglen " + "bagefter " * 50
    henvendelse = fabrik.henvendelse(beskrivelse=lang)
    (et,) = uddrag([henvendelse.pk], "nøglen")[henvendelse.pk]
    tekst = "".join(del_ for del_, _ in et.dele)
    assert tekst.startswith("… hemmeligt")
    assert tekst.endswith("bagefter …")
    assert len(tekst) <= FOER + len("nøglen") + EFTER + len("…  …")


def test_listen_viser_hvor_det_staar_uden_at_koere_det(klient, en):
    fabrik.henvendelse(beskrivelse="En anden afgørelse, som ingen har bedt om.")
    side = klient.post("/henvendelser/", {"soeg": "hjemmehjælp"}, follow=True).content.decode()
    assert "&lt;b&gt;afgørelse&lt;/b&gt; om <mark>hjemmehjælp</mark>." in side
    assert "<b>afgørelse" not in side
    assert "En anden afgørelse" not in side
    assert "<mark>" not in klient.get("/henvendelser/").content.decode()


def test_sagslisten_viser_henvendelsens_uddrag(klient, en):
    side = klient.post("/henvendelser/sager/", {"soeg": "ærø"}, follow=True).content.decode()
    assert "Alma <mark>Ærø</mark> Jensen" in side


def test_et_cpr_nummer_vises_ikke(klient, en):
    side = klient.post("/henvendelser/", {"soeg": "610190-1234"}, follow=True)
    assert side.context["antal"] == 1
    assert "610190" not in side.content.decode()
