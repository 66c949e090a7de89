"""A throw-away PostgreSQL cluster on a Unix socket.

    with kast_vaek_cluster() as database_url: ...
    python tests/redskaber/postgres.py COMMAND...    runs it with DATABASE_URL set

Its folder has a name of its own, so any number run side by side. It listens to no network, keeps
nothing on disk on purpose, and is gone afterwards, also when it is interrupted or the parent dies.
The order of the default collation is plain code points: Danish order must come from the program.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALLER = "PostgreSQL findes ikke. Installer på Debian/Ubuntu: apt install postgresql."
INDSTILLINGER = {  # what a crash loses is thrown away anyway
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "jit": "off",  # it compiles for longer than a test's few rows take
    "listen_addresses": "",
    "max_connections": "40",
    "timezone": "UTC",
}
PR_SET_PDEATHSIG = 1


class PostgresMangler(RuntimeError):
    """No server is installed, or it does not start; the message says what to do."""


@contextmanager
def kast_vaek_cluster(**indstillinger: str) -> Iterator[str]:
    """Start a cluster, with `indstillinger` of its own; give its DATABASE_URL; stop and remove it.

    Call it from the main thread: the kernel stops the server when the thread that started it ends.
    """
    programmer = _programmer()
    konto = _konto()
    # /tmp and not $TMPDIR: the path of a Unix socket may be at most 107 bytes long.
    mappe = Path(tempfile.mkdtemp(prefix="borgerraadgiver-pg.", dir="/tmp"))
    server = None
    try:
        if konto:
            os.chown(mappe, konto["user"], konto["group"])
        # The superuser has the caller's name, so that the address needs none.
        bruger = pwd.getpwuid(os.getuid()).pw_name
        _koer(
            [
                *(programmer / "initdb", "--no-sync", "-D", mappe / "data"),
                *("-U", bruger, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"),
            ],
            mappe,
            konto,
        )
        givne = [f"-c{navn}={vaerdi}" for navn, vaerdi in (INDSTILLINGER | indstillinger).items()]
        with (mappe / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [programmer / "postgres", "-D", mappe / "data", "-k", mappe, *givne],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=mappe,
                start_new_session=True,  # Ctrl-C is for us, and we stop the server
                preexec_fn=_doe_med_foraelderen,  # noqa: PLW1509 - no threads yet
                **konto,
            )
        _vent_paa(server, programmer, mappe)
        _koer([programmer / "createdb", "-h", mappe, "register"], mappe, {})
        yield f"postgres:///{mappe}/register"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=30)
        shutil.rmtree(mappe, ignore_errors=True)


def _programmer() -> Path:
    """The folder of the newest installed server; Debian keeps it off the PATH."""
    kendte = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda fil: int(fil.parts[-3]) if fil.parts[-3].isdigit() else 0,
    )
    paa_stien = shutil.which("initdb")
    if kendte:
        return kendte[-1].parent
    if paa_stien:
        return Path(paa_stien).resolve().parent
    raise PostgresMangler(INSTALLER)


def _konto() -> dict:
    """Whom the server runs as: the caller, but never root, whom PostgreSQL refuses."""
    if os.getuid() != 0:
        return {}
    for navn in ("postgres", "nobody"):
        try:
            post = pwd.getpwnam(navn)
        except KeyError:
            continue
        return {"user": post.pw_uid, "group": post.pw_gid, "extra_groups": []}
    raise PostgresMangler("PostgreSQL kører ikke som root, og her er ingen anden bruger.")


def _doe_med_foraelderen() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _koer(kommando: list, mappe: Path, konto: dict) -> None:
    svar = subprocess.run(
        kommando, cwd=mappe, capture_output=True, text=True, check=False, timeout=120, **konto
    )
    if svar.returncode:
        raise PostgresMangler(f"{kommando[0]}: {svar.stdout}{svar.stderr}")


def _vent_paa(server: subprocess.Popen, programmer: Path, mappe: Path) -> None:
    frist = time.monotonic() + 60
    while time.monotonic() < frist and server.poll() is None:
        klar = subprocess.run(
            [programmer / "pg_isready", "-q", "-h", mappe], check=False, timeout=30
        )
        if klar.returncode == 0:
            return
        time.sleep(0.05)
    log = (mappe / "server.log").read_text(errors="replace")
    raise PostgresMangler(f"PostgreSQL kom ikke i gang:\n{log[-2000:]}")


def _main(kommando: list[str]) -> int:
    if not kommando:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with kast_vaek_cluster() as url:
        barn = subprocess.Popen(kommando, env=os.environ | {"DATABASE_URL": url})
        try:
            return barn.wait()
        except BaseException:
            barn.terminate()
            barn.wait(timeout=30)
            raise


if __name__ == "__main__":
    try:
        sys.exit(_main(sys.argv[1:]))
    except PostgresMangler as fejl:
        sys.exit(str(fejl))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
