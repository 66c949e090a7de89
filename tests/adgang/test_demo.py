"""The demo's users, whose passwords anyone can read, stand beside nobody else's register."""

import io
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client

from borgerraadgiver.adgang.demo import (
    afvis_register_i_drift,
    demo_staar_ikke_ved_et_register_i_drift,
)
from henvendelser.models import Bruger
from tests.redskaber.server import ROD

from .hjaelp import KODE, bruger, send_adgangskode, ser_registret


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    call_command("demobrugere", stdout=io.StringIO())
    return settings


def test_i_en_demo_logger_demobrugeren_ind_uden_en_ekstra_faktor(demo, kontor):
    klient = Client()
    assert send_adgangskode(klient, "raadgiver", "demo-borgerraadgiver")["Location"] == "/"
    assert ser_registret(klient)
    # The same session outside a demo: neither logged in nor able to log in again.
    demo.DEMO = False
    assert not ser_registret(klient)
    svar = send_adgangskode(Client(), "raadgiver", "demo-borgerraadgiver")
    assert svar["Location"] == "/log-ind/lukket/"


def test_en_anden_bruger_slipper_ikke_for_faktoren_fordi_det_er_en_demo(demo, kontor):
    bruger()
    klient = Client()
    assert send_adgangskode(klient)["Location"] == KODE
    assert not ser_registret(klient)


def test_en_demo_starter_ikke_ved_et_register_i_drift(demo):
    afvis_register_i_drift()
    assert demo_staar_ikke_ved_et_register_i_drift() == []
    bruger(app=False)
    with pytest.raises(ImproperlyConfigured, match="DEMO"):
        afvis_register_i_drift()
    (fejl,) = demo_staar_ikke_ved_et_register_i_drift()
    assert fejl.id == "adgang.E001"
    with pytest.raises(CommandError, match="har allerede brugere"):
        call_command("demobrugere")
    demo.DEMO = False
    afvis_register_i_drift()
    assert demo_staar_ikke_ved_et_register_i_drift() == []


def test_uden_demo_oprettes_ingen_demobrugere(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=true"):
        call_command("demobrugere")
    assert not Bruger.objects.exists()


@pytest.mark.en_gang
@pytest.mark.langsom
def test_serveren_naegter_at_starte_i_en_demo_paa_et_register_i_drift(tmp_path):
    """The real entry, on a database of its own: empty it starts, with a user in it it does not."""
    milj = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SECRET_KEY"}}
    milj |= {"DATA": str(tmp_path), "KUN_HTTPS": "false", "DEMO": "true"}

    def koer(*kommando: str, inddata: str = "", **ekstra: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *kommando],
            cwd=ROD, env=milj | ekstra, input=inddata, capture_output=True, text=True, check=False,
        )  # fmt: skip

    start = ("-c", "import borgerraadgiver.wsgi")
    assert koer(*start).returncode == 0  # nothing is there yet
    assert koer("manage.py", "migrate", "-v0").returncode == 0
    assert koer("manage.py", "demobrugere").returncode == 0
    assert koer(*start).returncode == 0
    opret = ("manage.py", "opret_bruger", "anne", "--rolle", "raadgiver")
    assert koer(*opret, inddata="en lang sætning med ord\n", DEMO="false").returncode == 0
    afvist = koer(*start)
    assert (afvist.returncode, "Programmet starter ikke" in afvist.stderr) == (1, True)
    assert koer(*start, DEMO="false").returncode == 0
    assert koer("manage.py", "migrate", "-v0").returncode == 1


def test_proeverne_koerer_ikke_som_demo():
    assert settings.DEMO is False
