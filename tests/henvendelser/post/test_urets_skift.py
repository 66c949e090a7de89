"""The reminders when the clock is changed, over Easter, and on a server that counts in UTC.

Cron at half past two is the worst: on the last Sunday of March there is no such time, and on that
of October there are two. In 2024 the last Sunday of March was Easter Sunday as well.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as klokkeslaet
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from henvendelser import models as m
from henvendelser.post import laeg_i_udbakken, send_ventende
from tests import fabrik
from tests.conftest import KOEBENHAVN

pytestmark = pytest.mark.django_db
HALV_TRE = klokkeslaet(2, 30)
FOER = "Påmindelse: borgerrådgiveren venter snart svar"
EFTER = "Påmindelse: fristen for at svare borgerrådgiveren er overskredet"
UDEBLEV = "En afdeling har ikke svaret til tiden"

SKIFT = date(2024, 3, 31), date(2025, 10, 26)
# Sent that day, due three weeks later or on the next working day; then who is told of what, when.
PAASKEN = date(2024, 3, 7), date(2024, 4, 2), date(2024, 3, 25), date(2024, 4, 3)
OKTOBER = date(2025, 10, 6), date(2025, 10, 27), date(2025, 10, 22), date(2025, 10, 28)


def dansk_tid(dag: date, klokken: klokkeslaet) -> Iterator[datetime]:
    """Each moment that a Danish clock shows it that day: two, where the hour comes twice. Where
    it does not come at all, cron runs an hour later."""
    moment = datetime.combine(dag, klokken, KOEBENHAVN)
    alle = {moment.astimezone(UTC), moment.replace(fold=1).astimezone(UTC)}
    vises = {et for et in alle if et.astimezone(KOEBENHAVN).time() == klokken}
    yield from sorted(vises or {max(alle)})


def utc_tid(dag: date, klokken: klokkeslaet) -> Iterator[datetime]:
    yield datetime.combine(dag, klokken, UTC)


@pytest.fixture
def stil(monkeypatch) -> Callable[[datetime], None]:
    def stil_(nu: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: nu)

    return stil_


@pytest.fixture(params=["Europe/Copenhagen", "UTC"])
def serveren(request, monkeypatch) -> Iterator[None]:
    """The machine's own clock, which what is Danish must not be read from."""
    with monkeypatch.context() as lap:
        lap.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def spurgt(stil, kontor, henvendelse, leder_boern, raadgiver) -> Callable[[date], m.Forespoergsel]:
    raadgiver.email = "raadgiver@kommune.example"
    raadgiver.save()

    def spoerg(sendt: date) -> m.Forespoergsel:
        stil(datetime.combine(sendt, klokkeslaet(12), KOEBENHAVN))
        fabrik.samtykke(henvendelse, givet=sendt)
        den = fabrik.forespoergsel(henvendelse, kontor.boern, af=raadgiver)
        m.Brev.objects.all().delete()
        mail.outbox.clear()
        return den

    return spoerg


@pytest.fixture
def cron(stil) -> Callable[..., dict]:
    """Run the command at that time of every day, twice each; what was sent, by the Danish day."""

    def koer(fra: date, til: date, klokken: klokkeslaet, tid=dansk_tid) -> dict:
        sendt: dict[date, list[tuple[str, str]]] = {}
        for nr in range((til - fra).days + 1):
            for nu in tid(fra + timedelta(nr), klokken):
                stil(nu)
                mail.outbox.clear()
                for _ in range(2):
                    call_command("send_paamindelser", stdout=StringIO())
                for en in mail.outbox:
                    linje = (en.to[0].split("@")[0], en.subject)
                    sendt.setdefault(nu.astimezone(KOEBENHAVN).date(), []).append(linje)
        return sendt

    return koer


def ventet(foer: date, efter: date) -> dict:
    return {
        foer: [("leder_boern", FOER)],
        efter: [("leder_boern", EFTER), ("raadgiver", UDEBLEV)],
        efter + timedelta(7): [("leder_boern", EFTER)],
    }


def test_halv_tre_er_ingen_gang_en_gang_eller_to():
    assert [len(list(dansk_tid(dag, HALV_TRE))) for dag in (date(2025, 6, 1), *SKIFT)] == [1, 1, 2]
    (sprunget,) = dansk_tid(SKIFT[0], HALV_TRE)
    assert sprunget == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("valgt", [PAASKEN, OKTOBER], ids=["paasken 2024", "oktober 2025"])
def test_cron_halv_tre_minder_en_gang_om_hvert(valgt, spurgt, cron, serveren):
    sendt, frist, foer, efter = valgt
    assert spurgt(sendt).frist == frist
    assert cron(sendt, efter + timedelta(10), HALV_TRE) == ventet(foer, efter)


@pytest.mark.parametrize("klokken", [klokkeslaet(0, 30), klokkeslaet(22, 30), klokkeslaet(23, 30)])
@pytest.mark.parametrize("valgt", [PAASKEN, OKTOBER], ids=["paasken 2024", "oktober 2025"])
def test_paa_en_server_i_utc_er_dagen_den_danske(klokken, valgt, spurgt, cron):
    """Half past ten in the evening by UTC is the next day in Denmark in summer, and not in winter:
    a reminder is of the Danish day, and none is lost or sent twice where the two differ."""
    sendt, _, foer, efter = valgt
    spurgt(sendt)
    assert cron(sendt, efter + timedelta(10), klokken, utc_tid) == ventet(foer, efter)


def test_en_afvist_mail_venter_sine_minutter_ogsaa_i_den_time_der_kommer_to_gange(
    stil, leder_boern, settings
):
    foerste, anden = dansk_tid(SKIFT[1], HALV_TRE)
    stil(foerste)
    laeg_i_udbakken(slags="forespoergsel_ny", modtager=leder_boern, sti="/", noegle="en")
    settings.EMAIL_BACKEND = "tests.henvendelser.post.test_udbakke.Afviser"
    assert send_ventende() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    stil(foerste + timedelta(minutes=4))
    assert send_ventende() == 0
    stil(anden - timedelta(minutes=20))  # 2.10 the second time: earlier by the clock on the wall
    assert send_ventende() == 1
    stil(anden)
    assert send_ventende() == 0
