"""What a lead types in a round is the lead's own draft until it is saved as the department's."""

from __future__ import annotations

import pytest

from beretning.models import Rundekladde, Rundesvar, Tillaeg
from beretning.runder.handlinger import luk_runde, send_svar
from beretning.runder.kladde import laes_kladde
from beretning.runder.svar import Emne, Punkt, Svarindhold
from beretning.valg import Stilling
from henvendelser.models import Kladde
from tests import fabrik
from tests.conftest import logget_ind
from tests.redskaber.kladder import maerket, send_udlogget, sendt_af, skriv

pytestmark = pytest.mark.django_db


@pytest.fixture
def svar(kontor, leder) -> Rundesvar:
    fabrik.anbefaling([kontor.boern], 1)
    return fabrik.runde(fabrik.beretning(), [kontor.boern]).svar.get()


@pytest.fixture
def browser(leder):
    return logget_ind(leder)


@pytest.fixture
def sti(svar) -> str:
    return f"/runder/svar/{svar.pk}/skriv/"


@pytest.fixture
def skrevet(browser, svar, sti) -> dict[str, str]:
    """One recommendation, and of three subheadings the second taken away."""
    punkt = f"punkt-{svar.stillingtagen.get().adressat_id}"
    sendes = sendt_af(browser.get(sti), sti)
    del sendes["kladde"]
    return sendes | {
        f"{punkt}-stilling": Stilling.DELVIST,
        f"{punkt}-begrundelse": "Der mangler penge.",
        "emner-TOTAL_FORMS": "3",
        "emner-0-overskrift": "Breve",
        "emner-1-overskrift": "Væk",
        "emner-1-DELETE": "on",
        "emner-2-tekst": "Uden overskrift",
    }


def vist(side) -> tuple:
    skema = side.context["skema"]
    (punkt,) = skema.punkter
    emner = [
        tuple(form[felt].value() or "" for felt in ("overskrift", "tekst"))
        for form in skema.emner.forms
    ]
    return punkt["stilling"].value(), punkt["begrundelse"].value(), emner


VIST = ("delvist", "Der mangler penge.", [("Breve", ""), ("", "Uden overskrift")])


def test_et_svar_fortsaettes_hvor_det_slap(browser, sti, skrevet):
    skriv(browser, maerket(browser, sti), **skrevet)
    assert vist(browser.get(sti)) == (None, None, [("", "")])
    side = browser.get(Kladde.objects.get().get_absolute_url())
    assert vist(side) == VIST
    assert side.context["skema"].i_alt["version"].value() == skrevet["version"]


@pytest.mark.parametrize("totalt", ["", "mange", "-1", "1e9", "²", "9" * 400])
def test_en_kladde_med_et_forkert_antal_emner_vises_uden_dem(browser, sti, skrevet, totalt):
    skriv(browser, maerket(browser, sti), **skrevet | {"emner-TOTAL_FORMS": totalt})
    side = browser.get(Kladde.objects.get().get_absolute_url())
    assert side.status_code == 200
    assert vist(side)[:2] == VIST[:2]


@pytest.mark.parametrize("handling", ["kladde", "send"])
def test_kladden_er_vaek_naar_svaret_er_gemt_eller_sendt(browser, svar, sti, skrevet, handling):
    maerke = maerket(browser, sti)
    skriv(browser, maerke, **skrevet)
    sendt = skrevet | {"handling": handling, "kladde": maerke, "emner-2-overskrift": "Mere"}
    sendt |= {"emner-0-tekst": "Nye breve"}
    assert browser.post(sti, sendt).status_code == 302
    svar.refresh_from_db()
    assert (bool(svar.sendt), Rundekladde.objects.exists()) in {(True, False), (False, True)}
    assert Kladde.objects.get().indhold is None


def test_et_svar_der_sendes_efter_at_sessionen_er_slut_staar_der_efter_login(
    browser, sti, skrevet, leder
):
    sendt = skrevet | {"handling": "kladde", "kladde": maerket(browser, sti)}
    assert send_udlogget(browser, sti, sendt).status_code == 302
    assert not Rundekladde.objects.exists()
    assert vist(logget_ind(leder).get(sti)) == VIST


def test_er_svaret_sendt_imens_staar_det_skrevne_der_og_hvorfor(browser, svar, sti, skrevet):
    skriv(browser, maerket(browser, sti), **skrevet)
    adressat = svar.stillingtagen.get().adressat_id
    alt = Svarindhold((Punkt(adressat, Stilling.FULGT),), (Emne("Breve", "Nye"),))
    send_svar(svar=svar, indhold=alt, version=0, af=None)
    side = browser.get(Kladde.objects.get().get_absolute_url())
    assert vist(side) == VIST
    assert "Svaret er allerede sendt" in side.content.decode()
    assert browser.get(sti)["Location"] == svar.get_absolute_url()


def test_er_runden_lukket_imens_kan_det_skrevne_gemmes(browser, svar, sti, skrevet):
    maerke = maerket(browser, sti)
    skriv(browser, maerke, **skrevet)
    luk_runde(runde=svar.runde, af=None)
    side = browser.get(Kladde.objects.get().get_absolute_url())
    assert vist(side) == VIST
    browser.post(sti, skrevet | {"handling": "kladde", "kladde": maerke})
    assert [emne.overskrift for emne in laes_kladde(svar)[0].emner] == ["Breve", ""]


def test_et_tillaeg_har_ogsaa_kladde(browser, svar, leder):
    adressat = svar.stillingtagen.get().adressat_id
    alt = Svarindhold((Punkt(adressat, Stilling.FULGT),), (Emne("Breve", "Nye"),))
    send_svar(svar=svar, indhold=alt, version=0, af=leder)
    siden, formular = svar.get_absolute_url(), f"/runder/svar/{svar.pk}/tillaeg/"
    maerke = maerket(browser, siden, formular)
    skriv(browser, maerke, tekst="Og så er")
    kladde = Kladde.objects.get()
    side = browser.get(kladde.get_absolute_url(), follow=True)
    assert side.redirect_chain == [(f"{siden}?kladde={kladde.uuid}", 302)]
    assert side.context["form"]["tekst"].value() == "Og så er"
    browser.post(formular, {"tekst": "Og så er det sendt.", "kladde": maerke})
    assert Tillaeg.objects.get().tekst == "Og så er det sendt."
    assert Kladde.objects.get().indhold is None
