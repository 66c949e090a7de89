"""The handbook: what it points at is there, and every part of the program's bar has its place."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings

from borgerraadgiver.ramme import MENU
from henvendelser.roller import POLITIK
from henvendelser.valg import Rolle

ROD = Path(settings.BASE_DIR)
HAANDBOG = ROD / "docs" / "haandbog"
KAPITLER = sorted(HAANDBOG.glob("*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#]+)\)")


@pytest.mark.parametrize("kapitel", KAPITLER, ids=lambda fil: fil.stem)
def test_det_et_kapitel_peger_paa_findes(kapitel):
    mangler = [maal for maal in LINK.findall(kapitel.read_text()) if not (HAANDBOG / maal).exists()]
    assert mangler == []


def test_hvert_kapitel_er_i_indholdet():
    i_indholdet = set(LINK.findall((HAANDBOG / "README.md").read_text()))
    assert i_indholdet == {fil.name for fil in KAPITLER} - {"README.md"}


def test_hvert_billede_er_taget_af_programmet_og_brugt():
    taget = {billede.fil for billede in runpy.run_path(str(ROD / "bin" / "billeder"))["BILLEDER"]}
    brugt = {
        f"haandbog/{maal}"
        for fil in KAPITLER
        for maal in LINK.findall(fil.read_text())
        if maal.endswith(".png")
    }
    assert {fil for fil in taget if fil.startswith("haandbog/")} == brugt


def test_alt_i_menuen_er_forklaret():
    tekst = "".join(fil.read_text() for fil in KAPITLER)
    menuen = {navn for navn, _, rettighed in MENU if rettighed in POLITIK[Rolle.RAADGIVER]}
    assert {navn for navn in menuen if navn not in tekst} == set()
