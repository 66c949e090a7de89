"""The demo's users: passwords that anyone can read, and no second factor.

They log in only with DEMO=true, and DEMO=true refuses to start beside anybody else's users. So
neither a forgotten setting nor a forgotten user opens a register that is in use.
"""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from henvendelser.models import Bruger

MAERKE = "@demo.invalid"  # the users' addresses, that nobody else can have (RFC 2606)
AFVIST = (
    "DEMO=true, men registret har brugere, der ikke er demoens. Programmet starter ikke: i en demo "
    "logger man ind uden en ekstra faktor. Fjern DEMO, eller brug en anden DATA eller DATABASE_URL."
)


def er_demobruger(bruger: Bruger) -> bool:
    return bruger.email.endswith(MAERKE)


def andre_end_demoens() -> bool:
    """Whether the database holds a user that is not the demo's. An empty database holds none."""
    if Bruger._meta.db_table not in connection.introspection.table_names():
        return False
    return Bruger.objects.exclude(email__endswith=MAERKE).exists()


def afvis_register_i_drift() -> None:
    """Raises ImproperlyConfigured when DEMO=true stands beside somebody's own register."""
    if settings.DEMO and andre_end_demoens():
        raise ImproperlyConfigured(AFVIST)


def demo_staar_ikke_ved_et_register_i_drift(app_configs=None, **kwargs) -> list[Error]:
    """The same as a system check, for the commands that look at the database (migrate)."""
    if settings.DEMO and andre_end_demoens():
        return [Error(AFVIST, id="adgang.E001")]
    return []
