"""What an administrator does to another user's way in."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from henvendelser.log.brugere import noter, som_en_aendring
from henvendelser.models import Bruger
from henvendelser.post import kan_sende_mail


class KanIkkeInviteres(Exception):
    """The user has no mail address, or may not log in, or there is no mail server to send by."""


def link_til_adgangskode(bruger: Bruger) -> str:
    """Where the user chooses a password; once, and within LINK_TIMER hours."""
    sti = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(bruger),
            "key": default_token_generator.make_token(bruger),
        },
    )
    return settings.ADRESSE + sti


def inviter(*, bruger: Bruger, af: Bruger | None) -> None:
    """Send the user a link to choose a password with. The mail tells nothing of any case.

    The link stops working when it has been used, when the user has logged in, and after LINK_TIMER
    hours; a new invitation may be sent at any time. Raises KanIkkeInviteres, or OSError when the
    mail server does not take the mail.
    """
    if not (bruger.email and bruger.is_active and bruger.rolle):
        raise KanIkkeInviteres("Brugeren skal have en mailadresse og en rolle og være aktiv.")
    if not kan_sende_mail():
        raise KanIkkeInviteres("Der er ikke sat en mailserver op.")
    send_mail(
        subject="Adgang til borgerrådgiverens system",
        message=render_to_string(
            "account/email/invitation.txt",
            {
                "brugernavn": bruger.username,
                "link": link_til_adgangskode(bruger),
                "timer": settings.LINK_TIMER,
            },
        ),
        from_email=None,
        recipient_list=[bruger.email],
    )
    with som_en_aendring(af=af):
        noter(bruger=bruger, aendringer={"invitation": [None, "sendt"]})


@transaction.atomic
def nulstil_faktor(*, bruger: Bruger, af: Bruger | None) -> int:
    """Take a user's second factors away, e.g. with a lost telephone; how many there were.

    The sessions end. At the next login the user sets a new one up before anything else: reset it
    only for someone whose identity is known, and let that one log in at once.
    """
    faktorer = Authenticator.objects.filter(user=bruger)
    antal = faktorer.count()
    with som_en_aendring(af=af):
        faktorer.delete()
        Bruger.objects.filter(pk=bruger.pk).nyt_adgangsmaerke()
        if antal:
            noter(bruger=bruger, aendringer={"ekstra_faktor": [antal, 0]})
    return antal


@transaction.atomic
def afslut_sessioner(*, bruger: Bruger, af: Bruger | None) -> int:
    """Log the user out everywhere, at once; from how many browsers."""
    antal = UserSession.objects.filter(user=bruger).count()
    with som_en_aendring(af=af):
        UserSession.objects.filter(user=bruger).delete()
        Bruger.objects.filter(pk=bruger.pk).nyt_adgangsmaerke()
        noter(bruger=bruger, aendringer={"sessioner": [antal, 0]})
    return antal
