"""Whoever's way in was changed hears of it by mail."""

import re
from unittest.mock import ANY

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from borgerraadgiver.adgang.kontobesked import EMNE, SAETNINGER
from henvendelser.models import Bruger
from henvendelser.valg import Rolle
from tests.conftest import logget_ind

from .hjaelp import GOD

pytestmark = pytest.mark.django_db(transaction=True)
SKIFT = "/konto/adgangskode/"
NY = "en anden lang sætning"


@pytest.fixture
def anne(kontor) -> Bruger:
    return Bruger.objects.create_user("anne", "anne@kommune.example", GOD, rolle=Rolle.RAADGIVER)


def skift(bruger: Bruger):
    felter = {"oldpassword": GOD, "password1": NY, "password2": NY}
    return logget_ind(bruger).post(SKIFT, felter, REMOTE_ADDR="203.0.113.7")


def test_en_ny_adgangskode_siges_til_brugeren_selv(anne):
    assert skift(anne).status_code == 302
    (brev,) = mail.outbox
    assert (brev.to, brev.subject) == (["anne@kommune.example"], EMNE)
    assert "Din adgangskode er ændret. Det skete " in brev.body
    assert re.search(r"^http\S+/konto/sessioner/$", brev.body, re.MULTILINE)
    assert "203.0.113" not in brev.body and GOD not in brev.body and NY not in brev.body


def test_nye_genoprettelseskoder_siges_ogsaa(anne):
    logget_ind(anne).post("/konto/koder/nye/")
    assert [SAETNINGER["mfa/email/recovery_codes_generated"] in b.body for b in mail.outbox] == [
        True
    ]


@pytest.mark.parametrize("hvad", [*SAETNINGER, "account/email/noget_andet"])
def test_kun_det_der_aendrer_adgangen_siges(anne, hvad):
    get_adapter().send_notification_mail(hvad, anne, ANY)
    assert [SAETNINGER[hvad] in brev.body for brev in mail.outbox] == [True] * (hvad in SAETNINGER)


def test_en_bruger_uden_mail_faar_ingen(anne):
    Bruger.objects.filter(pk=anne.pk).update(email="")
    assert skift(anne).status_code == 302
    assert mail.outbox == []


def test_en_mailserver_der_er_nede_standser_ikke_skiftet(anne, monkeypatch):
    def nede(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(EmailBackend, "send_messages", nede)
    assert skift(anne).status_code == 302
    anne.refresh_from_db()
    assert anne.check_password(NY)
