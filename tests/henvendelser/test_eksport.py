"""A list as a file: its rows in its order, all of them, and nothing that runs."""

import csv
import io
import zipfile
from datetime import date, datetime
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from django.db import connection

from henvendelser import models as m
from henvendelser.eksport import Format, skriv
from henvendelser.kolonner import Kolonne
from henvendelser.valg import Handling
from tests import fabrik

pytestmark = pytest.mark.django_db
ADRESSE = "/henvendelser/eksport/"


def hent(klient, parametre="", adresse=ADRESSE, **data) -> bytes:
    svar = klient.post(adresse + parametre, {"format": "csv", **data})
    assert svar.status_code == 200
    assert svar["Content-Disposition"].startswith("attachment;")
    return b"".join(svar.streaming_content)


def linjer(indhold: bytes) -> list[list[str]]:
    assert indhold.startswith(b"\xef\xbb\xbf")  # or Excel takes it for another alphabet
    return list(csv.reader(io.StringIO(indhold.decode("utf-8-sig"), newline=""), delimiter=";"))


def ark(indhold: bytes) -> list[tuple]:
    bog = openpyxl.load_workbook(io.BytesIO(indhold))
    return list(bog.active.iter_rows(values_only=True))


def test_csv_er_listens_raekker_i_dens_orden(klient, kontor):
    fabrik.henvendelse(afdeling=kontor.skole, emne=kontor.svartid, kontaktform=kontor.mail)
    fabrik.henvendelse(date(2025, 3, 4), foelgesager=((kontor.skole, None),))
    hoved, *resten = linjer(hent(klient))
    assert hoved == [
        *("Nummer", "Modtaget", "Afdeling", "Emne", "Følgesager", "Status"),
    ]
    assert resten == [
        ["2025-0002", "04.03.2025", "", "", "1", "Åben"],
        ["2025-0001", "03.03.2025", "Skole", "Svartid", "0", "Åben"],
    ]
    (en, *_), (anden, *_) = linjer(hent(klient, "?sorter=nummer"))[1:]
    assert (en, anden) == ("2025-0001", "2025-0002")


def test_xlsx_laest_tilbage_er_listen(klient, kontor):
    for nr in range(60):
        fabrik.henvendelse(
            date(2025, 1, 1 + nr % 28), afdeling=(kontor.skole, kontor.boern)[nr % 2]
        )
    parametre = f"?afdeling={kontor.boern.pk}&sorter=modtaget&pr_side=200"
    side = klient.get("/henvendelser/" + parametre).context["side"]
    _, *resten = ark(hent(klient, parametre, format="xlsx"))
    assert len(resten) == 30
    assert [(r[0], r[1], r[2], r[4]) for r in resten] == [
        (h.nummer, datetime(h.modtaget.year, h.modtaget.month, h.modtaget.day), "Børn & Familie", 0)
        for h in side
    ]


@pytest.mark.parametrize("format_", list(Format))
def test_personoplysninger_kun_naar_der_bedes_om_dem(klient, kontor, format_):
    borger = m.Borger(navn="Zacharias", telefon="12345678", email="z@example.dk", cpr="610190-1234")
    fabrik.henvendelse(borger=borger, beskrivelse="hemmeligt")
    laes = linjer if format_ == Format.CSV else ark
    uden = str(laes(hent(klient, format=format_)))
    med = str(laes(hent(klient, format=format_, med_personoplysninger="on")))
    for ord_ in ("Zacharias", "12345678", "z@example.dk", "hemmeligt"):
        assert ord_ not in uden
        assert ord_ in med
    assert "610190" not in med


def test_filen_har_soegningens_raekker_ogsaa_naar_de_er_over_en_side(klient, kontor):
    for nr in range(60):
        fabrik.henvendelse(beskrivelse="klage" if nr % 10 else "ros")
    adresse = klient.post("/henvendelser/", {"soeg": "klager"})["Location"]
    assert len(linjer(hent(klient, "?" + adresse.partition("?")[2]))) == 1 + 54


@pytest.mark.parametrize(
    "liste", ["", "sager/", "../afgoerelser/", "../aktiviteter/", "../afgoerelser/bemaerkninger/"]
)
def test_hver_liste_kan_hentes(klient, kontor, liste):
    fabrik.henvendelse()
    fabrik.afgoerelse(kontor.ankestyrelsen, temaer=[kontor.begrundelse], note="n")
    fabrik.aktivitet(kontor.oplaeg, titel="Oplæg", timer="2.5")
    adresse = {
        "": ADRESSE,
        "sager/": "/henvendelser/sager/eksport/",
        "../afgoerelser/": "/afgoerelser/eksport/",
        "../aktiviteter/": "/aktiviteter/eksport/",
        "../afgoerelser/bemaerkninger/": "/afgoerelser/bemaerkninger/eksport/",
    }[liste]
    assert len(linjer(hent(klient, adresse=adresse))) == 2
    assert len(ark(hent(klient, adresse=adresse, format="xlsx"))) == 2


@pytest.mark.parametrize("format_", list(Format))
def test_en_tom_liste_er_kun_sit_hoved(klient, kontor, format_):
    laes = linjer if format_ == Format.CSV else ark
    assert len(laes(hent(klient, format=format_))) == 1


FARLIGE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
]


def test_ingen_celle_er_en_formel():
    kolonner = [Kolonne("tekst", "Tekst", lambda r: r)]
    (_, *i_csv) = linjer(skriv(FARLIGE, kolonner, Format.CSV, "X").read())
    assert [celle for (celle,) in i_csv] == [f"'{tekst}" for tekst in FARLIGE]
    bog = openpyxl.load_workbook(io.BytesIO(skriv(FARLIGE, kolonner, Format.XLSX, "X").read()))
    celler = [celle for (celle,) in bog.active.iter_rows(min_row=2)]
    assert {celle.data_type for celle in celler} == {"s"}
    assert [celle.value for celle in celler][:4] == FARLIGE[:4]


def test_tal_og_dage_er_hvad_de_er():
    raekker = [(-5, date(2025, 3, 3), "x\x0by;z", None)]
    kolonner = [Kolonne(str(nr), str(nr), lambda r, nr=nr: r[nr]) for nr in range(4)]
    assert linjer(skriv(raekker, kolonner, Format.CSV, "X").read())[1] == [
        *("-5", "03.03.2025", "x\x0by;z", "")
    ]
    assert ark(skriv(raekker, kolonner, Format.XLSX, "X").read())[1] == (
        *(-5, datetime(2025, 3, 3), "xy;z", None),
    )


def test_filen_siger_kun_hvornaar_og_med_hvilket_program_den_er_lavet():
    """All that the file says beside its cells: nobody is named, nor a machine or a folder."""
    indhold = skriv([], [Kolonne("x", "X", str)], Format.XLSX, "X").read()
    with zipfile.ZipFile(io.BytesIO(indhold)) as pakke:
        egenskaber = {
            navn: {del_.tag.rpartition("}")[2]: del_.text for del_ in fromstring(pakke.read(navn))}  # noqa: S314 - our own
            for navn in pakke.namelist()
            if navn.startswith("docProps/")
        }
    kerne = egenskaber.pop("docProps/core.xml")
    assert set(kerne) == {"created", "modified"}
    assert kerne["created"] == kerne["modified"]
    assert datetime.fromisoformat(kerne["created"])
    assert egenskaber == {
        "docProps/app.xml": {
            "Application": f"Microsoft Excel Compatible / Openpyxl {openpyxl.__version__}",
            "AppVersion": openpyxl.__version__.rpartition(".")[0],
        }
    }


def test_en_eksport_er_en_logpost_om_hver_henvendelse_uden_ordene(klient, kontor):
    for _ in range(3):
        fabrik.henvendelse(beskrivelse="klage")
    adresse = klient.post("/henvendelser/", {"soeg": "klage"})["Location"]
    foer = m.Logpost.objects.count()
    hent(klient, "?" + adresse.partition("?")[2] + "&status=aaben")
    post = m.Logpost.objects.first()
    assert m.Logpost.objects.count() == foer + 1
    assert (post.handling, post.antal, post.referencer.count()) == (Handling.EKSPORT, 3, 3)
    assert post.udvalg == {
        "filtre": {"status": "aaben"},
        "soegning": True,
        "format": "csv",
        "personoplysninger": False,
    }


@pytest.mark.parametrize("parametre", ["?fra=x", "?soegning=ukendt", "?afdeling=999"])
def test_et_filter_der_ikke_holder_giver_ingen_fil(klient, kontor, parametre):
    fabrik.henvendelse()
    svar = klient.post(ADRESSE + parametre, {"format": "csv"})
    assert (svar.status_code, svar["Location"]) == (302, f"/henvendelser/{parametre}")
    assert klient.get(ADRESSE).status_code == 405


@pytest.mark.langsom
def test_ti_tusind_raekker_og_faa_spoergsmaal(klient, kontor, django_assert_max_num_queries):
    """One for each thousand rows, and for the log one for each five thousand."""
    fabrik.mange_henvendelser(10_000, kontor)
    with django_assert_max_num_queries(25):
        indhold = hent(klient, format="xlsx")
    assert len(ark(indhold)) == 10_001
    assert connection.vendor
