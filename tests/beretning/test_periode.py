"""The days of a report: both boundary days count, and the period before is as long."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beretning.periode import Periode

DAG = timedelta(1)
DAGE = st.dates(date(1995, 1, 1), date(2035, 12, 31))
PERIODER = st.tuples(DAGE, DAGE).map(lambda par: Periode(min(par), max(par)))


def _aar(fra: int) -> Periode:
    """From April to March."""
    return Periode(date(fra, 4, 1), date(fra + 1, 3, 31))


def test_begge_graensedage_er_med_og_dagene_udenfor_er_ikke():
    periode = _aar(2024)
    omkring = [periode.fra - DAG, periode.fra, periode.til, periode.til + DAG]
    assert [dag in periode for dag in omkring] == [False, True, True, False]


def test_en_enkelt_dag_er_en_periode():
    dag = date(2025, 3, 31)
    periode = Periode(dag, dag)
    assert periode.dage == (dag,)
    assert [d in periode for d in (dag - DAG, dag, dag + DAG)] == [False, True, False]


def test_en_periode_kan_ikke_slutte_foer_den_begynder():
    with pytest.raises(ValueError, match="slutter 2025-03-31, før den begynder 2025-04-01"):
        Periode(date(2025, 4, 1), date(2025, 3, 31))


@given(PERIODER)
def test_dagene_er_netop_dem_der_er_i_perioden(periode):
    dage = periode.dage
    assert (dage[0], dage[-1], len(dage)) == (
        periode.fra,
        periode.til,
        (periode.til - periode.fra).days + 1,
    )
    assert all(dag in periode for dag in dage)
    assert all(b - a == DAG for a, b in pairwise(dage))


def test_en_periode_staar_paa_dansk():
    assert str(_aar(2024)) == "1. april 2024 – 31. marts 2025"
    assert str(Periode(date(2025, 5, 9), date(2025, 5, 9))) == "9. maj 2025 – 9. maj 2025"


@pytest.mark.parametrize(
    ("periode", "foer"),
    [
        pytest.param(
            Periode(date(2025, 1, 1), date(2025, 12, 31)),
            Periode(date(2024, 1, 1), date(2024, 12, 31)),
            id="kalenderåret efter et skudår",
        ),
        pytest.param(
            Periode(date(2024, 1, 1), date(2024, 12, 31)),
            Periode(date(2023, 1, 1), date(2023, 12, 31)),
            id="skudåret",
        ),
        pytest.param(_aar(2024), _aar(2023), id="april-marts efter en 29. februar"),
        pytest.param(_aar(2023), _aar(2022), id="april-marts med en 29. februar"),
        pytest.param(
            Periode(date(2024, 2, 1), date(2024, 2, 29)),
            Periode(date(2024, 1, 1), date(2024, 1, 31)),
            id="en måned",
        ),
        pytest.param(
            Periode(date(2024, 3, 1), date(2024, 3, 31)),
            Periode(date(2024, 2, 1), date(2024, 2, 29)),
            id="måneden efter en februar med 29 dage",
        ),
        pytest.param(
            Periode(date(2025, 1, 1), date(2025, 3, 31)),
            Periode(date(2024, 10, 1), date(2024, 12, 31)),
            id="et kvartal over årsskiftet",
        ),
        pytest.param(
            Periode(date(2022, 7, 1), date(2024, 6, 30)),
            Periode(date(2020, 7, 1), date(2022, 6, 30)),
            id="to år",
        ),
        pytest.param(
            Periode(date(2024, 2, 1), date(2024, 2, 28)),
            Periode(date(2024, 1, 4), date(2024, 1, 31)),
            id="februar uden sin 29. er 28 dage",
        ),
        pytest.param(
            Periode(date(2024, 4, 2), date(2025, 3, 31)),
            Periode(date(2023, 4, 4), date(2024, 4, 1)),
            id="et år fra den 2. er 364 dage",
        ),
        pytest.param(
            Periode(date(2024, 3, 1), date(2024, 3, 1)),
            Periode(date(2024, 2, 29), date(2024, 2, 29)),
            id="en enkelt dag",
        ),
    ],
)
def test_perioden_foer(periode, foer):
    assert periode.foer == foer


@given(PERIODER)
def test_perioden_foer_slutter_dagen_foer_og_er_lige_saa_lang(periode):
    foer = periode.foer
    assert foer.til == periode.fra - DAG
    if (foer.fra.day, periode.fra.day, (periode.til + DAG).day) == (1, 1, 1):
        assert _maaneder(foer) == _maaneder(periode)
    else:
        assert len(foer.dage) == len(periode.dage)


def _maaneder(periode: Periode) -> int:
    fra, efter = periode.fra, periode.til + DAG
    return 12 * (efter.year - fra.year) + efter.month - fra.month


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 30))
def test_hele_maaneder_foelges_tilbage_i_hele_maaneder(dag, antal):
    fra = dag.replace(day=1)
    efter = fra
    for _ in range(antal):
        efter = (efter + timedelta(31)).replace(day=1)
    foer = Periode(fra, efter - DAG).foer
    assert (foer.fra.day, _maaneder(foer)) == (1, antal)
