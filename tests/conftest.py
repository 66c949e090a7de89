"""The same three personas and the same small office for every test."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from henvendelser.models import Bruger
from henvendelser.valg import Rolle

from . import fabrik


@pytest.fixture(scope="session", autouse=True)
def _uden_https_og_manifest():
    """The test client speaks plain HTTP, and nobody has collected the static files."""
    indstillinger = {
        "SECURE_SSL_REDIRECT": False,
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with override_settings(**indstillinger):
        yield


@pytest.fixture
def kontor(db) -> fabrik.Kontoret:
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
    klient = Client()
    klient.force_login(bruger)
    return klient
