"""Every answer that shows something of the register has one entry, and none is shown without.

A new address that shows a case has a line in `LOGGES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.http import HttpResponse

from henvendelser import models as m
from henvendelser.log.laesning import Laest
from henvendelser.models import Logpost
from henvendelser.roller import UDEN_SAGSDATA
from henvendelser.valg import Formaal, Handling

from .. import fabrik
from .adresser import Moenster, alle_moenstre
from .erklaering import ADRESSER
from .gang import send
from .personer import Person
from .verden import EN, Verden

MAERKE = "ZQXMARKOER"
_SAG = (Handling.LAESNING, Formaal.SAGSBEHANDLING)
# What the adviser's reading of each address is logged as.
LOGGES: Mapping[str, tuple[Handling, Formaal]] = {
    "henvendelser": _SAG,
    "sager": _SAG,
    "henvendelse": _SAG,
    "ret_henvendelse": _SAG,
    "afslut_henvendelse": _SAG,
    "dokument": _SAG,
    "udskriv_henvendelse": (Handling.EKSPORT, Formaal.SAGSBEHANDLING),
    "slet_dokument": _SAG,
    "frist": _SAG,
    "traek_samtykke_tilbage": _SAG,
    "ret_notat": _SAG,
    "ret_person": _SAG,
    "fjern_person": _SAG,
    "ny_forespoergsel": _SAG,
    "forespoergsler": _SAG,
    "forespoergsel": _SAG,
    "afgoer_frist": _SAG,
    "tilbagekald_forespoergsel": _SAG,
    "afgoerelser": _SAG,
    "bemaerkninger": _SAG,
    "afgoerelse": _SAG,
    "afgoerelse_log": _SAG,
    "afgoerelsesdokument": _SAG,
    "slet_afgoerelsesdokument": _SAG,
    "ret_afgoerelse": _SAG,
    "aktiviteter": _SAG,
    "aktivitet": _SAG,
    "ret_aktivitet": _SAG,
    "henvendelse_log": _SAG,
    "borgerudtraek": (Handling.LAESNING, Formaal.INDSIGT),
    "borgerudtraek_csv": (Handling.EKSPORT, Formaal.INDSIGT),
    "beretning": (Handling.LAESNING, Formaal.BERETNING),
    "beretning_pdf": (Handling.EKSPORT, Formaal.BERETNING),
    "opfoelgning_pdf": (Handling.EKSPORT, Formaal.BERETNING),
    **dict.fromkeys(
        (
            "anbefalinger",
            "anbefaling",
            "opfoelgninger",
            "ny_opfoelgning",
            "ret_anbefaling",
            "luk_anbefaling",
            "runder",
            "runde",
            "ret_rundefrist",
            "spoerg_flere",
            "luk_runde",
            "placer_svar",
            "opfoelgning",
            "rundesvar",
        ),
        (Handling.LAESNING, Formaal.BERETNING),
    ),
}
# The mark is not on a report, which holds counted numbers, nor where a case is closed, which shows
# its number and when it came, nor in the log.
VISER_MAERKET = set(LOGGES) - {
    "beretning",
    "beretning_pdf",
    "afslut_henvendelse",
    "frist",
    "traek_samtykke_tilbage",
    "ret_notat",
    "ret_person",
    "fjern_person",
    "henvendelse_log",
    "afgoerelse_log",
    "afgoerelsesdokument",
    "slet_afgoerelsesdokument",
    "borgerudtraek",
    "borgerudtraek_csv",
    "luk_anbefaling",
    "runder",
    "ret_rundefrist",
    "luk_runde",
    "placer_svar",
    "opfoelgning_pdf",
}


@pytest.fixture
def maerket(verden) -> Verden:
    """The world with the mark in what every page of a case shows."""
    kontor = verden.kontor
    for raekke in (kontor.boern, kontor.skole, kontor.ankestyrelsen):
        raekke.navn = f"{raekke.navn} {MAERKE}"
        raekke.save()
    henvendelse = verden.henvendelser[EN]
    henvendelse.borger = m.Borger.objects.create(navn=MAERKE)
    henvendelse.beskrivelse = MAERKE
    henvendelse.save()
    verden.dokumenter[EN] = fabrik.dokument(henvendelse, f"{MAERKE}.txt", MAERKE.encode())
    return verden


@pytest.fixture
def gaa(maerket, personer):
    """Walks every address that may reach a case, as the adviser, on an object that is there."""
    adresser = {adresse.navn: adresse for adresse in ADRESSER}
    klient = personer[Person.RAADGIVER]

    def gaa(metode: str = "GET") -> Iterator[tuple[Moenster, HttpResponse, list[Logpost]]]:
        for moenster in alle_moenstre():
            if moenster.rettighed in {None, *UDEN_SAGSDATA}:
                continue
            if not adresser[moenster.navn].maa(Person.RAADGIVER):
                continue  # a lead's own page
            genstand = adresser[moenster.navn].genstand
            sti = moenster.adresse(genstand.i_adressen(maerket, EN) if genstand else {})
            foer = Logpost.objects.count()
            svar = send(klient, metode, sti, {})
            yield moenster, svar, list(Logpost.objects.order_by("id")[foer:])

    return gaa


def test_hvert_svar_med_sagsdata_har_netop_en_logpost(gaa):
    gaaet = {}
    for moenster, svar, nye in gaa():
        viser = svar.status_code == 200 and moenster.view.laeser is not Laest.INTET
        assert len(nye) == viser, moenster.navn
        if viser:
            assert nye[0].adresse == moenster.navn
            gaaet[moenster.navn] = (nye[0].handling, nye[0].formaal)
    assert gaaet == LOGGES


@pytest.mark.parametrize(
    "metode",
    ["POST", pytest.param("HEAD", marks=pytest.mark.langsom), "PUT", "PATCH", "DELETE", "OPTIONS"],
)
def test_ogsaa_naar_der_spoerges_paa_en_anden_maade(gaa, metode):
    """A form shown again with its faults shows the case as well."""
    for moenster, svar, nye in gaa(metode):
        laesninger = [
            post for post in nye if post.handling in {Handling.LAESNING, Handling.EKSPORT}
        ]
        viser = svar.status_code == 200 and moenster.view.laeser is not Laest.INTET
        assert len(laesninger) == viser, f"{metode} {moenster.navn}"


@pytest.mark.langsom
def test_det_der_ikke_logges_viser_heller_ingen_sag(gaa, maerket):
    """What declares to show nothing offers the office's own lists at most."""
    nummer, gaaet = maerket.henvendelser[EN].nummer, 0
    for moenster, svar, nye in gaa():
        if svar.status_code == 200 and not nye:
            assert nummer not in svar.krop.decode(), moenster.navn
            assert f"<dd>{MAERKE}" not in svar.krop.decode(), moenster.navn
            gaaet += 1
    assert gaaet >= 3


@pytest.mark.langsom
def test_kan_der_ikke_skrives_i_loggen_vises_ingen_sagsdata(gaa, maerket):
    # The control: with the log in place, the mark is there to be seen.
    vist = {moenster.navn for moenster, svar, nye in gaa() if nye and MAERKE in _tekst(svar)}
    assert vist == VISER_MAERKET
    fabrik.spaer_loggen()
    spaerret = set()
    for moenster, svar, _ in gaa():
        if moenster.view.laeser is Laest.INTET or svar.status_code in {302, 404, 405}:
            continue
        assert svar.status_code == 503, moenster.navn
        assert "skrives i loggen" in _tekst(svar)
        assert MAERKE not in _tekst(svar), moenster.navn
        assert maerket.henvendelser[EN].nummer not in _tekst(svar), moenster.navn
        assert svar["Cache-Control"] == "no-store"
        spaerret.add(moenster.navn)
    assert spaerret == set(LOGGES)


def _tekst(svar: HttpResponse) -> str:
    return svar.krop.decode(errors="replace")
