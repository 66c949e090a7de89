"""`manage.py opret_bruger`: a user with a role; the password never stands on the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from henvendelser.models import Bruger
from henvendelser.valg import Rolle

GOD = "en lang sætning med ord"


def opret(monkeypatch, adgangskode: str, *args: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(adgangskode + "\n"))
    call_command("opret_bruger", *args, stdout=io.StringIO())


@pytest.mark.django_db
def test_brugeren_faar_rollen_navnet_og_adgangskoden(monkeypatch):
    opret(monkeypatch, GOD, "anne", "--rolle", "raadgiver", "--navn", "Anne Marie Test")
    bruger = Bruger.objects.get()
    assert (bruger.username, bruger.rolle) == ("anne", Rolle.RAADGIVER)
    assert (bruger.first_name, bruger.last_name) == ("Anne Marie", "Test")
    assert bruger.check_password(GOD)


@pytest.mark.django_db
@pytest.mark.parametrize("adgangskode", ["", "kort", "123456789012345", "borgerraadgiver"])
def test_en_daarlig_adgangskode_afvises(monkeypatch, adgangskode):
    with pytest.raises(CommandError, match="adgangskode"):
        opret(monkeypatch, adgangskode, "borgerraadgiver", "--rolle", "raadgiver")
    assert not Bruger.objects.exists()


@pytest.mark.django_db
def test_et_brugernavn_bruges_kun_en_gang(monkeypatch):
    opret(monkeypatch, GOD, "anne", "--rolle", "raadgiver")
    with pytest.raises(CommandError):
        opret(monkeypatch, GOD, "anne", "--rolle", "administrator")
    assert Bruger.objects.get().rolle == Rolle.RAADGIVER


def test_rollen_skal_findes(monkeypatch):
    with pytest.raises(CommandError, match="rolle"):
        opret(monkeypatch, GOD, "anne", "--rolle", "direktoer")


def test_en_afdelingsleder_faar_sine_afdelinger(monkeypatch, kontor):
    opret(monkeypatch, GOD, "lis", "--rolle", "afdelingsleder", "--afdeling", kontor.boern.navn)
    assert list(Bruger.objects.get().afdelinger.all()) == [kontor.boern]


@pytest.mark.parametrize(
    ("afdeling", "besked"),
    [((), "mindst én afdeling"), (("--afdeling", "Findes ikke"), "ingen afdeling med navnet")],
)
def test_en_afdelingsleder_uden_en_afdeling_der_findes_oprettes_ikke(
    monkeypatch, kontor, afdeling, besked
):
    with pytest.raises(CommandError, match=besked):
        opret(monkeypatch, GOD, "lis", "--rolle", "afdelingsleder", *afdeling)
    assert not Bruger.objects.exists()


def test_demoens_brugere_faar_demoens_adresser(monkeypatch, settings, db):
    """Another user beside them would keep the demo from starting again."""
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"skal adressen ende på @demo\.invalid"):
        opret(monkeypatch, GOD, "anne", "--rolle", "raadgiver", "--email", "anne@kommune.example")
    opret(monkeypatch, GOD, "anne", "--rolle", "raadgiver", "--email", "anne@demo.invalid")
    assert Bruger.objects.count() == 1
