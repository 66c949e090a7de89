"""The login form, the forgotten password, and what they tell a stranger."""

import re

import pytest
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from henvendelser.models import Bruger
from henvendelser.valg import Rolle

from .hjaelp import GOD, KODE, LOG_IND, bruger, kode, send_adgangskode, ser_registret

pytestmark = pytest.mark.django_db
PASSER_IKKE = "Brugernavnet eller adgangskoden passer ikke"


@pytest.fixture
def hoert():
    """The signals that the access log listens to."""
    sket = []
    modtagere = {
        user_logged_in: lambda **kw: sket.append(("ind", kw["user"].username)),
        user_logged_out: lambda **kw: sket.append(("ud", kw["user"].username)),
        user_login_failed: lambda **kw: sket.append(("afvist", kw["credentials"]["username"])),
        authentication_failed: lambda **kw: sket.append(("kode afvist", kw["user"].username)),
    }
    for signal, modtager in modtagere.items():
        signal.connect(modtager, weak=False)
    yield sket
    for signal, modtager in modtagere.items():
        signal.disconnect(modtager)


def test_adgangskode_og_kode_giver_adgang_og_hvert_skridt_siges(kontor, hoert):
    bruger()
    klient = Client()
    assert PASSER_IKKE in send_adgangskode(klient, adgangskode="forkert").content.decode()
    assert hoert == [("afvist", "anne")]
    assert send_adgangskode(klient)["Location"] == KODE
    assert hoert == [("afvist", "anne")]  # a password alone is no login
    assert klient.post(KODE, {"code": "000000"}).status_code == 200
    assert klient.post(KODE, {"code": kode()})["Location"] == "/"
    assert ser_registret(klient)
    klient.post("/log-ud/")
    assert hoert == [
        ("afvist", "anne"),
        ("kode afvist", "anne"),
        ("ind", "anne"),
        ("ud", "anne"),
    ]


def test_man_kommer_tilbage_hvor_man_ville_hen_men_ikke_til_en_fremmed(kontor):
    for naeste, ender in (("/afgoerelser/", "/afgoerelser/"), ("https://ond.example/", "/")):
        bruger(f"bruger{len(ender)}")
        klient = Client()
        klient.post(f"{LOG_IND}?next={naeste}", {"login": f"bruger{len(ender)}", "password": GOD})
        assert klient.post(KODE, {"code": kode()})["Location"] == ender


@pytest.mark.parametrize(
    ("felter", "hvorfor"),
    [
        ({"is_active": False}, "lukket"),
        ({"rolle": ""}, "uden rolle"),
        ({"email": "a@demo.invalid"}, "demo"),
    ],
)
def test_den_der_ikke_har_adgang_logges_ikke_ind(felter, hvorfor, kontor, hoert):
    anne = bruger(**felter)
    klient = Client()
    # Only who knows the password is told that the user is closed.
    assert PASSER_IKKE in send_adgangskode(klient, adgangskode="forkert").content.decode()
    assert send_adgangskode(klient)["Location"] == "/log-ind/lukket/", hvorfor
    assert "_auth_user_id" not in klient.session
    klient.force_login(anne)
    assert klient.get("/")["Location"] == "/log-ind/?next=/"
    assert {sket for sket, _ in hoert} <= {"afvist", "ind"}


def test_et_ukendt_og_et_kendt_brugernavn_afvises_med_samme_ord(kontor):
    bruger()
    svar = [
        re.sub(rb'value="[^"]*"', b"", send_adgangskode(Client(), navn, "forkert").content)
        for navn in ("anne", "findes-ikke")
    ]
    assert svar[0] == svar[1]


@pytest.mark.parametrize("navn", ["", "a" * 10_000, "a\x00b", "🔑", "' OR 1=1 --"])
def test_et_umuligt_brugernavn_er_ingen_fejl(navn):
    assert send_adgangskode(Client(), navn, "x").status_code == 200


def test_linket_til_en_ny_adgangskode_virker_en_gang_og_sendes_kun_til_en_bruger(kontor):
    bruger(email="Anne@kommune.example")
    svar = {
        Client().post("/glemt-adgangskode/", {"email": adresse})["Location"]
        for adresse in ("anne@kommune.example", "ukendt@kommune.example")
    }
    assert svar == {"/glemt-adgangskode/sendt/"}
    (brev,) = mail.outbox
    assert brev.to == ["anne@kommune.example"]
    link = re.search(r"http://testserver(/vaelg-adgangskode/\S+/)", brev.body)[1]
    klient = Client()
    sti = klient.get(link)["Location"]
    assert sti.endswith("-set-password/")  # the key is out of the address
    kort = klient.post(sti, {"password1": "kort", "password2": "kort"})
    assert "for kort" in kort.content.decode()
    ny = "en helt anden sætning her"
    assert klient.post(sti, {"password1": ny, "password2": ny}).status_code == 302
    assert "Linket virker ikke" in Client().get(link).content.decode()
    assert PASSER_IKKE in send_adgangskode(Client()).content.decode()
    assert send_adgangskode(klient, adgangskode=ny)["Location"] == KODE


@pytest.mark.parametrize(
    "sti", ["0-x", "zzzzzzzzzzzzz-abc-def", "1-set-password", "1-" + "a" * 500]
)
def test_et_opdigtet_link_virker_ikke(sti):
    svar = Client().get(f"/vaelg-adgangskode/{sti}/")
    assert (svar.status_code, "Linket virker ikke" in svar.content.decode()) == (200, True)


def test_en_lukket_bruger_faar_ingen_mail(kontor):
    bruger("lukket", email="lukket@kommune.example", is_active=False)
    bruger("ny", email="ny@kommune.example", rolle="")
    for adresse in ("lukket@kommune.example", "ny@kommune.example"):
        Client().post("/glemt-adgangskode/", {"email": adresse})
    assert mail.outbox == []


def test_en_mailadresse_er_en_brugers_alene():
    bruger("anne", email="anne@kommune.example")
    bruger("uden")
    bruger("ogsaa-uden")
    with pytest.raises(IntegrityError), transaction.atomic():
        Bruger.objects.create(username="delt", email="ANNE@kommune.example", rolle=Rolle.RAADGIVER)
