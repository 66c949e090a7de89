"""Measures one thing about the database that DATABASE_URL names: one fresh process a measure.

The last line that it prints is the result as JSON.
"""

from __future__ import annotations

import cProfile
import json
import math
import pstats
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

from .find import browser, maal_find
from .gem import maal_gem

RUNDER = 15
VISNINGER = 40


def fyld(antal_sager: str, soeges: str = "") -> dict:
    """Make the tables and load a register of so many issues; with the search's index or without."""
    from django.core.management import call_command

    from .register import fyld

    call_command("migrate", verbosity=0)
    begyndt = time.perf_counter()
    fyld(int(antal_sager), soeges=bool(soeges))
    sekunder = time.perf_counter() - begyndt
    from henvendelser import models as m

    antal = {
        model._meta.verbose_name_plural: model.objects.count()
        for model in (m.Sag, m.Henvendelse, m.Afgoerelse, m.Bemaerkning)
    }
    return {"antal": antal, "sekunder": sekunder, "database": _database()}


def _database() -> str:
    from django.db import connection

    version = ".".join(str(tal) for tal in connection.get_database_version())
    return f"{connection.display_name} {version}"


def forhold() -> dict:
    """The program's tables against hand-written SQL, in pairs, each first every other time."""
    from beretning.tabeller import beretningens_tabeller, optalte_tabeller

    from .haandskrevet import efterse, foresporgsler

    beretning = _beretning()
    periode = beretning.periode
    former = foresporgsler(periode)
    tabeller, fejl = beretningens_tabeller(beretning, periode)
    assert not fejl, fejl
    assert {tabel.noegle for tabel in tabeller} == set(former)
    for tabel in tabeller:
        for form in former[tabel.noegle]:
            efterse(tabel, form.celler())
    haand = {noegle: _hurtigste(mulige) for noegle, mulige in former.items()}
    par: dict[str, tuple[Callable, Callable]] = {}
    for afsnit in beretning.afsnit.filter(noegle__in=haand).order_by("id"):
        par[afsnit.noegle] = (
            lambda afsnit=afsnit: optalte_tabeller([afsnit], periode),
            haand[afsnit.noegle],
        )
    par["hele beretningen"] = (
        lambda: beretningens_tabeller(beretning, periode),
        lambda: [hent() for hent in haand.values()],
    )
    return {navn: _i_par(*begge) for navn, begge in par.items()}


def _hurtigste(former: tuple) -> Callable[[], list]:
    """The form of a statement that this database answers fastest."""
    if len(former) == 1:
        return former[0].hent
    return min(former, key=lambda form: _median(form.hent, 5)).hent


def _i_par(program: Callable, haand: Callable) -> dict:
    program(), haand()
    tider: list[tuple[float, float]] = []
    for runde in range(RUNDER):
        if runde % 2:
            i_haanden, programmets = _tid(haand), _tid(program)
        else:
            programmets, i_haanden = _tid(program), _tid(haand)
        tider.append((programmets, i_haanden))
    return {
        "program_ms": statistics.median(programmets for programmets, _ in tider),
        "sql_ms": statistics.median(i_haanden for _, i_haanden in tider),
        "forhold": statistics.median(programmets / i_haanden for programmets, i_haanden in tider),
    }


def _tid(goer: Callable) -> float:
    """Milliseconds."""
    begyndt = time.perf_counter()
    goer()
    return (time.perf_counter() - begyndt) * 1000


def _median(goer: Callable, gange: int) -> float:
    goer()
    return statistics.median(_tid(goer) for _ in range(gange))


def hukommelse() -> dict:
    """How much higher the process's peak is after counting the report than before (kB)."""
    from beretning.periode import Periode
    from beretning.tabeller import beretningens_tabeller

    beretning = _beretning()
    foer_registret = Periode(beretning.fra.replace(year=1990), beretning.fra.replace(year=1990))
    beretningens_tabeller(beretning, foer_registret)  # loads all code, counts nothing
    return {"kB": _vaekst(lambda: beretningens_tabeller(beretning, beretning.periode))}


def kontrol() -> dict:
    """The same for counting that does grow: the period's rows in Python."""
    from collections import Counter

    from henvendelser.models import Sag

    periode = _beretning().periode
    sager = Sag.objects.filter(henvendelse__modtaget__range=(periode.fra, periode.til))
    return {"kB": _vaekst(lambda: Counter(sag.afdeling_id for sag in sager))}


def eksport(format_: str, raekker: str) -> dict:
    """What making a file of so many inquiries adds to the process (kB), how many queries it asks.

    `format_` "alle" is the control: the same rows in Python, without a file.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from henvendelser.models import Henvendelse

    klient = browser()
    nyeste = Henvendelse.objects.order_by("-modtaget", "-id")
    fra = nyeste.values_list("modtaget", flat=True)[int(raekker) - 1]
    if format_ == "alle":
        return {"kB": _vaekst(lambda: list(nyeste.med_sager().filter(modtaget__gte=fra)))}

    def hent(dag) -> int:
        svar = klient.post(
            f"/henvendelser/eksport/?fra={dag}", {"format": format_, "med_personoplysninger": "on"}
        )
        return sum(len(bid) for bid in svar.streaming_content)

    hent("2090-01-01")  # loads all code, reads nothing
    svar = {"kB": _vaekst(lambda: hent(fra))}
    with CaptureQueriesContext(connection) as spurgt:
        svar["bytes"] = hent(fra)
    return svar | {"spoergsmaal": len(spurgt)}


def _vaekst(goer: Callable) -> int:
    """The kernel's own high-water mark, set back first.

    getrusage's would start from the process that started this one, and from the imports.
    """
    Path("/proc/self/clear_refs").write_text("5")
    foer = _kilobyte("VmRSS")
    goer()
    return max(0, _kilobyte("VmHWM") - foer)


def _kilobyte(felt: str) -> int:
    return int(re.search(rf"{felt}:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])


def lister() -> dict:
    """A list's page as the browser gets it, without the network: p50 and p95 (ms)."""
    from henvendelser import models as m

    klient = browser()
    afdeling = m.Afdeling.objects.get(navn="Børn & Familie").pk
    lille_afdeling = m.Afdeling.objects.get(navn="Økonomi & Stab").pk
    emne = m.Emne.objects.get(navn="Begrundelse").pk
    sider = {
        "nyeste først, intet filter": "",
        "ét år": "?fra=2024-04-01&til=2025-03-31",
        "ét år, en afdeling og et emne": (
            f"?fra=2024-04-01&til=2025-03-31&afdeling={afdeling}&emne={emne}"
        ),
        "åbne": "?status=aaben",
        "en stor afdeling, alle år": f"?afdeling={afdeling}",
        "en lille afdeling, alle år": f"?afdeling={lille_afdeling}",
        "side 1000 eller den sidste": "?side=1000",
    }
    svar = {}
    for navn, parametre in sider.items():
        svar[navn] = _sidens_tider(klient, "/henvendelser/" + parametre)
    return svar


def _sidens_tider(klient, adresse: str, gange: int = VISNINGER) -> dict:
    assert klient.get(adresse).status_code == 200, adresse
    tider = sorted(_tid(lambda: klient.get(adresse)) for _ in range(gange))
    return {"p50": statistics.median(tider), "p95": tider[math.ceil(gange * 0.95) - 1]}


DELE = {  # function: what the reader calls it
    ("tabeller.py", "optalte_tabeller"): "tælle tabellerne",
    ("figurer.py", "tegn"): "tegne figurerne",
    ("levende_tal.py", "html_af"): "sætte teksten",
}


def udskrift() -> dict:
    """The whole report resolved: how long, and where the time goes (ms)."""
    from beretning.afsnit import udskriv

    beretning = _beretning()
    assert not udskriv(beretning).fejl
    hele = _median(lambda: udskriv(beretning), 5)
    profil = cProfile.Profile()
    profil.runcall(udskriv, beretning)
    tal = pstats.Stats(profil)
    dele = {}
    for (fil, _, funktion), (_, _, _, samlet, _) in tal.stats.items():
        navn = DELE.get((Path(fil).name, funktion))
        if navn:
            dele[navn] = samlet * 1000
    dele["resten"] = tal.total_tt * 1000 - sum(dele.values())
    return {"hele": hele, "dele": dele}


def _beretning():
    from beretning.models import Beretning

    return Beretning.objects.get()


MAALINGER = {
    maaling.__name__: maaling
    for maaling in (
        fyld,
        forhold,
        hukommelse,
        kontrol,
        lister,
        udskrift,
        maal_find,
        eksport,
        maal_gem,
    )
}

if __name__ == "__main__":
    navn, *ord_ = sys.argv[1:]
    django.setup()
    print(json.dumps(MAALINGER[navn](*ord_)))
