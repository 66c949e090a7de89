"""bin/bench: fill both databases, measure, tell, and fail where a bound is broken."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from tests.redskaber.postgres import PostgresMangler, kast_vaek_cluster

ROD = Path(__file__).resolve().parents[3]
STOERRELSER = (10_000, 100_000, 1_000_000)
LILLE = (2_000, 20_000)
# Issues in a register of 100,000 inquiries, in which the search and the lists are timed.
FIND, FIND_LILLE = 124_540, 20_000
# Issues in a register of 10,000 inquiries, in which saving is timed.
GEM, GEM_LILLE = 12_454, 2_000
HUKOMMELSE = "1GB"  # PostgreSQL's own
FORHOLD_HOEJST = 1.25  # the whole report, program / SQL
VAEKST_HOEJST = 8 * 1024  # kB: how much more memory the largest register may take than the least
LOFT = 30 * 60  # seconds one measure may take before it is stopped as hung
# What the children need of the caller's environment; a developer's settings are not among it.
ARVES = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONUTF8", "TMPDIR", "LD_LIBRARY_PATH")


class Fejlet(Exception):
    """A measure could not be made; the message is its output."""


@contextmanager
def sqlite_fil(mappe: Path) -> Iterator[str]:
    fil = mappe / "register.sqlite3"
    yield f"sqlite:///{fil}"
    for rest in mappe.glob(f"{fil.name}*"):
        rest.unlink()


@contextmanager
def postgres(mappe: Path) -> Iterator[str]:
    # As README.md asks for, so that the register is in the server's memory.
    with kast_vaek_cluster(shared_buffers=HUKOMMELSE) as url:
        yield url


DATABASER = {"SQLite": sqlite_fil, "PostgreSQL": postgres}


class Maaler:
    """`stoerrelser` are counted in, `find` is searched in, `gem` saved in; each may be nothing."""

    def __init__(self, stoerrelser: tuple[int, ...], find: int, gem: int):
        self.stoerrelser = stoerrelser
        self.find = find
        self.gem = gem
        self.doem = stoerrelser == STOERRELSER
        self.brud: list[str] = []

    def alt(self) -> int:
        version = platform.python_version()
        print(f"{os.cpu_count()} kerner, {platform.machine()}, Python {version}")
        for navn, database in DATABASER.items():
            print(f"\n== {navn}", flush=True)
            if self.stoerrelser:
                self.database(navn, database)
            if self.find:
                self.soeg(navn, database)
            if self.gem:
                self.registrer(navn, database)
        print()
        for brud in self.brud:
            print(f"BRUDT: {brud}")
        if not self.brud:
            print("Alle grænser holder.")
        return 1 if self.brud else 0

    def registrer(self, navn: str, database) -> None:
        with _register(database) as miljoe:
            self._fyld(miljoe, self.gem, "soeges")
            svar = _maal("maal_gem", miljoe)
        p95, hoejst = svar["uden_ventetid"]["p95"], svar["hoejst"]
        print(f"\nEt opkald gemt i {_tal(svar['henvendelser'])} henvendelser:", end=" ")
        print(f"p50 {_ms(svar['ur']['p50'])}, p95 {_ms(svar['ur']['p95'])},", end=" ")
        print(f"uden kø {_ms(p95)} (højst {hoejst} ms, forhold {_komma(p95 / hoejst)})")
        if p95 > hoejst:
            self.brud.append(f"{navn}: et opkald gemmes på {_ms(p95)} (højst {hoejst} ms).")

    def soeg(self, navn: str, database) -> None:
        with _register(database) as miljoe:
            self._fyld(miljoe, self.find, "soeges")
            sider = _maal("maal_find", miljoe)["sider"]
        hoved = ("rækker", "spm.", "p50", "p95", "uden kø", "højst", "forhold")
        print(f"\n{'':58} {'':1}" + "".join(f"{ord_:>9}" for ord_ in hoved))
        for gruppe, dens in groupby(sider, key=lambda side: side["gruppe"]):
            print(gruppe)
            for side in dens:
                self._side(navn, side)

    def _side(self, navn: str, side: dict) -> None:
        p95, hoejst = side["uden_ventetid"]["p95"], side["hoejst"]
        tal = [_tal(side["raekker"]), str(side["spoergsmaal"])]
        tal += [f"{ms:.0f}" for ms in (side["ur"]["p50"], side["ur"]["p95"], p95, hoejst)]
        over = p95 > hoejst
        print(
            f"  {side['navn']:56.56} {'!' if over else ' '}",
            "".join(f"{et:>9}" for et in (*tal, _komma(p95 / hoejst))),
            sep="",
        )
        if over:
            self.brud.append(
                f"{navn}: {side['gruppe']}, {side['navn']}: {_ms(p95)} (højst {hoejst} ms)."
            )

    def database(self, navn: str, database) -> None:
        vaekst: dict[int, int] = {}
        for stoerrelse in self.stoerrelser:
            with _register(database) as miljoe:
                self._fyld(miljoe, stoerrelse)
                vaekst[stoerrelse] = _maal("hukommelse", miljoe)["kB"]
                print(f"   optælling tog {_mb(vaekst[stoerrelse])} hukommelse", flush=True)
                if stoerrelse == self.stoerrelser[-1]:
                    self._hukommelse(navn, vaekst, _maal("kontrol", miljoe)["kB"])
                    self._forhold(navn, _maal("forhold", miljoe))
                    self._udskrift(_maal("udskrift", miljoe))
                    self._lister(_maal("lister", miljoe))

    def _fyld(self, miljoe: dict[str, str], stoerrelse: int, *soeges: str) -> None:
        svar = _maal("fyld", miljoe, str(stoerrelse), *soeges)
        antal = ", ".join(f"{_tal(antal)} {hvad}" for hvad, antal in svar["antal"].items())
        print(f"{antal} ({svar['database']}, fyldt på {svar['sekunder']:.0f} s)", flush=True)

    def _hukommelse(self, navn: str, vaekst: dict[int, int], kontrol: int) -> None:
        mindst, stoerst = self.stoerrelser[0], self.stoerrelser[-1]
        mere = vaekst[stoerst] - vaekst[mindst]
        print(
            f"\nHukommelse fra {_tal(mindst)} til {_tal(stoerst)} sager: {_mb(mere)} mere ", end=""
        )
        print(f"(højst {_mb(VAEKST_HOEJST)}). Kontrol, talt i Python: {_mb(kontrol)}.")
        if mere > VAEKST_HOEJST:
            self.brud.append(f"{navn}: optællingens hukommelse voksede {_mb(mere)}.")
        if self.doem and kontrol <= VAEKST_HOEJST:
            self.brud.append(f"{navn}: målingen af hukommelse ser ikke kontrollens vækst.")

    def _forhold(self, navn: str, svar: dict) -> None:
        print(f"\n{'':20} {'program':>10} {'SQL':>10} {'forhold':>8}")
        for hvad, tal in svar.items():
            program, sql = _ms(tal["program_ms"]), _ms(tal["sql_ms"])
            print(f"{hvad:20} {program:>10} {sql:>10} {_komma(tal['forhold']):>8}")
        hele = svar["hele beretningen"]["forhold"]
        if not self.doem:
            print("Forholdet dømmes ikke: I et lille register er det mest programmets faste tid.")
        elif hele > FORHOLD_HOEJST:
            self.brud.append(
                f"{navn}: hele beretningen tog {_komma(hele)} gange SQL i hånden "
                f"(højst {_komma(FORHOLD_HOEJST)})."
            )

    def _udskrift(self, svar: dict) -> None:
        dele = ", ".join(f"{navn} {_ms(tal)}" for navn, tal in svar["dele"].items())
        print(f"\nHele beretningen udskrevet: {_ms(svar['hele'])}. Under profilering: {dele}.")

    def _lister(self, svar: dict) -> None:
        print(f"\n{'/henvendelser/':34} {'p50':>9} {'p95':>9}")
        for navn, tal in svar.items():
            print(f"{navn:34} {_ms(tal['p50']):>9} {_ms(tal['p95']):>9}")


@contextmanager
def _register(database) -> Iterator[dict[str, str]]:
    """The environment of a database of its own, gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="borgerraadgiver-bench.") as mappe,
        database(Path(mappe)) as url,
    ):
        yield {"DATA": mappe, "DATABASE_URL": url, "KUN_HTTPS": "false"}


def _maal(navn: str, miljoe: dict[str, str], *ord_: str) -> dict:
    arv = {variabel: os.environ[variabel] for variabel in ARVES if variabel in os.environ}
    kommando = [sys.executable, "-W", "ignore::UserWarning", "-m", f"{__package__}.maaling", navn]
    svar = subprocess.run(
        [*kommando, *ord_],
        cwd=ROD,
        env=arv | miljoe | {"DJANGO_SETTINGS_MODULE": "borgerraadgiver.settings"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=LOFT,
    )
    if svar.returncode:
        raise Fejlet(f"Målingen »{navn}« fejlede:\n{svar.stdout}{svar.stderr}")
    return json.loads(svar.stdout.splitlines()[-1])


def _maaler(valg: argparse.Namespace) -> Maaler:
    """What is asked for: all of it, or the one part that is named."""
    alt = not (valg.find or valg.gem)
    stoerrelser, find, gem = (
        (LILLE, FIND_LILLE, GEM_LILLE) if valg.lille else (STOERRELSER, FIND, GEM)
    )
    return Maaler(
        stoerrelser if alt else (), find if alt or valg.find else 0, gem if alt or valg.gem else 0
    )


def _tal(antal: int) -> str:
    return f"{antal:,}".replace(",", ".")


def _komma(tal: float) -> str:
    return f"{tal:.2f}".replace(".", ",")


def _ms(tal: float) -> str:
    return f"{tal:,.1f} ms".replace(",", " ").replace(".", ",").replace(" ", "\u00a0")


def _mb(kilobyte: int) -> str:
    return f"{kilobyte / 1024:.1f} MB".replace(".", ",")


def main() -> int:
    fortolker = argparse.ArgumentParser(
        prog="bin/bench",
        description="Måler optælling, søgning, lister og registrering i store registre.",
    )
    fortolker.add_argument(
        "--lille", action="store_true", help="20.000 sager: prøver målingen, dømmer ikke forholdet"
    )
    fortolker.add_argument(
        "--find", action="store_true", help="kun søgning og lister, i 100.000 henvendelser"
    )
    fortolker.add_argument(
        "--gem", action="store_true", help="kun at gemme et opkald, i 10.000 henvendelser"
    )
    valg = fortolker.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    begyndt = time.monotonic()
    try:
        kode = _maaler(valg).alt()
    except (Fejlet, PostgresMangler, subprocess.TimeoutExpired) as fejl:
        print(fejl, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    print(f"Det hele tog {time.monotonic() - begyndt:.0f} s.")
    return kode


if __name__ == "__main__":
    sys.exit(main())
