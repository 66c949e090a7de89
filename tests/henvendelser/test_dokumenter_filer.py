"""What may be stored: every kind once, and every way of not being one."""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import threading
import time

import pytest

from henvendelser.dokumenter import pakker, virus
from henvendelser.dokumenter.afvist import Afvist
from henvendelser.dokumenter.filtyper import ENDELSER, kend
from henvendelser.dokumenter.handlinger import godkend
from henvendelser.dokumenter.navne import HOEJST, dokumentnavn, endelse
from henvendelser.valg import Viruskontrol
from tests import filer


@pytest.mark.parametrize("navn", filer.GODE)
def test_hver_tilladt_type_kan_gemmes(navn):
    assert endelse(navn) in kend(filer.GODE[navn], navn).endelser


def test_hver_endelse_er_proevet():
    assert {endelse(navn) for navn in filer.GODE} | {".heif"} == set(ENDELSER)


@pytest.mark.parametrize("indhold", filer.GODE)
@pytest.mark.parametrize("navn", filer.GODE)
def test_en_forkert_type_bag_et_rigtigt_navn_afvises(navn, indhold):
    if kend(filer.GODE[indhold], indhold) == kend(filer.GODE[navn], navn):
        return
    if (endelse(navn), endelse(indhold)) == (".txt", ".eml"):
        return  # a mail is text
    with pytest.raises(Afvist, match=r"indholdet er noget andet|beskadiget"):
        kend(filer.GODE[indhold], navn)


@pytest.mark.parametrize(
    "indhold",
    [
        b"MZ" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"#!/bin/sh\nrm -rf /\n",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"  \n<html><body onload=alert(1)>",
        b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        bytes(range(256)) * 4,
        b"hej\x00med dig",
        filer.pakke({"a.txt": "hej"}),
    ],
)
def test_programmer_sider_og_arkiver_har_intet_navn_de_kan_gemmes_under(indhold):
    for slut in ENDELSER:
        with pytest.raises(Afvist):
            kend(indhold, f"brev{slut}")


@pytest.mark.parametrize(
    "navn",
    [
        "a.exe",
        "a.html",
        "a.svg",
        "a.docm",
        "a.xlsm",
        "a.doc",
        "a.xls",
        "a.zip",
        "a.js",
        "a.pdf.exe",
        "a.csv",
        "a.xml",
        "a.",
        "a",
        "pdf",
    ],
)
def test_andre_endelser_afvises_hvad_de_end_rummer(navn):
    with pytest.raises(Afvist, match="kan ikke gemmes"):
        kend(filer.pdf(), navn)


@pytest.mark.parametrize(
    "indhold",
    [
        filer.docx(**{"word/vbaProject.bin": b"x"}),
        filer.docx(**{"word/activeX/activeX1.bin": b"x"}),
        filer.docx(**{"word/embeddings/oleObject1.bin": b"x"}),
        filer.docx(**{"word/media/billede.png": b"MZ" + bytes(50)}),
        filer.pakke(
            {
                "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                "word/document.xml": "<x/>",
            }
        ),
    ],
    ids=["vba", "activex", "ole", "program", "type"],
)
def test_office_med_makroer_eller_programmer_afvises(indhold):
    with pytest.raises(Afvist, match="makroer"):
        kend(indhold, "brev.docx")


@pytest.mark.parametrize(
    ("vedhaeftet", "indhold"),
    [("a.exe", b"x"), ("a.html", b"x"), ("a.pdf", b"MZ" + bytes(9)), ("a.JS", b"x")],
)
def test_en_mail_med_et_program_afvises(vedhaeftet, indhold):
    with pytest.raises(Afvist, match="programmer"):
        kend(filer.eml(vedhaeftet, indhold), "mail.eml")


@pytest.mark.parametrize("navn", [n for n in filer.GODE if not n.endswith((".txt", ".eml"))])
def test_en_afkortet_fil_er_beskadiget(navn):
    hel = filer.GODE[navn]
    with pytest.raises(Afvist):
        kend(hel[: len(hel) // 2], navn)


@pytest.mark.parametrize("navn", filer.GODE)
def test_oedelagte_bytes_er_aldrig_en_fejl_i_programmet(navn):
    """Every content is either taken or refused, wherever it is broken."""
    hel = filer.GODE[navn]
    svar = 0
    for sted in range(0, len(hel), max(1, len(hel) // 150)):
        for nyt in (b"\xff", b"\x00", b""):
            oedelagt = hel[:sted] + nyt + hel[sted + 1 :]
            with contextlib.suppress(Afvist):
                kend(oedelagt, navn)
            svar += 1
    assert svar > 30


# --- archives ---


@pytest.mark.parametrize(
    ("indhold", "besked"),
    [
        (lambda: filer.bombe(pakker.HOEJST_UDPAKKET + 1), pakker.FOR_STOR),
        (lambda: filer.bombe(50 * 2**20), pakker.FOR_STOR),
        (lambda: filer.loegner(2**20), pakker.BESKADIGET),
        (lambda: filer.mange_dele(pakker.HOEJST_DELE), pakker.FOR_STOR),
        (lambda: filer.indlejret(2), pakker.FOR_STOR),
        (lambda: filer.indlejret(10), pakker.FOR_STOR),
        (filer.krypteret, pakker.KODE),
        (filer.crc_fejl, pakker.BESKADIGET),
    ],
    ids=["stor", "forhold", "loegner", "dele", "to-dybt", "ti-dybt", "kode", "crc"],
)
def test_en_zipbombe_afvises_uden_at_blive_pakket_ud(indhold, besked):
    indhold = indhold()
    foer = time.process_time()
    with pytest.raises(Afvist) as afvist:
        kend(indhold, "brev.docx")
    assert besked in afvist.value.message
    assert time.process_time() - foer < 1


def test_et_regneark_i_et_brev_er_ingen_bombe():
    kend(filer.indlejret(1), "brev.docx")
    kend(filer.bombe(9 * 2**20), "brev.docx")


def test_bomben_i_et_indlejret_ark_taeller_med():
    ark = filer.bombe(50 * 2**20)
    with pytest.raises(Afvist, match="pakket ud"):
        kend(filer.docx(**{"word/embeddings/ark.xlsx": ark}), "brev.docx")


# --- names ---


@pytest.mark.parametrize(
    "navn",
    [
        "../../etc/passwd.pdf",
        "/etc/passwd.pdf",
        "..\\..\\brev.pdf",
        "C:\\brev.pdf",
        "brev\x00.pdf",
        "brev\n.pdf",
        "brev\u202efdp.exe.pdf",
        "brev\u200b.pdf",
        "brev\ud800.pdf",
        "610190-1234.pdf",
        "Svar til 6101901234.pdf",
        "x" * 2000 + ".pdf",
        "x" * (HOEJST - 3) + ".pdf",
        "",
        "   ",
        ".",
        "..",
        ".pdf",
        ".htaccess.pdf",
    ],
)
def test_et_farligt_navn_afvises(navn):
    with pytest.raises(Afvist) as afvist:
        dokumentnavn(navn)
    besked = afvist.value.message
    assert len(besked) < 300
    assert "6101901234" not in besked
    assert "610190-1234" not in besked
    assert besked.isprintable()


@pytest.mark.parametrize(
    ("raat", "navn"),
    [
        ("Brev fra Ærø.pdf", "Brev fra Ærø.pdf"),
        ("A\u030alborg.pdf", "Ålborg.pdf"),
        (" brev.pdf ", "brev.pdf"),
        ("a..b (1) – kopi.pdf", "a..b (1) – kopi.pdf"),
        ("x" * (HOEJST - 4) + ".pdf", "x" * (HOEJST - 4) + ".pdf"),
    ],
)
def test_et_almindeligt_navn_beholdes(raat, navn):
    assert dokumentnavn(raat) == navn


@pytest.mark.parametrize(
    ("indhold", "stoerrelse", "besked"),
    [
        (b"", 0, "er tom"),
        (b"", 2**20 + 1, "for stor"),
        (bytes(2**20 + 1), None, "for stor"),
        (b"", 2**20, "tilsammen"),
    ],
)
def test_tom_og_for_stor_afvises(settings, indhold, stoerrelse, besked):
    settings.MAKS_FILSTOERRELSE_MB = 1
    with pytest.raises(Afvist, match=besked):
        godkend("brev.pdf", indhold, stoerrelse)


def test_paa_graensen_gemmes(settings):
    settings.MAKS_FILSTOERRELSE_MB = 1
    indhold = b"a" * 2**20
    assert godkend("brev.txt", indhold).indhold == indhold


# --- the virus scanner ---

# Answers 1 to what has the word in it, as a scanner does.
SCANNER = f"{sys.executable} -c \"import sys; sys.exit(b'VIRUS' in sys.stdin.buffer.read())\""


def test_uden_scanner_siges_det(settings):
    settings.VIRUSSCANNER = ""
    assert godkend("a.txt", b"hej").viruskontrol == Viruskontrol.INGEN


def test_en_kommando_som_scanner(settings):
    settings.VIRUSSCANNER = SCANNER
    assert godkend("a.txt", b"hej").viruskontrol == Viruskontrol.RENT
    with pytest.raises(Afvist, match="fandt noget"):
        godkend("a.txt", b"en VIRUS her")


@pytest.mark.parametrize(
    "scanner",
    [
        "/findes/ikke",
        f'{sys.executable} -c "import sys; sys.exit(2)"',
        'kommando "uden slut',
        "unix:/findes/ikke.sock",
        "tcp:127.0.0.1:1",
        "tcp:127.0.0.1:port",
    ],
)
def test_en_scanner_der_ikke_svarer_afviser(settings, scanner):
    settings.VIRUSSCANNER = scanner
    with pytest.raises(Afvist, match="ikke kontrolleres"):
        godkend("a.txt", b"hej")


def test_en_scanner_der_ikke_bliver_faerdig_afviser(settings, monkeypatch):
    monkeypatch.setattr(virus, "SEKUNDER", 0.2)
    settings.VIRUSSCANNER = "sleep 5"
    with pytest.raises(Afvist, match="ikke kontrolleres"):
        godkend("a.txt", b"hej")


def clamd(svar: bytes, modtaget: list[bytes]) -> int:
    """A clamd of one connection: reads an INSTREAM to its end and answers."""
    lytter = socket.create_server(("127.0.0.1", 0))

    def svarer() -> None:
        with lytter, lytter.accept()[0] as forbindelse, forbindelse.makefile("rb") as ind:
            assert ind.read(10) == b"zINSTREAM\0"
            indhold = b""
            while laengde := struct.unpack(">I", ind.read(4))[0]:
                indhold += ind.read(laengde)
            modtaget.append(indhold)
            forbindelse.sendall(svar)

    threading.Thread(target=svarer, daemon=True).start()
    return lytter.getsockname()[1]


@pytest.mark.parametrize(
    ("svar", "besked"),
    [
        (b"stream: OK\0", None),
        (b"stream: Eicar-Signature FOUND\0", "fandt noget"),
        (b"INSTREAM size limit exceeded. ERROR\0", "ikke kontrolleres"),
        (b"", "ikke kontrolleres"),
    ],
)
def test_clamd_som_scanner(settings, svar, besked):
    modtaget: list[bytes] = []
    settings.VIRUSSCANNER = f"tcp:127.0.0.1:{clamd(svar, modtaget)}"
    indhold = b"hej " * 200_000
    if besked:
        with pytest.raises(Afvist, match=besked):
            godkend("a.txt", indhold)
    else:
        assert godkend("a.txt", indhold).viruskontrol == Viruskontrol.RENT
    assert modtaget == [indhold]
