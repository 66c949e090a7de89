"""Everybody, and the pair of everything they walk through."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import pytest
from django.test import Client

from borgerraadgiver.adgang import sessionstid

from ..redskaber.lag import lag
from .personer import Person, alle_personer
from .verden import Verden, byg_verden


@pytest.fixture(autouse=True)
def _uden_advarsler(caplog):
    """Thousands of refusals are what is meant to happen; they need not be told one by one."""
    caplog.set_level(logging.ERROR, "django.request")


@pytest.fixture(autouse=True)
def _en_langsom_gang_skriver_ikke_sessionen(monkeypatch):
    """A session's last use is written once a minute, which a walk may last longer than."""
    monkeypatch.setattr(sessionstid, "INTERVAL", 3600)


@lag
def verden(kontor) -> Verden:
    return byg_verden(kontor)


@pytest.fixture
def personer(verden) -> Mapping[Person, Client]:
    klienter = alle_personer(verden.kontor)
    for klient in klienter.values():
        klient.raise_request_exception = False
    return klienter
