"""A real Chromium against the program: one browser, and for each test a window of its own.

Whatever goes wrong behind a page fails its test: an error in the console (a breach of the content
security policy is one), an exception in a script, an answer of 400 and up, a request without one.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from beretning.models import Beretning
from henvendelser.models import Bruger

from ..conftest import logget_ind

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BRED, SMAL = 1280, 390
HOEJDE = 900
TAALMODIGHED = 15_000  # milliseconds; a busy machine is slow, and that is no fault
ALBERTSLUND = Path(settings.BASE_DIR) / "fixtures" / "albertslund"


def pytest_collection_finish(session: pytest.Session) -> None:
    """The server's threads each need a connection of their own, as they have when it is run.

    The test runner's database in memory is one connection that all threads share: two requests at
    once would end up in one transaction.
    """
    database = settings.DATABASES["default"]
    er_sqlite = database["ENGINE"] == "django.db.backends.sqlite3"
    if er_sqlite and any(proeve.get_closest_marker("browser") for proeve in session.items):
        mappe = tempfile.TemporaryDirectory(prefix="borgerraadgiver-browser.")
        session.config.add_cleanup(mappe.cleanup)
        database["TEST"] = {**database.get("TEST", {}), "NAME": f"{mappe.name}/proeve.sqlite3"}


@pytest.fixture(scope="session", autouse=True)
def _uden_https() -> Iterator[None]:
    """The test server speaks plain HTTP, so cookies for HTTPS alone would not come back."""
    with override_settings(
        SESSION_COOKIE_SECURE=False,
        SESSION_COOKIE_NAME="session",
        CSRF_COOKIE_SECURE=False,
        CSRF_COOKIE_NAME="csrf",
        SECURE_HSTS_SECONDS=0,
    ):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread; Django would refuse it the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = shutil.which("chromium")
    assert program, "Chromium mangler: apt install chromium"
    expect.set_options(timeout=TAALMODIGHED)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield chromium
        chromium.close()


@dataclass
class Vagt:
    """Listens to everything that happens behind the pages."""

    fejl: list[str] = field(default_factory=list)
    ventede: set[str] = field(default_factory=set)  # paths whose answer may be a fault

    def foelg(self, kontekst: BrowserContext) -> None:
        kontekst.on("console", self._konsol)
        kontekst.on("weberror", lambda fejl: self.fejl.append(f"script: {fejl.error}"))
        kontekst.on("requestfailed", self._uden_svar)
        kontekst.on("response", self._svar)

    def _konsol(self, linje: ConsoleMessage) -> None:
        if linje.type in {"error", "warning"} and not self._er_ventet(linje.location["url"]):
            self.fejl.append(f"konsol: {linje.text} ({linje.location['url']})")

    def _uden_svar(self, anmodning: Request) -> None:
        # A download takes the answer out of the page's hands, and the next page stops the tab's
        # picture when it is not there yet.
        afbrudt_ikon = anmodning.url.endswith("favicon.svg") and "ABORTED" in anmodning.failure
        if not afbrudt_ikon and not self._er_ventet(anmodning.url):
            self.fejl.append(f"uden svar: {anmodning.url} {anmodning.failure}")

    def _svar(self, svar: Response) -> None:
        if svar.status >= 400 and not self._er_ventet(svar.url):
            self.fejl.append(f"{svar.status}: {svar.url}")

    def _er_ventet(self, url: str) -> bool:
        return any(url.endswith(sti) for sti in self.ventede)


class Vinduer:
    """Opens windows: each a browser of its own, with nobody or somebody logged in."""

    def __init__(self, browser: Browser, adresse: str, vagt: Vagt):
        self.browser = browser
        self.adresse = adresse
        self.vagt = vagt
        self._aabne: list[BrowserContext] = []

    def aabn(
        self, bruger: Bruger | None = None, *, bredde: int = BRED, script: bool = True
    ) -> Page:
        kontekst = self.browser.new_context(
            base_url=self.adresse,
            viewport={"width": bredde, "height": HOEJDE},
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        kontekst.set_default_timeout(TAALMODIGHED)
        self.vagt.foelg(kontekst)
        self._aabne.append(kontekst)
        if bruger:
            cookie = logget_ind(bruger).cookies[settings.SESSION_COOKIE_NAME]
            kontekst.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.adresse}])
        return kontekst.new_page()

    def luk(self) -> None:
        for kontekst in self._aabne:
            kontekst.close()


@pytest.fixture
def vagt() -> Vagt:
    return Vagt()


@pytest.fixture
def vinduer(browser, live_server, vagt) -> Iterator[Vinduer]:
    alle = Vinduer(browser, live_server.url, vagt)
    yield alle
    alle.luk()
    assert vagt.fejl == []


@pytest.fixture
def side(vinduer, raadgiver, kontor) -> Page:
    """The adviser's window, over a small office without inquiries."""
    return vinduer.aabn(raadgiver)


@pytest.fixture
def albertslund(transactional_db) -> Beretning:
    """The report of 2024/25 over its register, as the demo sets them up."""
    for kommando in (
        ["opsaet", ALBERTSLUND / "opsaetning.json"],
        ["importer", "sager", ALBERTSLUND / "sager.csv"],
        ["importer", "afgoerelser", ALBERTSLUND / "afgoerelser.csv"],
        ["demoaktiviteter", ALBERTSLUND / "aktiviteter.json"],
        ["opret_beretning", ALBERTSLUND / "beretning.json"],
    ):
        call_command(*kommando, stdout=io.StringIO())
    return Beretning.objects.get()
