"""The report as PDF/UA-1 and PDF/A-2a in one file. The only module that imports WeasyPrint."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import weasyprint
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .pdf_efterbehandling import UgyldigtIndhold, efterbehandl
from .udskrift import Opfoelgningsbilag, Udskrift

SKABELON = "beretning/pdf.html"
BILAG = "beretning/opfoelgning_pdf.html"
SPROG = "da"
# Not a place on the net: the name by which the stylesheets ask for the project's own files.
STATISK = "https://statisk.invalid/"
EGNE_FILER = "beretning/"
FILTYPER = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


class PdfFejl(Exception):
    """The PDF would not be as it should; `linjer` says why, one fault in each."""

    def __init__(self, linjer: list[str]) -> None:
        self.linjer = tuple(linjer)
        super().__init__("PDF'en kunne ikke dannes:\n" + "\n".join(self.linjer))


def dan_pdf(udskrift: Udskrift, *, oprettet: date | None = None) -> bytes:
    """The finished file; the same input gives the same bytes.

    `oprettet` is the date in the metadata; a file without it has none.
    Raises PdfFejl rather than give back a PDF that WeasyPrint complained about.
    """
    html = _html(SKABELON, udskrift=udskrift, oprettet=oprettet)
    return _skriv(html, linktekster=_linktekster(udskrift))


def dan_opfoelgning_pdf(bilag: Opfoelgningsbilag) -> bytes:
    """The departments' answers as a file of their own, held to the same as the report."""
    return _skriv(_html(BILAG, bilag=bilag), linktekster={})


def _html(skabelon: str, **kontekst: object) -> str:
    with translation.override(SPROG):
        return render_to_string(skabelon, {**kontekst, "statisk": STATISK, "sprog": SPROG})


def _skriv(html: str, *, linktekster: dict[str, str]) -> bytes:
    def afslut(dokument: weasyprint.Document, pdf: object) -> None:
        _kraev_plads_til_tabellerne(dokument)
        efterbehandl(pdf, sprog=SPROG, linktekster=linktekster)

    with _skrifterne() as skrifter, _log_uden_klager():
        try:
            return weasyprint.HTML(string=html, url_fetcher=KunEgneFiler()).write_pdf(
                pdf_variant="pdf/a-2a", finisher=afslut, font_config=skrifter
            )
        except (FatalURLFetchingError, UgyldigtIndhold) as fejl:
            raise PdfFejl([str(fejl)]) from fejl


_TRAADENS = threading.local()


@contextmanager
def _skrifterne() -> Iterator[FontConfiguration]:
    """The fonts that are unpacked already: it takes longer than many a file's pages.

    After a file that failed they are unpacked anew: of a font that could not be used WeasyPrint
    complains only the first time, and never tries it again. Pango's fonts are one thread's.
    """
    skrifter = _TRAADENS.__dict__.pop("skrifter", None) or FontConfiguration()
    yield skrifter
    _TRAADENS.skrifter = skrifter


def _kraev_plads_til_tabellerne(dokument: weasyprint.Document) -> None:
    """A table too wide for its page loses its last columns, and WeasyPrint says nothing."""
    for nummer, side in enumerate(dokument.pages, start=1):
        sidekasse = side._page_box
        kant = sidekasse.content_box_x() + sidekasse.width + 1
        for kasse in sidekasse.descendants():
            if kasse.element_tag == "th" and kasse.border_box_x() + kasse.border_width() > kant:
                raise UgyldigtIndhold(
                    f"Tabellen på side {nummer} er for bred til papiret. "
                    "Giv kolonnerne kortere navne eller bløde bindestreger."
                )


def _linktekster(udskrift: Udskrift) -> dict[str, str]:
    """What a screen reader says of a link to each anchor."""
    tekster = {}
    for blok in udskrift.blokke:
        if hoved := blok.overskrift:
            tekster[hoved.anker] = f"Gå til {hoved.nummer} {hoved.tekst}".replace("  ", " ")
        if blok.tabel:
            tekster[blok.tabel_anker] = f"Gå til tabel {blok.tabel.nummer}: {blok.tabel.titel}"
        if blok.figur:
            tekster[blok.figur.anker] = f"Gå til figur {blok.figur.nummer}: {blok.figur.titel}"
    return tekster


class KunEgneFiler(URLFetcher):
    """Gives out the project's own fonts, stylesheets and drawings and refuses all else.

    A report's text must not be able to read the server's disk or call out on the net.
    """

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        sti = PurePosixPath(unquote(url.removeprefix(STATISK)))
        fundet = None
        if (
            url.startswith(STATISK + EGNE_FILER)
            and ".." not in sti.parts
            and sti.suffix in FILTYPER
        ):
            fundet = finders.find(str(sti))
        if not fundet:
            raise FatalURLFetchingError(f"Beretningen må ikke hente »{url[:200]}«.")
        return URLFetcherResponse(
            url, Path(fundet).read_bytes(), {"Content-Type": FILTYPER[sti.suffix]}
        )


class _Opsamler(logging.Handler):
    """Keeps what this thread is warned about; a neighbour's PDF has its own."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.traad = threading.get_ident()
        self.linjer: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.traad:
            self.linjer.append(record.getMessage())


@contextmanager
def _log_uden_klager() -> Iterator[None]:
    """Turn WeasyPrint's warnings, which it otherwise only logs, into PdfFejl."""
    log = logging.getLogger("weasyprint")
    # A logging configuration may have silenced the logger; then nothing would ever be caught.
    log.disabled = False
    log.setLevel(logging.WARNING)
    opsamler = _Opsamler()
    log.addHandler(opsamler)
    try:
        yield
    finally:
        log.removeHandler(opsamler)
    if opsamler.linjer:
        raise PdfFejl(opsamler.linjer)
