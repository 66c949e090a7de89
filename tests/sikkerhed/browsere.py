"""The two browsers a crawl is made with: in the test's own process, and over the net."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client, TestCase
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, resolve

from .database import proevetransaktion
from .kravl import Svar

# What would end the crawl is done as nobody.
ENDER_LOGIN = {"account_logout", "afslut_session", "mfa_deactivate_totp", "mfa_remove_webauthn"}


class Naer:
    """Django's own client. What a POST did is undone, mails it sent are kept."""

    def __init__(self, klient: Client) -> None:
        self.klient = klient

    def hent(self, sti: str) -> Svar:
        return self._svar(f"GET {sti}", self.klient.get(sti))

    def send(self, sti: str, data: Mapping[str, Any]) -> list[Svar]:
        kager = {navn: kage.value for navn, kage in self.klient.cookies.items()}
        with proevetransaktion():
            with TestCase.captureOnCommitCallbacks(execute=True):
                svar = [self._svar(f"POST {sti} {data}", self.klient.post(sti, data))]
            if (videre := svar[0].hoveder.get("location", "")).startswith("/"):
                svar.append(self.hent(videre))
            transaction.set_rollback(True)
        self.klient.cookies.clear()
        for navn, vaerdi in kager.items():
            self.klient.cookies[navn] = vaerdi
        return svar

    def _svar(self, kilde: str, svar) -> Svar:
        return Svar(
            kilde,
            svar.status_code,
            {navn.lower(): vaerdi for navn, vaerdi in svar.headers.items()},
            svar.cookies.output(header=""),
            b"".join(svar.streaming_content) if svar.streaming else svar.content,
            self._session(),
        )

    def _session(self) -> str:
        kage = self.klient.cookies.get(settings.SESSION_COOKIE_NAME)
        return str(SessionStore(kage.value).load()) if kage and kage.value else ""


class Fjern:
    """A browser against a real server. Nothing is undone; only the login itself is kept."""

    CSRF = "a" * 32

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.session = session
        self._forbindelse = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def hent(self, sti: str) -> Svar:
        return self.raa("GET", sti)

    def send(self, sti: str, data: Mapping[str, Any]) -> list[Svar]:
        krop = encode_multipart(BOUNDARY, data)
        svar = [self.raa("POST", sti, krop, {"Content-Type": MULTIPART_CONTENT})]
        if (videre := svar[0].hoveder.get("location", "")).startswith("/"):
            svar.append(self.hent(videre))
        return svar

    def raa(
        self, metode: str, sti: str, krop: bytes = b"", hoveder: Mapping[str, str] | None = None
    ) -> Svar:
        """One request as it is given; the headers given stand instead of the browser's own."""
        session = "" if metode == "POST" and _ender_login(sti) else self.session
        egne = {"Cookie": f"session={session}; csrf={self.CSRF}", "X-CSRFToken": self.CSRF}
        sti = quote(sti, safe="/?=&%+;,:@!$'()*~")
        for forsoeg in (1, 2):
            try:
                self._forbindelse.request(metode, sti, krop or None, egne | dict(hoveder or {}))
                svar = self._forbindelse.getresponse()
                indhold = svar.read()
            except (http.client.HTTPException, OSError):
                self._forbindelse.close()
                if forsoeg == 2:
                    raise
            else:
                break
        par = [(navn.lower(), vaerdi) for navn, vaerdi in svar.getheaders()]
        kager = "; ".join(vaerdi for navn, vaerdi in par if navn == "set-cookie")
        return Svar(f"{metode} {sti}", svar.status, dict(par), kager, indhold)


def _ender_login(sti: str) -> bool:
    try:
        return resolve(urlsplit(sti).path).url_name in ENDER_LOGIN
    except Resolver404:
        return False
