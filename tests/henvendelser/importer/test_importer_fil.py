"""What a file may look like: encodings, separators, line ends, and what is no such file."""

import io
import time

import pytest

from henvendelser.importer import indlaes_sager
from henvendelser.importer.fil import STOERST
from henvendelser.models import Sag

KOLONNER = "henvendelse_id,sagstype,afdeling,tema,emne,dato,beskrivelse"
RAEKKE = "1,hovedsag,B&F,Forvaltningsskik,Åbenhed og tillid,2024-04-01,Rødgrød"
TEKST = f"{KOLONNER}\n{RAEKKE}\n"


def beskrivelser():
    return list(Sag.objects.values_list("henvendelse__beskrivelse", "emne__navn"))


@pytest.mark.parametrize("tegnsaet", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("skilletegn", [",", ";"])
@pytest.mark.parametrize("linjeskift", ["\n", "\r\n", "\r"])
def test_samme_fil_i_hver_dragt_giver_det_samme(sager, tegnsaet, skilletegn, linjeskift):
    tekst = TEKST.replace(",", skilletegn).replace("\n", linjeskift)
    sager(tekst.encode(tegnsaet))
    assert beskrivelser() == [("Rødgrød", "Åbenhed og tillid")]


def test_cp1252_har_tegn_som_latin_1_ikke_har(sager):
    sager(TEKST.replace("Rødgrød", "BLÅ” – €").encode("cp1252"))
    assert beskrivelser() == [("BLÅ” – €", "Åbenhed og tillid")]


def test_sammensatte_og_opdelte_bogstaver_er_ens(sager):
    sager(TEKST.replace("Å", "A\u030a"))
    assert beskrivelser() == [("Rødgrød", "Åbenhed og tillid")]


def test_blanke_linjer_og_mellemrum_taeller_ikke(sager):
    sager(f'\n  \n{KOLONNER}\n,,,,,,\n\n 1 , hovedsag , "B&F", andet ,, 1.4.2024 , a b \n\n')
    assert beskrivelser() == [("a b", "Andet")]


def test_kolonner_staar_i_enhver_orden_og_med_store_bogstaver(sager):
    sager("DATO;Emne;TEMA;Afdeling;sagstype;Henvendelse_id\n1.4.2024;;Andet;PPR;Hovedsag;7\n")
    assert beskrivelser() == [("", "Andet")]


def test_et_felt_kan_have_skilletegn_linjeskift_og_anfoerselstegn(sager):
    sager(TEKST.replace("Rødgrød", '"a, b;\r\nc ""d"""'))
    assert beskrivelser() == [('a, b;\nc "d"', "Åbenhed og tillid")]


def test_linjer_taelles_som_en_editor_taeller_dem(sager, fejl_ved):
    tekst = (
        f"\r\n{KOLONNER}\r\n"
        '1,hovedsag,B&F,Andet,,2024-04-01,"to\r\n\r\nlinjer mere"\r\n'
        "2,hovedsag,Nowhere,Andet,,2024-04-01,\r\n"
    )
    [(linje, kolonne, _)] = fejl_ved(sager, tekst)
    assert (linje, kolonne) == (6, "afdeling")


@pytest.mark.parametrize(
    ("data", "linje", "besked"),
    [
        (b"", None, "Filen er tom."),
        (b"\xef\xbb\xbf", None, "Filen er tom."),
        (b" \r\n\n", None, "Filen er tom."),
        (TEKST.encode("utf-16"), 1, "UTF-16"),
        (TEKST.encode("utf-16-le"), 1, "U+0000"),
        (TEKST.replace("Rød", "R\0d").encode(), 2, "U+0000"),
        (TEKST.replace("Rød", "R\x1bd").encode(), 2, "U+001B"),
        (TEKST.encode() + b"bl\xf8d", 3, "byte F8"),  # UTF-8 till here, then Latin-1
        (TEKST.encode("utf-8-sig") + b"bl\xf8d", 3, "byte F8"),
        ((TEKST + "blå").encode()[:-1], 3, "byte C3"),  # cut off in the middle of a letter
        (TEKST.encode("cp1252") + b"\r\n\x81", 4, "byte 81"),  # no letter in cp1252
    ],
)
def test_en_fil_der_ikke_er_tekst_afvises_med_linjen(sager, fejl_ved, data, linje, besked):
    [(paa_linje, _, tekst)] = fejl_ved(sager, data)
    assert (paa_linje, besked in tekst) == (linje, True), tekst


@pytest.mark.parametrize(
    ("overskrift", "ventet"),
    [
        ("a,b,c", [(None, "Her skal filens kolonner stå")]),
        ("henvendelse_id\tsagstype", [(None, "Her skal filens kolonner stå")]),
        (KOLONNER + ",emner", [("emner", "Mente du »emne«?")]),
        (KOLONNER + ",dato", [("dato", "2 gange")]),
        (KOLONNER + ",", [("8", "intet navn")]),
        (KOLONNER.replace("dato,", ""), [("dato", "mangler")]),
        (KOLONNER.replace("dato", "dag"), [("dag", "kendes ikke"), ("dato", "mangler")]),
    ],
)
def test_overskriften_afvises_en_gang_og_ikke_for_hver_raekke(sager, fejl_ved, overskrift, ventet):
    fejl = fejl_ved(sager, f"{overskrift}\n{RAEKKE}\n{RAEKKE}\n")
    assert [(linje, kolonne) for linje, kolonne, _ in fejl] == [(1, k) for k, _ in ventet]
    assert all(ord_ in tekst for (_, ord_), (_, _, tekst) in zip(ventet, fejl, strict=True))


@pytest.mark.parametrize(
    ("raekke", "besked"),
    [
        (RAEKKE + ",", "8 felter, men der er 7 kolonner. Står der komma i et felt"),
        ("2,hovedsag", "2 felter, men der er 7 kolonner."),
        ('2,hovedsag,"PPR" x,Andet,,1.4.2024,', "efter feltets sidste anførselstegn"),
        ('2,hovedsag,"PPR,Andet,,1.4.2024,', "slutter aldrig"),
        ("2,hovedsag,PPR,Andet,,1.4.2024," + "x" * 140_000, "længere end 131.072 tegn"),
    ],
)
def test_en_raekke_der_ikke_kan_deles_afvises_paa_sin_linje(sager, fejl_ved, raekke, besked):
    [(linje, _, tekst)] = fejl_ved(sager, f"{TEKST}{raekke}\n")
    assert (linje, besked in tekst) == (3, True), tekst


def test_naar_en_raekke_ikke_kan_deles_meldes_dens_henvendelse_ikke_som_ufuldstaendig(
    sager, fejl_ved
):
    tekst = (
        f"{KOLONNER}\n1,hovedsag,PPR\n1,følgesag,PPR,Andet,,1.4.2024,\n2,hovedsag,X,Andet,,i dag,\n"
    )
    fejl = fejl_ved(sager, tekst)
    assert [(linje, kolonne) for linje, kolonne, _ in fejl] == [
        (2, None),
        (4, "dato"),
        (4, "afdeling"),
    ]


class Uendelig(io.RawIOBase):
    """A stream without end that knows how much was asked of it."""

    laest = 0

    def read(self, antal=-1):
        assert antal >= 0
        self.laest += antal
        return b"x" * antal


def test_en_for_stor_fil_laeses_ikke_forbi_graensen(kontor, fejl_ved):
    stroem = Uendelig()
    [(_, _, tekst)] = fejl_ved(lambda fil: indlaes_sager(fil, af=None), stroem)
    assert "større end 20 MB" in tekst
    assert stroem.laest == STOERST + 1


def test_halvtreds_megabyte_afvises_inden_for_et_sekund(kontor, fejl_ved, tmp_path):
    sti = tmp_path / "stor.csv"
    with sti.open("wb") as fil:
        fil.truncate(50_000_000)
    start = time.monotonic()
    [(_, _, tekst)] = fejl_ved(lambda fil: indlaes_sager(fil, af=None), sti)
    assert time.monotonic() - start < 1
    assert "større end 20 MB" in tekst


def test_en_fil_der_ikke_findes_og_en_mappe_afvises(kontor, fejl_ved, tmp_path):
    for sti, besked in [(tmp_path / "nej.csv", "findes ikke"), (tmp_path, "er en mappe")]:
        [(_, _, tekst)] = fejl_ved(lambda fil: indlaes_sager(fil, af=None), sti)
        assert besked in tekst
    [(_, _, tekst)] = fejl_ved(lambda fil: indlaes_sager(fil, af=None), "a\0b")
    assert "kan ikke læses" in tekst
