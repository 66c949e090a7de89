"""A mark in every field of one case: who may not see the case meets none of them anywhere."""

from __future__ import annotations

import json
import re
import sqlite3
import types
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib import messages
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import get_resolver, path

from beretning.afsnit import udskriv
from beretning.anbefalinger.filtre import AnbefalingFilter, OpfoelgningFilter
from beretning.models import Beretning
from beretning.pdf import dan_pdf
from henvendelser import filtre
from henvendelser.models import Borger, Brev, Bruger
from henvendelser.post import send_ventende
from henvendelser.roller import Rettighed, kraever

from ..conftest import logget_ind
from ..redskaber.server import server
from .browsere import Fjern, Naer
from .erklaering import ADRESSER, adresser
from .gang import METODER
from .kravl import Kravl, Svar
from .laeselig import fundne, pdf_tekst
from .maerker import (
    EGEN_VAERDI,
    FUGL,
    SAMMEN_MED,
    SES_AF_EGEN_LEDER,
    VISES_IKKE,
    Maerke,
    modeller,
    saa,
    tekstfelter,
)
from .personer import LOGGET_IND, Person
from .verden import Verden

FILTRE = (
    filtre.HenvendelseFilter,
    filtre.SagFilter,
    filtre.AfgoerelseFilter,
    filtre.BemaerkningFilter,
    filtre.AktivitetFilter,
    AnbefalingFilter,
    OpfoelgningFilter,
    filtre.ForespoergselFilter,
)
PARAMETRE = tuple(
    sorted({"q", "soegning", "side", "sorter", "next"}.union(*(f.base_filters for f in FILTRE)))
)


def kravl(klient, verden: Verden) -> list[Svar]:
    svar = Kravl(Naer(klient), (FUGL,), PARAMETRE).gaa(["/", *adresser(verden)])
    assert [et.kilde for et in svar if et.status >= 500] == []
    return svar


def mails() -> str:
    """All of every mail sent: its heads, its text and what is attached."""
    return "\n".join(
        str(del_.get_payload(decode=True) or b"") + str(del_.items())
        for mail_ in mail.outbox
        for del_ in mail_.message().walk()
    )


@pytest.fixture
def maerker(verden) -> list[Maerke]:
    return saa()


@pytest.mark.en_gang
@pytest.mark.langsom
def test_raadgiveren_ser_hvert_maerke(verden, personer, maerker):
    """The control: the crawl reaches all there is, so that what it does not meet is not there."""
    svar = kravl(personer[Person.RAADGIVER], verden)
    sete = fundne([maerke.tekst for maerke in maerker], svar)
    sete_felter = {maerke.felt for maerke in maerker if maerke.tekst in sete}
    assert {maerke.felt for maerke in maerker} - sete_felter == set(VISES_IKKE)
    print(f"\nKanariefuglen: {len(maerker)} mærker, rådgiverens kravl {len(svar)} svar")


@pytest.mark.en_gang
@pytest.mark.langsom
def test_intet_maerke_ses_af_andre(verden, personer, maerker):
    """A lead sees all of the request to the own department, and nothing else of any case."""
    hits, ikke_naaet, antal = {}, {}, 0
    for person in set(Person) - {Person.RAADGIVER}:
        svar = kravl(personer[person], verden)
        assert len(svar) >= len(ADRESSER)
        antal += len(svar)
        egne = {maerke.tekst for maerke in maerker if maerke.ses_af(person)}
        fundet = fundne([maerke.tekst for maerke in maerker], svar)
        if mangler := egne - set(fundet):  # the control: a lead's crawl reaches what is the lead's
            ikke_naaet[person] = mangler
        if fremmede := {tekst: steder for tekst, steder in fundet.items() if tekst not in egne}:
            hits[person] = fremmede
    assert (hits, ikke_naaet) == ({}, {})
    foer = len(mail.outbox)
    assert send_ventende() == Brev.objects.count() == len(mail.outbox) - foer > 0
    assert FUGL not in mails()
    print(f"\nKanariefuglen: {antal} svar til de andre, {len(mail.outbox)} mails, ingen mærker")


def test_hver_undtagelse_naevner_et_felt_der_findes():
    felter = {
        f"{model.__name__}.{felt.name}" for model in modeller() for felt in tekstfelter(model)
    }
    assert {*EGEN_VAERDI, *VISES_IKKE, *SAMMEN_MED, *SES_AF_EGEN_LEDER} <= felter


# The control: what leaks is found, wherever it leaks.


@kraever(Rettighed.LOGGET_IND)
def laekker(request) -> HttpResponse:
    navn = Borger.objects.order_by("pk").first().navn
    svar = HttpResponse()
    match request.GET.get("hvor"):
        case "hoved":
            svar.headers["X-Borger"] = navn
        case "kage":
            svar.set_cookie("borger", navn)
        case "besked":
            messages.info(request, navn)
        case "session":
            request.session["borger"] = navn
        case "mail":
            mail.send_mail("Sag", navn, None, ["leder@kommune.example"])
        case "videre":
            svar = HttpResponse(status=302, headers={"Location": f"/konto/sessioner/?navn={navn}"})
        case _:
            svar = HttpResponse(f"Ikke for dig: {navn}", status=404)
    return svar


@pytest.mark.parametrize("hvor", ["hoved", "kage", "besked", "session", "videre", "indhold"])
def test_et_laek_bliver_fundet(hvor, verden, maerker, leder, settings):
    modul = types.ModuleType("laekkende_adresser")
    modul.urlpatterns = [path("laek/", laekker), *get_resolver().url_patterns]
    settings.ROOT_URLCONF = modul
    svar = Kravl(Naer(logget_ind(leder)), (FUGL,), PARAMETRE).gaa([f"/laek/?hvor={hvor}"])
    navn = next(maerke.tekst for maerke in maerker if maerke.felt == "Borger.navn")
    steder = fundne([maerke.tekst for maerke in maerker], svar)
    assert set(steder) == {navn}
    assert any(sted.startswith(f"GET /laek/?hvor={hvor}") for sted in steder[navn])


def test_et_laek_i_en_mail_bliver_fundet(verden, maerker, rf):
    laekker.__wrapped__(rf.get("/laek/?hvor=mail"))
    assert FUGL in mails()


# The server's log


ONDE_STIER = (
    f"/{FUGL}/",
    f"/henvendelser/{FUGL}/",
    f"/henvendelser/?soeg={FUGL}",
    f"/beretninger/{FUGL}/pdf/?navn={FUGL}",
    f"/%ff{FUGL}%00/",
    f"/static/{FUGL}.css",
)
ONDE_KROPPE = {
    "application/x-www-form-urlencoded": f"navn={FUGL}%ff&beskrivelse={FUGL}".encode(),
    "multipart/form-data; boundary=g": f'--g\r\nContent-Disposition: form-data; name="fil"; '
    f'filename="{FUGL}.txt"\r\n\r\n{FUGL}'.encode(),
    "multipart/form-data": FUGL.encode(),
    "application/json": f'{{"navn": "{FUGL}"'.encode(),
}


def send_ondt(browser: Fjern) -> int:
    """Requests that are refused, each with the mark somewhere; how many."""
    antal = 0
    for sti in ONDE_STIER:
        for metode in METODER:
            browser.raa(metode, sti)
            antal += 1
    for sti in ("/henvendelser/", "/henvendelser/ny/", f"/{FUGL}/"):
        for art, krop in ONDE_KROPPE.items():
            for hoveder in ({}, {"X-CSRFToken": FUGL}, {"Referer": f"http://a/{FUGL}"}):
                browser.raa("POST", sti, krop, {"Content-Type": art, **hoveder})
                antal += 1
    for hoveder in ({"User-Agent": FUGL}, {"Cookie": f"session={FUGL}"}, {"X-Request-ID": FUGL}):
        browser.raa("GET", "/henvendelser/", b"", hoveder)
        antal += 1
    return antal


def adgangsloggen(fil: Path) -> list[tuple]:
    """All the rows of the program's own log of who did what."""
    with closing(sqlite3.connect(fil)) as database:
        return [
            raekke
            for tabel in ("henvendelser_logpost", "henvendelser_logreference")
            for raekke in database.execute(f"SELECT * FROM {tabel}")  # noqa: S608 (named here)
        ]


@pytest.mark.en_gang
@pytest.mark.langsom
def test_intet_maerke_i_serverens_log(tmp_path):
    """The same crawl by everybody, the adviser too, against the real server, and what it wrote."""
    with server(tmp_path, demo=False) as den:
        saaet = json.loads(den.koer("tests.sikkerhed.saa", ALLOWED_HOSTS="127.0.0.1,testserver"))
        antal = 0
        for person in Person:  # the adviser among the first, before anybody could end a session
            browser = Fjern(den.port, saaet["sessioner"][person])
            # Who is led to the login everywhere is asked with one word; it is all the same there.
            ord_ = (FUGL, *saaet["cpr"]) if person in LOGGET_IND else (FUGL,)
            svar = Kravl(browser, ord_, PARAMETRE).gaa(["/", *saaet["adresser"]])
            sete = FUGL in "".join(et.krop.decode(errors="replace") for et in svar)
            assert sete or person is not Person.RAADGIVER
            antal += len(svar) + send_ondt(browser)
            inde = browser.hent("/henvendelser/").status == 200
            assert inde == (person is Person.RAADGIVER)
        log = den.log.read_text(errors="replace")
        maerket = re.compile("|".join({FUGL, *saaet["cpr"]}), re.IGNORECASE)
        med = [linje for linje in log.splitlines() if maerket.search(linje)]
        assert log.count('"metode": "POST"') > 100
        adgange = adgangsloggen(tmp_path / "register.sqlite3")
        assert len(adgange) > 100 and not maerket.search(repr(adgange))
        assert med == [], f"{len(med)} linjer, fx:\n" + "\n".join(sorted(set(med))[:20])
    print(f"\nKanariefuglen: {antal} svar fra serveren, {len(log.splitlines())} linjer i dens log")


# The council's report


@pytest.mark.pdf
def test_kommunalbestyrelsens_pdf_baerer_intet_maerke(verden, maerker, raadgiver):
    """The whole report of the fixtures, over a register that has only the marked cases in it."""
    call_command("opsaet", "fixtures/albertslund/opsaetning.json", verbosity=0)
    call_command("opret_beretning", "fixtures/albertslund/beretning.json", verbosity=0)
    beretning = Beretning.objects.get(noegle="albertslund-2024-25")
    udskrift = udskriv(beretning)
    fordeling = udskrift.tabeller[0]
    assert fordeling.i_alt[-1].antal == 4  # the two cases are in it, with two issues each
    personlige = [maerke.tekst for maerke in maerker] + [
        ord_ for bruger in Bruger.objects.all() for ord_ in (bruger.username, bruger.email) if ord_
    ]
    pdf = pdf_tekst(dan_pdf(udskrift)).lower()
    assert "borgerrådgiverens beretning 2024/25" in pdf
    assert [ord_ for ord_ in personlige if ord_.lower() in pdf] == []
    side = logget_ind(raadgiver).get(beretning.get_absolute_url()).content.decode()
    assert FUGL not in side
