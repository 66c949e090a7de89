"""What was written in a round before: the sent stands fast, and the drafts become ciphertext."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from beretning.models import Rundekladde, Stillingtagen, Svarafsnit
from beretning.runder.handlinger import gem_kladde, send_svar
from beretning.runder.kladde import laes_kladde, laes_sendt
from beretning.runder.svar import Emne, Punkt, Svarindhold
from beretning.valg import Stilling
from henvendelser.log import triggere
from tests import fabrik

FOER = [("beretning", "0003_runder")]
KLADDER_I_KLAR_TEKST = [("beretning", "0004_svarafsnit_sendt")]
LAERT = Svarindhold((), (Emne("Breve", "Vi har skrevet dem om."),))


def frem_og_tilbage(maal: list[tuple[str, str]]) -> None:
    alle = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate(maal)
    MigrationExecutor(connection).migrate(alle)


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_emnerne_i_et_sendt_svar_faar_svarets_tid(kontor, leder):
    runde = fabrik.runde(fabrik.beretning(), [kontor.boern, kontor.skole])
    sendt, kladde = runde.svar.order_by("pk")
    sendt = send_svar(svar=sendt, indhold=LAERT, version=0, af=leder)
    gem_kladde(svar=kladde, indhold=LAERT, version=0, af=leder)
    frem_og_tilbage(FOER)
    assert {et.svar_id: et.sendt for et in Svarafsnit.objects.all()} == {sendt.pk: sendt.sendt}
    assert laes_kladde(kladde) == (LAERT, "")
    triggere.saet_efter_migrate(using="default")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE beretning_svarafsnit SET tekst = 'andet'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_en_kladde_i_klar_tekst_laegges_over_og_det_sendte_er_som_det_var(kontor, leder):
    fabrik.anbefaling([kontor.boern, kontor.skole, kontor.enhed])
    runde = fabrik.runde(fabrik.beretning(), [kontor.boern, kontor.skole, kontor.enhed])
    sendt, kladde, tom = runde.svar.order_by("pk")
    (spurgt,) = sendt.stillingtagen.values_list("adressat", flat=True)
    helt = Svarindhold((Punkt(spurgt, Stilling.FULGT, gjort="Nyt brev."),), LAERT.emner)
    (spurgt,) = kladde.stillingtagen.values_list("adressat", flat=True)
    halvt = Svarindhold((Punkt(spurgt, gjort="Halvt brev"),), (Emne("", "Om Alma"),), True)
    sendt = send_svar(svar=sendt, indhold=helt, version=0, af=leder)
    kladde = gem_kladde(svar=kladde, indhold=halvt, version=0, af=leder)
    frem_og_tilbage(KLADDER_I_KLAR_TEKST)
    assert laes_kladde(kladde) == (halvt, "")
    assert laes_kladde(tom) == (Svarindhold(), "")
    assert laes_sendt(type(sendt).objects.get(pk=sendt.pk)) == helt
    kladden = Rundekladde.objects.get()
    assert kladden.svar == kladde and "Alma" not in kladden.indhold.skjult
    assert {et.svar_id for et in Stillingtagen.objects.exclude(gjort="")} == {sendt.pk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_paa_vejen_tilbage_staar_kladden_i_sine_raekker(kontor, leder):
    """So that the test above does move words: without the way back there would be none to move."""
    fabrik.anbefaling([kontor.boern])
    svar = fabrik.runde(fabrik.beretning(), [kontor.boern]).svar.get()
    gem_kladde(svar=svar, indhold=LAERT, version=0, af=leder)
    executor = MigrationExecutor(connection)
    alle = executor.loader.graph.leaf_nodes()
    foer = executor.migrate(KLADDER_I_KLAR_TEKST).apps
    rader = foer.get_model("beretning", "Svarafsnit").objects.values_list("overskrift", "tekst")
    assert list(rader) == [("Breve", "Vi har skrevet dem om.")]
    MigrationExecutor(connection).migrate(alle)
