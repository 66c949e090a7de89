"""Everybody there is: who may log in, who may no longer, and who never could."""

from __future__ import annotations

from enum import StrEnum

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from henvendelser.models import Afdeling, Bruger
from henvendelser.valg import Rolle

from .. import fabrik
from ..conftest import logget_ind
from .side import laes

KODE = "en-rigtig-lang-kode-7"


class Person(StrEnum):
    ANONYM = "anonym"
    RAADGIVER = "rådgiver"
    LEDER = "leder af den ene afdeling"
    ANDEN_LEDER = "leder af den anden afdeling"
    ADMINISTRATOR = "administrator"
    UDEN_ROLLE = "bruger uden rolle"
    DEAKTIVERET = "rådgiver, deaktiveret efter login"
    AFVIST = "rådgiver, deaktiveret før login"


LOGGET_IND = frozenset(
    {
        Person.RAADGIVER,
        Person.LEDER,
        Person.ANDEN_LEDER,
        Person.ADMINISTRATOR,
    }
)


# The adviser is there before the others: the drafts of the world are the adviser's own.
RAADGIVEREN = "proeve_raadgiver"
# Whose account stands for the first and for the second object, where that is a person's own.
EJER = {"den ene": "proeve_leder", "den anden": "proeve_anden_leder"}
NOEGLEEJER = {"den ene": "proeve_deaktiveret", "den anden": "proeve_afvist"}


def alle_personer(kontor: fabrik.Kontoret) -> dict[Person, Client]:
    """A browser for each, as it is when the person has done what there is to do to get in."""
    return {
        Person.ANONYM: Client(),
        Person.RAADGIVER: logget_ind(Bruger.objects.get(username=RAADGIVEREN)),
        Person.LEDER: _leder("leder", kontor.boern),
        Person.ANDEN_LEDER: _leder("anden_leder", kontor.skole),
        Person.ADMINISTRATOR: logget_ind(_bruger("administrator", Rolle.ADMINISTRATOR)),
        Person.UDEN_ROLLE: logget_ind(_bruger("uden_rolle", "")),
        Person.DEAKTIVERET: _deaktiveret_efter_login(),
        Person.AFVIST: _deaktiveret_foer_login(),
    }


def _leder(navn: str, afdeling: Afdeling) -> Client:
    """With a listed session, so that there is one that is somebody's own."""
    bruger = _bruger(navn, Rolle.AFDELINGSLEDER, afdeling)
    klient = logget_ind(bruger)
    UserSession.objects.create(
        user=bruger, session_key=klient.session.session_key, ip="127.0.0.1", user_agent="Firefox"
    )
    return klient


def _bruger(navn: str, rolle: str, *afdelinger) -> Bruger:
    bruger = Bruger.objects.create_user(
        f"proeve_{navn}", f"{navn}@kommune.example", KODE, rolle=rolle
    )
    bruger.afdelinger.set(afdelinger)
    return bruger


def _med_noegle(bruger: Bruger) -> Bruger:
    """A security key that nobody who is logged in has: no page of the owner's is walked with it."""
    Authenticator.objects.create(
        user=bruger, type=Authenticator.Type.WEBAUTHN, data={"name": "Nøglen", "credential": {}}
    )
    return bruger


def _deaktiveret_efter_login() -> Client:
    bruger = _bruger("deaktiveret", Rolle.RAADGIVER)
    klient = logget_ind(bruger)
    assert klient.get(resolve_url("henvendelser")).status_code == 200
    with fabrik.uden_om_loggen():
        Bruger.objects.filter(pk=_med_noegle(bruger).pk).update(is_active=False)
    return klient


def _deaktiveret_foer_login() -> Client:
    """With the right password by every way in: the page's form, and the backends themselves."""
    bruger = _med_noegle(_bruger("afvist", Rolle.RAADGIVER))
    with fabrik.uden_om_loggen():
        Bruger.objects.filter(pk=bruger.pk).update(is_active=False)
    klient = Client()
    adresse = resolve_url(settings.LOGIN_URL)
    formular = laes(klient.get(adresse).content.decode()).formular_til(adresse)
    (navn,) = (n for n, slags in formular.slags.items() if slags in ("text", "email"))
    (kode,) = (n for n, slags in formular.slags.items() if slags == "password")
    indtastet = {navn: bruger.username, kode: KODE}
    klient.post(adresse, {**formular.felter, **indtastet}, follow=True)
    assert not klient.login(username=bruger.username, password=KODE)
    return klient
