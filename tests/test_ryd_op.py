"""`manage.py ryd_op`: what has expired goes, what has not stays."""

import io
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from borgerraadgiver import rater
from borgerraadgiver.models import Cacheraekke, Taeller
from borgerraadgiver.rater import Rate
from henvendelser.models import Bruger, Kladde
from henvendelser.valg import Rolle

from . import fabrik


@pytest.mark.django_db
def test_kun_det_udloebne_slettes(monkeypatch):
    nu = timezone.now()
    for navn, time in (("udloebet", -1), ("levende", 1)):
        frist = nu + timedelta(hours=time)
        Session.objects.create(session_key=navn, session_data="x", expire_date=frist)
        cache.set(navn, 1, timeout=time * 3600)
    Rate("a", antal=1, sekunder=1).tag("anne")
    ms = rater._nu()
    monkeypatch.setattr(rater, "_nu", lambda: ms + 5_000)
    Taeller.objects.create(noegle="levende", antal=1, udloeber=ms + 60_000)

    anne = Bruger.objects.create_user("anne", rolle=Rolle.RAADGIVER)
    fabrik.kladde(anne, "/henvendelser/ny/", dage=30)
    levende = fabrik.kladde(anne, "/henvendelser/ny/", dage=29)

    ud = io.StringIO()
    call_command("ryd_op", stdout=ud)
    assert ud.getvalue().splitlines()[:4] == [
        "1 udløbet session er slettet.",
        "1 udløbet cacherække er slettet.",
        "1 udløbet tæller er slettet.",
        "1 udløbet kladde er slettet.",
    ]
    assert [s.session_key for s in Session.objects.all()] == ["levende"]
    assert (Cacheraekke.objects.count(), cache.get("levende")) == (1, 1)
    assert set(Kladde.objects.all()) == {levende}
    assert [t.noegle for t in Taeller.objects.all()] == ["levende"]
    call_command("ryd_op", stdout=(ud := io.StringIO()))
    assert ud.getvalue().startswith("0 udløbne sessioner er slettet.")
