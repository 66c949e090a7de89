"""A lead's first page: what the adviser waits for, requests and rounds, the most urgent first."""

from datetime import date

import pytest

from beretning.models import Rundesvar
from beretning.runder.handlinger import gem_kladde, luk_runde, send_svar
from beretning.runder.svar import Emne
from beretning.runder.svar import Svarindhold as Rundeindhold
from henvendelser import models as m
from henvendelser.handlinger.svar import Svarindhold, besvar
from henvendelser.valg import Erkendelse
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db
SVAR = Svarindhold("Vi beklager.", Erkendelse.DELVIST)
LAERT = Rundeindhold((), (Emne("Breve", "Vi har skrevet dem om."),), False)
DAGEN = date(2025, 3, 3)


@pytest.fixture(autouse=True)
def _dagen(stil_uret):
    stil_uret(DAGEN)


@pytest.fixture
def lederens(leder):
    return logget_ind(leder)


def runde(aar: int, afdelinger, frist: date):
    return fabrik.runde(
        fabrik.beretning(f"aaret-{aar}", titel=f"Beretning {aar}"), afdelinger, frist=frist
    )


def opgaver(browser) -> list[tuple]:
    return [
        (opgave.objekt, opgave.frist, opgave.haster, opgave.handling)
        for opgave in browser.get("/").context["opgaver"]
    ]


def test_forespoergsler_og_runder_staar_efter_frist_de_mest_presserende_foerst(
    leder, kontor, stil_uret
):
    over = fabrik.forespoergsel(fabrik.henvendelse(), kontor.boern, svarfrist=date(2025, 3, 6))
    mit = runde(2024, [kontor.boern, kontor.skole], date(2025, 3, 10)).svar.get(
        afdeling=kontor.boern
    )
    sidst = fabrik.forespoergsel(fabrik.henvendelse(), kontor.boern)
    stil_uret(date(2025, 3, 7))  # a session does not last so long: she logs in anew
    assert opgaver(logget_ind(leder)) == [
        (over, over.frist, True, "Læs, og svar"),
        (mit, date(2025, 3, 10), False, "Skriv svaret"),
        (sidst, sidst.frist, False, "Læs, og svar"),
    ]


def test_fristens_dag_er_ikke_over_fristen(lederens, kontor):
    runde(2024, [kontor.boern], DAGEN)
    vist = lederens.get("/").content.decode()
    assert "Svar senest mandag 3. marts" in vist and "(i dag)" in vist
    assert [haster for *_, haster, _ in opgaver(lederens)] == [False]


def test_runden_siger_hvad_den_er_hvor_langt_svaret_er_og_foerer_til_skemaet(
    lederens, leder, kontor
):
    fabrik.anbefaling([kontor.boern], 1)
    fabrik.anbefaling([kontor.boern], 2)
    svar = runde(2024, [kontor.boern], date(2025, 3, 10)).svar.get()
    (opgave,) = lederens.get("/").context["opgaver"]
    assert opgave.navn == "Årets runde for Børn & Familie"
    assert opgave.om == ("Beretning 2024", "2 anbefalinger", "ikke begyndt")
    assert lederens.get(opgave.adresse).status_code == 200
    gem_kladde(svar=svar, indhold=LAERT, version=0, af=leder)
    (opgave,) = lederens.get("/").context["opgaver"]
    assert (opgave.om[-1], opgave.handling) == ("kladde", "Skriv videre")


def test_det_der_er_svaret_lukket_eller_en_andens_venter_ikke(lederens, kontor, raadgiver):
    sendt = runde(2021, [kontor.boern], date(2025, 3, 10)).svar.get()
    send_svar(svar=sendt, indhold=LAERT, version=0, af=None)
    luk_runde(runde=runde(2022, [kontor.boern], date(2025, 3, 10)), af=raadgiver)
    runde(2023, [kontor.skole], date(2025, 3, 10))
    andres = fabrik.forespoergsel(fabrik.henvendelse(), kontor.skole)
    besvaret = fabrik.forespoergsel(fabrik.henvendelse(), kontor.boern)
    besvar(forespoergsel=besvaret, indhold=SVAR, runde=0, af=None)
    svar = lederens.get("/")
    assert svar.context["opgaver"] == []
    assert svar.context["besvarede"] == [besvaret]
    vist = svar.content.decode()
    assert "Der er intet, du skal svare på." in vist
    for intet in (f"/svar/{andres.pk}/", "Skole", andres.henvendelse.nummer, "Beretning 20"):
        assert intet not in vist, intet


def test_enhederne_under_og_den_nedlagte_afdelings_runde_venter_ogsaa(kontor):
    """As on the page of the rounds itself: whoever may answer is told."""
    nedlagt = m.Afdeling.objects.create(
        navn="Fritid", gyldig_til=date(2025, 1, 1), efterfoelger=kontor.skole
    )
    aaben = runde(2024, [kontor.enhed, nedlagt, kontor.boern], date(2025, 3, 10))
    browser = logget_ind(fabrik.leder(kontor.skole))
    assert {objekt.afdeling for objekt, *_ in opgaver(browser)} == {kontor.enhed, nedlagt}
    assert Rundesvar.objects.filter(runde=aaben).count() == 3


@pytest.mark.parametrize("antal", [0, 1, 4])
def test_siden_spoerger_lige_meget_uanset_antal(lederens, kontor, antal, django_assert_num_queries):
    for nr in range(antal):
        fabrik.forespoergsel(fabrik.henvendelse(), kontor.boern)
        fabrik.anbefaling([kontor.boern], nr + 1)
        runde(2021 + nr, [kontor.boern], date(2025, 3, 10))
    lederens.get("/")
    with django_assert_num_queries(15 if antal else 13):
        assert len(lederens.get("/").context["opgaver"]) == 2 * antal
