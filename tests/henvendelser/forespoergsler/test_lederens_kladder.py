"""What a department's lead types is on the server before it is sent, as the adviser's is."""

from __future__ import annotations

import pytest

from henvendelser.handlinger.svar import Svarindhold, besvar
from henvendelser.models import Kladde, Svar, Svarkladde
from henvendelser.valg import Erkendelse
from tests.conftest import logget_ind
from tests.redskaber.kladder import maerket, send_udlogget, skriv

pytestmark = pytest.mark.django_db
SKREVET = {"tekst": "Vi er nået halvt.", "erkendelse": "delvist", "gjort": "Ringet."}


@pytest.fixture
def sti(forespoergsel) -> str:
    return f"/svar/{forespoergsel.pk}/"


@pytest.fixture
def browser(forespoergsel, leder_boern):
    return logget_ind(leder_boern)


def vist(side) -> dict:
    """The words of the answer's form."""
    return {felt: side.context["form"][felt].value() for felt in SKREVET}


def test_et_svar_fortsaettes_hvor_det_slap(browser, sti):
    skriv(browser, maerket(browser, sti), **SKREVET)
    assert "Fortsæt på kladden fra" in browser.get(sti).content.decode()
    side = browser.get(Kladde.objects.get().get_absolute_url())
    assert vist(side) == SKREVET
    assert "Du fortsætter på en kladde" in side.content.decode()


def test_det_sidst_skrevne_staar_der_og_ikke_svarets_egen_kladde(browser, sti):
    browser.post(sti, SKREVET | {"tekst": "Gemt for en time siden.", "gem_kladde": "1"})
    assert vist(browser.get(sti))["tekst"] == "Gemt for en time siden."
    skriv(browser, maerket(browser, sti), **SKREVET)
    side = browser.get(Kladde.objects.get(indhold__isnull=False).get_absolute_url())
    assert vist(side) == SKREVET
    assert "er sat ind" not in side.content.decode()


@pytest.mark.parametrize("knap", ["send", "gem_kladde"])
def test_kladden_er_vaek_naar_svaret_er_sendt_eller_gemt_som_kladde(browser, sti, knap):
    maerke = maerket(browser, sti)
    skriv(browser, maerke, **SKREVET)
    assert browser.post(sti, {**SKREVET, knap: "1", "kladde": maerke}).status_code == 302
    assert (Svar.objects.count(), Svarkladde.objects.count()) in {(1, 0), (0, 1)}
    assert Kladde.objects.get().indhold is None
    assert "Fortsæt på kladden" not in browser.get(sti).content.decode()


def test_med_fejl_er_kladden_der_endnu(browser, sti):
    maerke = maerket(browser, sti)
    skriv(browser, maerke, **SKREVET)
    svar = browser.post(sti, {"tekst": "", "send": "1", "kladde": maerke})
    assert str(svar.context["kladde"].maerke) == maerke
    assert Kladde.objects.get().felter()["tekst"] == SKREVET["tekst"]


def test_et_svar_der_sendes_efter_at_sessionen_er_slut_staar_der_efter_login(
    browser, sti, leder_boern
):
    sendt = SKREVET | {"send": "1", "kladde": maerket(browser, sti)}
    assert send_udlogget(browser, sti, sendt)["Location"] == f"/log-ind/?next={sti}"
    assert not Svar.objects.exists()
    igen = logget_ind(leder_boern).get(sti)
    assert vist(igen) == SKREVET
    assert "Du blev logget ud, mens du skrev" in igen.content.decode()


def test_en_kollega_ser_intet_af_det(browser, sti, kollega):
    skriv(browser, maerket(browser, sti), **SKREVET)
    den = Kladde.objects.get().get_absolute_url()
    for adresse in (sti, den):
        assert SKREVET["tekst"] not in logget_ind(kollega).get(adresse).content.decode()


def test_har_en_kollega_svaret_imens_kan_det_skrevne_stadig_laeses(
    browser, sti, forespoergsel, kollega, raadgiver
):
    skriv(browser, maerket(browser, sti), **SKREVET)
    svar = Svarindhold("Det er sendt.", Erkendelse.NEJ, "", "")
    besvar(forespoergsel=forespoergsel, indhold=svar, filer=[], runde=0, af=kollega)
    assert vist(browser.get(Kladde.objects.get().get_absolute_url())) == SKREVET
    logget_ind(raadgiver).post(f"/forespoergsler/{forespoergsel.pk}/luk/")
    forespoergsel.refresh_from_db()
    side = browser.get(Kladde.objects.get().get_absolute_url()).content.decode()
    assert SKREVET["tekst"] in side and SKREVET["gjort"] in side


@pytest.mark.parametrize(
    ("adresse", "felter"),
    [
        ("frist/", {"oensket": "i morgen", "begrundelse": "Vi mangler en journal."}),
        ("videre/", {"besked": "Kan du tage den?"}),
    ],
)
def test_de_andre_formularer_har_ogsaa_kladder(browser, sti, kollega, adresse, felter):
    formular = f"{sti}{adresse}"
    skriv(browser, maerket(browser, formular), **felter)
    form = browser.get(Kladde.objects.get().get_absolute_url()).context["form"]
    assert {navn: form[navn].value() for navn in felter} == felter
