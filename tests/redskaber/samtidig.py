"""Real processes that do the same at the same time, on a database that they share.

    with delt_database(tmp_path) as miljoe:
        svar = samtidig(KODE, antal=4, miljoe=miljoe)

`KODE` is Python that runs in a process with Django set up; it calls `klar()` once it has imported
what it needs, and all go on at once. What each prints comes back.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from .server import migreret_database

ROD = Path(__file__).resolve().parents[2]
FRIST = 120
_FORSPIL = """
import sys, time, django
django.setup()
from django.db import connection
connection.ensure_connection()

def klar():
    print("klar", flush=True)
    time.sleep(max(0, float(sys.stdin.readline()) - time.time()))

"""


def delt_database(mappe: Path) -> dict[str, str]:
    """The environment of a process that uses the test's database.

    On PostgreSQL it is the test's own (which must be committed to: `transaction=True`). On SQLite
    that one lives in this process's memory, so it is a new file in `mappe`, migrated.
    """
    miljoe = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    miljoe |= {"DATA": str(mappe), "SECRET_KEY": "samtidig" * 8}
    miljoe["DJANGO_SETTINGS_MODULE"] = "borgerraadgiver.settings"
    if connection.vendor == "postgresql":
        valgt = connection.settings_dict
        miljoe["DATABASE_URL"] = f"postgres:///{valgt['HOST']}/{valgt['NAME']}"
        if valgt["USER"]:
            miljoe["PGUSER"] = valgt["USER"]
    else:
        migreret_database(mappe, miljoe)
    return miljoe


def samtidig(kode: str, *, antal: int, miljoe: dict[str, str]) -> list[str]:
    """What each of the processes printed after `klar()`, stripped; a failed one is an error."""
    processer = [
        subprocess.Popen(
            [sys.executable, "-c", _FORSPIL + kode],
            cwd=ROD,
            env=miljoe,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(antal)
    ]
    try:
        for proces in processer:
            meldt = proces.stdout.readline()
            assert meldt == "klar\n", meldt + proces.communicate()[1]
        start = time.time() + 0.3  # the first must not be done before the last has been told
        for proces in processer:
            proces.stdin.write(f"{start}\n")
            proces.stdin.flush()
        svar = [proces.communicate(timeout=FRIST) for proces in processer]
    finally:
        for proces in processer:
            if proces.poll() is None:
                proces.kill()
                proces.wait()
    for proces, (_, fejl) in zip(processer, svar, strict=True):
        assert proces.returncode == 0, fejl
    return [ud.strip() for ud, _ in svar]
