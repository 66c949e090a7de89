"""The user hears by mail that the own way in was changed: if it was somebody else, at once.

The mail tells nothing of where it was done from; the page with the own sessions does.
"""

from __future__ import annotations

import logging
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from henvendelser.models import Bruger

from .handlinger import kan_sende_mail

logger = logging.getLogger(__name__)
EMNE = "Ændring af din adgang til borgerrådgiverens system"
_NY_ADGANGSKODE = "Din adgangskode er ændret."
# By the names that django-allauth tells its changes by.
SAETNINGER = {
    "account/email/password_changed": _NY_ADGANGSKODE,
    "account/email/password_reset": _NY_ADGANGSKODE,
    "account/email/password_set": _NY_ADGANGSKODE,
    "mfa/email/totp_activated": "En app er tilføjet som din ekstra faktor.",
    "mfa/email/totp_deactivated": "Appen er fjernet som din ekstra faktor.",
    "mfa/email/webauthn_added": "En sikkerhedsnøgle er tilføjet som din ekstra faktor.",
    "mfa/email/webauthn_removed": "En sikkerhedsnøgle er fjernet som din ekstra faktor.",
    "mfa/email/recovery_codes_generated": "Du har fået nye genoprettelseskoder.",
}


def giv_besked(bruger: Bruger, hvad: str) -> None:
    """Send it once the change is saved. A mail that fails undoes nothing."""
    if hvad in SAETNINGER and bruger.email and kan_sende_mail():
        transaction.on_commit(partial(_send, bruger, SAETNINGER[hvad]))


def _send(bruger: Bruger, saetning: str) -> None:
    tekst = render_to_string(
        "account/email/konto_aendret.txt",
        {
            "saetning": saetning,
            "tidspunkt": timezone.localtime(),
            "link": settings.ADRESSE + reverse("sessioner"),
        },
    )
    try:
        send_mail(EMNE, tekst, None, [bruger.email])
    except OSError:
        logger.warning("En bruger kunne ikke få besked om en ændring af sin adgang.")
