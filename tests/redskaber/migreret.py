"""A register that is migrated once for all the runs of bin/test, and copied by each.

Migrating takes as long as many tests. bin/test says by these names what it has made; without them
each run migrates for itself. Either way Django migrates what the copy may lack.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# The folder of a migrated SQLite register and of the collected static files.
FAELLES = "PROEVE_FAELLES"
REGISTER = "register.sqlite3"
# The name of a migrated database in the cluster that DATABASE_URL is of.
SKABELON = "PROEVE_SKABELON"


@contextmanager
def proevedatabase(connection) -> Iterator[None]:
    """Within, the connection's test database is made as a copy of what bin/test has migrated."""
    if connection.vendor == "postgresql":
        if SKABELON in os.environ:
            connection.settings_dict["TEST"]["TEMPLATE"] = os.environ[SKABELON]
        yield
    elif FAELLES in os.environ:
        lav = connection.creation._create_test_db
        fil = Path(os.environ[FAELLES]) / REGISTER

        def lav_og_fyld(*args, **kwargs) -> str:
            navn = lav(*args, **kwargs)
            # Kept open: a database in memory is there for as long as somebody has it open.
            connection.creation._fyldt = sqlite3.connect(navn, uri=True)
            with closing(sqlite3.connect(fil)) as migreret:
                migreret.backup(connection.creation._fyldt)
            return navn

        connection.creation._create_test_db = lav_og_fyld
        yield
        connection.creation._fyldt.close()
    else:
        yield
