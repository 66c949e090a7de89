"""A list divided by its column's values, against the same list put in order as a whole."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from henvendelser import models as m
from henvendelser.valg import Henvendelsestype, JaNej, Maerkeslags, Rolle
from henvendelser.views import lister, opdeling, sortering, valgte
from henvendelser.views.listekolonner import maerker_i
from henvendelser.views.ordener import Delelig
from henvendelser.views.udvalg import vaelg
from henvendelser.views.valgte import Valgte
from tests import fabrik

pytestmark = pytest.mark.django_db
DAG = date(2025, 1, 1)
LISTER = (
    lister.HENVENDELSER,
    lister.SAGER,
    lister.AFGOERELSER,
    lister.BEMAERKNINGER,
    lister.AKTIVITETER,
)
TEKSTER = ("", "§ 1", "§ 2", "§ 10", "a", "A", "æ", "Ø", "Aa")
# Of these the office has a single value, or none.
ENS = {"instans", "slags", "henvender", "anonym", "tvaergaaende", "moede", "moedeklage"} | {
    *("retsstilling", "laering", "behandling")
}


@pytest.fixture
def register(kontor):
    """Most columns have several values, none among them, and rows that share one."""
    tvilling = m.Afdeling.objects.create(navn=kontor.enhed.navn, overordnet=kontor.boern)
    steder = (kontor.skole, kontor.boern, None, kontor.enhed, tvilling)
    emner = (kontor.svartid, None, kontor.andet, kontor.skik, kontor.sprog)
    love = [m.Lov.objects.create(navn=navn) for navn in ("Åloven", "Aaloven", "Loven")]
    maerker = [
        m.Maerke.objects.create(noegle=noegle, navn=noegle, slags=slags)
        for noegle, slags in (("een", Maerkeslags.LISTE), ("flere", Maerkeslags.FLERE))
    ]
    vaerdier = [
        [m.Maerkevaerdi.objects.create(maerke=en, navn=navn) for navn in ("C", "A", "B")]
        for en in maerker
    ]
    tidligere = None
    for nr in range(40):
        dag = DAG + timedelta(nr % 6)
        henvendelse = fabrik.henvendelse(
            dag,
            afdeling=steder[nr % 5],
            emne=emner[nr % 7 % 5],
            foelgesager=((kontor.skole, None),) * (nr % 8 % 3),
            kontaktform=(None, kontor.mail, kontor.telefon)[nr % 3],
            kategori=(None, kontor.klage)[nr % 2],
            type=(None, *Henvendelsestype.values)[nr % 3],
            bosat=(None, *JaNej.values)[nr % 4 % 3],
            behandling=kontor.raad,
            afsluttet=dag + timedelta(nr % 4) if nr % 3 else None,
            genhenvendelse=tidligere if nr % 6 == 5 else None,
        )
        tidligere = henvendelse if nr % 12 == 0 else tidligere
        svar = [*vaerdier[0][nr % 3 : nr % 3 + nr % 2], *vaerdier[1][nr % 4 : nr % 4 + nr % 3]]
        for en in svar:
            m.Maerkesvar(
                henvendelse=henvendelse, maerke=en.maerke, vaerdi=en, flere=en.maerke.tager_flere
            ).save()
        frist = {"frist": DAG + timedelta(nr % 4), "frist_forklaring": "Aftalt"}
        with fabrik.uden_om_loggen():
            m.Henvendelse.objects.filter(pk=henvendelse.pk).update(
                sidst_aktiv=DAG + timedelta(nr % 4), **frist if nr % 5 == 0 else {}
            )
        fabrik.afgoerelse(
            kontor.ankestyrelsen,
            dag,
            afdeling=steder[nr % 5],
            udfald=("afvist", None, "hjemvist")[nr % 3],
            temaer=[kontor.begrundelse, kontor.oplysning][: nr % 4 % 3],
            lov=love[nr % 3] if nr % 5 else None,
            paragraf=TEKSTER[nr % 9] if nr % 5 else "",
            afgjort=dag - timedelta(nr % 4) if nr % 3 else None,
        )
        fabrik.aktivitet(
            kontor.oplaeg,
            dag,
            titel=TEKSTER[1 + nr % 8],
            maalgruppe=TEKSTER[nr % 9],
            afdeling=steder[nr % 5],
            timer=(None, Decimal(1), Decimal("1.5"), Decimal("2.25"))[nr % 4],
            antal_deltagere=(None, 10, 9)[nr % 3],
        )
    return kontor


def raekker_i(liste):
    """The rows of a list in its own order, as its page asks for them."""
    raekker = liste.filter.Meta.model.objects.synlige_for(m.Bruger(rolle=Rolle.RAADGIVER))
    if liste is lister.BEMAERKNINGER:
        return raekker.order_by(
            "-afgoerelse__modtaget", "-afgoerelse_id", "tema__raekkefoelge", "tema__navn"
        )
    return raekker


def valgte_i(liste, filtre=None) -> Valgte:
    return vaelg(liste, filtre or {}, raekker_i(liste), m.Bruger(rolle=Rolle.RAADGIVER))


@pytest.mark.parametrize(
    "naer",
    [pytest.param(0, marks=pytest.mark.langsom), 14, pytest.param(1000, marks=pytest.mark.langsom)],
)
@pytest.mark.parametrize("liste", LISTER, ids=lambda liste: liste.titel)
def test_siderne_er_dem_som_hele_listen_i_orden_har(register, monkeypatch, liste, naer):
    monkeypatch.setattr(valgte, "NAER", naer)
    monkeypatch.setattr(valgte, "MANGE", 0)
    orden = orden_i(liste)
    for filtre in ({}, {"fra": "2025-01-03"}, {"afdeling": f"{register.skole.pk},uoplyst"}):
        for sorter in (f"{tegn}{noegle}" for noegle in delelige(liste) for tegn in ("", "-")):
            de_valgte = valgte_i(liste, filtre)
            ventet = list(
                sortering.sorter(de_valgte.samlet, orden, sorter).values_list("pk", flat=True)
            )
            delt = sortering.opdelt(de_valgte, orden, sorter)
            assert delt.antal == de_valgte.antal == len(ventet) > 7
            for samles, ofte in ((0, 0.0), (5000, 1.0)):
                monkeypatch.setattr(opdeling, "SAMLES_HOEJST", samles)
                monkeypatch.setattr(opdeling, "OFTE", ofte)
                sider = [delt.noegler(fra, fra + 7) for fra in range(0, len(ventet), 7)]
                assert [pk for side in sider for pk in side] == ventet, (sorter, filtre, samles)
                assert delt.noegler(2, len(ventet)) == ventet[2:]
                assert delt.noegler(len(ventet), len(ventet) + 7) == []


def orden_i(liste) -> sortering.Orden:
    """With the office's own markers, where the list has them."""
    return sortering.med_maerker(
        liste.orden, maerker_i(valgte_i(liste).filter), liste.filter.Meta.model
    )


def delelige(liste) -> list[str]:
    return [noegle for noegle, orden in orden_i(liste).items() if isinstance(orden, Delelig)]


def test_registeret_har_flere_vaerdier_i_hver_kolonne(register):
    for liste in LISTER:
        for noegle in delelige(liste):
            delt = sortering.opdelt(valgte_i(liste), orden_i(liste), noegle)
            assert (len(delt.grupper) > 1) == (noegle not in ENS), noegle
            assert max(gruppe.antal for gruppe in delt.grupper) > 1, noegle


def test_vaerdier_af_samme_navn_er_en_gruppe(register):
    delt = sortering.opdelt(valgte_i(lister.SAGER), lister.SAGER.orden, "afdeling")
    sammen = [set(gruppe.vaerdier) for gruppe in delt.grupper if len(gruppe.vaerdier) > 1]
    enheder = m.Afdeling.objects.filter(navn=register.enhed.navn)
    assert sammen == [set(enheder.values_list("pk", flat=True))]


def test_en_kolonne_som_et_indeks_har_i_orden_deles_ikke(kontor):
    liste = lister.HENVENDELSER
    for sorter in ("", "nummer", "-modtaget"):
        assert sortering.opdelt(valgte_i(liste), liste.orden, sorter) is None
