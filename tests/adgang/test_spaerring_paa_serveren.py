"""The throttle on a real server of four processes, against forged headers and parallel attempts."""

from __future__ import annotations

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from ..redskaber.server import Server, server

pytestmark = [pytest.mark.langsom, pytest.mark.en_gang]

FORSOEG = 40
FOR_MANGE = "Der er prøvet for mange gange"
KODER = {"raadgiver": "demo-borgerraadgiver", "administrator": "demo-administrator"}


def proev(port: int, navn: str, kode: str, adresse: str) -> tuple[int, str]:
    """One attempt in a browser of its own, behind headers that say it comes from `adresse`."""
    hoveder = {
        "X-Forwarded-For": f"{adresse}, {adresse}",
        "X-Real-IP": adresse,
        "Forwarded": f"for={adresse}",
        "Client-IP": adresse,
    }
    _, side, kager = _hent(port, "GET", "", hoveder)
    csrf = re.search(r"csrf=([^;]+)", kager)[1]
    maerke = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', side)[1]
    krop = urlencode({"csrfmiddlewaretoken": maerke, "login": navn, "password": kode})
    form = {"Cookie": f"csrf={csrf}", "Content-Type": "application/x-www-form-urlencoded"}
    status, side, _ = _hent(port, "POST", krop, hoveder | form)
    return status, side


def _hent(port: int, metode: str, krop: str, hoveder: dict) -> tuple[int, str, str]:
    forbindelse = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    forbindelse.request(metode, "/log-ind/", krop, hoveder)
    svar = forbindelse.getresponse()
    side = svar.read().decode()
    kager = "; ".join(v for k, v in svar.getheaders() if k == "Set-Cookie")
    forbindelse.close()
    return svar.status, side, kager


def gaet(den: Server, navn: str) -> int:
    """How many of the parallel guesses were tried; the others were turned away unseen."""

    def et(nr: int) -> bool:
        status, side = proev(den.port, navn, f"forkert {nr}", f"203.0.113.{nr}")
        assert status == 200
        return FOR_MANGE not in side

    with ThreadPoolExecutor(16) as traade:
        return sum(traade.map(et, range(FORSOEG)))


def test_fire_processer_og_forfalskede_hoveder_giver_ikke_et_forsoeg_mere(tmp_path):
    with server(tmp_path, workers=4) as den:
        assert gaet(den, "raadgiver") == 10
        # Not even the right password is tried; and the other user logs in from the same address.
        _, side = proev(den.port, "raadgiver", KODER["raadgiver"], "203.0.113.99")
        assert FOR_MANGE in side
        status, _ = proev(den.port, "administrator", KODER["administrator"], "203.0.113.99")
        assert status == 302


def test_kontrol_talte_hver_proces_for_sig_blev_der_proevet_flere(tmp_path):
    with server(tmp_path, workers=4, program="tests.redskaber.taeller_alene:application") as den:
        proevet = gaet(den, "raadgiver")
    assert 10 < proevet <= FORSOEG
    print(f"\nUden fælles tælling: {proevet} af {FORSOEG} forsøg blev prøvet, ellers 10")
