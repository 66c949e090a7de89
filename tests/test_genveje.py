"""Keyboard shortcuts: what each role is offered, and the user's own switch."""

from __future__ import annotations

import re

import pytest

from borgerraadgiver.genveje import BOGSTAVER
from borgerraadgiver.ramme import MENU
from henvendelser.models import Bruger

from .conftest import logget_ind


def sekvenser(svar) -> dict[str, str]:
    """Where each shortcut of the page leads."""
    fundet = re.findall(r'<a href="([^"]+)" data-genvej="([^"]+)"', svar.content.decode())
    return {sekvens: url for url, sekvens in fundet}


def test_alt_i_menuen_har_et_bogstav_for_sig():
    assert set(BOGSTAVER) == {navn for navn, _, _ in MENU}
    assert len(set(BOGSTAVER.values())) == len(BOGSTAVER)


@pytest.mark.parametrize(
    ("rolle", "ventet"),
    [
        (
            "raadgiver",
            {
                "n": "/henvendelser/ny/",
                "s": "/henvendelser/#id_soeg",
                "g o": "/",
                "g h": "/henvendelser/",
                "g f": "/forespoergsler/",
                "g a": "/afgoerelser/",
                "g k": "/aktiviteter/",
                "g n": "/anbefalinger/",
                "g r": "/runder/",
                "g b": "/beretninger/",
                "g p": "/opsaetning/",
            },
        ),
        ("leder", {"g o": "/", "g n": "/anbefalinger/", "g r": "/runder/"}),
        (
            "administrator",
            {"g p": "/opsaetning/", "g u": "/opsaetning/brugere/", "g l": "/logkontrol/"},
        ),
    ],
)
def test_hver_rolle_har_genveje_til_sit_eget(request, kontor, rolle, ventet):
    svar = logget_ind(request.getfixturevalue(rolle)).get("/genveje/")
    assert sekvenser(svar) == ventet


def test_soegefeltet_har_det_navn_som_genvejen_peger_paa(klient, kontor):
    assert 'id="id_soeg"' in klient.get("/henvendelser/").content.decode()


def test_uden_login_er_der_ingen_genveje(client, kontor):
    assert "genvej" not in client.get("/log-ind/").content.decode()


def test_bogstaverne_slaas_fra_og_til_for_en_selv(klient, raadgiver, leder):
    for knap, til, siger in (("slaa_fra", False, "fra"), ("slaa_til", True, "til")):
        svar = klient.post("/genveje/", {knap: ""}, follow=True)
        assert [str(en) for en in svar.context["messages"]] == [
            f"Genveje med bogstaver er slået {siger}."
        ]
        assert dict(Bruger.objects.values_list("pk", "bogstavgenveje")) == {
            raadgiver.pk: til,
            leder.pk: True,
        }
        dialog = re.search(r'data-bogstaver="(\w+)"', klient.get("/").content.decode())
        assert dialog[1] == ("til" if til else "fra")
