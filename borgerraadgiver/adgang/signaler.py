"""What follows of itself when somebody logs in, or a factor comes or goes."""

from __future__ import annotations

from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_delete

from henvendelser.models import Bruger

from . import faktor, sessionstid

AENDRET = {"post_add", "post_remove", "post_clear"}


def forbind() -> None:
    for signal, modtager, afsender in (
        (user_logged_in, session_begynder, None),
        (user_logged_out, session_slutter, None),
        (password_reset, mailen_er_brugerens, None),
        (authenticator_used, faktor_brugt, None),
        (authenticator_added, faktor_tilfoejet, None),
        (authenticator_removed, faktor_fjernet, None),
        (post_delete, faktor_slettet, Authenticator),
        (m2m_changed, afdelinger_aendret, Bruger.afdelinger.through),
    ):
        signal.connect(modtager, sender=afsender, dispatch_uid=modtager.__name__)


def session_begynder(request, user, **kwargs) -> None:
    sessionstid.begynd(request.session)
    request.enhed_bruger = user


def mailen_er_brugerens(request, user, **kwargs) -> None:
    """A user who is locked out by a stranger's guessing gets in again by this browser."""
    request.enhed_bruger = user


def session_slutter(request, **kwargs) -> None:
    UserSession.objects.filter(session_key=request.session.session_key or "").delete()


def faktor_brugt(request, user, authenticator, **kwargs) -> None:
    faktor.bekraeft(request.session, user, authenticator.pk)


def faktor_tilfoejet(request, user, authenticator, **kwargs) -> None:
    """Whoever makes a factor has shown it: the code was right, the key has signed."""
    if authenticator.type in faktor.EGENTLIGE:
        faktor.bekraeft(request.session, user, authenticator.pk)


def faktor_slettet(instance: Authenticator, **kwargs) -> None:
    """However it was deleted: the sessions it let in end."""
    if instance.type in faktor.EGENTLIGE:
        Bruger.objects.filter(pk=instance.user_id).nyt_adgangsmaerke()


def faktor_fjernet(request, user, authenticator, **kwargs) -> None:
    """The user's own session goes on, but is asked for a factor again if it was this one."""
    if authenticator.type not in faktor.EGENTLIGE:
        return
    request.user = Bruger.objects.get(pk=user.pk)
    faktor.glem_fjernet(request.session)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)


def afdelinger_aendret(instance, action, reverse, pk_set, **kwargs) -> None:
    """Other departments are another access: the sessions end, from whichever side it was set."""
    if action == "pre_clear" and reverse:
        instance.ledere.all().nyt_adgangsmaerke()
    elif action in AENDRET and (pk_set or action == "post_clear"):
        if reverse:
            Bruger.objects.filter(pk__in=pk_set or ()).nyt_adgangsmaerke()
        else:
            Bruger.objects.filter(pk=instance.pk).nyt_adgangsmaerke()
            instance.refresh_from_db(fields=["adgangsmaerke"])
