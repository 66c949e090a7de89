"""Set up as it is for real: Django's own deployment check, and what it refuses to start with."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .redskaber.server import server

ROD = Path(__file__).resolve().parent.parent
EGNE = {"DATABASE_URL", "KUN_HTTPS", "DEBUG", "DEMO", "SECRET_KEY", "ALLOWED_HOSTS"}


def manage(mappe: Path, *ord_: str, **miljoe: str) -> subprocess.CompletedProcess:
    arv = {k: v for k, v in os.environ.items() if k not in EGNE}
    return subprocess.run(
        [sys.executable, "manage.py", *ord_],
        cwd=ROD,
        env=arv | {"DATA": str(mappe)} | miljoe,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.langsom
def test_djangos_egen_gennemgang_finder_intet(tmp_path):
    miljoe = {"ALLOWED_HOSTS": "br.kommune.example", "BAG_PROXY": "true"}
    svar = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **miljoe)
    assert (svar.returncode, "no issues" in svar.stdout) == (0, True), svar.stderr


@pytest.mark.langsom
def test_gennemgangen_finder_noget_naar_der_er_noget(tmp_path):
    """The control: without HTTPS it must complain."""
    svar = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", KUN_HTTPS="false")
    assert svar.returncode != 0
    assert "security.W012" in svar.stderr


@pytest.mark.langsom
@pytest.mark.parametrize(
    ("vaerter", "starter"),
    [("", True), ("localhost,127.0.0.1", True), ("br.kommune.example", False), ("*", False)],
)
def test_debug_starter_kun_paa_egen_maskine(tmp_path, vaerter, starter):
    miljoe = {"DEBUG": "true"} | ({"ALLOWED_HOSTS": vaerter} if vaerter else {})
    svar = manage(tmp_path, "check", **miljoe)
    assert (svar.returncode == 0) is starter
    assert starter or "DEBUG=true viser" in svar.stderr


def hent(
    port: int, sti: str, linje: str | None = None, metode: str = "GET"
) -> http.client.HTTPResponse:
    forbindelse = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    if linje:
        forbindelse.connect()
        forbindelse.sock.sendall(linje.encode())
        svar = http.client.HTTPResponse(forbindelse.sock)
        svar.begin()
    else:
        forbindelse.request(metode, sti)
        svar = forbindelse.getresponse()
    svar.read()
    return svar


STATISK = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "X-Request-ID",
}


@pytest.mark.en_gang
@pytest.mark.langsom
def test_ogsaa_filerne_har_hovederne_og_kun_gunicorns_egne_svar_ikke(tmp_path):
    """What gunicorn refuses never reaches the program: there the proxy adds the headers."""
    with server(tmp_path) as koerende:
        fil = hent(koerende.port, "/static/app/app.css")
        sendt_til_fil = hent(koerende.port, "/static/app/app.css", metode="POST")
        afvist = hent(koerende.port, "", f"GET /{'a' * 5_000} HTTP/1.1\r\n\r\n")
        mange = "".join(f"X-{n}: 1\r\n" for n in range(80))
        felter = hent(koerende.port, "", f"GET / HTTP/1.1\r\n{mange}\r\n")
    assert (fil.status, sendt_til_fil.status) == (200, 405)
    assert set(fil.headers) >= STATISK
    assert set(sendt_til_fil.headers) >= STATISK
    assert "max-age" in fil.headers["Cache-Control"]
    assert (afvist.status, felter.status) == (414, 431)
    for svar in (afvist, felter):
        assert not STATISK & set(svar.headers)
    assert {svar.headers.get("Server") for svar in (fil, afvist, felter)} <= {"gunicorn", None}
