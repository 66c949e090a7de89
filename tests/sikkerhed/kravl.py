"""A crawl by somebody: every address, every link, every form, every value of every filter."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any, Protocol
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile

from .side import Formular, Side, laes

VAERT = "http://testserver"
ENGANG = {"csrfmiddlewaretoken", "engang", "kladde"}  # new on every page
# The login's form is one form, wherever it leads on to; it is met at every address that is refused.
SAMME_FORMULAR = ENGANG | {"next"}
# Values that no page has asked for.
FORKERTE = ("-1", "99999999999999999999", "'", "\x00", "31.02.2025", "x,y")


@dataclass(frozen=True)
class Svar:
    """An answer: what was asked, all that a browser is told, and what the server remembers."""

    kilde: str
    status: int
    hoveder: Mapping[str, str]
    kager: str
    krop: bytes
    session: str = ""

    @property
    def side(self) -> Side:
        er_html = self.hoveder.get("content-type", "").startswith("text/html")
        return laes(self.krop.decode(errors="replace")) if er_html else Side()


class Browser(Protocol):
    def hent(self, sti: str) -> Svar: ...

    def send(self, sti: str, data: Mapping[str, Any]) -> list[Svar]:
        """The answer to a POST, and to where it leads. What it did is undone where that can be."""


@dataclass
class Kravl:
    """`ord` is what is typed where something can be typed; `parametre` what lists are asked by."""

    browser: Browser
    ord: tuple[str, ...]
    parametre: tuple[str, ...]
    svar: list[Svar] = field(default_factory=list)
    _set: set[str] = field(default_factory=set)
    _koe: deque[str] = field(default_factory=deque)
    _sendt: set[tuple[str, str]] = field(default_factory=set)

    def gaa(self, stier: Iterable[str]) -> list[Svar]:
        """Everything met, from the given addresses and from where they lead."""
        for sti in stier:
            self._vis(sti)
            for forespurgt in self._spoergsmaal(sti):
                self._vis(forespurgt)
            self._post(sti, {"soeg": self.ord[0]})
        while self._koe:
            self._hent(self._koe.popleft())
        return self.svar

    def _spoergsmaal(self, sti: str) -> Iterator[str]:
        """The address with words and with nonsense in every parameter there is."""
        for ord_ in self.ord:
            yield f"{sti}?{urlencode(dict.fromkeys(self.parametre, ord_))}"
            yield f"{sti}?{urlencode({'soeg': ord_, 'q': ord_})}"
        for forskudt in (0, 1):
            forkerte = islice(cycle(FORKERTE), forskudt, None)
            yield f"{sti}?{urlencode(dict(zip(self.parametre, forkerte, strict=False)))}"

    def _vis(self, sti: str) -> None:
        if sti not in self._set:
            self._set.add(sti)
            self._koe.append(sti)

    def _hent(self, sti: str) -> None:
        svar = self.browser.hent(sti)
        self.svar.append(svar)
        spurgt = bool(urlsplit(sti).query)
        if videre := svar.hoveder.get("location"):
            self._foelg(sti, videre, spurgt)
        side = svar.side
        for link in side.links:
            self._foelg(sti, link, spurgt)
        for formular in side.formularer:
            if formular.metode == "post":
                self._udfyld(sti, formular)
            elif not spurgt:
                self._vaelg(sti, formular)

    def _foelg(self, fra: str, link: str, spurgt: bool) -> None:
        """From a list with filters on: no more filters, or it would never end."""
        dele = urlsplit(urldefrag(urljoin(VAERT + fra, link)).url)
        if f"{dele.scheme}://{dele.netloc}" == VAERT and not dele.path.startswith("/static/"):
            if dele.query and not spurgt:
                self._vis(f"{dele.path}?{dele.query}")
            elif not dele.query:
                self._vis(dele.path)

    def _vaelg(self, sti: str, formular: Formular) -> None:
        """A form that asks: each value of each select, and the words in each field."""
        adresse = urlsplit(urljoin(VAERT + sti, formular.adresse)).path
        for navn, slags in formular.slags.items():
            for vaerdi in formular.valg.get(navn) or (self.ord if slags != "hidden" else ()):
                self._vis(f"{adresse}?{urlencode({**formular.felter, navn: vaerdi}, doseq=True)}")

    def _udfyld(self, sti: str, formular: Formular) -> None:
        """A form that is sent: as it stands, and with the words in every field."""
        adresse = urlsplit(urljoin(VAERT + sti, formular.adresse)).path
        self._post(adresse, formular.felter)
        for ord_ in self.ord:
            udfyldt = {
                navn: ord_ if formular.slags.get(navn) in ("text", "textarea", "search") else vaerdi
                for navn, vaerdi in formular.felter.items()
            }
            filer = {navn: SimpleUploadedFile(f"{ord_}.txt", b"x") for navn in formular.filfelter}
            self._post(adresse, udfyldt | filer)

    def _post(self, adresse: str, data: Mapping[str, Any]) -> None:
        noegle = (adresse, repr({n: str(v) for n, v in data.items() if n not in SAMME_FORMULAR}))
        if noegle not in self._sendt:
            self._sendt.add(noegle)
            self.svar += self.browser.send(adresse, data)
