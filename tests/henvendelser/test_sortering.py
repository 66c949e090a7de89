"""Every column sorts, both ways; the pages hold; the address says how."""

from datetime import date
from itertools import pairwise

import pytest
from django.urls import reverse

from henvendelser.models import Afdeling
from henvendelser.views import lister
from tests import fabrik
from tests.redskaber.lag import lag

pytestmark = pytest.mark.django_db
LISTER = {
    "henvendelser": lister.HENVENDELSER,
    "sager": lister.SAGER,
    "afgoerelser": lister.AFGOERELSER,
    "bemaerkninger": lister.BEMAERKNINGER,
    "aktiviteter": lister.AKTIVITETER,
}
KOLONNER = [(navn, noegle) for navn, liste in LISTER.items() for noegle in liste.orden]


@lag
def register(kontor):
    steder = (kontor.skole, kontor.boern, None, kontor.enhed)
    for nr in range(30):
        fabrik.henvendelse(
            date(2025, 1, 1 + nr % 5),
            afdeling=steder[nr % 4],
            emne=(kontor.svartid, None, kontor.andet)[nr % 3],
            foelgesager=((kontor.skole, None),) * (nr % 3),
            behandling=kontor.raad,
            afsluttet=date(2025, 2, 1 + nr % 3) if nr % 2 else None,
        )
        fabrik.afgoerelse(
            kontor.ankestyrelsen,
            date(2025, 1, 1 + nr % 5),
            afdeling=steder[nr % 4],
            udfald=("afvist", None, "hjemvist")[nr % 3],
            temaer=[kontor.begrundelse, kontor.oplysning][: 1 + nr % 2],
        )
        fabrik.aktivitet(
            kontor.oplaeg,
            date(2025, 1, 1 + nr % 5),
            titel=f"Oplæg {nr % 7}",
            maalgruppe=("", "Ledere")[nr % 2],
            afdeling=steder[nr % 4],
            timer=nr % 3 + 1,
            antal_deltagere=(None, 10, 20)[nr % 3],
        )


def alle(klient, navn, **parametre) -> list:
    sider = [klient.get(reverse(navn), {**parametre, "pr_side": 25, "side": 1}).context["side"]]
    for nr in range(2, sider[0].paginator.num_pages + 1):
        svar = klient.get(reverse(navn), {**parametre, "pr_side": 25, "side": nr})
        sider.append(svar.context["side"])
    return [raekke for side in sider for raekke in side]


@pytest.mark.parametrize(("navn", "noegle"), KOLONNER)
def test_siderne_har_hver_raekke_en_gang_begge_veje(klient, register, navn, noegle):
    op, ned = (alle(klient, navn, sorter=f"{tegn}{noegle}") for tegn in ("", "-"))
    assert len(op) == len(set(op)) == LISTER[navn].filter.Meta.model.objects.count()
    assert set(op) == set(ned)
    assert op != ned or noegle not in FORSKELLIGE[navn]


# Of the others there is one value, or none, in this register; see test_kolonner.
FORSKELLIGE = {
    "henvendelser": {
        *("nummer", "modtaget", "afdeling", "tema", "emne", "foelgesager", "status", "afsluttet")
    },
    "sager": {
        *("nummer", "modtaget", "sagstype", "afdeling", "tema", "emne", "status", "afsluttet")
    },
    "afgoerelser": {"modtaget", "afdeling", "udfald", "resultat", "bemaerkninger"},
    "bemaerkninger": {"modtaget", "tema", "afdeling"},
    "aktiviteter": {"dato", "titel", "maalgruppe", "afdeling", "deltagere", "timer"},
}


VAERDIER = {
    "nummer": lambda h: h.nummer,
    "modtaget": lambda h: h.modtaget,
    "afdeling": lambda h: h.hovedsag.afdeling and h.hovedsag.afdeling.navn,
    "emne": lambda h: h.hovedsag.emne and h.hovedsag.emne.navn,
    "foelgesager": lambda h: h.antal_foelgesager,
    "status": lambda h: h.afsluttet,
}


@pytest.mark.parametrize("tegn", ["", "-"])
@pytest.mark.parametrize("noegle", VAERDIER)
def test_henvendelserne_staar_efter_det_kolonnen_viser(klient, register, noegle, tegn):
    raekker = alle(klient, "henvendelser", sorter=tegn + noegle)
    vaerdier = [VAERDIER[noegle](raekke) for raekke in raekker]
    kendte = [vaerdi for vaerdi in vaerdier if vaerdi is not None]
    assert vaerdier == kendte + [None] * (len(vaerdier) - len(kendte))  # not stated comes last
    assert kendte == sorted(kendte, reverse=bool(tegn))
    assert len(set(kendte)) > 1


def test_navnene_staar_i_dansk_orden(klient, kontor):
    ventet = ["anlæg", *(f"Plads {nr:02}" for nr in range(30)), "Zoo", "Ærø", "Økonomi", "Åben"]
    for navn in sorted(ventet, key=lambda navn: navn[::-1]):
        fabrik.henvendelse(afdeling=Afdeling.objects.create(navn=navn))
    for liste, sagen in (("henvendelser", lambda h: h.hovedsag), ("sager", lambda sag: sag)):
        for sorter, orden in (("afdeling", ventet), ("-afdeling", ventet[::-1])):
            svar = klient.get(reverse(liste), {"sorter": sorter})
            assert [sagen(raekke).afdeling.navn for raekke in svar.context["side"]] == orden


def test_det_der_er_lige_staar_som_listen_ellers_goer(klient, register):
    raekker = alle(klient, "henvendelser", sorter="foelgesager")
    for en, anden in pairwise(raekker):
        if en.antal_foelgesager == anden.antal_foelgesager:
            assert (en.modtaget, en.pk) > (anden.modtaget, anden.pk)


@pytest.mark.parametrize("sorter", ["findes-ikke", "--modtaget", "beskrivelse", "\x00", ""])
def test_en_kolonne_der_ikke_findes_er_listens_egen_orden(klient, register, sorter):
    svar = klient.get("/henvendelser/", {"sorter": sorter})
    assert list(svar.context["side"]) == list(klient.get("/henvendelser/").context["side"])


def test_hovedet_siger_hvad_der_er_sorteret_efter_og_vender(klient, register):
    side = klient.get("/henvendelser/", {"status": "aaben", "side": "2"}).content.decode()
    assert side.count("aria-sort") == 1
    assert (
        'aria-sort="descending"><a class="sortering" href="?status=aaben&amp;sorter=modtaget"'
        in side
    )
    side = klient.get("/henvendelser/", {"sorter": "emne"}).content.decode()
    assert 'aria-sort="ascending"><a class="sortering" href="?sorter=-emne"' in side
    assert '<input type="hidden" name="sorter" value="emne">' in side


@pytest.mark.parametrize(("pr_side", "antal"), [("25", 25), ("100", 30), ("7", 30), ("x", 30)])
def test_sidens_laengde_er_en_af_dem_der_vises(klient, register, pr_side, antal):
    assert len(klient.get("/henvendelser/", {"pr_side": pr_side}).context["side"]) == antal
