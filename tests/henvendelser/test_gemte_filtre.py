"""Filters that an adviser keeps: named, found again, shared, and begun with."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from henvendelser.models import Bruger, GemtFilter
from henvendelser.valg import Registerliste, Rolle
from henvendelser.views import lister

from .. import fabrik
from ..conftest import logget_ind

pytestmark = pytest.mark.django_db
GEM = "/filtre/gem/henvendelser/"


@pytest.fixture
def kollega(db) -> Bruger:
    return Bruger.objects.create_user("kollega", rolle=Rolle.RAADGIVER)


def vist(svar) -> list[tuple[str, bool]]:
    """The saved filters that a list shows, and which of them is in use."""
    return [(et["filter"].navn, et["aktiv"]) for et in svar.context["gemte_filtre"]["valg"]]


def test_hver_liste_med_filtre_er_en_man_kan_gemme_paa():
    assert set(lister.ALLE) == set(Registerliste)
    assert len({id(liste) for liste in lister.ALLE.values()}) == len(Registerliste)


def test_et_filter_gemmes_fra_listen_og_findes_igen(klient, kontor, raadgiver):
    aaben = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    fabrik.henvendelse(afdeling=kontor.skole, emne=kontor.svartid)
    adresse = f"/henvendelser/?afdeling={kontor.boern.pk}&status=aaben&fra=&sorter=-nummer&side=1"
    gem = klient.get(adresse).context["gemte_filtre"]["gem"]
    assert gem == f"{GEM}?afdeling={kontor.boern.pk}&status=aaben&sorter=-nummer"
    svar = klient.post(gem, {"navn": "Børns åbne"})
    gemt = GemtFilter.objects.get()
    assert (gemt.bruger, gemt.liste, gemt.delt, gemt.standard) == (
        raadgiver,
        "henvendelser",
        False,
        False,
    )
    assert svar["Location"] == gemt.get_absolute_url()
    listen = klient.get(svar["Location"])
    assert [en.pk for en in listen.context["side"]] == [aaben.pk]
    assert listen.context["sorteret"] == "-nummer"
    assert vist(listen) == [("Børns åbne", True)]
    assert listen.context["gemte_filtre"]["gem"] == ""  # it is kept already
    assert vist(klient.get("/henvendelser/")) == [("Børns åbne", False)]
    assert vist(klient.get("/henvendelser/sager/")) == []


def test_det_der_soeges_efter_gemmes_ikke(klient, kontor):
    sted = klient.post("/henvendelser/?status=aaben", {"soeg": "Alma Ærøe"})["Location"]
    gem = klient.get(sted).context["gemte_filtre"]["gem"]
    assert gem == f"{GEM}?status=aaben"
    klient.post(sted.replace("/henvendelser/", GEM, 1), {"navn": "Med søgning"})
    assert GemtFilter.objects.get().parametre == "status=aaben"


@pytest.mark.parametrize(
    "parametre", ["", "?soegning=abc", "?side=2", "?status=lukket", "?fra=i+g%C3%A5r", "?ukendt=1"]
)
def test_uden_et_filter_der_holder_er_der_intet_at_gemme(klient, kontor, parametre):
    assert klient.get(f"/henvendelser/{parametre}").context["gemte_filtre"]["gem"] == ""
    for svar in (klient.get(GEM + parametre), klient.post(GEM + parametre, {"navn": "Intet"})):
        assert svar["Location"] == "/henvendelser/"
    assert not GemtFilter.objects.exists()


@pytest.mark.parametrize(
    ("navn", "fejl"),
    [
        ("", "Skriv et navn."),
        ("   ", "Skriv et navn."),
        ("Mine", "Du har allerede et filter med det navn på listen."),
        ("610190-1234", "CPR"),
        ("x" * 81, "80"),
    ],
)
def test_et_navn_der_ikke_holder_siges_ved_feltet(klient, kontor, raadgiver, navn, fejl):
    fabrik.gemt_filter(raadgiver, "Mine")
    svar = klient.post(f"{GEM}?status=aaben", {"navn": navn, "delt": "on"})
    assert svar.status_code == 200
    alle = [besked for liste in svar.context["form"].errors.values() for besked in liste]
    assert len(alle) == 1
    assert fejl in alle[0]
    assert svar.context["form"]["delt"].value()
    assert GemtFilter.objects.count() == 1


def test_et_delt_filter_ses_af_kontoret_og_rettes_kun_af_ejeren(klient, kontor, raadgiver, kollega):
    delt = fabrik.gemt_filter(raadgiver, "Kontorets åbne", delt=True)
    eget = fabrik.gemt_filter(raadgiver, "Mine egne")
    assert vist(klient.get("/henvendelser/?status=aaben")) == [
        ("Kontorets åbne", True),
        ("Mine egne", True),
    ]
    andens = logget_ind(kollega)
    assert vist(andens.get("/henvendelser/")) == [("Kontorets åbne", False)]
    findes_ikke = andens.get("/filtre/999999/")
    for et in (delt, eget):
        for sti in (f"/filtre/{et.pk}/", f"/filtre/{et.pk}/slet/"):
            for svar in (andens.get(sti), andens.post(sti, {"navn": "Taget"})):
                assert svar.status_code == 404
                assert svar.content == findes_ikke.content
    assert set(GemtFilter.objects.values_list("navn", flat=True)) == {
        "Kontorets åbne",
        "Mine egne",
    }


def test_et_filter_rettes_og_slettes(klient, kontor, raadgiver):
    et = fabrik.gemt_filter(raadgiver, "Gammelt", standard=True)
    klient.post(f"/filtre/{et.pk}/", {"navn": "Nyt", "delt": "on"})
    et.refresh_from_db()
    assert (et.navn, et.delt, et.standard, et.parametre) == ("Nyt", True, False, "status=aaben")
    assert "også for kollegerne" in klient.get(f"/filtre/{et.pk}/slet/").content.decode()
    assert klient.post(f"/filtre/{et.pk}/slet/")["Location"] == "/filtre/"
    assert not GemtFilter.objects.exists()


def test_listen_begynder_med_standarden_og_kun_for_ejeren(klient, kontor, raadgiver, kollega):
    et = fabrik.gemt_filter(raadgiver, "Åbne", standard=True, delt=True)
    assert klient.get("/henvendelser/")["Location"] == et.get_absolute_url()
    filtreret = klient.get(et.get_absolute_url())
    hele = klient.get(filtreret.context["uden_filtre"])
    assert hele.status_code == 200
    assert not hele.context["filtre_er_i_brug"]
    assert klient.get("/henvendelser/sager/").status_code == 200
    assert klient.post("/henvendelser/", {"soeg": "ord"})["Location"].startswith(
        "/henvendelser/?soegning="
    )
    assert logget_ind(kollega).get("/henvendelser/").status_code == 200


def test_en_ny_standard_afloeser_den_gamle_paa_den_liste(raadgiver, kollega):
    def nyt(navn, **felter):
        return fabrik.gemt_filter(**{"bruger": raadgiver, "navn": navn, "standard": True} | felter)

    gammel, sagers, kollegas = nyt("En"), nyt("En", liste="sager"), nyt("En", bruger=kollega)
    ny = nyt("To")
    assert set(GemtFilter.objects.filter(standard=True)) == {sagers, kollegas, ny}
    with pytest.raises(ValidationError):
        nyt("To")  # and what fails leaves the default as it was
    assert set(GemtFilter.objects.filter(standard=True)) == {sagers, kollegas, ny}
    for aendret in ({"standard": True}, {"navn": "To"}, {"liste": "noget"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GemtFilter.objects.filter(pk=gammel.pk).update(**aendret)


@pytest.mark.parametrize("antal", [1, 3])
def test_listen_spoerger_en_gang_om_de_gemte(antal, klient, raadgiver, django_assert_num_queries):
    for nr in range(antal):
        fabrik.gemt_filter(raadgiver, f"Filter {nr}", delt=bool(nr))
    with django_assert_num_queries(4):  # session, user, the filters, the frame's office
        svar = klient.get("/filtre/")
    assert [len(gruppe["filtre"]) for gruppe in svar.context["grupper"]] == [antal]
