"""The columns of a list: chosen by each user, the same in the file, and each sorts."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from henvendelser.kolonner import KOLONNER
from henvendelser.models import Kolonnevalg, Maerke, Registreringsfelt
from henvendelser.models.registrering import JA_NEJ
from henvendelser.registreringsfelter import FELTER
from henvendelser.valg import JaNej, Maerkeslags, Registerliste
from henvendelser.views import lister

from .. import fabrik
from ..conftest import logget_ind
from .test_eksport import hent, linjer

pytestmark = pytest.mark.django_db
SAEDVANLIGE = ["Nummer", "Modtaget", "Afdeling", "Emne", "Følgesager", "Status"]
CELLE = re.compile(r'<td data-navn="([^"]+)"[^>]*>(.*?)</td>', re.DOTALL)


@pytest.fixture
def maerke(kontor) -> Maerke:
    maerke = Maerke.objects.create(noegle="bolig", navn="Hjemløshed", slags=Maerkeslags.JANEJ)
    for plads, navn in enumerate(JA_NEJ):
        maerke.vaerdier.create(navn=navn, raekkefoelge=plads)
    return maerke


def vaelg(klient, *noegler: str, liste: str = "henvendelser", adresse: str = "") -> str:
    svar = klient.post(f"/kolonner/{liste}/{adresse}", {"kolonner": noegler})
    return svar["Location"]


def hoved(svar) -> list[str]:
    return [kolonne.navn for kolonne in svar.context["kolonner"]]


def raekker(svar) -> list[list[str]]:
    """Each row's cells as they are read."""
    alle = []
    for linje in svar.context["linjer"]:
        alle.append([unescape(re.sub(r"<[^>]+>", "", celle)) for celle in linje.celler])
    return alle


def test_hver_kolonne_kan_der_sorteres_efter():
    for liste in lister.ALLE.values():
        kolonner = KOLONNER[liste.filter.Meta.model]
        assert {k.noegle for k in kolonner if not k.personlig} == set(liste.orden)
        assert len({k.noegle for k in kolonner}) == len(kolonner)
        assert sum(k.fast for k in kolonner) == 1


def test_listen_viser_det_man_har_valgt_og_filen_det_samme(klient, kontor):
    fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        kontaktform=kontor.mail,
        behandling=kontor.raad,
        afsluttet=fabrik.DAGEN,
    )
    assert hoved(klient.get("/henvendelser/")) == SAEDVANLIGE
    assert linjer(hent(klient))[0] == SAEDVANLIGE
    sted = vaelg(klient, "tema", "kontaktform", "behandling", "afsluttet", adresse="?sorter=tema")
    assert sted == "/henvendelser/?sorter=tema"
    svar = klient.get(sted)
    valgte = ["Nummer", "Tema", "Afsluttet", "Kontaktform", "Behandling"]
    assert hoved(svar) == valgte
    assert raekker(svar) == [
        ["2025-0001", "Forvaltningsskik", "03.03.2025", "Mail", "Råd og vejledning"]
    ]
    i_siden = CELLE.findall(svar.content.decode())
    assert [navn for navn, _ in i_siden] == valgte
    assert linjer(hent(klient, "?sorter=tema")) == [valgte, raekker(svar)[0]]
    assert linjer(hent(klient, med_personoplysninger="on"))[0] == [
        *valgte,
        *("Borger", "Telefon", "E-mail", "Beskrivelse"),
    ]


def test_valget_er_brugerens_eget_og_kan_tages_tilbage(
    klient, kontor, raadgiver, django_user_model
):
    fabrik.henvendelse()
    vaelg(klient, "afdeling")
    vaelg(klient)  # nothing but the number, which is always there
    kollega = logget_ind(django_user_model.objects.create_user("kollega", rolle="raadgiver"))
    assert hoved(klient.get("/henvendelser/")) == ["Nummer"]
    assert hoved(kollega.get("/henvendelser/")) == SAEDVANLIGE
    assert len(hoved(klient.get("/henvendelser/sager/"))) == 6
    assert Kolonnevalg.objects.get().bruger == raadgiver
    klient.post("/kolonner/henvendelser/", {"forfra": ""})
    assert hoved(klient.get("/henvendelser/")) == SAEDVANLIGE
    assert not Kolonnevalg.objects.exists()


@pytest.mark.parametrize("noegler", [["findes-ikke"], ["beskrivelse"], ["borger"], ["nummer", "x"]])
def test_det_der_ikke_er_en_kolonne_kan_ikke_vaelges(klient, kontor, noegler):
    svar = klient.post("/kolonner/henvendelser/", {"kolonner": noegler})
    assert set(svar.context["form"].errors) == {"kolonner"}
    assert not Kolonnevalg.objects.exists()


def test_kontorets_egne_felter_og_maerker_er_kolonner_naar_de_bruges(klient, kontor, maerke):
    ja, nej = maerke.vaerdier.all()
    for svar, bosat in ((nej, JaNej.NEJ), (None, None), (ja, JaNej.JA)):
        fabrik.henvendelse(maerker={maerke: [svar]} if svar else None, bosat=bosat)
    muligt = dict(klient.get("/kolonner/henvendelser/").context["form"].fields["kolonner"].choices)
    assert "bosat" not in muligt  # the office does not register it
    Registreringsfelt.objects.create(felt="bosat")
    vaelg(klient, "bosat", maerke.parameter)
    for sorter, ventet in (
        ("bosat", ["Ja", "Nej", "–"]),
        ("-bosat", ["Nej", "Ja", "–"]),
        (maerke.parameter, ["Ja", "Nej", "–"]),
        (f"-{maerke.parameter}", ["Nej", "Ja", "–"]),
    ):
        for liste, noegle in (("henvendelser", 1), ("sager", 1)):
            if liste == "sager":
                vaelg(klient, "bosat", maerke.parameter, liste="sager")
            svar = klient.get(reverse(liste), {"sorter": sorter})
            assert [raekke[noegle:] for raekke in raekker(svar)] == [[et, et] for et in ventet]
    assert linjer(hent(klient))[0] == ["Nummer", "Bosat i kommunen", "Hjemløshed"]
    maerke.aktiv = False
    maerke.save()
    assert hoved(klient.get("/henvendelser/")) == ["Nummer", "Bosat i kommunen"]


@pytest.mark.parametrize("antal", [1, 12])
@pytest.mark.parametrize("liste", list(Registerliste))
def test_med_alle_kolonner_spoerges_der_lige_meget(  # noqa: PLR0917
    liste, antal, klient, kontor, maerke, django_assert_num_queries
):
    for felt in FELTER:
        Registreringsfelt.objects.get_or_create(felt=felt.noegle)
    (ja, _) = maerke.vaerdier.all()
    for _ in range(antal):
        en = fabrik.henvendelse(
            afdeling=kontor.boern,
            emne=kontor.svartid,
            kontaktform=kontor.mail,
            maerker={maerke: [ja]},
        )
        fabrik.forespoergsel(en, kontor.boern)
        fabrik.afgoerelse(
            kontor.ankestyrelsen, temaer=[kontor.begrundelse], lov=kontor.serviceloven
        )
        fabrik.aktivitet(kontor.oplaeg)
    form = klient.get(f"/kolonner/{liste}/").context["form"]
    vaelg(klient, *dict(form.fields["kolonner"].choices), liste=liste)
    klient.get(reverse(liste))
    with django_assert_num_queries(ALLE_KOLONNER[liste]):
        svar = klient.get(reverse(liste))
    assert len(raekker(svar)) == antal
    assert len(hoved(svar)) == 1 + len(form.fields["kolonner"].choices)


ALLE_KOLONNER = {
    "henvendelser": 23,
    "sager": 22,
    "forespoergsler": 13,
    "afgoerelser": 22,
    "bemaerkninger": 16,
    "aktiviteter": 14,
}


def test_databasen_holder_et_valg_pr_liste(raadgiver):
    for liste in ("henvendelser", "sager"):
        Kolonnevalg.objects.create(bruger=raadgiver, liste=liste, kolonner=[])
    for liste in ("henvendelser", "ukendt"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kolonnevalg.objects.create(bruger=raadgiver, liste=liste, kolonner=[])
