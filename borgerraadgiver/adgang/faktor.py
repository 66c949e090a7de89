"""The second factor: who has one, and which sessions were let in with it.

A session is marked with the factor it was confirmed by. Removing a factor changes the user's
`adgangsmaerke` and so ends every session that it let in (see `signaler`): a mark on a live session
names a factor that is still there, without a query.
"""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from henvendelser.models import Bruger

from .demo import er_demobruger

NOEGLE = "adgang_faktor"
EGENTLIGE = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
UDBYDEREN = "udbyder"  # the mark's value when the login provider has attested a second factor


def har_faktor(bruger: Bruger) -> bool:
    """Recovery codes alone are none: they are the spare key of an app or a security key."""
    return Authenticator.objects.filter(user=bruger, type__in=EGENTLIGE).exists()


def bekraeft(session: SessionBase, bruger: Bruger, faktor: int | str) -> None:
    """Mark the session as let in with `faktor`: an Authenticator's id, or UDBYDEREN."""
    session[NOEGLE] = {"bruger": bruger.pk, "faktor": faktor, "tid": time.time()}


def glem_fjernet(session: SessionBase) -> None:
    """Take the mark away if the factor it names is no longer there."""
    faktor = session.get(NOEGLE, {}).get("faktor")
    if isinstance(faktor, int) and not Authenticator.objects.filter(pk=faktor).exists():
        del session[NOEGLE]


def er_bekraeftet(session: SessionBase, bruger: Bruger) -> bool:
    """Whether this session of this user was let in with a second factor, or needs none."""
    if settings.DEMO and er_demobruger(bruger):
        return True
    maerke = session.get(NOEGLE)
    return isinstance(maerke, dict) and maerke.get("bruger") == bruger.pk
