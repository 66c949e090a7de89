"""A case's documents: in through the form, encrypted on the disk, out as a download, and gone."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from henvendelser import kryptering
from henvendelser.dokumenter import lager
from henvendelser.dokumenter.handlinger import godkend, slet_dokument, tilfoej_dokumenter
from henvendelser.dokumenter.lager import FilenMangler
from henvendelser.kryptering import Beskadiget
from henvendelser.models import Dokument, Logpost
from henvendelser.valg import Handling, Viruskontrol
from tests import fabrik, filer
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db

TEKST = "Kære borgerrådgiver, mit mærke er blåbærgrød.".encode()


@pytest.fixture(autouse=True)
def mappen(settings, tmp_path) -> Path:
    """A data folder of the test's own."""
    settings.DATA = tmp_path / "data"
    return settings.DATA / "dokumenter"


@pytest.fixture
def henvendelse(kontor):
    return fabrik.henvendelse()


def tilfoej(klient, henvendelse, *sendte, **mere):
    """Send files as a browser does; each is a name and a content."""
    return klient.post(
        reverse("tilfoej_dokumenter", args=[henvendelse.nummer]),
        {"filer": [SimpleUploadedFile(navn, indhold) for navn, indhold in sendte], **mere},
    )


def raa(klient, henvendelse, filnavn: bytes, indhold: bytes = TEKST, *, laengde: int | None = None):
    """Send a form whose file name is these very bytes; `laengde` is what its header claims."""
    graense = b"-----------graense"
    linjer = [
        b"--" + graense,
        b'Content-Disposition: form-data; name="filer"; filename="' + filnavn + b'"',
        b"Content-Type: text/plain",
        *([b"Content-Length: %d" % laengde] if laengde is not None else []),
        b"",
        indhold,
        b"--" + graense + b"--",
        b"",
    ]
    return klient.post(
        reverse("tilfoej_dokumenter", args=[henvendelse.nummer]),
        b"\r\n".join(linjer),
        content_type=f"multipart/form-data; boundary={graense.decode()}",
    )


def gemt(henvendelse, navn="brev.txt", indhold=TEKST) -> Dokument:
    return fabrik.dokument(henvendelse, navn, indhold)


def intet_gemt(mappen: Path) -> bool:
    return not Dokument.objects.exists() and not (mappen.exists() and list(mappen.iterdir()))


# --- in ---


def test_filer_tilfoejes_og_hentes_igen(
    klient, henvendelse, raadgiver, django_capture_on_commit_callbacks
):
    sendte = list(filer.GODE.items())
    with django_capture_on_commit_callbacks(execute=True):
        tilfoej(klient, henvendelse, *sendte[:8])
        svar = tilfoej(klient, henvendelse, *sendte[8:])
    assert svar["Location"] == f"{henvendelse.get_absolute_url()}#dokumenter"
    hentet = {
        dokument.navn: klient.get(dokument.get_absolute_url()).content
        for dokument in henvendelse.dokumenter.all()
    }
    assert hentet == filer.GODE
    dokument = henvendelse.dokumenter.get(navn="brev.pdf")
    assert (dokument.medietype, dokument.stoerrelse, dokument.tilfoejet_af) == (
        "application/pdf",
        len(filer.GODE["brev.pdf"]),
        raadgiver,
    )
    assert dokument.viruskontrol == Viruskontrol.INGEN
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert "Filerne bliver ikke kontrolleret for virus." in side


def test_paa_disken_er_de_krypterede_under_tilfaeldige_navne(klient, henvendelse, mappen):
    tilfoej(klient, henvendelse, ("hemmeligt navn.txt", TEKST))
    (fil,) = mappen.iterdir()
    assert TEKST not in fil.read_bytes()
    assert "blåbærgrød".encode() not in fil.read_bytes()
    assert "hemmeligt" not in fil.name
    assert stat.S_IMODE(fil.stat().st_mode) == 0o600
    assert stat.S_IMODE(mappen.stat().st_mode) == 0o700
    assert fil.name == Dokument.objects.get().lagernavn
    assert "hemmeligt" not in Dokument.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("fil", "besked"),
    [
        (("brev.pdf", b"MZ" + bytes(99)), "indholdet er noget andet"),
        (("brev.pdf", filer.GODE["foto.png"]), "indholdet er noget andet"),
        (("program.exe", b"MZ" + bytes(99)), "kan ikke gemmes"),
        (("side.html", b"<html>"), "kan ikke gemmes"),
        (("tom.txt", b""), "er tom"),
        (("brev.docx", filer.bombe(30 * 2**20)), "pakket ud"),
        (("610190-1234.txt", TEKST), "ligner et CPR-nummer"),
        (("x" * 151 + ".txt", TEKST), "højst 150 tegn"),
    ],
)
def test_en_afvist_fil_siges_klart_og_intet_gemmes(klient, henvendelse, mappen, fil, besked):
    """Neither the file that is refused nor the good one sent with it."""
    svar = tilfoej(klient, henvendelse, ("god.txt", TEKST), fil)
    assert svar.status_code == 200
    (fejl,) = svar.context["dokumentform"].errors["filer"]
    assert besked in fejl
    assert besked in svar.content.decode()
    assert intet_gemt(mappen)


def test_hver_fils_fejl_naevnes(klient, henvendelse, mappen):
    svar = tilfoej(klient, henvendelse, ("a.exe", b"x"), ("b.txt", b""), ("c.txt", TEKST))
    fejl = svar.context["dokumentform"].errors["filer"]
    assert [f.split(":")[0] for f in fejl] == ["»a.exe«", "»b.txt«"]
    assert intet_gemt(mappen)


@pytest.mark.parametrize(
    ("filnavn", "besked"),
    [
        (b"../../etc/passwd.txt", "rummer en sti"),
        (b"/etc/passwd.txt", "rummer en sti"),
        (b"C:\\\\brev.txt", "rummer en sti"),
        ("brev\u202etxt.exe.txt".encode(), "usynlige tegn"),
        (b"brev\x01.txt", "usynlige tegn"),
        (b"a" * 500 + b".txt", "højst 150 tegn"),
        (b"a" * 2000 + b".txt", "højst 150 tegn"),
        (b"a" * 60_000 + b".txt", "højst 150 tegn"),
    ],
)
def test_navnet_rettes_ikke_bag_om_ryggen_men_afvises(klient, henvendelse, mappen, filnavn, besked):
    """Django itself would cut off the path, and answer 400 to a very long name."""
    svar = raa(klient, henvendelse, filnavn)
    assert svar.status_code == 200
    assert besked in " ".join(svar.context["dokumentform"].errors["filer"])
    assert intet_gemt(mappen)


def test_uden_fil_bedes_der_om_en(klient, henvendelse, mappen):
    svar = tilfoej(klient, henvendelse)
    assert svar.context["dokumentform"].errors["filer"] == ["Vælg en eller flere filer."]
    assert intet_gemt(mappen)


@pytest.mark.parametrize("laengde", [None, 10])
def test_over_graensen_afvises_ogsaa_naar_laengden_lyver(
    klient, henvendelse, mappen, settings, laengde
):
    settings.MAKS_FILSTOERRELSE_MB = 1
    svar = raa(klient, henvendelse, b"stor.txt", b"a" * (2**20 + 1), laengde=laengde)
    assert "højst fylde 1 MB" in svar.context["dokumentform"].errors["filer"][0]
    assert intet_gemt(mappen)
    assert raa(klient, henvendelse, b"stor.txt", b"a" * 2**20, laengde=laengde).status_code == 302


def test_for_meget_tilsammen_afvises(klient, henvendelse, mappen, settings):
    settings.MAKS_FILSTOERRELSE_MB = 1
    sendte = [(f"{nr}.txt", b"%d" % nr + b"a" * 900_000) for nr in range(3)]
    svar = tilfoej(klient, henvendelse, *sendte)
    assert "for store tilsammen" in svar.context["dokumentform"].errors["filer"][0]
    assert intet_gemt(mappen)


def test_det_meget_for_store_bliver_slet_ikke_laest(klient, henvendelse, mappen):
    adresse = reverse("tilfoej_dokumenter", args=[henvendelse.nummer])
    svar = klient.generic("POST", adresse, CONTENT_LENGTH=str(60 * 2**20))
    assert svar.status_code == 413
    assert "vælg en mindre fil" in svar.content.decode()
    assert intet_gemt(mappen)


def test_for_mange_ad_gangen_afvises(klient, henvendelse, mappen):
    svar = tilfoej(klient, henvendelse, *[(f"{nr}.txt", b"%d" % nr) for nr in range(11)])
    assert "højst 10 filer" in svar.context["dokumentform"].errors["filer"][0]
    assert intet_gemt(mappen)


def test_scanneren_der_ikke_svarer_afviser(klient, henvendelse, mappen, settings):
    settings.VIRUSSCANNER = "/findes/ikke"
    svar = tilfoej(klient, henvendelse, ("brev.txt", TEKST))
    assert "ikke kontrolleres for virus" in svar.context["dokumentform"].errors["filer"][0]
    assert "Filerne bliver ikke kontrolleret" not in svar.content.decode()
    assert intet_gemt(mappen)


def test_den_samme_formular_to_gange_gemmer_en_gang(klient, henvendelse):
    assert tilfoej(klient, henvendelse, ("brev.txt", TEKST)).status_code == 302
    svar = tilfoej(klient, henvendelse, ("brev.txt", TEKST))
    assert "er allerede gemt" in svar.context["dokumentform"].errors["filer"][0]
    assert tilfoej(klient, henvendelse, ("brev.txt", b"noget andet")).status_code == 302
    assert Dokument.objects.count() == len(lager.alle()) == 2


# --- nothing in clear on the disk, nothing for who may not ---


@pytest.fixture
def midlertidige(monkeypatch) -> list:
    """Every temporary file that Django opens for an upload meanwhile."""
    aabnede = []
    rigtig = tempfile.NamedTemporaryFile

    def noter(*args, **kwargs):
        aabnede.append(args)
        return rigtig(*args, **kwargs)

    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", noter)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", noter)
    return aabnede


STOR = b"a" * 5_000_000  # twice what Django itself keeps in memory
MINDRE = b"a" * 1_000_000  # what may be sent where no file is asked for


@pytest.mark.parametrize("gode", [True, False])
def test_en_stor_fil_ligger_aldrig_i_klartekst_paa_disken(klient, henvendelse, midlertidige, gode):
    svar = tilfoej(klient, henvendelse, ("stor.txt", STOR + (b"" if gode else b"\x00")))
    assert svar.status_code == (302 if gode else 200)
    assert midlertidige == []


def test_proeven_ser_djangos_egen_midlertidige_fil(klient, henvendelse, midlertidige, settings):
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    klient.post("/henvendelser/ny/", {"fil": SimpleUploadedFile("stor.txt", MINDRE)})
    assert len(midlertidige) == 1


@pytest.mark.parametrize("sti", ["/henvendelser/ny/", "/henvendelser/", "/log-ind/"])
def test_en_fil_ingen_har_bedt_om_gemmes_ikke_engang_i_hukommelsen(klient, kontor, sti):
    for browser in (klient, Client()):
        svar = browser.post(sti, {"fil": SimpleUploadedFile("fil.txt", MINDRE)})
        assert len(svar.wsgi_request.FILES) == 0


@pytest.mark.parametrize("hvem", ["leder", "administrator", None])
def test_den_der_ikke_maa_gemme_faar_intet_modtaget(henvendelse, mappen, request, hvem):
    browser = logget_ind(request.getfixturevalue(hvem)) if hvem else Client()
    svar = tilfoej(browser, henvendelse, ("brev.txt", TEKST))
    assert svar.status_code == (404 if hvem else 302)
    assert len(svar.wsgi_request.FILES) == 0
    assert intet_gemt(mappen)


def test_en_misdannet_formular_er_stadig_400(klient, henvendelse, mappen):
    svar = klient.post(
        reverse("tilfoej_dokumenter", args=[henvendelse.nummer]),
        b"ikke en formular",
        content_type="multipart/form-data; boundary=",
    )
    assert svar.status_code == 400
    assert intet_gemt(mappen)


# --- out ---


@pytest.mark.parametrize("navn", ["brev.txt", 'Blåbær "grød"; x=1.txt', "日本.txt"])
def test_et_dokument_hentes_altid_som_fil(klient, henvendelse, navn):
    svar = klient.get(gemt(henvendelse, navn).get_absolute_url())
    assert svar.content == TEKST
    assert svar["Content-Disposition"].startswith("attachment; filename")
    assert svar["X-Content-Type-Options"] == "nosniff"
    assert svar["Cache-Control"] == "no-store"
    assert svar["Content-Type"] == "text/plain"
    assert "\n" not in svar["Content-Disposition"]


def test_navnet_skrives_efter_rfc_5987(klient, henvendelse):
    svar = klient.get(gemt(henvendelse, "Brev fra Ærø.txt").get_absolute_url())
    assert (
        svar["Content-Disposition"] == "attachment; filename*=utf-8''Brev%20fra%20%C3%86r%C3%B8.txt"
    )


def test_et_dokument_hentes_kun_under_sin_egen_sag(klient, henvendelse):
    dokument = gemt(henvendelse)
    anden = fabrik.henvendelse()
    assert klient.get(reverse("dokument", args=[anden.nummer, dokument.uuid])).status_code == 404
    assert (
        klient.get(reverse("slet_dokument", args=[anden.nummer, dokument.uuid])).status_code == 404
    )


def test_at_gemme_hente_og_slette_logges(klient, henvendelse):
    foer = Logpost.objects.count()
    tilfoej(klient, henvendelse, ("Alma Ærøes brev.txt", TEKST))
    dokument = Dokument.objects.get()
    klient.get(dokument.get_absolute_url())
    klient.post(reverse("slet_dokument", args=[henvendelse.nummer, dokument.uuid]))
    poster = [
        (post.handling, {(ref.type, ref.noegle) for ref in post.referencer.all()})
        for post in Logpost.objects.order_by("id")[foer:]
    ]
    om = {("dokument", dokument.pk), ("henvendelse", henvendelse.pk)}
    assert poster == [
        (Handling.OPRETTELSE, om),
        (Handling.LAESNING, om),
        (Handling.SLETNING, om),
    ]
    assert "Alma" not in repr(list(Logpost.objects.values_list())) + repr(
        list(Logpost.objects.values_list("referencer__betegnelse"))
    )


@pytest.mark.parametrize("hvad", ["mangler", "oedelagt", "byttet", "afkortet", "noegle"])
def test_en_fil_der_ikke_er_hel_vises_ikke(klient, henvendelse, mappen, settings, hvad):
    stort = os.urandom(lager.STYKKE).hex().encode()
    dokument, andet = gemt(henvendelse, "a.txt", stort), gemt(henvendelse, "b.txt")
    fil, anden = mappen / dokument.lagernavn, mappen / andet.lagernavn
    linjer = fil.read_text().splitlines(keepends=True)
    assert len(linjer) == 2
    {
        "mangler": fil.unlink,
        "oedelagt": lambda: fil.write_text(linjer[0]),
        "byttet": lambda: fil.write_text(anden.read_text()),
        "afkortet": lambda: fil.write_text("".join(linjer)[:-20]),
        "noegle": lambda: setattr(settings, "KRYPTERINGSNOEGLER", [kryptering.ny_noegle()]),
    }[hvad]()
    svar = klient.get(dokument.get_absolute_url(), follow=True)
    assert svar.redirect_chain == [(henvendelse.get_absolute_url(), 302)]
    ventet = {"mangler": "findes ikke", "noegle": "mangler"}.get(hvad, "beskadiget")
    assert ventet in svar.content.decode()


# --- gone ---


def test_et_slettet_dokument_er_vaek_med_sin_fil(
    klient, henvendelse, mappen, django_capture_on_commit_callbacks
):
    dokument = gemt(henvendelse)
    adresse = reverse("slet_dokument", args=[henvendelse.nummer, dokument.uuid])
    assert "Det kan ikke fortrydes" in klient.get(adresse).content.decode()
    assert Dokument.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        klient.post(adresse)
    assert intet_gemt(mappen)
    assert klient.get(dokument.get_absolute_url()).status_code == 404


def test_filen_overskrives_foer_den_fjernes(henvendelse, mappen, monkeypatch):
    dokument = gemt(henvendelse)
    fil = mappen / dokument.lagernavn
    os.link(fil, mappen.parent / "kig")
    lager.slet(dokument.lagernavn)
    assert not fil.exists()
    assert set((mappen.parent / "kig").read_bytes()) == {0}


@pytest.mark.django_db(transaction=True)
def test_en_fortrudt_sletning_beholder_filen(kontor):
    dokument = gemt(fabrik.henvendelse())
    with pytest.raises(RuntimeError), transaction.atomic():
        slet_dokument(dokument=dokument, af=None)
        raise RuntimeError
    assert Dokument.objects.get().indhold() == TEKST


def test_kan_raekken_ikke_gemmes_er_der_heller_ingen_fil(henvendelse, mappen, monkeypatch):
    rigtig = lager.skriv

    def kun_den_foerste(indhold):
        if mappen.exists() and list(mappen.iterdir()):
            raise OSError("disken er fuld")
        return rigtig(indhold)

    monkeypatch.setattr(lager, "skriv", kun_den_foerste)
    to = [godkend("a.txt", b"a"), godkend("b.txt", b"b")]
    with pytest.raises(OSError, match="fuld"):
        tilfoej_dokumenter(til=henvendelse, filer=to, af=None)
    assert intet_gemt(mappen)


def test_en_halvt_skrevet_fil_faar_aldrig_sit_navn(mappen, monkeypatch):
    def gaar_ned(*args):
        raise OSError("strømmen gik")

    monkeypatch.setattr("henvendelser.dokumenter.lager.os.fsync", gaar_ned)
    with pytest.raises(OSError, match="strømmen"):
        lager.skriv(TEKST)
    assert list(mappen.iterdir()) == []


# --- keeping the folder and the rows together ---


def ryd(capsys, *argumenter) -> str:
    call_command("ryd_dokumenter", *argumenter)
    return capsys.readouterr().out


def gammel(fil: Path) -> None:
    os.utime(fil, (0, 0))


def test_filer_uden_dokument_findes_og_fjernes_paa_befaling(henvendelse, mappen, capsys):
    dokument = gemt(henvendelse)
    forladt, ny = lager.skriv(b"forladt"), lager.skriv(b"paa vej")
    for navn in (forladt, dokument.lagernavn):
        gammel(mappen / navn)
    assert "Filer uden dokument: 1." in ryd(capsys)
    assert set(lager.alle()) == {dokument.lagernavn, forladt, ny}
    assert "Filer uden dokument: 1 (fjernet)." in ryd(capsys, "--slet")
    assert set(lager.alle()) == {dokument.lagernavn, ny}


def test_et_dokument_uden_fil_er_en_fejl_der_naevner_sagen(henvendelse, mappen):
    (mappen / gemt(henvendelse).lagernavn).unlink()
    with pytest.raises(CommandError, match=henvendelse.nummer):
        call_command("ryd_dokumenter", "--slet")
    assert Dokument.objects.exists()


def test_dokumenterne_laegges_over_paa_en_ny_noegle(henvendelse, mappen, settings, capsys):
    stort = os.urandom(lager.STYKKE).hex().encode()
    dokument, manglende = gemt(henvendelse, "a.txt", stort), gemt(henvendelse, "b.txt")
    (mappen / manglende.lagernavn).unlink()
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle(), *settings.KRYPTERINGSNOEGLER]
    call_command("roter_noegler")
    assert "Dokumenternes filer: 1 lagt over." in capsys.readouterr().out
    call_command("roter_noegler")
    assert "Dokumenternes filer: 0 lagt over." in capsys.readouterr().out
    settings.KRYPTERINGSNOEGLER = settings.KRYPTERINGSNOEGLER[:1]
    assert Dokument.objects.get(pk=dokument.pk).indhold() == stort
    with pytest.raises(FilenMangler):
        Dokument.objects.get(pk=manglende.pk).indhold()


def test_aftrykket_ligger_ikke_i_klartekst(henvendelse):
    """A short text could be guessed from its print."""
    dokument = gemt(henvendelse)
    dokument.sha256 = "0" * 64
    with pytest.raises(Beskadiget):
        dokument.indhold()
    assert str(dokument.sha256) == kryptering.Hemmelighed.MASKE


def test_siden_spoerger_lige_meget_om_faa_og_mange(klient, henvendelse, django_assert_num_queries):
    antal = []
    for nr in range(3):
        gemt(henvendelse, f"{nr}.txt")
        with CaptureQueriesContext(connection) as spurgt:
            klient.get(henvendelse.get_absolute_url())
        antal.append(len(spurgt))
    assert len(set(antal)) == 1
