"""The demo's requests: one in every state, and leads that can log in to a demo alone."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as indstillinger
from django.core.management import CommandError, call_command

from borgerraadgiver.adgang.demo import andre_end_demoens
from henvendelser import models as m
from henvendelser.filtre import ForespoergselFilter
from henvendelser.regler import i_dag
from henvendelser.valg import Forespoergselstilstand

pytestmark = pytest.mark.django_db
MAPPE = Path(indstillinger.BASE_DIR) / "fixtures" / "albertslund"


@pytest.fixture
def laeg(settings):
    settings.DEMO = True
    call_command("opsaet", MAPPE / "opsaetning.json", verbosity=0)

    def koer() -> str:
        ud = StringIO()
        call_command("demoforespoergsler", MAPPE / "forespoergsler.json", stdout=ud)
        return ud.getvalue()

    return koer


def test_der_er_en_i_hver_tilstand_og_en_over_fristen(laeg):
    laeg()
    tilstande = Counter(m.Forespoergsel.objects.values_list("tilstand", flat=True))
    assert set(tilstande) == set(Forespoergselstilstand.values)
    vilkaar = ForespoergselFilter.vilkaar(m.Forespoergsel, {"frist": "overskredet"})
    assert m.Forespoergsel.objects.filter(vilkaar).count() >= 1
    assert m.Fristforlaengelse.objects.filter(udfald=None).count() == 1
    assert not m.Brev.objects.exists()
    sendt = {en.pk: en.sendt for en in m.Forespoergsel.objects.all()}
    for svar in m.Svar.objects.all():
        assert sendt[svar.forespoergsel_id] < svar.tidspunkt.date() < i_dag()


def test_anden_gang_goer_intet_og_siger_lederne_igen(laeg):
    foerste = laeg()
    antal = m.Forespoergsel.objects.count()
    assert laeg() == foerste
    assert m.Forespoergsel.objects.count() == antal
    assert foerste.count("demo-afdelingsleder") == m.Bruger.objects.count() == 6


def test_lederne_er_demoens_og_ser_kun_deres_egen(laeg):
    laeg()
    assert not andre_end_demoens()
    for leder in m.Bruger.objects.all():
        synlige = m.Forespoergsel.objects.synlige_for(leder)
        assert {en.afdeling for en in synlige} == set(leder.afdelinger.all())


def test_uden_demo_goeres_intet(laeg, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=true"):
        laeg()
    assert not m.Bruger.objects.exists()
