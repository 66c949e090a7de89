"""The box that mails wait in: each is sent once, a refused one again, one in doubt is told of."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models import Q
from django.utils import timezone

from henvendelser import models as m
from henvendelser.post import laeg_i_udbakken, send_ventende
from henvendelser.post.udbakke import PAUSER, i_tvivl, ikke_sendt, send_brev, send_igen
from tests import fabrik

pytestmark = pytest.mark.django_db
HER = "tests.henvendelser.post.test_udbakke"


class Afviser(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages) -> int:
        raise OSError("Server utilgængelig for anna@borger.example")


class Afbryder(EmailBackend):
    """Takes the second mail, and then the program is stopped."""

    def send_messages(self, messages) -> int:
        antal = super().send_messages(messages)
        if len(mail.outbox) == 2:
            raise SystemExit
        return antal


@pytest.fixture
def breve(kontor) -> list[m.Brev]:
    return [laeg(fabrik.leder(kontor.boern, f"leder{nr}"), str(nr)) for nr in range(5)]


def laeg(modtager, noegle) -> m.Brev | None:
    return laeg_i_udbakken(
        slags="forespoergsel_ny", modtager=modtager, sti="/svar/1/", noegle=noegle
    )


def modtagere() -> list[str]:
    return [adresse for en in mail.outbox for adresse in en.to]


def test_hver_mail_sendes_en_gang_og_baerer_kun_et_link(breve, settings):
    settings.ADRESSE = "https://raad.kommune.example"
    assert (send_ventende(), send_ventende()) == (5, 0)
    assert modtagere() == [f"leder{nr}@kommune.example" for nr in range(5)]
    assert mail.outbox[0].subject == "Borgerrådgiveren har spurgt din afdeling"
    assert mail.outbox[0].body == (
        "Hej\n\nBorgerrådgiveren har sendt en forespørgsel til din afdeling. Se den, og svar her:"
        "\n\nhttps://raad.kommune.example/svar/1/\n\nDu skal logge ind for at se, hvad det drejer "
        "sig om. Denne mail kan ikke besvares.\n"
    )


def test_den_samme_noegle_laegges_en_gang(breve):
    assert laeg(breve[0].modtager, "0") is None
    assert m.Brev.objects.count() == 5


def test_sendt_naar_transaktionen_holder_og_ellers_ikke(kontor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        laeg(fabrik.leder(kontor.boern), "en")
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    assert send_ventende() == 0


def test_en_koersel_der_doer_halvvejs_sender_resten_og_ingen_to_gange(breve, settings):
    settings.EMAIL_BACKEND = f"{HER}.Afbryder"
    with pytest.raises(SystemExit):
        send_ventende()
    assert len(mail.outbox) == 2
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_ventende() == 3
    assert sorted(modtagere()) == [f"leder{nr}@kommune.example" for nr in range(5)]
    # Nobody but the reader of this test knows that the second one went: the adviser is told.
    assert not m.Brev.objects.filter(ikke_sendt()).exists()
    _lad_gaa(timedelta(minutes=11))
    assert [en.noegle for en in m.Brev.objects.filter(i_tvivl())] == ["1"]
    assert send_ventende() == 0


def _lad_gaa(tid: timedelta) -> None:
    for en in m.Brev.objects.filter(~Q(paabegyndt=None)):
        m.Brev.objects.filter(pk=en.pk).update(paabegyndt=en.paabegyndt - tid)


def test_en_afvist_mail_proeves_igen_senere_og_opgives_til_sidst(breve, settings):
    settings.EMAIL_BACKEND = f"{HER}.Afviser"
    assert send_ventende() == 0
    assert m.Brev.objects.filter(ikke_sendt()).count() == 5
    assert {en.fejl for en in m.Brev.objects.all()} == {"Mailserveren tog ikke imod den."}
    assert send_ventende() == 0
    assert {en.forsoeg for en in m.Brev.objects.all()} == {1}  # not before its time
    for _ in PAUSER:
        m.Brev.objects.update(naeste=timezone.now())
        send_ventende()
    en = m.Brev.objects.first()
    assert (en.forsoeg, bool(en.opgivet)) == (len(PAUSER) + 1, True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    m.Brev.objects.update(naeste=timezone.now())
    assert send_ventende() == 0
    assert send_igen(en)  # the adviser asks for it
    assert modtagere() == [en.modtager.email]


def test_naar_serveren_er_kommet_igen_sendes_de_uden_mere(breve, settings):
    settings.EMAIL_BACKEND = f"{HER}.Afviser"
    send_ventende()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    m.Brev.objects.update(naeste=timezone.now())
    assert send_ventende() == 5
    assert not m.Brev.objects.filter(ikke_sendt()).exists()


def test_den_der_er_sendt_eller_paa_vej_sendes_ikke_igen(breve):
    assert send_brev(breve[0].pk)
    assert not send_igen(breve[0])
    m.Brev.objects.filter(pk=breve[1].pk).update(paabegyndt=timezone.now())
    assert not send_igen(breve[1])
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"email": ""}, "Modtageren har ingen mailadresse."),
        ({"is_active": False}, "Modtageren kan ikke længere logge ind."),
    ],
)
def test_den_der_ikke_kan_faa_mail_siges(breve, felter, fejl):
    modtager = breve[0].modtager
    for navn, vaerdi in felter.items():
        setattr(modtager, navn, vaerdi)
    modtager.save()
    assert send_ventende() == 4
    assert [en.fejl for en in m.Brev.objects.filter(ikke_sendt())] == [fejl]


def test_uden_mailserver_sendes_intet_og_gamle_mails_sendes_heller_ikke_senere(breve, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert send_ventende() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    m.Brev.objects.filter(pk=breve[0].pk).update(oprettet=timezone.now() - timedelta(15))
    assert send_ventende() == 4
    assert m.Brev.objects.get(pk=breve[0].pk).opgivet
