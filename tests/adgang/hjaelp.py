"""Logging in as a person does it: by the forms, with codes that the app would show."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from henvendelser.models import Bruger
from henvendelser.valg import Rolle
from tests.conftest import HEMMELIG, med_app

GOD = "en lang sætning med ord"
LOG_IND = "/log-ind/"
KODE = "/log-ind/kode/"


def bruger(navn: str = "anne", **felter) -> Bruger:
    """A user with the password GOD and, unless `app=False`, an app."""
    app = felter.pop("app", True)
    ny = Bruger.objects.create_user(navn, password=GOD, **{"rolle": Rolle.RAADGIVER} | felter)
    if app:
        med_app(ny)
    return ny


def kode(hemmelig: str = HEMMELIG, om: int = 0) -> str:
    """What the app shows now, or `om` seconds from now."""
    return format_hotp_value(hotp_value(hemmelig, int(time.time() + om) // 30))


def send_adgangskode(klient: Client, navn: str = "anne", adgangskode: str = GOD, **ekstra):
    return klient.post(LOG_IND, {"login": navn, "password": adgangskode}, **ekstra)


def ser_registret(klient: Client) -> bool:
    return klient.get("/henvendelser/").status_code == 200
