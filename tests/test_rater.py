"""A rate lets exactly its number through: in one process, in four at once, on both databases."""

import pytest
from django.db import connection, transaction

from borgerraadgiver import rater
from borgerraadgiver.models import Taeller
from borgerraadgiver.rater import Rate, ryd_op

from .redskaber.samtidig import delt_database, samtidig

TRE = Rate("proeve", antal=3, sekunder=60)


@pytest.fixture
def uret(monkeypatch):
    """A clock that stands still until it is moved: `uret(sekunder)`."""
    nu = [1_800_000_000_000]
    monkeypatch.setattr(rater, "_nu", lambda: nu[0])

    def frem(sekunder: float) -> None:
        nu[0] += round(sekunder * 1000)

    return frem


@pytest.mark.django_db
def test_tre_slipper_igennem_og_den_fjerde_ikke(uret):
    assert [TRE.tag("anne") for _ in range(5)] == [True, True, True, False, False]
    assert TRE.resttid("anne") == 60


@pytest.mark.django_db
def test_vinduet_loeber_fra_det_foerste_forsoeg_og_begge_sider_af_graensen(uret):
    for _ in range(3):
        TRE.tag("anne")
        uret(10)
    assert (TRE.tag("anne"), TRE.resttid("anne")) == (False, 30)
    uret(29.999)
    assert (TRE.tag("anne"), TRE.resttid("anne")) == (False, 1)
    uret(0.001)
    assert TRE.resttid("anne") == 0
    assert [TRE.tag("anne") for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_et_afvist_forsoeg_forlaenger_ikke_vinduet(uret):
    for _ in range(3):
        TRE.tag("anne")
    uret(59)
    TRE.tag("anne")
    uret(1)
    assert TRE.tag("anne")


@pytest.mark.django_db
def test_resttid_er_nul_saa_laenge_der_er_flere_forsoeg(uret):
    assert TRE.resttid("anne") == 0
    TRE.tag("anne")
    TRE.tag("anne")
    assert TRE.resttid("anne") == 0


@pytest.mark.django_db
def test_noegler_og_rater_holdes_hver_for_sig(uret):
    anden = Rate("en anden", antal=3, sekunder=60)
    for _ in range(4):
        TRE.tag("anne")
    assert (TRE.tag("bent"), anden.tag("anne")) == (True, True)


@pytest.mark.django_db
def test_nulstil_glemmer_kun_den_ene(uret):
    for noegle in ("anne", "bent"):
        for _ in range(3):
            TRE.tag(noegle)
    TRE.nulstil("anne")
    assert (TRE.tag("anne"), TRE.tag("bent")) == (True, False)


@pytest.mark.django_db
def test_tabellen_siger_ikke_hvem_det_var(uret):
    TRE.tag("anne.test")
    TRE.tag("192.0.2.7")
    raekker = list(Taeller.objects.values())
    assert len(raekker) == 2
    for raekke in raekker:
        assert set(raekke) == {"noegle", "antal", "udloeber"}
        assert len(raekke["noegle"]) == 64
        assert "anne" not in str(raekke) and "192.0" not in str(raekke)


@pytest.mark.django_db
def test_et_forsoeg_koster_en_saetning_i_databasen(uret, django_assert_num_queries):
    TRE.tag("anne")
    with django_assert_num_queries(1):
        TRE.tag("anne")


@pytest.mark.django_db
def test_udloebne_vinduer_fjernes_naar_et_nyt_begynder(uret):
    TRE.tag("anne")
    uret(30)
    TRE.tag("bent")
    uret(30)  # Anne's window has just ended, Bent's has not
    TRE.tag("carl")
    assert Taeller.objects.count() == 2
    uret(60)
    assert ryd_op() == 2
    assert not Taeller.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_inde_i_en_transaktion_er_en_fejl():
    with pytest.raises(RuntimeError), transaction.atomic():
        TRE.tag("anne")


@pytest.mark.parametrize(("antal", "sekunder"), [(0, 60), (3, 0), (-1, 60)])
def test_en_rate_der_intet_siger_findes_ikke(antal, sekunder):
    with pytest.raises(ValueError):
        Rate("proeve", antal=antal, sekunder=sekunder)


PROCESSER, FORSOEG, HOEJST = 4, 50, 40
KOED = f"""
from borgerraadgiver.rater import Rate
rate = Rate("samtidig", antal={HOEJST}, sekunder=3600)
klar()
print(sum(rate.tag("anne") for _ in range({FORSOEG})))
"""
# The control: the number is read, then decided on, then written.
UDEN_LAAS = f"""
from borgerraadgiver.models import Taeller
Taeller.objects.get_or_create(noegle="anne", defaults={{"antal": 1, "udloeber": 0}})
klar()
sluppet = 0
for _ in range({FORSOEG}):
    taeller = Taeller.objects.get(noegle="anne")
    if taeller.antal <= {HOEJST}:
        taeller.antal += 1
        taeller.save()
        sluppet += 1
print(sluppet)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_fire_processer_slipper_tilsammen_praecis_graensen_igennem(tmp_path):
    miljoe = delt_database(tmp_path)
    sluppet = [int(tal) for tal in samtidig(KOED, antal=PROCESSER, miljoe=miljoe)]
    assert sum(sluppet) == HOEJST
    uden_laas = [int(tal) for tal in samtidig(UDEN_LAAS, antal=PROCESSER, miljoe=miljoe)]
    print(f"{connection.vendor}: {sluppet}; uden lås: {uden_laas}")
    assert sum(uden_laas) > HOEJST
