"""The list of users: who may log in, and how far each has come."""

from __future__ import annotations

from enum import StrEnum

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import is_password_usable
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Collate

from henvendelser.dansk import DANSK
from henvendelser.models import Bruger

from ..faktor import EGENTLIGE


class Status(StrEnum):
    INVITERET = "Inviteret"
    AKTIV = "Aktiv"
    LUKKET = "Lukket"


def brugere() -> QuerySet[Bruger]:
    """Every user in Danish order of name, with departments, `har_faktor` and `fra_udbyder`."""
    egen = {"user": OuterRef("pk")}
    return (
        Bruger.objects.annotate(
            har_faktor=Exists(Authenticator.objects.filter(type__in=EGENTLIGE, **egen)),
            fra_udbyder=Exists(SocialAccount.objects.filter(**egen)),
        )
        .prefetch_related("afdelinger")
        .order_by(Collate("first_name", DANSK), Collate("last_name", DANSK), "username")
    )


def status(bruger: Bruger) -> Status:
    """Invited: no password has been chosen, and nobody has logged in as this user."""
    if not bruger.is_active:
        return Status.LUKKET
    if bruger.last_login is None and not is_password_usable(bruger.password):
        return Status.INVITERET
    return Status.AKTIV


def faktor(bruger: Bruger) -> str:
    """Of a user of the list: whether the second factor is set up, or asked for by another."""
    if bruger.har_faktor:
        return "Sat op"
    return "Hos kommunen" if bruger.fra_udbyder else "Mangler"
