"""Who is written to about a round: once each, on working days, and never with a word of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail

from beretning.runder import mails
from beretning.runder.handlinger import luk_runde, send_svar, skriv_tillaeg
from beretning.runder.svar import Emne, Svarindhold
from henvendelser.models import Brev
from henvendelser.post.paamindelser import send_paamindelser
from tests import fabrik

pytestmark = pytest.mark.django_db(transaction=True)
FRIST = date(2099, 4, 14)  # the Tuesday after Easter Monday
SVAR = Svarindhold((), (Emne("Breve", "Hemmelige ord"),))


@pytest.fixture
def runde(kontor, leder, raadgiver):
    for bruger in (leder, raadgiver):
        bruger.email = f"{bruger.username}@kommune.example"
        bruger.save()
    beretning = fabrik.beretning()
    mail.outbox.clear()  # of what was just changed about the users
    return fabrik.runde(beretning, [kontor.boern, kontor.skole], frist=FRIST, af=raadgiver)


def emner() -> Counter:
    return Counter((en.to[0].split("@")[0], en.subject) for en in mail.outbox)


def test_lederne_faar_et_link_naar_runden_aabnes(runde):
    (brev,) = mail.outbox
    assert emner() == {("leder", mails.NY.emne): 1}
    assert f"/runder/svar/{runde.svar.first().pk}/skriv/" in brev.body
    assert runde.beretning.titel not in brev.body


def test_der_mindes_om_fristen_foer_og_efter_een_gang_hver(runde):
    mail.outbox.clear()
    sendt = {}
    for nr in range(40):
        dag = FRIST - timedelta(20) + timedelta(nr)
        for _ in range(2):
            send_paamindelser(dag)
        if mail.outbox:
            sendt[dag] = emner()
            mail.outbox.clear()
    # Five working days before: Easter's three holidays and a weekend lie between.
    assert list(sendt.values()) == [
        {("leder", mails.FOER_FRISTEN.emne): 1},
        {("leder", mails.EFTER_FRISTEN.emne): 1, ("raadgiver", mails.SVAR_MANGLER.emne): 1},
    ]
    assert list(sendt)[1] == FRIST + timedelta(1)


def test_raadgiveren_faar_besked_om_svar_og_tillaeg(runde, kontor, leder):
    mail.outbox.clear()
    svar = runde.svar.get(afdeling=kontor.boern)
    send_svar(svar=svar, indhold=SVAR, version=0, af=leder)
    skriv_tillaeg(svar=svar, tekst="Mere", af=leder)
    assert emner() == {("raadgiver", mails.SVAR_KOM.emne): 2}
    assert all("Hemmelige ord" not in brev.body for brev in mail.outbox)


def test_ingen_mindes_om_en_lukket_runde_eller_et_sendt_svar(runde, kontor, leder, raadgiver):
    send_svar(svar=runde.svar.get(afdeling=kontor.boern), indhold=SVAR, version=0, af=leder)
    mail.outbox.clear()
    send_paamindelser(FRIST)
    assert mail.outbox == []  # the one who is left has no lead
    luk_runde(runde=runde, af=raadgiver)
    Brev.objects.all().delete()
    send_paamindelser(FRIST + timedelta(1))
    assert mail.outbox == []
