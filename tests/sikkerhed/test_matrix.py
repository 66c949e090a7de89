"""Every address × every method × everybody × every object answers as it is declared."""

from __future__ import annotations

import types

import pytest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, get_resolver, path

from henvendelser.models import Henvendelse
from henvendelser.roller import POLITIK, Rettighed, kraever
from henvendelser.valg import Rolle

from .. import fabrik
from .adresser import Moenster, alle_moenstre
from .database import tabeller
from .erklaering import ADRESSER
from .gang import METODER, gaa_alle
from .genstande import BERETNING, HENVENDELSE
from .personer import Person
from .svarene import HVEM, LAESES, Adresse
from .tavse_tabeller import BRUGER_LISTER, INDSTILLINGER, MAA_AENDRES, TILFOEJES, UDEN_INDHOLD
from .verden import OBJEKTER

ROLLER = {
    Person.RAADGIVER: Rolle.RAADGIVER,
    Person.LEDER: Rolle.AFDELINGSLEDER,
    Person.ANDEN_LEDER: Rolle.AFDELINGSLEDER,
    Person.ADMINISTRATOR: Rolle.ADMINISTRATOR,
    Person.UDEN_ROLLE: "",
}


def linje(moenster: Moenster) -> str:
    """The line that an undeclared address lacks."""
    rettighed = f"Rettighed.{moenster.rettighed.name}" if moenster.rettighed else "None"
    genstand = ", GENSTAND" if moenster.argumenter else ""
    return f'    Adresse("{moenster.navn}", {rettighed}, LAESES{genstand}),'


def mangler(moenstre: list[Moenster], adresser: tuple[Adresse, ...]) -> list[str]:
    """What the declaration lacks, has too much of or has wrong, each as what to do about it."""
    erklaerede = {adresse.navn: adresse for adresse in adresser}
    findes = {moenster.navn: moenster for moenster in moenstre}
    uerklaerede = [linje(m) for navn, m in findes.items() if navn not in erklaerede]
    if uerklaerede:
        uerklaerede.insert(0, "Tilføj i ADRESSER i tests/sikkerhed/erklaering.py (og tænk over):")
    return [
        *uerklaerede,
        *(f"Fjern »{navn}«: adressen findes ikke." for navn in erklaerede if navn not in findes),
        *(
            f"»{navn}« kræver {findes[navn].rettighed}, men er erklæret {adresse.rettighed}."
            for navn, adresse in erklaerede.items()
            if navn in findes and findes[navn].rettighed != adresse.rettighed
        ),
        *(
            f"»{navn}« har {sorted(findes[navn].argumenter)} i adressen, men ingen genstand."
            for navn, adresse in erklaerede.items()
            if navn in findes and bool(findes[navn].argumenter) != bool(adresse.genstand)
        ),
    ]


def antal_adresser(resolver: URLResolver, arver: bool = False) -> tuple[int, int]:
    """How many patterns take no argument, and how many do: counted apart from the walk."""
    uden = med = 0
    for et in resolver.url_patterns:
        har_argument = arver or bool(et.pattern.regex.groupindex)
        if isinstance(et, URLPattern):
            uden, med = uden + (not har_argument), med + har_argument
        else:
            dybere = antal_adresser(et, har_argument)
            uden, med = uden + dybere[0], med + dybere[1]
    return uden, med


def test_hver_adresse_er_erklaeret():
    navne = [adresse.navn for adresse in ADRESSER]
    assert len(navne) == len(set(navne))
    fundet = mangler(alle_moenstre(), ADRESSER)
    assert not fundet, "\n" + "\n".join(fundet)


@pytest.mark.langsom
def test_matrixen(verden, personer, settings):
    settings.SIKKERHEDSKONTAKT = "mailto:it@kommune.example"
    gang = gaa_alle(verden, personer, alle_moenstre(), ADRESSER)
    assert not gang.fejl, f"{len(gang.fejl)} fejl:\n" + "\n".join(gang.fejl)
    uden, med = antal_adresser(get_resolver())
    assert set(personer) == set(Person)
    assert gang.gaaet == len(METODER) * len(Person) * (uden + len(OBJEKTER) * med)
    print(f"\nMatrixen: {uden + med} adresser, {gang.gaaet} forespørgsler")


def test_hver_rettighed_har_dem_der_er_erklaeret():
    """The policy and the declaration say the same, each for itself."""
    assert set(HVEM) == set(Rettighed), "Skriv hver rettighed i HVEM med dem, der har den."
    for rettighed, personer in HVEM.items():
        assert {p for p, rolle in ROLLER.items() if rettighed in POLITIK.get(rolle, ())} == personer


def test_hver_undtagelse_naevner_en_tabel_der_findes():
    undtagelser = UDEN_INDHOLD | TILFOEJES | MAA_AENDRES
    assert {*undtagelser, *INDSTILLINGER, *BRUGER_LISTER} <= set(tabeller())
    assert all(undtagelser.values())


# The control: what is forgotten turns the walk red.


@kraever(Rettighed.LOGGET_IND)
def uden_rettighed(request, nummer: str) -> HttpResponse:
    return HttpResponse(get_object_or_404(Henvendelse, nummer=nummer).nummer)


@kraever(Rettighed.LOGGET_IND)
def siger_at_den_findes(request, nummer: str) -> HttpResponse:
    get_object_or_404(Henvendelse, nummer=nummer)
    return HttpResponse("Det må du ikke se.", status=404)


@kraever(Rettighed.LOGGET_IND)
def gemmer_foer_den_afviser(request, nummer: str) -> HttpResponse:
    with fabrik.uden_om_loggen():
        Henvendelse.objects.all().update(beskrivelse="ødelagt")
    return HttpResponse(status=404)


@pytest.fixture
def glemt(settings, verden, personer):
    """Walks one view that forgot something, at its own address, among the program's own."""

    def gaa(view) -> str:
        modul = types.ModuleType("glemte_adresser")
        modul.urlpatterns = [
            path("glemt/<slug:nummer>/", view, name="glemt"),
            *get_resolver().url_patterns,
        ]
        settings.ROOT_URLCONF = modul
        erklaeret = Adresse("glemt", Rettighed.SE_REGISTER, LAESES, HENVENDELSE)
        (moenster,) = (m for m in alle_moenstre() if m.navn == "glemt")
        return "\n".join(gaa_alle(verden, personer, [moenster], [erklaeret]).fejl)

    return gaa


@pytest.mark.langsom
def test_et_view_der_glemmer_sin_rettighed_bliver_set(glemt, verden):
    fejl = glemt(uden_rettighed)
    sti = f"/glemt/{verden.henvendelser['den ene'].nummer}/"
    for person in (Person.LEDER, Person.ANDEN_LEDER, Person.ADMINISTRATOR):
        assert f"{person}: GET {sti} (glemt) svarer 200, erklæret er 404" in fejl
        assert f"{person}: GET {sti} (glemt) rører henvendelser_henvendelse" in fejl
        assert f"{person}: GET glemt: fremmed ≠ findes ikke" in fejl


@pytest.mark.langsom
def test_et_view_der_svarer_anderledes_paa_det_fremmede_bliver_set(glemt):
    fejl = glemt(siger_at_den_findes)
    assert f"{Person.LEDER}: GET glemt: fremmed ≠ findes ikke" in fejl


@pytest.mark.langsom
def test_et_view_der_gemmer_foer_det_afviser_bliver_set(glemt):
    fejl = glemt(gemmer_foer_den_afviser)
    assert f"{Person.LEDER}: noget afvist på glemt ændrer henvendelser_henvendelse" in fejl


def test_en_adresse_uden_linje_en_linje_uden_adresse_og_en_forkert_rettighed_bliver_set():
    ny = Moenster("ny", "ny/<int:pk>/", frozenset({"pk"}), kraever(Rettighed.SE_REGISTER)(print))
    anden = Moenster("anden", "anden/", frozenset(), kraever(Rettighed.SE_REGISTER)(print))
    adresser = (
        Adresse("anden", Rettighed.LOGGET_IND, LAESES, BERETNING),
        Adresse("gammel", None, LAESES),
    )
    assert mangler([ny, anden], adresser) == [
        "Tilføj i ADRESSER i tests/sikkerhed/erklaering.py (og tænk over):",
        '    Adresse("ny", Rettighed.SE_REGISTER, LAESES, GENSTAND),',
        "Fjern »gammel«: adressen findes ikke.",
        "»anden« kræver se_register, men er erklæret logget_ind.",
        "»anden« har [] i adressen, men ingen genstand.",
    ]
