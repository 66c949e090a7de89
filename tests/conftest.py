"""The same three personas and the same small office for every test."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as klokkeslaet
from zoneinfo import ZoneInfo

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection, connections
from django.test import Client, TransactionTestCase, override_settings
from django.utils import timezone

from borgerraadgiver.adgang import faktor
from henvendelser.log import triggere
from henvendelser.models import Bruger
from henvendelser.valg import Rolle

from . import fabrik
from .redskaber.lag import (  # noqa: F401 - pytest finds them here
    _lagene_rives_ned,
    lag,
    pytest_fixture_setup,
    pytest_runtest_setup,
)
from .redskaber.migreret import proevedatabase

HEMMELIG = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
KOEBENHAVN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """What pytest-django asks for before it makes the test database."""
    with proevedatabase(connection):
        yield


@pytest.fixture(scope="session", autouse=True)
def _uden_https_og_manifest(tmp_path_factory):
    """The test client speaks plain HTTP, nobody has collected the static files, and documents lie
    in a folder of the tests' own."""
    indstillinger = {
        "RATER": {},  # a test sends more in a second than a person in a minute; see test_graenser
        "DATA": tmp_path_factory.mktemp("data"),
        "SECURE_SSL_REDIRECT": False,
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with override_settings(**indstillinger):
        yield


@pytest.fixture(scope="session", autouse=True)
def _loggen_toemmes_med_resten():
    """A test that commits is cleaned up after by emptying every table, which the log refuses.

    The triggers are back before the next test: Django ends with `post_migrate`.
    """
    toem = TransactionTestCase._fixture_teardown

    def uden_triggere(self) -> None:
        for alias in self._databases_names(include_mirrors=False):
            triggere.fjern(connections[alias], triggere.tabeller())
        toem(self)

    with pytest.MonkeyPatch.context() as lap:
        lap.setattr(TransactionTestCase, "_fixture_teardown", uden_triggere)
        yield


@pytest.fixture
def stil_uret(monkeypatch) -> Callable[..., None]:
    """Let it be that day in Denmark, at noon unless said otherwise."""

    def stil(dag: date, klokken: klokkeslaet = klokkeslaet(12)) -> None:
        nu = datetime.combine(dag, klokken, KOEBENHAVN)
        monkeypatch.setattr(timezone, "now", lambda: nu.astimezone(ZoneInfo("UTC")))

    return stil


@lag
def kontor() -> fabrik.Kontoret:
    return fabrik.kontoret()


@pytest.fixture
def raadgiver(db) -> Bruger:
    return Bruger.objects.create_user("raadgiver", rolle=Rolle.RAADGIVER)


@pytest.fixture
def leder(kontor) -> Bruger:
    bruger = Bruger.objects.create_user("leder", rolle=Rolle.AFDELINGSLEDER)
    bruger.afdelinger.add(kontor.boern)
    return bruger


@pytest.fixture
def administrator(db) -> Bruger:
    return Bruger.objects.create_user("administrator", rolle=Rolle.ADMINISTRATOR)


@pytest.fixture
def klient(raadgiver) -> Client:
    """A browser in which the adviser is logged in."""
    return logget_ind(raadgiver)


def logget_ind(bruger: Bruger) -> Client:
    """A browser in which the user is logged in, the second factor included."""
    klient = Client()
    log_ind(klient, bruger)
    return klient


def log_ind(klient: Client, bruger: Bruger) -> None:
    klient.force_login(bruger)
    session = klient.session
    app = med_app(bruger)
    faktor.bekraeft(session, bruger, app.pk)
    # As allauth keeps it: what was shown, and when; asked for again after some minutes.
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "at": time.time(), "type": app.type, "id": app.pk}
    ]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(bruger.pk)
    session.save()


def med_app(bruger: Bruger) -> Authenticator:
    """The user's app for codes; made when there is none. Its secret is HEMMELIG."""
    app = Authenticator.objects.filter(user=bruger, type=Authenticator.Type.TOTP).first()
    return app or TOTP.activate(bruger, HEMMELIG).instance
