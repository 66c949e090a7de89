"""Answers that were sent before a sent subheading carried its time stand fast as those after."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from beretning.models import Svarafsnit
from beretning.runder.handlinger import gem_kladde, send_svar
from beretning.runder.svar import Emne, Svarindhold
from henvendelser.log import triggere
from tests import fabrik

FOER = [("beretning", "0003_runder")]
LAERT = Svarindhold((), (Emne("Breve", "Vi har skrevet dem om."),))


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_emnerne_i_et_sendt_svar_faar_svarets_tid_og_en_kladdes_ingen(kontor, leder):
    runde = fabrik.runde(fabrik.beretning(), [kontor.boern, kontor.skole])
    sendt, kladde = runde.svar.order_by("pk")
    sendt = send_svar(svar=sendt, indhold=LAERT, version=0, af=leder)
    gem_kladde(svar=kladde, indhold=LAERT, version=0, af=leder)
    alle = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate(FOER)
    MigrationExecutor(connection).migrate(alle)
    assert {et.svar_id: et.sendt for et in Svarafsnit.objects.all()} == {
        sendt.pk: sendt.sendt,
        kladde.pk: None,
    }
    triggere.saet_efter_migrate(using="default")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE beretning_svarafsnit SET tekst = 'andet'")
