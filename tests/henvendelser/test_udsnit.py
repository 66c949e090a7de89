"""Rows out of the middle of a list, against the whole list cut at the same places."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from henvendelser import models as m
from henvendelser.valg import Rolle
from henvendelser.views import lister, sortering, udsnit
from henvendelser.views.udvalg import vaelg
from tests import fabrik
from tests.redskaber.lag import lag

pytestmark = pytest.mark.django_db
DAG = date(2025, 1, 1)
ANTAL = 24  # issues in the register


@lag
def register(kontor):
    """Many issues of the first days and few of the last, so that a guess at the middle is wrong."""
    for nr in range(12):
        fabrik.henvendelse(
            DAG + timedelta(nr // 5 * 7),
            afdeling=(kontor.skole, None)[nr % 2],
            foelgesager=((kontor.skole, None),) * (3 if nr < 4 else 0),
            kontaktform=(None, kontor.mail, kontor.telefon)[nr % 3],
            behandling=kontor.raad,
            afsluttet=DAG + timedelta(30) if nr % 3 else None,
        )
    for nr in range(6):
        temaer = [kontor.begrundelse, kontor.oplysning][: 2 if nr < 2 else 1]
        fabrik.afgoerelse(kontor.ankestyrelsen, DAG + timedelta(nr), temaer=temaer)
    return kontor


@pytest.fixture
def langt(monkeypatch):
    """As if the list were long: what is far in, and what is few, is so with a handful of rows."""
    monkeypatch.setattr(udsnit, "LANGT_INDE", 1)
    monkeypatch.setattr(udsnit, "FAA", 2)


def alle_udsnit(raekker) -> dict[tuple[int, int], list]:
    noegler = list(raekker.values_list("pk", flat=True))
    antal = len(noegler)
    return {
        (fra, til): noegler[fra:til] for fra in range(antal + 1) for til in range(fra, antal + 1)
    }


def sorterede() -> list:
    sager = m.Sag.objects.all()
    andre = m.Bemaerkning.objects.order_by("-afgoerelse__modtaget", "-afgoerelse", "tema")
    return [
        *(
            pytest.param(lister.SAGER, raekker, sorter, id=f"{navn} {sorter}")
            for navn, raekker in (
                ("sager", sager),
                ("følgesager", sager.filter(sagstype="foelgesag")),
                ("lukkede", sager.filter(henvendelse__afsluttet__isnull=False)),
            )
            for sorter in ("", "nummer", "-nummer", "modtaget", "-modtaget", "afdeling")
        ),
        pytest.param(lister.BEMAERKNINGER, andre, "", id="bemærkninger"),
        pytest.param(
            lister.HENVENDELSER, m.Henvendelse.objects.all(), "-nummer", id="henvendelser"
        ),
    ]


@pytest.fixture(params=["kort", "lang"])
def laengde(request):
    return request.getfixturevalue("langt") if request.param == "lang" else None


@pytest.mark.parametrize(("liste", "raekker", "sorter"), sorterede())
@pytest.mark.usefixtures("register", "laengde")
def test_et_udsnit_er_det_samme_som_af_hele_listen(liste, raekker, sorter):
    sorteret = sortering.sorter(raekker.all(), liste.orden, sorter)
    ventet = alle_udsnit(sorteret)
    antal = max(til for _, til in ventet)
    fundne = {(fra, til): udsnit.udsnit(sorteret, fra, til, antal) for fra, til in ventet}
    assert fundne == ventet
    assert antal > 4


@pytest.mark.parametrize("filtre", [{}, {"status": "afsluttet"}, {"fra": "2025-01-08"}])
@pytest.mark.usefixtures("register", "laengde")
def test_de_samme_naar_sagerne_taelles_som_henvendelser_og_foelgesager(filtre):
    raadgiver = m.Bruger(rolle=Rolle.RAADGIVER)
    valgte = vaelg(lister.SAGER, filtre, m.Sag.objects.all(), raadgiver)
    for sorter in ("", "nummer", "-modtaget"):
        sorteret = sortering.sorter(valgte.samlet, lister.SAGER.orden, sorter)
        ventet = alle_udsnit(sorteret)
        fundne = {
            (fra, til): udsnit.udsnit(sorteret, fra, til, valgte.antal, valgte.dele())
            for fra, til in ventet
        }
        assert fundne == ventet
        assert valgte.antal == max(til for _, til in ventet) > 6


@pytest.mark.parametrize("filtre", [{"sagstype": "foelgesag"}, {"fra": "31.2.2025"}])
def test_sager_valgt_ved_deres_egne_felter_eller_ved_noget_forkert_har_ikke_de_to_dele(
    register, filtre
):
    valgte = vaelg(lister.SAGER, filtre, m.Sag.objects.all(), m.Bruger(rolle=Rolle.RAADGIVER))
    assert valgte.dele() is None


def test_sagerne_er_saa_mange_som_proeverne_regner_med(register):
    assert m.Sag.objects.count() == ANTAL


def sql(raekker, fra: int, til: int) -> list[str]:
    with CaptureQueriesContext(connection) as spurgt:
        udsnit.udsnit(raekker, fra, til, ANTAL)
    return [en["sql"] for en in spurgt]


def test_midt_i_sagerne_taelles_de_foer_en_dag_og_der_laeses_videre_fra_den(register, langt):
    """How many inquiries, the day of the one halfway, the issues before it, and the rows."""
    i_alt, dag, foer, raekker = sql(m.Sag.objects.all(), 11, 13)
    assert ["COUNT(*)" in en for en in (i_alt, dag, foer, raekker)] == [True, False, True, False]
    assert "LIMIT 1 " in f"{dag} " and "LIMIT 2 " in f"{raekker} "


@pytest.mark.parametrize(("fra", "til"), [(0, 2), (1, 3), (21, 23), (22, 24)])
def test_naer_en_ende_laeses_der_derfra(register, langt, fra, til):
    (spurgt,) = sql(m.Sag.objects.all(), fra, til)
    assert "LIMIT" in spurgt


def test_faa_laeses_alle(register):
    (spurgt,) = sql(m.Sag.objects.all(), 2, 4)
    assert "LIMIT" not in spurgt


@pytest.mark.parametrize("sorter", ["", "-nummer"])
def test_henvendelser_staar_selv_i_orden_og_deles_ikke(register, langt, sorter):
    raekker = sortering.sorter(m.Henvendelse.objects.all(), lister.HENVENDELSER.orden, sorter)
    with CaptureQueriesContext(connection) as spurgt:
        udsnit.udsnit(raekker, 5, 7, 12)
    assert len(spurgt) == 1


def test_en_kolonne_der_kan_mangle_deles_der_ikke_ved(register, langt):
    """What has no value stands neither before nor after one."""
    raekker = m.Sag.objects.order_by("henvendelse__afsluttet", "id")
    assert len(sql(raekker, 11, 13)) == 1
