"""Nothing that anybody has typed gets into what the server writes, whatever goes wrong."""

from __future__ import annotations

import http.client
import json
import logging
import re
import socket
from collections import Counter
from pathlib import Path

import pytest

from borgerraadgiver.serverlog import Jsonlinje, Skaerm, forespoergselsnummer

from .redskaber.samtidig import delt_database
from .redskaber.server import Server, server
from .redskaber.snublende.urls import SNUBLENDE

MAERKE = "HemmeligtMaerke"
WORKERS = 4
SNUBLER = "tests.redskaber.snublende.settings"
FALDER = {"undtagelse", "databasen", "sql", "ugyldig"}  # those that end in a 500
FORM = "application/x-www-form-urlencoded"
FIL = (
    f'--g\r\nContent-Disposition: form-data; name="{MAERKE}felt"; filename="{MAERKE}.pdf"\r\n\r\n'
    f"{MAERKE}\r\n--g--\r\n"
)
# Method, path, headers, body: a marker in every place that a client decides.
FORESPOERGSLER = [
    ("GET", f"/{MAERKE}/", {}, ""),
    ("GET", f"/henvendelser/{MAERKE}/?{MAERKE}={MAERKE}", {}, ""),
    ("GET", f"/log-ind/?next=/{MAERKE}", {}, ""),
    ("GET", "/log-ind/", {"User-Agent": MAERKE, "Referer": f"http://{MAERKE}/"}, ""),
    ("GET", "/log-ind/", {"Cookie": f"session={MAERKE}; {MAERKE}=1"}, ""),
    ("GET", "/log-ind/", {"X-Forwarded-For": MAERKE, "X-Request-ID": MAERKE, MAERKE: MAERKE}, ""),
    ("GET", "/log-ind/", {"Host": f"{MAERKE}.example"}, ""),
    ("GET", "/log-ind/", {"Host": f"{MAERKE} {MAERKE}"}, ""),
    ("POST", "/log-ind/", {"Content-Type": FORM}, f"username={MAERKE}&password={MAERKE}"),
    ("POST", "/log-ind/", {"Content-Type": "multipart/form-data; boundary=g"}, FIL),
    ("POST", "/log-ind/", {"Content-Type": f"multipart/form-data; boundary={MAERKE}æ"}, FIL),
    ("POST", "/log-ind/", {"Content-Type": f"text/{MAERKE}; charset={MAERKE}"}, MAERKE),
    (MAERKE.upper(), "/log-ind/", {}, ""),
    *(("GET", f"/snubl/{snubl.__name__}/?v={MAERKE}", {}, "") for snubl in SNUBLENDE),
]
# What gunicorn refuses before the program sees it.
RAA = [
    f"GET /{MAERKE} {MAERKE}\r\n\r\n",
    f"{MAERKE}\r\n\r\n",
    f"GET /{MAERKE} HTTP/1.1\r\n{MAERKE} {MAERKE}\r\n\r\n",
    f"GET /{MAERKE} HTTP/1.1\r\nTransfer-Encoding: {MAERKE}\r\n\r\n",
    f"GET /{MAERKE} HTTP/1.1\r\nContent-Length: {MAERKE}\r\n\r\n",
    f"GET /{MAERKE * 400} HTTP/1.1\r\n\r\n",
    f"GET / HTTP/1.1\r\nX: {MAERKE * 800}\r\n\r\n",
]


def spoerg(port: int, metode: str, sti: str, hoveder: dict, krop: str) -> tuple[int, str | None]:
    """The status, and the number the answer carries."""
    forbindelse = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    forbindelse.putrequest(metode, sti, skip_host="Host" in hoveder)
    for navn, vaerdi in hoveder.items():
        forbindelse.putheader(navn, vaerdi.encode())
    forbindelse.putheader("Content-Length", str(len(krop.encode())))
    forbindelse.endheaders(krop.encode())
    svar = forbindelse.getresponse()
    svar.read()
    forbindelse.close()
    return svar.status, svar.getheader("X-Request-ID")


def raat(port: int, bytes_: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as s:
        s.sendall(bytes_)
        return s.recv(64)


def gennemgang(koerende: Server) -> list[tuple[int, str | None]]:
    for linje in RAA:
        assert raat(koerende.port, linje.encode())[:10] == b"HTTP/1.1 4" or "Transfer" in linje
    return [spoerg(koerende.port, *forespoergsel) for forespoergsel in FORESPOERGSLER]


def koer(mappe: Path, **miljoe: str) -> tuple[list[tuple[int, str | None]], str]:
    """The answers, and everything that the server's processes wrote until they had stopped."""
    mappe.mkdir(exist_ok=True)
    delt = delt_database(mappe) | {"DJANGO_SETTINGS_MODULE": SNUBLER, **miljoe}
    with server(mappe, workers=WORKERS, miljoe=delt) as koerende:
        svar = gennemgang(koerende)
    return svar, koerende.log.read_text(encoding="utf-8")


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_intet_af_det_indtastede_staar_i_serverens_log(tmp_path):
    svar, log = koer(tmp_path / "json")
    assert MAERKE.lower() not in log.lower()
    linjer = [json.loads(linje) for linje in log.splitlines()]

    # Each answer has its line, and the line and the answer the same number.
    svarlinjer = {
        linje["forespoergsel"]: linje
        for linje in linjer
        if linje["hvor"] == "borgerraadgiver.sporing"
    }
    assert set(svarlinjer) == {nummer for _, nummer in svar}
    assert [svarlinjer[nummer]["status"] for _, nummer in svar] == [status for status, _ in svar]
    assert len(svarlinjer) == len(FORESPOERGSLER)
    assert {re.sub(r"[0-9a-f]", "0", nummer) for nummer in svarlinjer} == {
        "00000000-0000-0000-0000-000000000000"
    }

    # What broke is told by its type and its place in the code, under the request's number.
    brud = [linje for linje in linjer if linje["hvor"] == "django.request"]
    assert {svarlinjer[linje["forespoergsel"]]["rute"] for linje in brud} == {
        f"snubl/{navn}/" for navn in FALDER
    }
    (undtagelse,) = [linje for linje in brud if linje["fejl"][0]["type"] == "RuntimeError"]
    assert [led["type"] for led in undtagelse["fejl"]] == ["RuntimeError", "KeyError"]
    assert re.fullmatch(
        r"tests/redskaber/snublende/urls\.py:\d+:undtagelse", undtagelse["fejl"][0]["spor"][-1]
    )
    kritiske = Counter(
        linje["fejl"][0]["type"] for linje in linjer if linje["niveau"] == "CRITICAL"
    )
    assert kritiske == {"RuntimeError": 2}  # the thread's and the destructor's
    assert len({linje["proces"] for linje in linjer}) == WORKERS + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_proeven_ser_maerket_naar_loggen_er_djangos_egen(tmp_path):
    """The control: the same walk with the usual formatter shows what the other leaves out."""
    _, log = koer(tmp_path / "linje", PROEVE_LOG="linje")
    for foran in ("Borgeren ", "Kunne ikke sende til ", "Til ", "Invalid HTTP_HOST header: '"):
        assert f"{foran}{MAERKE}".lower() in log.lower()


def linje(navn: str, *besked, **mere) -> dict:
    record = logging.getLogger(navn).makeRecord(
        navn, logging.INFO, __file__, 7, *besked, None, **mere
    )
    return json.loads(Jsonlinje().format(record))


def test_programmets_egen_besked_staar_som_i_koden_og_kun_kendte_vaerdier():
    skrevet = linje("beretning.pdf", "Dannet for %s", ("Anne",), extra={"antal": 3, "navn": "Anne"})
    assert {k: skrevet[k] for k in ("niveau", "hvor", "besked", "antal", "forespoergsel")} == {
        "niveau": "INFO",
        "hvor": "beretning.pdf",
        "besked": "Dannet for %s",
        "antal": 3,
        "forespoergsel": None,
    }
    assert "Anne" not in str(skrevet)


def test_en_fremmed_besked_er_kun_et_sted():
    skrevet = linje("django.security.DisallowedHost", "Invalid host anne.example", ())
    assert set(skrevet) == {"tidspunkt", "niveau", "hvor", "forespoergsel", "proces", "sted"}
    assert skrevet["sted"].startswith("tests/test_serverlog.py:7:")


def test_et_navn_der_ligner_programmets_er_fremmed():
    assert "besked" not in linje("beretningen", "Anne", ())


def test_gunicorns_beskeder_om_processer_kan_laeses():
    assert linje("gunicorn.error", "Booting worker with pid: %s", (7,))["besked"].endswith(": 7")
    assert "besked" not in linje("gunicorn.error", "Error handling request %s", ("/anne",))


def test_en_linje_der_ikke_kan_skrives_siger_kun_det(capsys):
    class Braekker(logging.Formatter):
        def format(self, record):
            raise ValueError("Anne")

    handler = Skaerm()
    handler.setFormatter(Braekker())
    handler.handle(logging.makeLogRecord({"msg": "Anne"}))
    assert json.loads(capsys.readouterr().err)["besked"] == "En linje kunne ikke skrives."


def test_hver_linje_i_en_forespoergsel_har_dens_nummer():
    maerke = forespoergselsnummer.set("42")
    assert linje("beretning.pdf", "Dannet", ())["forespoergsel"] == "42"
    forespoergselsnummer.reset(maerke)


@pytest.mark.django_db
def test_svaret_har_programmets_nummer_og_aldrig_klientens(client):
    numre = {
        client.get("/log-ind/", headers={"x-request-id": "klientens"})["X-Request-ID"]
        for _ in range(3)
    }
    assert len(numre) == 3 and "klientens" not in numre


@pytest.mark.django_db
def test_en_linje_naevner_moenstret_og_brugeren_ved_nummer(klient, raadgiver, caplog):
    caplog.set_level(logging.INFO, "borgerraadgiver.sporing")
    klient.get("/henvendelser/2025-0001/?soegning=Anne")
    klient.generic("PROPFIND", "/henvendelser/")
    foerste, anden = [vars(r) for r in caplog.records if r.name == "borgerraadgiver.sporing"]
    assert (foerste["metode"], foerste["status"]) == ("GET", 404)
    assert (foerste["rute"], foerste["bruger"]) == (
        "henvendelser/<nummer:nummer>/",
        raadgiver.pk,
    )
    assert 0 < foerste["ms"] < 60_000
    assert anden["metode"] == "ANDEN"
