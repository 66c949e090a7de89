"""The daily reminders: who is reminded of what on which day, once, and on working days alone."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from henvendelser import models as m
from henvendelser.handlinger.forespoergsler import (
    afgoer_forlaengelse,
    spoerg_igen,
    tilbagekald_forespoergsel,
)
from henvendelser.handlinger.samtykker import traek_samtykke_tilbage
from henvendelser.handlinger.svar import Svarindhold, bed_om_forlaengelse, besvar, giv_videre
from henvendelser.post.paamindelser import Koersel, send_paamindelser
from henvendelser.valg import Erkendelse, Tilbagetraekning
from tests import fabrik

pytestmark = pytest.mark.django_db
FOER = "Påmindelse: borgerrådgiveren venter snart svar"
EFTER = "Påmindelse: fristen for at svare borgerrådgiveren er overskredet"
UDEBLEV = "En afdeling har ikke svaret til tiden"
KOM = "Der er nyt fra en afdeling"
SVAR = Svarindhold("Vi beklager.", Erkendelse.JA)


@pytest.fixture
def raadgiver(raadgiver) -> m.Bruger:
    raadgiver.email = "raadgiver@kommune.example"
    raadgiver.save()
    return raadgiver


def spoerg(henvendelse: m.Henvendelse, **felter) -> m.Forespoergsel:
    return fabrik.forespoergsel(henvendelse, henvendelse.hovedsag.afdeling, **felter)


@pytest.fixture
def den(henvendelse, kontor, leder_boern, raadgiver, stil_uret) -> m.Forespoergsel:
    """Sent on Thursday 27 March 2025; three weeks end on Maundy Thursday, so due on 22 April."""
    stil_uret(date(2025, 3, 27))
    sendt = fabrik.forespoergsel(henvendelse, kontor.boern, af=raadgiver)
    assert sendt.frist == date(2025, 4, 22)
    m.Brev.objects.all().delete()
    return sendt


@pytest.fixture
def dagene(stil_uret):
    """Run the command on every day from one to another, as cron does; what was sent, by day."""

    def gaa(fra: date, til: date, gange: int = 1) -> dict[date, list[tuple[str, str]]]:
        sendt = {}
        for nr in range((til - fra).days + 1):
            dag = fra + timedelta(nr)
            stil_uret(dag)
            mail.outbox.clear()
            for _ in range(gange):
                send_paamindelser(dag)
            if mail.outbox:
                sendt[dag] = [(en.to[0].split("@")[0], en.subject) for en in mail.outbox]
        return sendt

    return gaa


def test_foer_og_efter_fristen_over_paaske(den, dagene):
    """Three working days before 22 April is Friday the 11th's successor, Monday the 14th: the
    14th, 15th and 16th are before Easter, and the 17th, 18th and 21st are holidays."""
    assert dagene(date(2025, 3, 27), date(2025, 5, 12)) == {
        date(2025, 4, 14): [("leder_boern", FOER)],
        date(2025, 4, 23): [("leder_boern", EFTER), ("raadgiver", UDEBLEV)],
        date(2025, 4, 30): [("leder_boern", EFTER)],
        date(2025, 5, 7): [("leder_boern", EFTER)],
    }


def test_koert_to_gange_sendes_en_gang(den, dagene):
    en_gang = dagene(date(2025, 3, 27), date(2025, 4, 24), gange=3)
    assert [len(mails) for mails in en_gang.values()] == [1, 2]


def test_efter_en_uge_uden_cron_mindes_der_om_det_der_er_forfaldent_en_gang(den, dagene):
    assert dagene(date(2025, 5, 1), date(2025, 5, 1)) == {
        date(2025, 5, 1): [("leder_boern", EFTER), ("raadgiver", UDEBLEV)]
    }


def test_paa_en_lukkedag_sendes_intet(den, stil_uret):
    for dag in (date(2025, 4, 26), date(2025, 5, 29), date(2025, 6, 5), date(2025, 12, 24)):
        assert send_paamindelser(dag) == Koersel(lukket=True)
    assert mail.outbox == [] and not m.Brev.objects.exists()


def test_jul_og_nytaar(med_samtykke, raadgiver, stil_uret, dagene):
    """Due on Monday 29 December; of the three working days to it two are before Christmas."""
    stil_uret(date(2025, 12, 4))
    spoerg(med_samtykke, af=raadgiver)
    m.Brev.objects.all().delete()
    assert dagene(date(2025, 12, 5), date(2026, 1, 6)) == {
        date(2025, 12, 19): [("leder_boern", FOER)],
        date(2025, 12, 30): [("leder_boern", EFTER), ("raadgiver", UDEBLEV)],
        date(2026, 1, 6): [("leder_boern", EFTER)],
    }


def test_en_skuddag(med_samtykke, raadgiver, stil_uret, dagene):
    stil_uret(date(2024, 2, 8))
    sendt = spoerg(med_samtykke, af=raadgiver)
    assert sendt.frist == date(2024, 2, 29)
    m.Brev.objects.all().delete()
    assert list(dagene(date(2024, 2, 9), date(2024, 3, 1))) == [date(2024, 2, 26), date(2024, 3, 1)]


def test_en_flyttet_frist_mindes_om_paa_ny(den, leder_boern, raadgiver, dagene, stil_uret):
    dagene(date(2025, 3, 27), date(2025, 4, 15))
    stil_uret(date(2025, 4, 16))
    forlaengelse = bed_om_forlaengelse(
        forespoergsel=den, oensket=date(2025, 5, 6), begrundelse="Ferie.", af=leder_boern
    )
    afgoer_forlaengelse(forlaengelse=forlaengelse, giv=True, af=raadgiver)
    m.Brev.objects.filter(sendt=None).delete()
    assert dagene(date(2025, 4, 16), date(2025, 5, 7)) == {
        date(2025, 5, 1): [("leder_boern", FOER)],
        date(2025, 5, 7): [("leder_boern", EFTER), ("raadgiver", UDEBLEV)],
    }


def test_den_der_er_givet_videre_mindes_kun_den_der_har_den(den, leder_boern, kollega, dagene):
    giv_videre(forespoergsel=den, til=kollega, af=leder_boern)
    m.Brev.objects.all().delete()
    assert dagene(date(2025, 4, 14), date(2025, 4, 14)) == {date(2025, 4, 14): [("kollega", FOER)]}


@pytest.mark.parametrize("hvad", ["besvaret", "kaldt tilbage", "samtykke trukket tilbage"])
def test_naar_der_ikke_ventes_mere_mindes_ingen(den, raadgiver, dagene, stil_uret, hvad):
    stil_uret(date(2025, 4, 1))
    if hvad == "besvaret":
        besvar(forespoergsel=den, indhold=SVAR, runde=0, af=None)
    elif hvad == "kaldt tilbage":
        tilbagekald_forespoergsel(forespoergsel=den, grund="Løst.", af=raadgiver)
    else:
        traek_samtykke_tilbage(
            samtykke=den.samtykke,
            trukket_tilbage=date(2025, 4, 1),
            hvordan=Tilbagetraekning.TELEFON,
            af=None,
        )
    m.Brev.objects.all().delete()
    assert dagene(date(2025, 4, 1), date(2025, 5, 1)) == {}


def test_raadgiveren_faar_besked_naar_der_svares_og_afdelingen_naar_der_spoerges_igen(
    den, leder_boern, raadgiver, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        besvar(forespoergsel=den, indhold=SVAR, runde=0, af=leder_boern)
    with django_capture_on_commit_callbacks(execute=True):
        spoerg_igen(forespoergsel=den, tekst="Hvornår?", af=raadgiver)
    assert [(en.to[0], en.subject) for en in mail.outbox] == [
        ("raadgiver@kommune.example", KOM),
        ("leder_boern@kommune.example", "Borgerrådgiveren har et opfølgende spørgsmål"),
    ]
    assert all("Vi beklager" not in en.body for en in mail.outbox)


class Doer(EmailBackend):
    def send_messages(self, messages) -> int:
        antal = super().send_messages(messages)
        if len(mail.outbox) == 2:
            raise SystemExit
        return antal


def test_kommandoen_doer_halvvejs_og_den_naeste_sender_resten(
    med_samtykke, raadgiver, stil_uret, settings
):
    stil_uret(date(2025, 3, 27))
    for _ in range(3):
        spoerg(med_samtykke, af=raadgiver)
    m.Brev.objects.all().delete()
    stil_uret(date(2025, 4, 23))
    settings.EMAIL_BACKEND = "tests.henvendelser.post.test_paamindelser.Doer"
    with pytest.raises(SystemExit):
        call_command("send_paamindelser")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ud = StringIO()
    call_command("send_paamindelser", stdout=ud)
    call_command("send_paamindelser", stdout=StringIO())
    antal = Counter(en.body for en in mail.outbox)
    assert len(antal) == 6 and set(antal.values()) == {1}


def test_kommandoen_siger_hvad_der_blev_gjort(den, stil_uret, settings):
    def koer() -> str:
        ud = StringIO()
        call_command("send_paamindelser", stdout=ud)
        return ud.getvalue().strip()

    stil_uret(date(2025, 4, 21))
    assert koer() == "Kontoret har lukket i dag. Intet er sendt."
    stil_uret(date(2025, 4, 14))
    assert koer().startswith("Nye påmindelser: 1.")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert koer().startswith("Der er ikke sat en mailserver op")
