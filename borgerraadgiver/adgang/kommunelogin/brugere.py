"""From what the provider says of a person to a user with a role and departments."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from henvendelser.log.brugere import som_en_aendring
from henvendelser.models import Afdeling, Bruger
from henvendelser.valg import Rolle

from ..demo import MAERKE
from .udbyder import NAVN, Paastande

FORSOEG = 3


class IngenRolle(Exception):
    """None of the claim's values is a role here, or they are two different roles."""


def rolle_af(paastande: Paastande) -> Rolle:
    """The one role that the claim names (OIDC_ROLLE_CLAIM, OIDC_ROLLER). Raises IngenRolle.

    Two roles are none: an administrator must not see cases, and an adviser must not run the system
    (Local Government Act § 65 e), so nobody is both.
    """
    roller = {
        settings.OIDC_ROLLER[vaerdi]
        for vaerdi in paastande.liste(settings.OIDC_ROLLE_CLAIM)
        if vaerdi in settings.OIDC_ROLLER
    }
    if len(roller) != 1:
        raise IngenRolle
    return Rolle(roller.pop())


def afdelinger_af(paastande: Paastande) -> set[Afdeling]:
    """Today's departments by the claim's names (OIDC_AFDELING_CLAIM); an unknown name is none."""
    navne = paastande.liste(settings.OIDC_AFDELING_CLAIM)
    kendte = Q(navn__in=navne) | Q(kortnavn__in=navne) | Q(andre_navne__navn__in=navne)
    dag = timezone.localdate()
    return set(Afdeling.objects.gyldige(dag).filter(kendte, ekstern=False)) if navne else set()


def bruger_fra_udbyder(*, paastande: Paastande) -> SocialAccount:
    """The user whom the claims are about, made at the first login and brought up to date at each.

    Found by issuer and subject alone: a mail address can be given to somebody else. Two first
    logins at once make one user. Raises IngenRolle, and then no user is made, and one that is there
    has lost the role, and the sessions with it.
    """
    try:
        rolle = rolle_af(paastande)
    except IngenRolle:
        _tag_rollen(paastande)
        raise
    for forsoeg in range(FORSOEG):
        try:
            return _find_eller_opret(paastande, rolle)
        except IntegrityError:
            # Somebody else's first login took the name, or it is this one in another window.
            if forsoeg == FORSOEG - 1:
                raise
    raise AssertionError


def _tag_rollen(paastande: Paastande) -> None:
    if konto := _konto(paastande):
        konto.user.rolle = ""
        konto.user.save()


def _konto(paastande: Paastande) -> SocialAccount | None:
    konti = SocialAccount.objects.select_related("user")
    return konti.filter(provider=NAVN, uid=paastande.uid).first()


@transaction.atomic
def _find_eller_opret(paastande: Paastande, rolle: Rolle) -> SocialAccount:
    konto = _konto(paastande)
    if konto is None:
        bruger = Bruger(username=_ledigt_navn(paastande))
        bruger.set_unusable_password()
    else:
        bruger = konto.user
    bruger.rolle = rolle
    bruger.first_name = paastande.tekst("given_name")[:150]
    bruger.last_name = paastande.tekst("family_name")[:150]
    bruger.email = _ledig_mailadresse(paastande, bruger)
    with som_en_aendring(af=None):
        bruger.save()
        bruger.afdelinger.set(afdelinger_af(paastande) if rolle == Rolle.AFDELINGSLEDER else ())
    return konto or SocialAccount.objects.create(user=bruger, provider=NAVN, uid=paastande.uid)


def _ledigt_navn(paastande: Paastande) -> str:
    """What the person is called at the provider; a name of its own where a local user has that."""
    navn = paastande.tekst("preferred_username")[:150]
    if navn and not Bruger.objects.filter(username__iexact=navn).exists():
        return navn
    aftryk = salted_hmac("borgerraadgiver.kommunelogin", paastande.uid).hexdigest()[:12]
    return f"{navn[:130]}#{aftryk}" if navn else f"kommunen#{aftryk}"


def _ledig_mailadresse(paastande: Paastande, bruger: Bruger) -> str:
    """Empty if it is none, is the demo's, or stands on another user: it decides nothing."""
    adresse = paastande.tekst("email").lower()
    try:
        validate_email(adresse)
    except ValidationError:
        return ""
    andens = Bruger.objects.filter(email=adresse).exclude(pk=bruger.pk).exists()
    return "" if andens or adresse.endswith(MAERKE) else adresse
