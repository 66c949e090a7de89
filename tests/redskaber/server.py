"""The program served by its real WSGI server, on a database of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .migreret import FAELLES, REGISTER

ROD = Path(__file__).resolve().parents[2]
KLAR_INDEN = 30


@dataclass
class Server:
    """A running server. `log` is everything its processes have written."""

    port: int
    proces: subprocess.Popen
    log: Path
    miljoe: dict[str, str]
    kommando: tuple[str, ...]

    @property
    def pid(self) -> int:
        return self.proces.pid

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def draeb(self) -> None:
        """SIGKILL to all of its processes at once: none of them gets to finish anything."""
        os.killpg(self.pid, signal.SIGKILL)  # a worker that is just being made has it too
        self.proces.wait()
        _vent(self.port, svarer=False)  # the last of the workers still holds the port

    def start_igen(self) -> None:
        self.proces = _start(self.kommando, self.miljoe, self.log)
        _vent(self.port)

    def hukommelse(self) -> int:
        """Resident bytes of the server and its workers together (Linux)."""
        return sum(_resident(pid) for pid in (self.pid, *_boern(self.pid)))

    def koer(self, modul: str, **miljoe: str) -> str:
        """What a module prints that is run in the server's own settings and database."""
        return subprocess.run(
            [sys.executable, "-m", modul],
            cwd=ROD,
            env=self.miljoe | miljoe,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


@contextmanager
def server(
    data: Path,
    *,
    workers: int = 2,
    miljoe: dict[str, str] | None = None,
    program: str = "borgerraadgiver.wsgi",
    demo: bool = True,
) -> Iterator[Server]:
    """Create the demo users and serve, on a new SQLite in `data`; stopped at the end.

    A walk that makes users of its own says `demo=False`: beside them a demo's worker does not
    start, and each worker is replaced after a number of requests.
    """
    milj = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SECRET_KEY"}}
    milj |= {"DATA": str(data), "KUN_HTTPS": "false", "DEMO": str(demo).lower()}
    # A walk sends more in a second than a person in a minute; it is to reach the views.
    milj |= {f"RATE_{klasse}": "1000000/60" for klasse in ("SKRIV", "SOEG", "FIL", "TUNG")}
    milj |= miljoe or {}
    milj["STATIC_ROOT"] = str(_en_gang("statisk", "collectstatic --noinput -v0", milj))
    migreret_database(data, milj)
    if demo:
        _manage("demobrugere", milj)
    port, log = _ledig_port(), data / "server.log"
    kommando = (
        *(sys.executable, "-m", "gunicorn", program),
        *("--bind", f"127.0.0.1:{port}", "--workers", str(workers)),
    )
    den = Server(port, _start(kommando, milj, log), log, milj, kommando)
    try:
        _vent(port)
        yield den
    finally:
        den.proces.terminate()
        den.proces.wait(timeout=20)


def _faelles() -> Path:
    """The folder of what is the same for every server: bin/test's, or one that goes with us."""
    if FAELLES in os.environ:
        return Path(os.environ[FAELLES])
    mappe = Path(tempfile.mkdtemp(prefix="borgerraadgiver-server."))
    atexit.register(shutil.rmtree, mappe, ignore_errors=True)
    return mappe


_FAELLES = _faelles()


def _en_gang(navn: str, kommando: str, miljoe: dict[str, str]) -> Path:
    """What the command makes under that name; the same for every server, so it is made once."""
    sti = _FAELLES / navn
    if not sti.exists():
        _manage(
            kommando, miljoe | {"DATA": str(_FAELLES), "STATIC_ROOT": str(_FAELLES / "statisk")}
        )
    return sti


def _manage(kommando: str, miljoe: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *kommando.split()],
        cwd=ROD,
        env=miljoe,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def migreret_database(mappe: Path, miljoe: dict[str, str]) -> None:
    """Puts the program's own database, with nothing in it, in the folder that is its DATA.

    Where `miljoe` names another database, that one is migrated.
    """
    mappe.mkdir(exist_ok=True)
    if "DATABASE_URL" in miljoe:
        _manage("migrate -v0", miljoe)
        return
    shutil.copy(_en_gang(REGISTER, "migrate -v0", miljoe), mappe / REGISTER)


def _start(kommando: tuple[str, ...], miljoe: dict[str, str], log: Path) -> subprocess.Popen:
    with log.open("ab") as ud:
        return subprocess.Popen(
            kommando,
            cwd=ROD,
            env=miljoe,
            stdout=ud,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _ledig_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _vent(port: int, *, svarer: bool = True) -> None:
    """Until somebody answers on the port, or nobody does any longer."""
    for _ in range(KLAR_INDEN * 10):
        if _svarer(port) == svarer:
            return
        time.sleep(0.1)
    raise TimeoutError(f"Serveren {'svarer ikke' if svarer else 'svarer'} efter {KLAR_INDEN} s.")


def _svarer(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _boern(pid: int) -> list[int]:
    return [int(barn) for barn in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _resident(pid: int) -> int:
    sider = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return sider * os.sysconf("SC_PAGE_SIZE")
