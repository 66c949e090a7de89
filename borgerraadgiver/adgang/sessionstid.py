"""How long a session lives: INAKTIV_MINUTTER without a request, HOEJST_TIMER in all."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

BEGYNDT, SIDST = "adgang_begyndt", "adgang_sidst"
# Written at most so often, so that not every page costs a write. A session may end this much
# early, and never late.
INTERVAL = 60


def begynd(session: SessionBase) -> None:
    """At login. A session that was never begun counts as too old."""
    session[BEGYNDT] = session[SIDST] = int(time.time())


def roer_ved(session: SessionBase) -> None:
    nu = int(time.time())
    if nu - session[SIDST] >= INTERVAL:
        session[SIDST] = nu


def er_for_gammel(session: SessionBase) -> bool:
    begyndt = session.get(BEGYNDT)
    return begyndt is None or time.time() - begyndt >= settings.HOEJST_TIMER * 3600


def har_ligget_for_laenge(session: SessionBase) -> bool:
    return time.time() - session.get(SIDST, 0) >= settings.INAKTIV_MINUTTER * 60
