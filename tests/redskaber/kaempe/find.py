"""How long the search and the lists take, as the browser gets them: measured by `maaling`.

Each time is told twice: by the clock, and without the time in which the program or its database
connection was ready to run and waited for a core that something else had. The kernel counts that
(/proc/PID/schedstat), and it is what a busy machine adds. The bounds judge the second.
"""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

GANGE = 20
# Milliseconds, 95 times in 100, at 100,000 cases.
SOEGNING_HOEJST, LISTE_HOEJST = 300, 150

# A page in the middle of each list of 100,000 inquiries, and the columns it is sorted by there.
MIDTE = {
    "henvendelser": 1000,
    "sager": 1250,
    "afgoerelser": 400,
    "bemaerkninger": 240,
    "aktiviteter": 20,
}
# A word that most of a list's rows have in their notes or their names.
I_DE_FLESTE = {
    "afgørelser": "ankestyrelsen",
    "bemærkninger": "ankestyrelsen",
    "aktiviteter": "notatpligt",
}
LANGT_INDE = {
    *("nummer", "afdeling", "tema", "foelgesager", "sagstype", "afsluttet", "sidst_aktiv"),
    *("kontaktform", "bosat", "genhenvendelse", "paragraf", "titel"),
}


@dataclass(frozen=True)
class Side:
    """One page: where it is, and the words that are searched for to get there, if any."""

    gruppe: str
    navn: str
    adresse: str
    ord: str = ""

    @property
    def hoejst(self) -> int:
        return SOEGNING_HOEJST if self.ord else LISTE_HOEJST


def maal_find() -> dict[str, list[dict]]:
    """Every page's times (ms), the number of its rows and what it asks the database."""
    klient = browser()
    with _skabelonerne_lyttet():
        alle = list(sider(klient))
    gc.collect()
    gc.freeze()  # as the server does (gunicorn.conf.py)
    return {"sider": [_maal(klient, side) for side in alle]}


@contextmanager
def _skabelonerne_lyttet() -> Iterator[None]:
    """Within, an answer tells its context; it takes time, and so is never on when it is taken."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        yield
    finally:
        teardown_test_environment()


def browser():
    """A browser in which an adviser is logged in."""
    from django.conf import settings

    from henvendelser.models import Bruger
    from henvendelser.valg import Rolle
    from tests.conftest import logget_ind

    settings.SECURE_SSL_REDIRECT = False
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.RATER = {}
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    raadgiver, _ = Bruger.objects.get_or_create(
        username="raadgiver", defaults={"rolle": Rolle.RAADGIVER}
    )
    return logget_ind(raadgiver)


def sider(klient) -> Iterator[Side]:
    """The searches, then each list: its first, last and middle page, each filter, each column."""
    from django.urls import reverse

    from henvendelser.views import lister

    yield from _soegninger()
    for navn in ("henvendelser", "sager", "afgoerelser", "bemaerkninger", "aktiviteter"):
        url, liste = reverse(navn), getattr(lister, navn.upper())
        yield Side(navn, "intet filter", url)
        yield Side(navn, "sidste side", f"{url}?side=999999")
        yield Side(navn, "midt i", f"{url}?side={MIDTE[navn]}")
        for parametre in _filtre(klient, url):
            yield Side(navn, parametre, f"{url}?{parametre}")
        for noegle in _orden(liste):
            for tegn in ("", "-"):
                yield Side(navn, f"sorter={tegn}{noegle}", f"{url}?sorter={tegn}{noegle}")
            for nr in (MIDTE[navn], 999999) if noegle in LANGT_INDE else ():
                parametre = f"sorter={noegle}&side={nr}"
                yield Side(navn, parametre, f"{url}?{parametre}")
    yield from _sammen()


def _soegninger() -> Iterator[Side]:
    from .register import DANSK, I_NOTAT, MELLEM, SJAELDENT

    ord_ = {
        "et sjældent ord": SJAELDENT,
        "et ord med æ, i bøjet form": f"{DANSK}det",
        "et ord i et notat, i bøjet form": f"{I_NOTAT}en",
        "et ord i hver tyvende": MELLEM,
        "et ord i de fleste": "borgeren",
        "et ord i de fleste, i bøjet form": "sagerne",
        "begyndelsen på et ord": "klagevej",
        "to bogstaver": "bo",
        "to ord": f"{MELLEM} aktindsigt",
        "to ord i de fleste": "borgeren sagen",
        "fire ord i de fleste": "borgeren sagen afdelingen afgørelsen",
        "ord, der står sammen": '"ringer til borgeren i dag"',
        "et navn": "fatima østergaard",
        "et helt navn": "Åse Ærø 20",
        "et telefonnummer": "80 02 00 00",
        "en mailadresse": "borger4321@example.org",
        "et nummer": "2024-0123",
        "et dokument": "lægeerklæringen",
        "en afdeling": "børn familie",
        "et emne": "begrundelse",
        "intet har det": "findesikke",
    }
    for navn, tekst in ord_.items():
        yield Side("søgning i henvendelser", navn, "/henvendelser/", tekst)
    for navn in ("et ord i de fleste", "et ord i hver tyvende", "en afdeling"):
        yield Side("søgning i sager", navn, "/henvendelser/sager/", ord_[navn])
    for url, sted in (
        ("/afgoerelser/", "afgørelser"),
        ("/afgoerelser/bemaerkninger/", "bemærkninger"),
        ("/aktiviteter/", "aktiviteter"),
    ):
        for navn in ("et ord med æ, i bøjet form", "en afdeling", "intet har det"):
            yield Side(f"søgning i {sted}", navn, url, ord_[navn])
        yield Side(f"søgning i {sted}", "et ord i de fleste", url, I_DE_FLESTE[sted])
    for parametre in (
        "status=aaben",
        "side=999999",
        "fra=2024-04-01&til=2025-03-31",
        *("sorter=modtaget", "sorter=nummer", "sorter=afdeling", "sorter=emne"),
        *("sorter=-foelgesager", "sorter=-status"),
    ):
        yield Side(
            "søgning med mere", f"et ord i de fleste, {parametre}", f"/henvendelser/?{parametre}",
            "borgeren",
        )  # fmt: skip


def _orden(liste) -> list[str]:
    """The columns that the list is sorted by, the office's own markers with them."""
    from henvendelser.views.listekolonner import maerker_i
    from henvendelser.views.sortering import med_maerker

    model = liste.filter.Meta.model
    maerker = maerker_i(liste.filter({}, model.objects.all()))
    return list(med_maerker(liste.orden, maerker, model))


def _filtre(klient, url: str) -> Iterator[str]:
    """Each filter of the list with its first, its second and its last option, or a day."""
    from django import forms

    for felt in klient.get(url).context["form"]:
        if isinstance(felt.field, forms.DateField):
            yield f"{felt.name}=2024-04-01"
            continue
        valg = [noegle for noegle, _ in felt.field.choices if noegle]
        yield from (f"{felt.name}={vaerdi}" for vaerdi in dict.fromkeys([*valg[:2], valg[-1]]))


def _sammen() -> Iterator[Side]:
    """Several filters at once, and with an order."""
    from henvendelser.models import Afdeling, Emne, Maerkevaerdi

    afdeling = Afdeling.objects.get(navn="Børn & Familie").pk
    emne = Emne.objects.get(navn="Begrundelse").pk
    vaerdi = Maerkevaerdi.objects.select_related("maerke").first()
    for url in ("/henvendelser/", "/henvendelser/sager/"):
        for parametre in (
            "fra=2024-04-01&til=2025-03-31",
            f"fra=2024-04-01&til=2025-03-31&afdeling={afdeling}&emne={emne}",
            f"afdeling={afdeling}&emne={emne}",
            f"afdeling={afdeling}&emne={emne}&side=999999",
            f"afdeling={afdeling}&status=aaben&bosat=ja&retsstilling=uoplyst",
            f"type=aaben&bosat=ja&tvaergaaende=nej&{vaerdi.maerke.parameter}={vaerdi.pk}",
            f"afdeling={afdeling}&sorter=emne",
            "status=afsluttet&sorter=-foelgesager" if "sager" not in url else "status=afsluttet",
            "sorter=emne&side=999999",
        ):
            yield Side(f"flere filtre, {url}", parametre, f"{url}?{parametre}")


def _maal(klient, side: Side) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def vis():
        adresse = side.adresse
        if side.ord:
            adresse = klient.post(adresse, {"soeg": side.ord})["Location"]
        svar = klient.get(adresse)
        assert svar.status_code == 200, side
        return svar

    with _skabelonerne_lyttet(), CaptureQueriesContext(connection) as spurgt:
        svar = vis()
    antal_spurgt = len(spurgt)  # the next request empties the log
    assert svar.context["form"].is_valid(), side
    ure, uden = zip(*(_tid(vis) for _ in range(GANGE)), strict=True)
    return {
        "gruppe": side.gruppe,
        "navn": side.navn,
        "hoejst": side.hoejst,
        "raekker": svar.context["antal"],
        "spoergsmaal": antal_spurgt,
        "ur": _fraktiler(ure),
        "uden_ventetid": _fraktiler(uden),
    }


def _fraktiler(tider: tuple[float, ...]) -> dict:
    i_orden = sorted(tider)
    return {"p50": statistics.median(i_orden), "p95": i_orden[math.ceil(len(i_orden) * 0.95) - 1]}


def _tid(goer: Callable) -> tuple[float, float]:
    """Milliseconds by the clock, and the same without waiting for a core."""
    ventet = _ventet()
    begyndt = time.perf_counter()
    goer()
    ur = time.perf_counter() - begyndt
    return ur * 1000, (ur - (_ventet() - ventet) / 1e9) * 1000


def _ventet() -> int:
    """Nanoseconds that this process and its database connection were ready and not run."""
    from django.db import connection

    processer = ["self"]
    if connection.vendor == "postgresql":
        processer.append(str(connection.connection.info.backend_pid))
    return sum(int(Path(f"/proc/{nr}/schedstat").read_text().split()[1]) for nr in processer)
