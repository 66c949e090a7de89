"""Inviting a user, and taking a lost factor away."""

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from borgerraadgiver.adgang import handlinger
from borgerraadgiver.adgang.handlinger import KanIkkeInviteres, inviter, nulstil_faktor
from henvendelser.models import Bruger, Logpost

from .hjaelp import GOD, bruger, send_adgangskode

pytestmark = pytest.mark.django_db


def inviteret(**felter) -> Bruger:
    ny = bruger(**{"app": False, "email": "anne@kommune.example"} | felter)
    ny.set_unusable_password()
    ny.save()
    return ny


def test_en_invitation_er_et_link_der_virker_en_gang(settings):
    settings.ADRESSE = "https://br.kommune.example"
    inviter(bruger=inviteret(), af=None)
    (brev,) = mail.outbox
    assert brev.to == ["anne@kommune.example"]
    link = re.search(r"https://br\.kommune\.example(/vaelg-adgangskode/\S+)", brev.body)[1]
    klient = Client()
    sti = klient.get(link)["Location"]
    assert klient.post(sti, {"password1": GOD, "password2": GOD}).status_code == 302
    assert "Linket virker ikke" in Client().get(link).content.decode()
    assert Logpost.objects.filter(aendringer={"invitation": [None, "sendt"]}).count() == 1
    # Led to set a factor up before anything else.
    assert send_adgangskode(klient)["Location"] == "/"
    assert klient.get("/")["Location"] == "/konto/ekstra-faktor/"


def test_en_invitation_udloeber(settings, monkeypatch):
    link = handlinger.link_til_adgangskode(inviteret()).removeprefix(settings.ADRESSE)
    assert Client().get(link).status_code == 302
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Linket virker ikke" in Client().get(link).content.decode()


@pytest.mark.parametrize("felter", [{"email": ""}, {"rolle": ""}, {"is_active": False}])
def test_den_der_ikke_kan_logge_ind_inviteres_ikke(felter):
    with pytest.raises(KanIkkeInviteres):
        inviter(bruger=inviteret(**felter), af=None)
    assert mail.outbox == []


def test_en_nulstillet_faktor_er_vaek_med_sine_koder_og_kun_brugerens_egen():
    anne, bo = bruger(), bruger("bo")
    RecoveryCodes.activate(anne)
    assert nulstil_faktor(bruger=anne, af=bo) == 2
    assert set(Authenticator.objects.values_list("user", flat=True)) == {bo.pk}
    assert nulstil_faktor(bruger=anne, af=bo) == 0


def opret(*args: str) -> None:
    call_command("opret_bruger", "anne", "--rolle", "raadgiver", *args, stdout=io.StringIO())


def test_opret_bruger_kan_invitere():
    opret("--inviter", "--email", "anne@kommune.example")
    assert not Bruger.objects.get().has_usable_password()
    assert len(mail.outbox) == 1


def test_en_bruger_hvis_mail_ikke_kan_sendes_oprettes_ikke(monkeypatch):
    def nede(**felter):
        raise OSError("forbindelsen blev afvist")

    monkeypatch.setattr(handlinger, "send_mail", nede)
    with pytest.raises(CommandError, match="ikke oprettet"):
        opret("--inviter", "--email", "anne@kommune.example")
    with pytest.raises(CommandError, match="mailadresse"):
        opret("--inviter")
    with pytest.raises(CommandError, match=r"demo\.invalid"):
        opret("--inviter", "--email", "anne@demo.invalid")
    assert not Bruger.objects.exists()
