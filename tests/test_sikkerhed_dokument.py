"""docs/sikkerhed.md promises nothing that no test proves: each test it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROD = Path(__file__).resolve().parent.parent
TEKST = (ROD / "docs" / "sikkerhed.md").read_text(encoding="utf-8")
NAEVNT = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEKST)


def proever(fil: str) -> set[str]:
    traee = ast.parse((ROD / fil).read_text(encoding="utf-8"))
    return {knude.name for knude in traee.body if isinstance(knude, ast.FunctionDef)}


def test_hver_naevnt_proeve_findes():
    assert len(NAEVNT) >= 25
    filer = {fil for fil, _ in NAEVNT}
    findes = {(fil, navn) for fil in filer if (ROD / fil).exists() for navn in proever(fil)}
    assert set(NAEVNT) - findes == set()


def test_hvert_loefte_naevner_en_proeve():
    """A row of section 3 without one would be a promise on its honour."""
    afsnit = TEKST.split("\n## 3.")[1].split("\n## 4.")[0]
    raekker = [
        linje
        for linje in afsnit.splitlines()
        if linje.startswith("| ") and not linje.startswith(("| ---", "| Løfte"))
    ]
    assert len(raekker) == len(NAEVNT)
    assert [linje for linje in raekker if "::test_" not in linje] == []


def test_hver_naevnt_indstilling_findes():
    """An office must not set something that nobody reads."""
    kode = "".join(
        (ROD / fil).read_text(encoding="utf-8")
        for fil in ("borgerraadgiver/settings.py", "gunicorn.conf.py")
    )
    afsnit = TEKST.split("\n## 5.")[1].split("\n## 6.")[0]
    navne = re.findall(r"`([A-Z][A-Z_]{3,})`", afsnit)
    assert len(navne) >= 15
    assert [navn for navn in navne if not re.search(rf"\b{navn}\b", kode)] == []
