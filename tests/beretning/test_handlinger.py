"""A report from a template: whole or not at all, and never over what the office has edited."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from beretning.afsnit import udskriv
from beretning.handlinger import opret_beretning
from beretning.models import Afsnit, Beretning
from beretning.skabelon import Skabelonfejl

from .conftest import MAPPE

ALBERTSLUND = json.loads((MAPPE / "beretning.json").read_text(encoding="utf-8"))
TABEL = {"maal": "sager", "raekker": {"dimension": "afdeling", "linjer": [{"vaerdi": "Øvrige"}]}}
PROEVEN = {
    "noegle": "proeven",
    "titel": "Prøven",
    "fra": "2024-04-01",
    "til": "2025-03-31",
    "dateret": "2025-05-01",
    "afsender": "Borgerrådgiveren",
    "afsnit": [
        {
            "art": "tekst",
            "overskrift": "Forord",
            "nummereret": False,
            "tekst": "Kære læser.",
            "afsnit": [
                {"art": "tabel", "noegle": "fordeling", "indhold": TABEL},
                {"art": "figur", "noegle": "soejler", "indhold": {"tabel": "fordeling"}},
            ],
        },
        {"art": "cases", "indhold": {"cases": [{"titel": "A", "tekst": "B"}]}},
        {"art": "anbefalinger", "indhold": {"anbefalinger": [{"tekst": "C"}]}},
        {"art": "bilag"},
    ],
}


def rettet(*vej: str | int, til: object) -> dict:
    """The template with one place in it changed."""
    skabelon = copy.deepcopy(PROEVEN)
    sted = skabelon
    for trin in vej[:-1]:
        sted = sted[trin]
    sted[vej[-1]] = til
    return skabelon


def uden(*vej: str | int) -> dict:
    skabelon = copy.deepcopy(PROEVEN)
    sted = skabelon
    for trin in vej[:-1]:
        sted = sted[trin]
    del sted[vej[-1]]
    return skabelon


def gemt() -> list[tuple]:
    felter = ("pk", "overordnet", "raekkefoelge", "art", "noegle", "overskrift", "tekst", "indhold")
    return [
        *Beretning.objects.order_by("pk").values_list("pk", "noegle", "titel", "fra", "til"),
        *Afsnit.objects.order_by("pk").values_list(*felter),
    ]


def test_en_beretning_bliver_som_skabelonen_siger(db):
    beretning, ny = opret_beretning(PROEVEN)
    assert ny
    assert [
        (str(getattr(beretning, felt)))
        for felt in ("noegle", "titel", "fra", "til", "dateret", "afsender")
    ] == [PROEVEN[felt] for felt in ("noegle", "titel", "fra", "til", "dateret", "afsender")]
    forord = Afsnit.objects.get(overskrift="Forord")
    assert list(
        beretning.afsnit.order_by("pk").values_list(
            "overordnet", "raekkefoelge", "art", "noegle", "nummereret", "tekst", "indhold"
        )
    ) == [
        (None, 0, "tekst", "", False, "Kære læser.", {}),
        (forord.pk, 0, "tabel", "fordeling", True, "", TABEL),
        (forord.pk, 1, "figur", "soejler", True, "", {"tabel": "fordeling"}),
        (None, 1, "cases", "", True, "", {"cases": [{"titel": "A", "tekst": "B"}]}),
        (None, 2, "anbefalinger", "", True, "", {"anbefalinger": [{"tekst": "C"}]}),
        (None, 3, "bilag", "", True, "", {}),
    ]


def test_skabelonen_selv_bliver_som_den_var(db):
    skabelon = copy.deepcopy(PROEVEN)
    opret_beretning(skabelon)
    assert skabelon == PROEVEN


def test_en_beretning_uden_afsnit_er_tom(db):
    beretning, ny = opret_beretning(uden("afsnit"))
    assert (ny, beretning.afsnit.count()) == (True, 0)


def test_anden_gang_roeres_intet_heller_ikke_det_kontoret_har_rettet(db):
    beretning, _ = opret_beretning(PROEVEN)
    Beretning.objects.update(titel="Kontorets titel")
    beretning.afsnit.filter(art="bilag").delete()
    beretning.afsnit.filter(overskrift="Forord").update(tekst="Kontorets ord.")
    foer = gemt()
    anden = rettet("titel", til="En anden titel")
    assert opret_beretning(anden) == (Beretning.objects.get(), False)
    assert gemt() == foer


def test_en_anden_noegle_er_en_anden_beretning_med_de_samme_noegler_i(db):
    opret_beretning(PROEVEN)
    beretning, ny = opret_beretning(rettet("noegle", til="naeste-aar"))
    assert ny
    assert Beretning.objects.count() == 2
    assert beretning.afsnit.filter(noegle="fordeling").count() == 1


def test_begge_perioder_er_lovlige_en_dag_og_et_aar(db):
    beretning, _ = opret_beretning({**PROEVEN, "fra": "2025-03-31", "til": "2025-03-31"})
    assert str(beretning.periode) == "31. marts 2025 – 31. marts 2025"


LANG = "x" * 201
UGYLDIGE = [
    # what the report itself says
    ([], "beretningen: skal være et objekt."),
    ("beretning", "beretningen: skal være et objekt."),
    (None, "beretningen: skal være et objekt."),
    ({}, "beretningen: »noegle« mangler."),
    (uden("titel"), "beretningen: »titel« mangler."),
    (uden("fra"), "beretningen: »fra« mangler."),
    ({**PROEVEN, "kommune": "X"}, "beretningen: »kommune« kendes ikke."),
    ({**PROEVEN, "id": 1}, "beretningen: »id« kendes ikke."),
    (rettet("fra", til="2024-13-01"), "beretningen, fra: »2024-13-01« er ikke en dato"),
    (rettet("til", til="2025-02-29"), "beretningen, til: »2025-02-29« er ikke en dato"),
    (rettet("dateret", til="maj 2025"), "beretningen, dateret: »maj 2025« er ikke en dato"),
    (rettet("dateret", til=""), "beretningen, dateret: »« er ikke en dato"),
    (rettet("fra", til=20240401), "beretningen, fra: skal være en tekst."),
    (rettet("fra", til=None), "beretningen, fra: skal være en tekst."),
    (rettet("til", til="2024-03-31"), "beretningen: Perioden slutter, før den begynder."),
    (rettet("noegle", til=""), "beretningen, noegle: "),
    (rettet("noegle", til="2024/25"), "beretningen, noegle: "),
    (rettet("noegle", til=["a"]), "beretningen, noegle: skal være en tekst."),
    (rettet("noegle", til=None), "beretningen, noegle: skal være en tekst."),
    (rettet("titel", til=""), "beretningen, titel: "),
    (rettet("titel", til=LANG), "beretningen, titel: "),
    (rettet("titel", til={"da": "X"}), "beretningen, titel: skal være en tekst."),
    (rettet("afsender", til=5), "beretningen, afsender: skal være en tekst."),
    (rettet("afsnit", til={}), "beretningen, afsnit: skal være en liste."),
    (rettet("afsnit", til=None), "beretningen, afsnit: skal være en liste."),
    (rettet("afsnit", til="tekst"), "beretningen, afsnit: skal være en liste."),
    # what a section says
    (rettet("afsnit", 3, til=[]), "afsnit[3]: skal være et objekt."),
    (rettet("afsnit", 3, til="bilag"), "afsnit[3]: skal være et objekt."),
    (rettet("afsnit", 3, til=None), "afsnit[3]: skal være et objekt."),
    (rettet("afsnit", 3, til={}), "afsnit[3]: »art« mangler."),
    (rettet("afsnit", 3, "art", til="kapitel"), "afsnit[3]: »kapitel« er ikke en slags afsnit."),
    (rettet("afsnit", 3, "art", til=["bilag"]), "afsnit[3], art: skal være en tekst."),
    (rettet("afsnit", 3, "farve", til="rød"), "afsnit[3]: »farve« kendes ikke."),
    (rettet("afsnit", 3, "pk", til=1), "afsnit[3]: »pk« kendes ikke."),
    (rettet("afsnit", 3, "*", til="x"), "afsnit[3]: »*« kendes ikke."),
    (rettet("afsnit", 3, "raekkefoelge", til=1), "afsnit[3]: »raekkefoelge« kendes ikke."),
    (rettet("afsnit", 3, "noegle", til="fordeling"), "afsnit[3]: Nøglen er brugt"),
    (rettet("afsnit", 3, "noegle", til="to ord"), "afsnit[3], noegle: "),
    (rettet("afsnit", 3, "noegle", til=None), "afsnit[3], noegle: skal være en tekst."),
    (rettet("afsnit", 3, "overskrift", til=LANG), "afsnit[3], overskrift: "),
    (rettet("afsnit", 3, "overskrift", til=None), "afsnit[3], overskrift: skal være en tekst."),
    (rettet("afsnit", 3, "tekst", til=["a", "b"]), "afsnit[3], tekst: skal være en tekst."),
    (rettet("afsnit", 3, "tekst", til=None), "afsnit[3], tekst: skal være en tekst."),
    (rettet("afsnit", 3, "nummereret", til="nej"), "afsnit[3], nummereret: skal være true eller"),
    (rettet("afsnit", 3, "nummereret", til=0), "afsnit[3], nummereret: skal være true eller false"),
    (rettet("afsnit", 3, "nummereret", til=None), "afsnit[3], nummereret: skal være true eller"),
    (rettet("afsnit", 3, "afsnit", til={}), "afsnit[3], afsnit: skal være en liste."),
    (rettet("afsnit", 0, "afsnit", 1, til=7), "afsnit[0].afsnit[1]: skal være et objekt."),
    (
        rettet("afsnit", 0, "afsnit", 1, "art", til="x"),
        "afsnit[0].afsnit[1]: »x« er ikke en slags afsnit.",
    ),
    (
        rettet("afsnit", 0, "afsnit", 1, "noegle", til="fordeling"),
        "afsnit[0].afsnit[1]: Nøglen er brugt til et andet afsnit.",
    ),
    # what a section's kind needs
    (rettet("afsnit", 3, "indhold", til=[]), "afsnit[3], indhold: skal være et objekt."),
    (rettet("afsnit", 3, "indhold", til=None), "afsnit[3], indhold: skal være et objekt."),
    (rettet("afsnit", 3, "indhold", til={"cases": []}), "afsnit[3], indhold: »cases« kendes ikke."),
    (uden("afsnit", 1, "indhold"), "afsnit[1], indhold: »cases« mangler."),
    (
        rettet("afsnit", 1, "indhold", "cases", til={"titel": "A"}),
        "afsnit[1], indhold.cases: skal være en liste.",
    ),
    (
        rettet("afsnit", 1, "indhold", "cases", 0, til="A"),
        "afsnit[1], indhold.cases[0]: skal være et objekt.",
    ),
    (uden("afsnit", 1, "indhold", "cases", 0, "tekst"), "afsnit[1], indhold.cases[0]: »tekst« man"),
    (
        rettet("afsnit", 1, "indhold", "cases", 0, "tekst", til=["B"]),
        "afsnit[1], indhold.cases[0].tekst: skal være en tekst.",
    ),
    (
        rettet("afsnit", 1, "indhold", "cases", 0, "navn", til="X"),
        "afsnit[1], indhold.cases[0]: »navn« kendes ikke.",
    ),
    (uden("afsnit", 2, "indhold", "anbefalinger"), "afsnit[2], indhold: »anbefalinger« mangler."),
    (
        rettet("afsnit", 2, "indhold", "anbefalinger", 0, "uddybning", til=None),
        "afsnit[2], indhold.anbefalinger[0].uddybning: skal være en tekst.",
    ),
    (
        rettet("afsnit", 0, "afsnit", 0, "indhold", til=[]),
        "afsnit[0].afsnit[0], indhold: skal være et objekt.",
    ),
    *(
        (
            rettet("afsnit", 0, "afsnit", 0, "indhold", *vej, til=til),
            f"afsnit[0].afsnit[0], indhold.{sted}: skal være {hvad}.",
        )
        for vej, til, sted, hvad in [
            (["maal"], ["sager"], "maal", "en tekst"),
            (["raekker"], [], "raekker", "et objekt"),
            (["raekker"], "afdeling", "raekker", "et objekt"),
            (["raekker", "dimension"], {}, "raekker.dimension", "en tekst"),
            (["raekker", "niveau"], "1", "raekker.niveau", "et helt tal"),
            (["raekker", "niveau"], True, "raekker.niveau", "et helt tal"),
            (["raekker", "niveau"], 1.5, "raekker.niveau", "et helt tal"),
            (["raekker", "mellemsummer"], "ja", "raekker.mellemsummer", "true eller false"),
            (["raekker", "linjer"], {}, "raekker.linjer", "en liste"),
            (["raekker", "linjer", 0], "Øvrige", "raekker.linjer[0]", "et objekt"),
            (["raekker", "linjer", 0, "navn"], None, "raekker.linjer[0].navn", "en tekst"),
            (["kolonner"], [], "kolonner", "et objekt"),
            (["filter"], ["instans"], "filter", "et objekt"),
            (["filter"], {"instans": "Ankestyrelsen"}, "filter.instans", "en liste"),
            (["filter"], {"instans": [7]}, "filter.instans[0]", "en tekst"),
            (["noter"], "En note.", "noter", "en liste"),
            (["totalnavn"], None, "totalnavn", "en tekst"),
            (["raekketotal"], "nej", "raekketotal", "true eller false"),
        ]
    ),
    (
        rettet("afsnit", 0, "afsnit", 0, "indhold", "raekker", "linjer", 0, til={"navn": "X"}),
        "afsnit[0].afsnit[0], indhold.raekker.linjer[0]: »vaerdi« mangler.",
    ),
    (
        rettet("afsnit", 0, "afsnit", 1, "indhold", "tabel", til=["fordeling"]),
        "afsnit[0].afsnit[1], indhold.tabel: skal være en tekst.",
    ),
    # what no database keeps
    (rettet("titel", til="A\0B"), "beretningen, titel: har et tegn, der ikke kan gemmes."),
    (rettet("titel", til="A\ud800"), "beretningen, titel: har et tegn, der ikke kan gemmes."),
    (
        rettet("afsnit", 1, "indhold", "cases", 0, "tekst", til="\0"),
        "beretningen, afsnit[1].indhold.cases[0].tekst: har et tegn, der ikke kan gemmes.",
    ),
    (
        rettet("afsnit", 0, "afsnit", 0, "indhold", "filter", til={"\0": []}),
        "beretningen, afsnit[0].afsnit[0].indhold.filter: har et tegn, der ikke kan gemmes.",
    ),
]


@pytest.mark.parametrize(
    ("skabelon", "fejl"), UGYLDIGE, ids=[f"{nr}: {f}" for nr, (_, f) in enumerate(UGYLDIGE)]
)
def test_en_forkert_skabelon_siger_hvor_og_gemmer_intet(db, skabelon, fejl):
    with pytest.raises(Skabelonfejl) as afvist:
        opret_beretning(skabelon)
    assert str(afvist.value).startswith(fejl)
    assert "__all__" not in str(afvist.value)
    assert gemt() == []


def test_en_forkert_skabelon_lader_de_andre_beretninger_vaere(db):
    opret_beretning(PROEVEN)
    foer = gemt()
    ond = rettet("afsnit", 3, "art", til="kapitel") | {"noegle": "anden"}
    with pytest.raises(Skabelonfejl):
        opret_beretning(ond)
    assert gemt() == foer


def test_albertslunds_skabelon_er_uden_fejl(db):
    beretning, _ = opret_beretning(ALBERTSLUND)
    assert beretning.afsnit.count() == _antal_afsnit(ALBERTSLUND)


def _antal_afsnit(data: dict) -> int:
    return sum(1 + _antal_afsnit(et) for et in data.get("afsnit", []))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
    | st.sampled_from(["sager", "afdeling", "fordeling", "tekst", "tabel", "2024-04-01"]),
    lambda indre: (
        st.lists(indre, max_size=3)
        | st.dictionaries(
            st.text(max_size=4) | st.sampled_from(["art", "tekst", "dimension", "niveau"]),
            indre,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def _steder(data: object, vej: tuple = ()) -> list[tuple]:
    """Every place in the template."""
    under = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [et for noegle, v in under for et in ((*vej, noegle), *_steder(v, (*vej, noegle)))]


@pytest.mark.langsom
class TestEnhverAndenSkabelon(TestCase):
    @settings(max_examples=150)
    @given(st.sampled_from(_steder(PROEVEN)), JSON)
    def test_afvises_eller_kan_skrives_ud(self, sted, vaerdi):
        """Whatever stands in one place: a fault that says where, or a report that can be shown."""
        try:
            beretning, _ = opret_beretning(rettet(*sted, til=vaerdi))
        except Skabelonfejl as fejl:
            assert str(fejl).startswith(("beretningen", "afsnit["))
            assert gemt() == []
        else:
            assert len(udskriv(beretning).blokke) == beretning.afsnit.count()
