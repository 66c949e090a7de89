"""After a rotation the old key can be taken away."""

import pytest
from django.core.management import CommandError, call_command

from henvendelser import kryptering, rotation
from henvendelser.models import Borger

pytestmark = pytest.mark.django_db

GAMMEL, NY = kryptering.ny_noegle(), kryptering.ny_noegle()
NUMRE = [f"610190{nr:04}" for nr in range(7)]


@pytest.fixture
def borgere(settings, monkeypatch):
    """Seven citizens under the old key, so that a portion of three is met full, and not full."""
    settings.KRYPTERINGSNOEGLER = [GAMMEL]
    monkeypatch.setattr(rotation, "PORTION", 3)
    for nummer in NUMRE:
        Borger.objects.create(navn=f"Borger {nummer[-1]}", cpr=nummer)
    Borger.objects.create(navn="Uden nummer")
    settings.KRYPTERINGSNOEGLER = [NY, GAMMEL]


def koer(capsys) -> str:
    call_command("roter_noegler")
    return capsys.readouterr().out


def test_den_gamle_noegle_kan_fjernes_bagefter(borgere, settings, capsys):
    assert "henvendelser.Borger.cpr: 7 lagt over." in koer(capsys)
    settings.KRYPTERINGSNOEGLER = [NY]
    assert {b.cpr.vis() for b in Borger.objects.exclude(cpr=None)} == set(NUMRE)
    assert [Borger.objects.med_cpr(nummer).count() for nummer in NUMRE] == [1] * 7


def test_uden_rotation_kan_den_gamle_noegle_ikke_undvaeres(borgere, settings):
    settings.KRYPTERINGSNOEGLER = [NY]
    with pytest.raises(kryptering.NoeglenMangler):
        Borger.objects.exclude(cpr=None).first().cpr.vis()


def test_borgeren_findes_mens_der_roteres(borgere):
    assert Borger.objects.med_cpr(NUMRE[0]).count() == 1
    ny = Borger.objects.create(navn="Ny", cpr="6203854321")
    assert Borger.objects.med_cpr("6203854321").get() == ny


def test_gentaget_goer_den_ingenting(borgere, capsys):
    koer(capsys)
    foer = set(Borger.objects.values_list("cpr_indeks", flat=True))
    assert "henvendelser.Borger.cpr: 0 lagt over." in koer(capsys)
    assert set(Borger.objects.values_list("cpr_indeks", flat=True)) == foer


def test_en_manglende_noegle_standser_og_naevnes(borgere, settings):
    navn = kryptering.noegler()[1].navn
    settings.KRYPTERINGSNOEGLER = [NY]
    with pytest.raises(CommandError, match=f"»{navn}« mangler"):
        call_command("roter_noegler")
    settings.KRYPTERINGSNOEGLER = [GAMMEL]
    assert {b.cpr.vis() for b in Borger.objects.exclude(cpr=None)} == set(NUMRE)


def test_afbrudt_kan_den_koeres_faerdig(borgere, settings, monkeypatch, capsys):
    rigtig, gange = rotation.roter, []

    def afbrydes(skjult):
        gange.append(skjult)
        if len(gange) == 5:
            raise KeyboardInterrupt
        return rigtig(skjult)

    monkeypatch.setattr(rotation, "roter", afbrydes)
    with pytest.raises(KeyboardInterrupt):
        call_command("roter_noegler")
    assert "henvendelser.Borger.cpr: 4 lagt over." in koer(capsys)
    settings.KRYPTERINGSNOEGLER = [NY]
    assert {b.cpr.vis() for b in Borger.objects.exclude(cpr=None)} == set(NUMRE)


def test_ny_noegle_kan_bruges(settings, capsys):
    call_command("ny_noegle")
    settings.KRYPTERINGSNOEGLER = [capsys.readouterr().out.strip()]
    assert kryptering.dekrypter(kryptering.krypter("x")) == b"x"
