"""The command: one line of success, faults on the error stream, exit status 1, no traceback."""

import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from henvendelser.models import Henvendelse

HOVED = "henvendelse_id,sagstype,afdeling,tema,emne,dato\n"


def koer(*argumenter, **valg):
    ud = StringIO()
    call_command("importer", *argumenter, stdout=ud, **valg)
    return ud.getvalue()


def test_kommandoen_siger_hvad_den_har_indlaest(kontor, tmp_path):
    fil = tmp_path / "sager.csv"
    fil.write_text(HOVED + "1,hovedsag,PPR,Andet,,1.4.2024\n")
    assert koer("sager", fil) == "1 henvendelse med 1 sag indlæst, 0 var der i forvejen.\n"
    assert koer("sager", fil) == "0 henvendelser med 0 sager indlæst, 1 var der i forvejen.\n"
    assert koer("sager", fil, "--kilde", "b").startswith("1 henvendelse med 1 sag")


@pytest.mark.parametrize(("antal", "hale"), [(200, None), (201, 1), (1300, 1100)])
def test_hoejst_200_fejl_skrives_ud(kontor, tmp_path, antal, hale):
    fil = tmp_path / "sager.csv"
    fil.write_text(HOVED + "".join(f"{n},hovedsag,PPR,Andet,,\n" for n in range(antal)))
    with pytest.raises(CommandError) as afvist:
        koer("sager", fil)
    linjer = str(afvist.value).splitlines()
    assert afvist.value.returncode == 1
    assert linjer[:2] == ["Intet er indlæst.", "Linje 2, kolonne dato: Datoen mangler."]
    assert linjer[200] == "Linje 201, kolonne dato: Datoen mangler."
    assert linjer[201:] == ([f"… og {hale:,} fejl mere.".replace(",", ".")] if hale else [])
    assert not Henvendelse.objects.exists()


@pytest.mark.langsom
@pytest.mark.parametrize("hvad", ["sager", "afgoerelser"])
def test_en_rigtig_proces_ender_med_1_og_uden_traceback(tmp_path, settings, hvad):
    fil = tmp_path / "binær.csv"
    fil.write_bytes(bytes(range(256)))
    svar = subprocess.run(
        [sys.executable, "manage.py", "importer", hvad, str(fil)],
        cwd=settings.BASE_DIR,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (svar.returncode, svar.stdout) == (1, "")
    assert svar.stderr.startswith("Afvist: Intet er indlæst.\nLinje 3: ")
    assert "Traceback" not in svar.stderr
