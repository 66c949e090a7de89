"""The dependencies: public hosts only, requirements that are the lock's, a reason for each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROD = Path(__file__).resolve().parent.parent
VAERTER = {"pypi.org", "files.pythonhosted.org"}
KRAVFILER = ["requirements.txt", "requirements-test.txt"]
PYPROJECT = (ROD / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("fil", ["uv.lock", *KRAVFILER])
def test_kun_offentlige_vaerter(fil):
    """A mirror that happens to be set up on a machine must not get into the lock."""
    tekst = (ROD / fil).read_text(encoding="utf-8")
    adresser = re.findall(r"[a-z+]+://[^\s\"',}]+", tekst)
    assert {urlsplit(adresse).hostname for adresse in adresser} <= VAERTER
    # Nor as an option of pip's, which needs no address to lead elsewhere.
    assert not re.search(r"^\s*(-i|-f|--\S*index\S*|--find-links|-e|--trusted-host)\b", tekst, re.M)


@pytest.mark.parametrize("fil", KRAVFILER)
def test_kravfilen_er_eksporteret_fra_laasen(fil, tmp_path):
    """The command is the one in the file's own header."""
    committet = (ROD / fil).read_text(encoding="utf-8")
    kommando = re.search(r"^#    uv (export .*) -o (\S+)$", committet, re.M)
    assert kommando and kommando[2] == fil, f"{fil} siger ikke, hvordan den er lavet"
    for navn in ("pyproject.toml", "uv.lock"):
        (tmp_path / navn).write_bytes((ROD / navn).read_bytes())
    miljoe = {k: v for k, v in os.environ.items() if not k.startswith("UV_")}
    subprocess.run(
        [sys.executable, "-m", "uv", *kommando[1].split(), "--quiet", "-o", fil],
        cwd=tmp_path,
        env=miljoe
        | {"UV_OFFLINE": "1", "UV_NO_CONFIG": "1", "UV_CACHE_DIR": str(tmp_path / "cache")},
        check=True,
        timeout=60,
    )
    nyt = (tmp_path / fil).read_text(encoding="utf-8")
    assert _krav(nyt) == _krav(committet), f"Kør: uv {kommando[1]} -o {fil}"


def test_laasen_passer_til_pyproject():
    """What pyproject.toml asks for is what the lock was made from."""
    projekt = tomllib.loads(PYPROJECT)
    laas = tomllib.loads((ROD / "uv.lock").read_text(encoding="utf-8"))
    [rod] = [p for p in laas["package"] if p["name"] == projekt["project"]["name"]]

    def krav(linjer):
        return {re.sub(r"\s", "", linje) for linje in linjer}

    def laast(linjer):
        return {
            p["name"]
            + (f"[{','.join(p['extras'])}]" if p.get("extras") else "")
            + p.get("specifier", "")
            for p in linjer
        }

    assert krav(projekt["project"]["dependencies"]) == laast(rod["metadata"]["requires-dist"])
    assert krav(projekt["dependency-groups"]["test"]) == laast(
        rod["metadata"]["requires-dev"]["test"]
    )


@pytest.mark.parametrize("fil", KRAVFILER)
def test_hvert_krav_er_laast_med_kontrolsum(fil):
    for krav in re.split(r"\n(?=\S)", _krav((ROD / fil).read_text(encoding="utf-8"))):
        assert re.match(r"[\w.\[\]-]+==\S+", krav), krav
        assert "--hash=sha256:" in krav, krav


@pytest.mark.parametrize(
    "begyndelse",
    ["dependencies = [", "test = [", "ignore = [", "[tool.ruff.lint.per-file-ignores]"],
)
def test_hver_linje_har_en_grund(begyndelse):
    """A dependency or an exception that nobody can give a reason for goes out."""
    assert PYPROJECT.count(f"\n{begyndelse}\n") == 1
    blok = PYPROJECT.split(f"\n{begyndelse}\n")[1]
    blok = re.split(r"^\[|^\]", blok, maxsplit=1, flags=re.M)[0]
    linjer = [linje for linje in blok.splitlines() if linje.strip()]
    assert linjer
    uden_grund = [linje for linje in linjer if not re.search(r"#\s*\S.{7,}", linje)]
    assert uden_grund == []


def _krav(tekst: str) -> str:
    """The requirements without the header's comment."""
    return "\n".join(linje for linje in tekst.splitlines() if not linje.startswith("#"))
