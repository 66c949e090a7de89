"""What changes several rows changes all of them or none."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from henvendelser import handlinger as h
from henvendelser import models as m
from henvendelser.handlinger import Sagsindhold
from henvendelser.valg import Sagstype, Udfald
from tests import fabrik
from tests.fabrik import DAGEN

pytestmark = pytest.mark.django_db


def indhold(henvendelse) -> set:
    """The inquiry's issues as the database has them."""
    return {(s.sagstype, s.afdeling, s.emne) for s in m.Sag.objects.filter(henvendelse=henvendelse)}


def test_numrene_loeber_i_hvert_aar_for_sig():
    numre = [
        fabrik.henvendelse(dag).nummer
        for dag in (date(2024, 12, 31), date(2025, 1, 1), date(2024, 1, 1), date(2025, 12, 31))
        if dag <= date(2025, 12, 31)
    ]
    assert numre == ["2024-0001", "2025-0001", "2024-0002", "2025-0002"]


def test_nummeret_bliver_langt_naar_aaret_er_det():
    m.Nummerserie.objects.create(aar=2025, seneste=9999)
    assert fabrik.henvendelse().nummer == "2025-10000"


def test_en_registrering_der_fejler_giver_nummeret_tilbage_og_gemmer_intet(kontor):
    udloebet = m.Afdeling.objects.create(navn="Væk", gyldig_til=DAGEN - timedelta(1))
    with pytest.raises(h.UgyldigSag) as fejl:
        fabrik.henvendelse(
            foelgesager=((kontor.boern, None), (udloebet, None)), borger=m.Borger(navn="A")
        )
    assert fejl.value.nummer == 2
    assert not m.Henvendelse.objects.exists()
    assert not m.Borger.objects.exists()
    assert fabrik.henvendelse().nummer == "2025-0001"


def test_en_borger_uden_noget_afvises():
    with pytest.raises(ValidationError):
        fabrik.henvendelse(borger=m.Borger())
    assert not m.Henvendelse.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_to_paa_en_gang_faar_to_numre():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; here it lies in memory, where that differs.")
    parat, numre, fejl = threading.Barrier(8), [], []

    def registrer():
        try:
            parat.wait()
            numre.append(fabrik.henvendelse().nummer)
        except Exception as e:
            fejl.append(e)
        finally:
            connection.close()

    traade = [threading.Thread(target=registrer) for _ in range(8)]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join()
    assert not fejl
    assert sorted(numre) == [f"2025-{nr:04}" for nr in range(1, 9)]


def ret(henvendelse, hovedsag, *foelgesager, borger=None):
    return h.ret_henvendelse(
        henvendelse=henvendelse, hovedsag=hovedsag, foelgesager=foelgesager, borger=borger, af=None
    )


def test_ret_fjerner_tilfoejer_og_bytter_om(kontor):
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern, foelgesager=((kontor.skole, None), (kontor.enhed, None))
    )
    gammel, blivende, _ = henvendelse.sager.order_by("id")
    ret(
        henvendelse,
        Sagsindhold(kontor.skole, kontor.sprog, blivende.pk),
        Sagsindhold(kontor.boern, None, gammel.pk),
        Sagsindhold(None, kontor.andet),
    )
    assert indhold(henvendelse) == {
        (Sagstype.HOVEDSAG, kontor.skole, kontor.sprog),
        (Sagstype.FOELGESAG, kontor.boern, None),
        (Sagstype.FOELGESAG, None, kontor.andet),
    }
    assert henvendelse.sager.get(sagstype=Sagstype.HOVEDSAG).pk == blivende.pk
    connection.check_constraints()


def test_ret_roerer_ikke_en_anden_henvendelses_sag(kontor):
    min_, anden = fabrik.henvendelse(), fabrik.henvendelse(afdeling=kontor.boern)
    ret(min_, Sagsindhold(None, None), Sagsindhold(kontor.skole, None, anden.hovedsag.pk))
    assert indhold(anden) == {(Sagstype.HOVEDSAG, kontor.boern, None)}
    assert indhold(min_) == {
        (Sagstype.HOVEDSAG, None, None),
        (Sagstype.FOELGESAG, kontor.skole, None),
    }


def test_en_borger_som_ingen_naevner_slettes_men_ikke_en_der_naevnes_endnu():
    borger = m.Borger(navn="Alma")
    en, to = fabrik.henvendelse(borger=borger), fabrik.henvendelse(borger=borger)
    ret(en, Sagsindhold(None, None))
    assert set(m.Borger.objects.all()) == {borger}
    ret(to, Sagsindhold(None, None))
    assert not m.Borger.objects.exists()


def test_afslut_og_genaabn(kontor):
    henvendelse = fabrik.henvendelse()
    for dag in (DAGEN - timedelta(1), date.today() + timedelta(2)):
        with pytest.raises(ValidationError):
            h.afslut_henvendelse(
                henvendelse=henvendelse, behandling=kontor.raad, afsluttet=dag, af=None
            )
    h.afslut_henvendelse(henvendelse=henvendelse, behandling=kontor.raad, afsluttet=DAGEN, af=None)
    assert not m.Henvendelse.objects.aabne().exists()
    h.genaabn_henvendelse(henvendelse=henvendelse, af=None)
    henvendelse.refresh_from_db()
    assert (henvendelse.afsluttet, henvendelse.behandling) == (None, kontor.raad)


def test_en_rettet_afgoerelse_har_netop_sine_bemaerkninger(kontor):
    afgoerelse = fabrik.afgoerelse(kontor.ankestyrelsen, temaer=[kontor.begrundelse, None])
    blivende = afgoerelse.bemaerkninger.get(tema=kontor.begrundelse).pk
    afgoerelse.udfald = Udfald.HJEMVIST
    h.ret_afgoerelse(afgoerelse=afgoerelse, temaer=[kontor.begrundelse, kontor.oplysning], af=None)
    temaer = dict(afgoerelse.bemaerkninger.values_list("tema", "pk"))
    assert set(temaer) == {kontor.begrundelse.pk, kontor.oplysning.pk}
    assert temaer[kontor.begrundelse.pk] == blivende
