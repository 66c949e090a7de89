"""The raw bytes of everything the program writes, searched for a CPR number that was entered, and
for the words of a department's unfinished answer.

A process of its own registers on a SQLite file and is ended without closing it, so that the journal
(-wal) is searched as a thief would find it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]
NUMMER, ANDET = "6101901234", "6203854321"
MAERKE = "ZQXMARKOER"  # written beside the number, in clear: the search must find it
KLADDEORD = "ZQXKLADDEORD"  # in a lead's draft

KODE = """
import os, django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import override_settings
from django.test.utils import setup_test_environment
from django.urls import reverse
from henvendelser.models import Borger, Bruger, Dokument, Henvendelse
from henvendelser.valg import Rolle
from tests import fabrik
from tests.conftest import logget_ind

setup_test_environment()
call_command("migrate", verbosity=0)
kontor = fabrik.kontoret()
klient = logget_ind(Bruger.objects.create_user("raadgiver", rolle=Rolle.RAADGIVER))
STATISK = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

def send(sti, status, **felter):
    svar = klient.post(sti, felter)
    assert svar.status_code == status, (sti, svar.status_code)
    return svar

with override_settings(STORAGES=STATISK, ALLOWED_HOSTS=["*"]):
    ny = fabrik.udfyldt(kontor, navn=MAERKE, cpr=SKREVET, engang="maerke")
    send("/henvendelser/ny/", 302, **ny)
    send("/henvendelser/ny/", 200, **ny | {"cpr": "320190-1234", "engang": "a"})
    send("/henvendelser/ny/", 200, **ny | {"cpr": "", "beskrivelse": SKREVET, "engang": "b"})
    send("/henvendelser/ny/", 200, **ny | {"navn": "En anden", "engang": "c"})
    soegning = send("/henvendelser/", 302, soeg=SKREVET)
    assert klient.get(soegning.url).status_code == 200
    henvendelse = Henvendelse.objects.get()
    vist = send(reverse("vis_cpr", args=[henvendelse.nummer]), 200)
    assert SKREVET in vist.content.decode()
    tekst = f"{MAERKE}: {SKREVET} og {NUMMER}".encode()
    stor = tekst + b" fyld" * 1_200_000
    til = reverse("tilfoej_dokumenter", args=[henvendelse.nummer])
    send(til, 302, filer=[SimpleUploadedFile("brev.txt", tekst)])
    send(til, 302, filer=[SimpleUploadedFile("stort.txt", stor)])
    send(til, 200, filer=[SimpleUploadedFile("afvist.pdf", stor)])
    send(til, 200, filer=[SimpleUploadedFile(SKREVET + ".txt", tekst)])
    (dokument, _) = henvendelse.dokumenter.all()
    assert klient.get(dokument.get_absolute_url()).content == tekst
    ret = reverse("ret_henvendelse", args=[henvendelse.nummer])
    version = klient.get(ret).context["skema"].udfyldning.henvendelse["version"]
    rettet = ny | {"cpr": ANDET, "version": version, "hovedsag-pk": str(henvendelse.hovedsag.pk)}
    send(ret, 302, **rettet)
    borger = Borger.objects.get()
    assert borger.cpr.vis() == ANDET
    den = fabrik.forespoergsel(henvendelse, kontor.boern)
    lederens = logget_ind(Bruger.objects.get(rolle=Rolle.AFDELINGSLEDER))
    for tekst in (KLADDEORD, KLADDEORD + " og mere"):
        kladde = {"tekst": tekst, "gjort": KLADDEORD, "laering": KLADDEORD, "gem_kladde": "1"}
        assert lederens.post(f"/svar/{den.pk}/", kladde).status_code == 302
    assert KLADDEORD + " og mere" in lederens.get(f"/svar/{den.pk}/").content.decode()
    if UDEN_KRYPTERING:
        with fabrik.uden_om_loggen():
            Borger.objects.filter(pk=borger.pk).update(telefon=NUMMER, email=KLADDEORD)
os._exit(0)
"""


def registrer(data: Path, *, uden_kryptering: bool) -> None:
    miljoe = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SECRET_KEY"}}
    miljoe |= {
        "DATA": str(data),
        "KUN_HTTPS": "false",
        "DJANGO_SETTINGS_MODULE": "borgerraadgiver.settings",
        "TMPDIR": str(data),
        "PYTHONPATH": str(ROD),
    }
    skrevet = f"{NUMMER[:6]}-{NUMMER[6:]}"
    navne = (
        f"{NUMMER=}; {ANDET=}; {MAERKE=}; {KLADDEORD=}; SKREVET={skrevet!r}; "
        f"UDEN_KRYPTERING={uden_kryptering}"
    )
    log = (data / "log").open("wb")
    with log:
        subprocess.run(
            [sys.executable, "-c", f"{navne}\n{KODE}"],
            cwd=ROD,
            env=miljoe,
            check=True,
            stdout=log,
            stderr=log,
        )


def fund(data: Path, ord_: str) -> set[str]:
    """The files in which the bytes stand."""
    return {
        str(fil.relative_to(data))
        for fil in data.rglob("*")
        if fil.is_file() and ord_.encode() in fil.read_bytes()
    }


def former(nummer: str) -> list[str]:
    return [nummer, *(f"{nummer[:6]}{tegn}{nummer[6:]}" for tegn in "- ")]


@pytest.mark.en_gang
@pytest.mark.langsom
def test_et_indtastet_nummer_staar_intetsteds_i_det_programmet_har_skrevet(tmp_path):
    registrer(tmp_path, uden_kryptering=False)
    databasen = {f"register.sqlite3{slut}" for slut in ("", "-wal", "-shm")}
    skrevet = {str(fil.relative_to(tmp_path)) for fil in tmp_path.rglob("*") if fil.is_file()}
    dokumenter = {fil for fil in skrevet if fil.startswith("dokumenter/")}
    assert skrevet == databasen | dokumenter | {"log", "secret_key", "krypteringsnoegle"}
    assert len(dokumenter) == 2
    assert (tmp_path / "register.sqlite3-wal").stat().st_size > 0
    assert fund(tmp_path, MAERKE) <= databasen
    assert fund(tmp_path, MAERKE)
    hemmelige = [*former(NUMMER), *former(ANDET), KLADDEORD]
    assert {form: fund(tmp_path, form) for form in hemmelige} == {form: set() for form in hemmelige}


@pytest.mark.en_gang
@pytest.mark.langsom
def test_proeven_finder_et_nummer_der_ikke_er_krypteret(tmp_path):
    registrer(tmp_path, uden_kryptering=True)
    assert fund(tmp_path, NUMMER) and fund(tmp_path, KLADDEORD)
