"""The runs behind bin/test, in the environment that it made: see there.

Two runs beside each other, because that is what a small machine has cores for, and the next one
when either is done. Each run has its own data folder and its own log; a run that fails prints its
log at once; the table comes last.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROD = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROD / "tests" / "redskaber"))

from _opgoerelse import Koersel, komma, kort, laes, opgoer  # noqa: E402
from migreret import FAELLES, SKABELON  # noqa: E402
from postgres import PostgresMangler, kast_vaek_cluster  # noqa: E402

LOFT = 60 * 60  # seconds a run may take before it is stopped as hung
SAMTIDIGE = 2
SHM = Path("/dev/shm")  # noqa: S108 - in it is a folder of our own
PLADS = 4 * 1024**3  # bytes; a container's is often 64 MB
INGEN_PROEVER = 5  # pytest's exit code
# A developer's own settings must not decide what the tests see.
EGNE_INDSTILLINGER = {
    *("DATA", "DATABASE_URL", "SECRET_KEY", "KRYPTERINGSNOEGLER", "ALLOWED_HOSTS"),
    *("CSRF_TRUSTED_ORIGINS", "KUN_HTTPS", "BAG_PROXY", "ANTAL_PROXYER", "DEBUG", "DEMO"),
    *("LOG_DAGE", "RATE_SKRIV", "RATE_SOEG", "RATE_FIL", "RATE_TUNG", "SIKKERHEDSKONTAKT"),
    *("BIND", "WEB_CONCURRENCY", "STATIC_ROOT", "DJANGO_SETTINGS_MODULE", "PYTEST_ADDOPTS"),
    "PYTHONDONTWRITEBYTECODE",  # some hundred processes would each compile the program anew
}


@dataclass
class Opgave:
    navn: str
    koer: Callable[[Koersel], str]  # fills the run; returns the log
    resultat: Koersel = None

    def __post_init__(self) -> None:
        self.resultat = Koersel(self.navn)


class Afbrudt(Exception):
    """The whole is being stopped; a run that notices says nothing more."""


class Proever:
    def __init__(self, hurtig: bool, pytest_ord: list[str], mappe: Path) -> None:
        self.hurtig = hurtig
        self.markoer, self.pytest_ord = _markoer(pytest_ord)
        self.mappe = mappe
        self.faelles = mappe / "faelles"  # made once: the static files, a migrated register
        self.start = time.monotonic()
        self.skaerm = threading.Lock()
        self.boern: set[subprocess.Popen] = set()
        self.afbrudt = False

    # --- what is run -------------------------------------------------------------------------

    def opgaver(self, database_url: str | None) -> list[Opgave]:
        """What is run, in the order it is begun: the longest first, or one would be left alone."""
        lint = Opgave("Lint", self.lint)
        enheder = "not browser and not pdf"
        if self.hurtig:
            return [*self.delt("SQLite", f"{enheder} and not langsom"), lint]
        (sqlite_1, *sqlite_2) = self.delt("SQLite", enheder)
        return [
            sqlite_1,
            self.proever("Browser", "browser"),
            *self.delt("PostgreSQL", f"{enheder} and not en_gang", database_url),
            *sqlite_2,
            self.proever("PDF", "pdf and not browser"),
            lint,
        ]

    def delt(self, navn: str, udvalg: str, database_url: str | None = None) -> list[Opgave]:
        """In two, so that both cores have one; what the caller has chosen is not divided."""
        dele = {"": ()}
        if not self.pytest_ord:
            dele = {
                " 1": ("tests", "--ignore-glob=tests/henvendelser/test_*.py"),
                " 2": ("tests/henvendelser", "--ignore-glob=tests/henvendelser/*/*"),
            }
        return [
            self.proever(navn + nr, udvalg, stier=stier, **_postgresql(database_url, nr))
            for nr, stier in dele.items()
        ]

    def lint(self, resultat: Koersel) -> str:
        manage = [sys.executable, "manage.py"]
        krav = [sys.executable, "-m", "pytest", "tests/test_krav.py"]
        miljoe = self.miljoe("lint")
        udskrifter = []
        for navn, kommando in {
            "ruff format": [BIN / "ruff", "format", "--check", "."],
            "ruff check": [BIN / "ruff", "check", "."],
            "import-linter": [BIN / "lint-imports"],
            "manage.py check": [*manage, "check", "--fail-level", "WARNING"],
            "makemigrations": [*manage, "makemigrations", "--check", "--dry-run"],
            "låsefilen": krav,
        }.items():
            kode, udskrift = self.kald(kommando, miljoe, f"lint-{navn.replace(' ', '-')}")
            if kode == 0:
                resultat.bestaaet.add(navn)
            else:
                resultat.fejlet.append(navn)
                udskrifter.append(f"--- {navn}\n{udskrift}")
        return "\n".join(udskrifter)

    def proever(
        self, navn: str, udvalg: str, *, stier: tuple[str, ...] = (), **miljoe: str
    ) -> Opgave:
        def koer(resultat: Koersel) -> str:
            kort = navn.lower().replace(" ", "-")
            rapport = self.mappe / f"{kort}.xml"
            valg = f"({udvalg}) and ({self.markoer})" if self.markoer else udvalg
            kommando = [sys.executable, "-m", "pytest", "-m", valg, f"--junit-xml={rapport}"]
            kommando += ["-o", "faulthandler_timeout=300", "-o", "junit_family=xunit2"]
            kommando += ["-o", "tmp_path_retention_policy=none"]  # they lie in memory
            if not self.pytest_ord:
                kommando.append("--ignore=tests/test_krav.py")  # the lint has run it
            kode, udskrift = self.kald(
                [*kommando, *stier, *self.pytest_ord], self.miljoe(kort) | miljoe, kort
            )
            laes(rapport, resultat)
            if kode == INGEN_PROEVER:
                self._ingen_proever(resultat)
            elif kode and not resultat.fejlet:
                resultat.fejlet.append(f"pytest stoppede med kode {kode}")
            return udskrift

        return Opgave(navn, koer)

    def _ingen_proever(self, resultat: Koersel) -> None:
        """Nothing to run is fine while nothing is written, and when the caller chose."""
        if self.pytest_ord or self.markoer:
            resultat.note = "ingen i dette udvalg"
        elif _findes_proever(resultat.navn):
            resultat.fejlet.append("pytest fandt ingen prøver, men der er skrevet nogle")
        else:
            resultat.note = "INGEN PRØVER ENDNU"

    # --- how it is run -----------------------------------------------------------------------

    def miljoe(self, navn: str) -> dict[str, str]:
        arv = {k: v for k, v in os.environ.items() if k not in EGNE_INDSTILLINGER}
        # One each: pytest clears up after the others where they share.
        (midlertidig := self.mappe / f"tmp-{navn}").mkdir(exist_ok=True)
        return arv | {
            "DATA": str(self.mappe / f"data-{navn}"),
            "TMPDIR": str(midlertidig),
            "STATIC_ROOT": str(self.faelles / "statisk"),
            FAELLES: str(self.faelles),
        }

    def kald(self, kommando: list, miljoe: dict[str, str], navn: str) -> tuple[int, str]:
        log = self.mappe / f"{navn}.log"
        with log.open("wb") as ud:
            if self.afbrudt:
                raise Afbrudt
            barn = subprocess.Popen(
                kommando,
                cwd=ROD,
                env=miljoe,
                stdin=subprocess.DEVNULL,
                stdout=ud,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that a browser or a server it started can go with it
            )
            self.boern.add(barn)
            try:
                kode = barn.wait(timeout=LOFT)
            except subprocess.TimeoutExpired:
                _stop(barn)
                kode = -1
                ud.write(f"\nStoppet: ikke færdig efter {LOFT} sekunder.\n".encode())
            self.boern.discard(barn)
        if self.afbrudt:
            raise Afbrudt
        return kode, log.read_text(errors="replace")

    def koer_koe(self, koe: deque[Opgave]) -> None:
        while True:
            try:
                opgave = koe.popleft()
            except IndexError:
                return
            self.sig(f"{opgave.navn} …")
            begyndt = time.monotonic()
            udskrift = ""
            try:
                udskrift = opgave.koer(opgave.resultat)
            except Afbrudt:
                return
            except Exception as fejl:
                opgave.resultat.fejlet.append(f"kunne ikke køres: {fejl!r}")
            opgave.resultat.sekunder = time.monotonic() - begyndt
            self.sig(kort(opgave.resultat))
            if opgave.resultat.fejlet:
                with self.skaerm:
                    print(f"\n===== {opgave.navn} =====\n{udskrift.rstrip()}\n=====\n", flush=True)

    def forbered(self, database_url: str | None, resultat: Koersel) -> None:
        """What all runs begin from, side by side: a register on each database, static files."""
        faelles = {"DATA": str(self.faelles)}
        kald = {
            "collectstatic": ("collectstatic --noinput -v0", faelles),
            "migrate": ("migrate -v0", faelles),
        }
        if database_url:
            kald["migrate-postgresql"] = ("migrate -v0", faelles | {"DATABASE_URL": database_url})

        def goer(navn: str, kommando: str, miljoe: dict[str, str]) -> None:
            ord_ = [sys.executable, "manage.py", *kommando.split()]
            kode, udskrift = self.kald(ord_, self.miljoe(navn) | miljoe, navn)
            if kode:
                resultat.fejlet.append(navn)
                print(udskrift, flush=True)

        with ThreadPoolExecutor(SAMTIDIGE) as traade:
            for svar in [traade.submit(goer, navn, *et) for navn, et in kald.items()]:
                svar.result()

    def sig(self, tekst: str) -> None:
        with self.skaerm:
            print(f"[{komma(time.monotonic() - self.start):>6} s] {tekst}", flush=True)

    def stop(self) -> None:
        self.afbrudt = True
        for barn in list(self.boern):
            _stop(barn)

    def alt(self) -> list[Koersel]:
        with contextlib.ExitStack() as stak:
            forberedelse = Koersel("Forberedelse")
            url = None if self.hurtig else stak.enter_context(kast_vaek_cluster())
            self.forbered(url, forberedelse)
            opgaver = self.opgaver(url)
            koe = deque(opgaver)
            traade = [
                threading.Thread(target=self.koer_koe, args=(koe,), daemon=True)
                for _ in range(SAMTIDIGE)
            ]
            try:
                for traad in traade:
                    traad.start()
                for traad in traade:
                    traad.join()
            except BaseException:
                self.stop()
                raise
        koersler = [opgave.resultat for opgave in opgaver]
        return [forberedelse, *koersler] if forberedelse.fejlet else koersler


def _postgresql(database_url: str | None, nr: str) -> dict[str, str]:
    """The settings of a run with a database of its own, made as a copy of the migrated one."""
    if not database_url:
        return {}
    skabelon = database_url.rpartition("/")[2]
    return {"DATABASE_URL": f"{database_url}{nr.strip()}", SKABELON: skabelon}


def _hukommelsen() -> Path | None:
    """Where files are kept in memory, where there is room: the databases wait for no disk there."""
    with contextlib.suppress(OSError):
        if os.access(SHM, os.W_OK) and shutil.disk_usage(SHM).free > PLADS:
            return SHM
    return None


def _stop(barn: subprocess.Popen) -> None:
    """The run and everything it started, kindly first."""
    for tegn in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(barn.pid, tegn)
            barn.wait(timeout=10)
            return


def _markoer(ord_: list[str]) -> tuple[str, list[str]]:
    """pytest's -m taken out of its arguments: it narrows the groups, it does not replace them."""
    rest, markoer = [], []
    lyt = iter(ord_)
    for et in lyt:
        if et == "-m":
            markoer.append(next(lyt, ""))
        else:
            rest.append(et)
    return " and ".join(f"({m})" for m in markoer if m), rest


def _findes_proever(navn: str) -> bool:
    """Whether any test file is the group's: by its marker; the unit tests' have none."""
    markoerer = {"PDF": {"pdf"}, "Browser": {"browser"}}.get(navn)
    for fil in (ROD / "tests").rglob("test_*.py"):
        egne = set(re.findall(r"\bmark\.(pdf|browser)\b", fil.read_text(encoding="utf-8")))
        if (egne & markoerer) if markoerer else (not egne and fil.name != "test_krav.py"):
            return True
    return False


def main() -> int:
    ord_ = sys.argv[1:]
    hurtig = "--hurtig" in ord_
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="borgerraadgiver-test.", dir=_hukommelsen()) as mappe:
        proever = Proever(hurtig, [o for o in ord_ if o != "--hurtig"], Path(mappe))
        try:
            return opgoer(proever.alt())
        except KeyboardInterrupt:
            print("\nAfbrudt.", file=sys.stderr)
            return 128 + signal.SIGINT
        except PostgresMangler as fejl:
            print(f"\n{fejl}\n\n0 passed, 1 failed")
            return 1


if __name__ == "__main__":
    sys.exit(main())
