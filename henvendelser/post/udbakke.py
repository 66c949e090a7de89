"""The box that mails wait in till the mail server has taken them.

A row is written in the transaction of what it tells of, and sent when that holds. Each is claimed
before it is sent, by an update that only one process wins. A refusal lets it go, to be tried again
later; a process that dies in between leaves it claimed, and then nobody knows whether it went: it
is shown to the adviser (`i_tvivl`) and not sent again by itself.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from ..models import Brev, Bruger, Forespoergsel
from .slags import slags_af

logger = logging.getLogger(__name__)
# How long to wait after each refusal; after the last one the mail is given up.
PAUSER = tuple(timedelta(minutes=antal) for antal in (5, 30, 120, 480, 1440, 1440))
# Longer than any mail server is waited for (EMAIL_TIMEOUT).
I_GANG = timedelta(minutes=10)
FORAELDET = timedelta(days=14)
_AFVIST = "Mailserveren tog ikke imod den."
_INGEN_ADRESSE = "Modtageren har ingen mailadresse."
_LUKKET = "Modtageren kan ikke længere logge ind."
_FORAELDET = "Den kunne ikke sendes i tide."


def kan_sende_mail() -> bool:
    """Whether a mail server is set up (EMAIL_URL); without one, mails vanish without an error."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def laeg_i_udbakken(
    *,
    slags: str,
    modtager: Bruger,
    sti: str,
    noegle: str,
    forespoergsel: Forespoergsel | None = None,
) -> Brev | None:
    """The mail, which is sent once the transaction holds. None when there is one of that key."""
    nu = timezone.now()
    brev, nyt = Brev.objects.get_or_create(
        noegle=noegle,
        defaults={
            "slags": slags,
            "modtager": modtager,
            "sti": sti,
            "forespoergsel": forespoergsel,
            "oprettet": nu,
            "naeste": nu,
        },
    )
    if not nyt:
        return None
    transaction.on_commit(partial(send_brev, brev.pk))
    return brev


def send_ventende() -> int:
    """Send what waits and is due; answers how many the mail server took."""
    if not kan_sende_mail():
        return 0
    nu = timezone.now()
    gamle = Brev.objects.paa_vej().filter(oprettet__lt=nu - FORAELDET)
    gamle.update(opgivet=nu, fejl=_FORAELDET)
    venter = Brev.objects.paa_vej().filter(paabegyndt=None, naeste__lte=nu)
    return sum(send_brev(pk) for pk in list(venter.values_list("pk", flat=True)))


def send_igen(brev: Brev) -> bool:
    """Try at once, whatever became of it before; answers whether the mail server took it."""
    i_gang = Q(paabegyndt__gt=timezone.now() - I_GANG, opgivet=None)
    fri = Brev.objects.filter(pk=brev.pk, sendt=None).exclude(i_gang)
    fri.update(paabegyndt=None, opgivet=None, forsoeg=0, fejl="", oprettet=timezone.now())
    return send_brev(brev.pk)


def send_brev(pk: int) -> bool:
    """Send one, unless it is sent, given up or in another process' hands. Never raises OSError."""
    nu = timezone.now()
    if not kan_sende_mail():
        return False
    fri = Brev.objects.paa_vej().filter(pk=pk, paabegyndt=None)
    if not fri.update(paabegyndt=nu, forsoeg=F("forsoeg") + 1):
        return False
    brev = Brev.objects.select_related("modtager").get(pk=pk)
    if grund := _kan_ikke(brev):
        _opgiv(brev, grund)
        return False
    try:
        _som_mail(brev).send()
    except OSError:
        logger.warning("Mailserveren tog ikke imod en mail.")
        _proev_senere(brev)
        return False
    Brev.objects.filter(pk=pk).update(sendt=timezone.now(), fejl="")
    return True


def i_tvivl() -> Q:
    """Those begun and never finished: they may have been sent."""
    return Q(sendt=None, opgivet=None, paabegyndt__lt=timezone.now() - I_GANG)


def ikke_sendt() -> Q:
    """Those that somebody must be told of: refused, given up, or in doubt."""
    return Q(sendt=None) & (~Q(fejl="") | i_tvivl())


def _kan_ikke(brev: Brev) -> str:
    if not brev.modtager.is_active:
        return _LUKKET
    return "" if brev.modtager.email and slags_af(brev.slags) else _INGEN_ADRESSE


def _opgiv(brev: Brev, grund: str) -> None:
    Brev.objects.filter(pk=brev.pk).update(opgivet=timezone.now(), fejl=grund)


def _proev_senere(brev: Brev) -> None:
    if brev.forsoeg > len(PAUSER):
        _opgiv(brev, _AFVIST)
        return
    naeste = timezone.now() + PAUSER[brev.forsoeg - 1]
    Brev.objects.filter(pk=brev.pk).update(paabegyndt=None, naeste=naeste, fejl=_AFVIST)


def _som_mail(brev: Brev) -> EmailMessage:
    slags = slags_af(brev.slags)
    tekst = render_to_string(
        "post/brev.txt", {"tekst": slags.tekst, "link": settings.ADRESSE + brev.sti}
    )
    return EmailMessage(slags.emne, tekst, None, [brev.modtager.email])
