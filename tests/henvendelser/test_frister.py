"""Deadlines: their laws over random days, and each edge of the calendar by name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from henvendelser.frister import (
    FLEST,
    SIDSTE_AAR,
    Frist,
    Fristfejl,
    Kalender,
    Tidsenhed,
    beregn_frist,
    dage_til,
    kontorets_kalender,
    rest,
    valgt_frist,
)
from henvendelser.models import Kontor

ALT_LUKKET = Kalender()
KUN_HELLIGDAGE = Kalender(False, False, False)
KALENDERE = st.builds(Kalender, st.booleans(), st.booleans(), st.booleans())
DAGE = st.dates(date(1990, 1, 1), date(2060, 12, 31))
ANTAL = st.integers(0, 400)
I_KALENDEREN = st.sampled_from([Tidsenhed.DAGE, Tidsenhed.UGER, Tidsenhed.MAANEDER])


def paaskedag(aar: int) -> date:
    """Gauss' and Butcher's computus: no line of code shared with the library."""
    a, b, c = aar % 19, aar // 100, aar % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    j = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * j) // 451
    maaned, dag = divmod(h + j - 7 * m + 114, 31)
    return date(aar, maaned, dag + 1)


def helligdage_i_haanden(aar: int) -> set[date]:
    efter_paaske = [-3, -2, 0, 1, 39, 49, 50, *([26] if aar <= 2023 else [])]
    faste = [(1, 1), (12, 25), (12, 26)]
    return {paaskedag(aar) + timedelta(n) for n in efter_paaske} | {
        date(aar, *dag) for dag in faste
    }


@pytest.mark.parametrize("aar", range(1990, SIDSTE_AAR + 1))
def test_helligdagene_er_folkekirkens_og_store_bededag_til_og_med_2023(aar):
    dage = [date(aar, 1, 1) + timedelta(nr) for nr in range(366)]
    lukket = {dag for dag in dage if dag.year == aar and KUN_HELLIGDAGE.helligdag(dag)}
    assert lukket == helligdage_i_haanden(aar)
    egne = {date(aar, 6, 5), date(aar, 12, 24), date(aar, 12, 31)}
    assert {d for d in dage if d.year == aar and ALT_LUKKET.helligdag(d)} == lukket | egne


@given(DAGE, ANTAL, st.sampled_from(Tidsenhed), KALENDERE)
def test_en_frist_er_en_arbejdsdag_og_ligger_ikke_foer_sin_foerste(fra, antal, enhed, kalender):
    dag = beregn_frist(fra, antal, enhed, kalender).dag
    assert kalender.er_arbejdsdag(dag)
    assert dag >= fra


@given(DAGE, ANTAL, KALENDERE)
def test_saa_mange_arbejdsdage_ligger_der_efter_den_foerste(fra, antal, kalender):
    dag = kalender.efter_arbejdsdage(fra, antal)
    if antal:
        assert kalender.arbejdsdage_til(fra, dag) == antal
    else:
        assert not any(kalender.er_arbejdsdag(d) for d in _dage(fra, dag - timedelta(1)))


@given(DAGE, st.integers(1, 100), st.integers(0, 100), KALENDERE)
def test_arbejdsdage_kan_laegges_sammen(fra, foerst, saa, kalender):
    """From a working day on: 0 days from a Saturday is Monday, and 1 day is Monday as well."""
    i_to = kalender.efter_arbejdsdage(kalender.efter_arbejdsdage(fra, foerst), saa)
    assert i_to == kalender.efter_arbejdsdage(fra, foerst + saa)


@given(DAGE, DAGE, ANTAL, st.sampled_from(Tidsenhed), KALENDERE)
def test_den_der_begynder_foerst_slutter_ikke_sidst(a, b, antal, enhed, kalender):
    tidlig, sen = sorted([a, b])
    assert (
        beregn_frist(tidlig, antal, enhed, kalender).dag
        <= beregn_frist(sen, antal, enhed, kalender).dag
    )


@given(DAGE, ANTAL, st.sampled_from(Tidsenhed), KALENDERE)
def test_en_laengere_frist_slutter_ikke_foer_en_kortere(fra, antal, enhed, kalender):
    kort, lang = (beregn_frist(fra, n, enhed, kalender).dag for n in (antal, antal + 1))
    assert kort <= lang
    if enhed == Tidsenhed.ARBEJDSDAGE and antal:
        assert kort < lang


@given(DAGE, ANTAL, I_KALENDEREN, KALENDERE)
def test_en_frist_flyttes_kun_over_lukkede_dage(fra, antal, enhed, kalender):
    dag = beregn_frist(fra, antal, enhed, kalender).dag
    if enhed == Tidsenhed.MAANEDER:
        maaneder = fra.year * 12 + fra.month - 1 + antal
        foerste = date(maaneder // 12, maaneder % 12 + 1, 1)
        naeste = date((maaneder + 1) // 12, (maaneder + 1) % 12 + 1, 1)
        regnet = min(foerste + timedelta(fra.day - 1), naeste - timedelta(1))
    else:
        regnet = fra + timedelta(antal * {Tidsenhed.DAGE: 1, Tidsenhed.UGER: 7}[enhed])
    assert regnet <= dag
    assert not any(kalender.er_arbejdsdag(d) for d in _dage(regnet, dag - timedelta(1)))


@given(DAGE, ANTAL, st.sampled_from(Tidsenhed), KALENDERE)
def test_flere_lukkedage_giver_aldrig_en_tidligere_frist(fra, antal, enhed, kalender):
    aaben, lukket = (beregn_frist(fra, antal, enhed, k).dag for k in (KUN_HELLIGDAGE, ALT_LUKKET))
    assert aaben <= beregn_frist(fra, antal, enhed, kalender).dag <= lukket


@given(DAGE, ANTAL, st.sampled_from(Tidsenhed), KALENDERE)
def test_saetningen_naevner_laengden_den_foerste_dag_og_fristen(fra, antal, enhed, kalender):
    frist = beregn_frist(fra, antal, enhed, kalender)
    assert frist.forklaring.startswith(f"{enhed.antal(antal)} fra ")
    assert f"{fra.day}. " in frist.forklaring
    assert str(fra.year) in frist.forklaring
    assert frist.forklaring.endswith(".")
    assert f" {frist.dag.day}. " in frist.forklaring
    assert frist.dag.year == fra.year or str(frist.dag.year) in frist.forklaring


def _dage(fra: date, til: date) -> list[date]:
    return [fra + timedelta(nr) for nr in range((til - fra).days + 1)]


@pytest.mark.parametrize(
    ("fra", "antal", "enhed", "dag", "forklaring"),
    [
        (
            date(2025, 3, 3),
            3,
            "uger",
            date(2025, 3, 24),
            "3 uger fra mandag 3. marts 2025 er mandag 24. marts.",
        ),
        (
            date(2025, 3, 28),
            3,
            "uger",
            date(2025, 4, 22),
            "3 uger fra fredag 28. marts 2025; 18. april er langfredag, derfor tirsdag 22. april.",
        ),
        (
            date(2025, 4, 11),
            5,
            "arbejdsdage",
            date(2025, 4, 23),
            "5 arbejdsdage fra fredag 11. april 2025, når weekender, skærtorsdag 17. april, "
            "langfredag 18. april og anden påskedag 21. april ikke tæller med, "
            "er onsdag 23. april.",
        ),
        (
            date(2024, 12, 10),
            2,
            "uger",
            date(2024, 12, 27),
            "2 uger fra tirsdag 10. december 2024; 24. december er juleaftensdag, "
            "derfor fredag 27. december.",
        ),
        (
            date(2024, 12, 30),
            1,
            "arbejdsdage",
            date(2025, 1, 2),
            "1 arbejdsdag fra mandag 30. december 2024, når nytårsaftensdag 31. december og "
            "nytårsdag 1. januar ikke tæller med, er torsdag 2. januar 2025.",
        ),
        (
            date(2024, 12, 27),
            5,
            "dage",
            date(2025, 1, 2),
            "5 dage fra fredag 27. december 2024; 1. januar 2025 er nytårsdag, "
            "derfor torsdag 2. januar.",
        ),
        (
            date(2024, 1, 31),
            1,
            "maaneder",
            date(2024, 2, 29),
            "1 måned fra onsdag 31. januar 2024 er torsdag 29. februar.",
        ),
        (
            date(2025, 1, 31),
            1,
            "maaneder",
            date(2025, 2, 28),
            "1 måned fra fredag 31. januar 2025 er fredag 28. februar.",
        ),
        (
            date(2024, 2, 29),
            12,
            "maaneder",
            date(2025, 2, 28),
            "12 måneder fra torsdag 29. februar 2024 er fredag 28. februar 2025.",
        ),
        (
            date(2024, 2, 28),
            1,
            "dage",
            date(2024, 2, 29),
            "1 dag fra onsdag 28. februar 2024 er torsdag 29. februar.",
        ),
        (
            date(2025, 3, 1),
            0,
            "dage",
            date(2025, 3, 3),
            "0 dage fra lørdag 1. marts 2025; 1. marts er en lørdag, derfor mandag 3. marts.",
        ),
        (
            date(2025, 1, 1),
            250,
            "arbejdsdage",
            date(2025, 12, 30),
            "250 arbejdsdage fra onsdag 1. januar 2025, når weekender og 9 helligdage og "
            "lukkedage ikke tæller med, er tirsdag 30. december.",
        ),
        # Store bededag: Friday 5 May 2023 was the last one, Friday 26 April 2024 is a day's work.
        (
            date(2023, 5, 4),
            1,
            "dage",
            date(2023, 5, 8),
            "1 dag fra torsdag 4. maj 2023; 5. maj er store bededag, derfor mandag 8. maj.",
        ),
        (
            date(2024, 4, 25),
            1,
            "dage",
            date(2024, 4, 26),
            "1 dag fra torsdag 25. april 2024 er fredag 26. april.",
        ),
    ],
)
def test_fristen_og_hvordan_den_er_regnet(fra, antal, enhed, dag, forklaring):
    assert beregn_frist(fra, antal, Tidsenhed(enhed), ALT_LUKKET) == Frist(dag, forklaring)


@pytest.mark.parametrize(
    ("kalender", "dag", "ventet"),
    [
        (Kalender(lukket_grundlovsdag=True), date(2025, 6, 5), date(2025, 6, 6)),
        (Kalender(lukket_grundlovsdag=False), date(2025, 6, 5), date(2025, 6, 5)),
        # Christmas Eve 2025 is a Wednesday; the two days after are bank holidays.
        (Kalender(lukket_juleaftensdag=True), date(2025, 12, 24), date(2025, 12, 29)),
        (Kalender(lukket_juleaftensdag=False), date(2025, 12, 24), date(2025, 12, 24)),
        (Kalender(lukket_nytaarsaftensdag=True), date(2025, 12, 31), date(2026, 1, 2)),
        (Kalender(lukket_nytaarsaftensdag=False), date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_de_halve_helligdage_er_kontorets_valg(kalender, dag, ventet):
    assert kalender.naeste_arbejdsdag(dag) == ventet


def test_en_helligdag_paa_grundlovsdag_hedder_helligdagen():
    assert ALT_LUKKET.helligdag(date(2017, 6, 5)) == "anden pinsedag"


@pytest.mark.parametrize(
    ("dag", "frist"),
    [
        (date(2025, 4, 16), (date(2025, 4, 16), "Valgt til onsdag 16. april 2025.")),
        (
            date(2025, 12, 31),
            (
                date(2026, 1, 2),
                "Valgt til onsdag 31. december 2025; 31. december er nytårsaftensdag, "
                "derfor fredag 2. januar 2026.",
            ),
        ),
    ],
)
def test_en_dag_nogen_har_valgt_flyttes_ogsaa(dag, frist):
    assert valgt_frist(dag, ALT_LUKKET) == Frist(*frist)


@pytest.mark.parametrize(
    ("dage", "ord_"),
    [
        (-2, "2 dage over fristen"),
        (-1, "1 dag over fristen"),
        (0, "i dag"),
        (1, "i morgen"),
        (2, "om 2 dage"),
        (1000, "om 1.000 dage"),
    ],
)
def test_resten_siges_i_ord(dage, ord_):
    i_dag = date(2024, 2, 28)
    assert dage_til(i_dag + timedelta(dage), i_dag) == dage
    assert rest(i_dag + timedelta(dage), i_dag) == ord_


@pytest.mark.parametrize("antal", [-1, FLEST + 1])
def test_en_laengde_uden_for_det_mulige_afvises(antal):
    with pytest.raises(Fristfejl, match=f"Skriv et antal fra 0 til {FLEST}."):
        beregn_frist(date(2025, 1, 1), antal, Tidsenhed.DAGE, ALT_LUKKET)


@pytest.mark.parametrize("enhed", Tidsenhed)
@pytest.mark.parametrize("fra", [date(SIDSTE_AAR, 12, 31), date.max])
def test_efter_det_sidste_kendte_aar_gaettes_der_ikke(fra, enhed):
    with pytest.raises(Fristfejl, match=f"kun til og med år {SIDSTE_AAR}"):
        beregn_frist(fra, 5, enhed, ALT_LUKKET)


@pytest.mark.django_db
def test_kalenderen_er_kontorets_og_alt_lukket_til_det_har_valgt():
    assert kontorets_kalender() == ALT_LUKKET
    Kontor.objects.create(pk=1, kommune="Prøvekøbing Kommune", lukket_juleaftensdag=False)
    assert kontorets_kalender() == Kalender(lukket_juleaftensdag=False)
