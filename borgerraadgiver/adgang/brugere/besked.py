"""The advisers are told by mail who is given access, and by what means it was changed.

Whoever makes users could make one for himself, or take over an adviser's by another mail address.
It cannot be prevented, because somebody must make the advisers; so it cannot happen unseen. The
mail is hung on the log's own entry: whatever is logged as a change of rights is told, whether a
page, a command or the municipality's login did it.
"""

from __future__ import annotations

import logging
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from henvendelser.log.brugere import rettigheder_aendret
from henvendelser.log.skriv import Aendringer, forespoergslen
from henvendelser.models import Bruger
from henvendelser.roller import Rettighed, har
from henvendelser.valg import Rolle

from ..handlinger import kan_sende_mail

logger = logging.getLogger(__name__)
IKKE_SENDT = (
    "Ændringen er gemt, men borgerrådgiverne kunne ikke få besked med en mail. Sig det til dem."
)


def forbind() -> None:
    rettigheder_aendret.connect(giv_besked, dispatch_uid="adgang.giv_besked")


def giv_besked(bruger: Bruger, aendringer: Aendringer, tidligere_mail: str, **kwargs) -> None:
    """Send it once the change is saved. A mail that fails undoes nothing; see `_send`."""
    linjer = _linjer(bruger, aendringer)
    modtagere = _modtagere(bruger, aendringer, tidligere_mail)
    if linjer and modtagere and kan_sende_mail():
        transaction.on_commit(partial(_send, linjer, modtagere))


def _linjer(bruger: Bruger, aendringer: Aendringer) -> list[str]:
    """One sentence for each change that the advisers are told of."""
    rolle = bruger.get_rolle_display().lower() or "ingen rolle"
    saetninger = {
        "rolle": f"{bruger} har fået rollen {rolle}."
        if bruger.rolle
        else f"{bruger} har ikke længere en rolle.",
        "is_active": f"Adgangen for {bruger} er åbnet igen."
        if bruger.is_active
        else f"Adgangen for {bruger} er lukket.",
        "afdelinger": f"{bruger} har fået ændret sine afdelinger.",
        "email": f"{bruger} har fået en anden mailadresse.",
        "ekstra_faktor": f"Den ekstra faktor for {bruger} er nulstillet.",
    }
    nye = _er_ny(aendringer)
    felter = ["rolle"] if nye and bruger.rolle else [] if nye else saetninger
    return [saetninger[felt] for felt in felter if felt in aendringer]


def _modtagere(bruger: Bruger, aendringer: Aendringer, tidligere_mail: str) -> list[str]:
    """The advisers as they are now, and the user where it is an adviser's access that is changed.

    A new mail address is told to the old one too: else only whoever changed it would hear of it.
    """
    raadgivere = Bruger.objects.filter(rolle=Rolle.RAADGIVER, is_active=True).exclude(pk=bruger.pk)
    adresser = set(raadgivere.values_list("email", flat=True))
    roller = {bruger.rolle, *(aendringer.get("rolle") or ())}
    if Rolle.RAADGIVER in roller and not _er_ny(aendringer):
        adresser |= {bruger.email}
    return sorted((adresser | {tidligere_mail}) - {""})


def _er_ny(aendringer: Aendringer) -> bool:
    return (aendringer.get("rolle") or [""])[0] is None


def _send(linjer: list[str], modtagere: list[str]) -> None:
    """To each by itself, so that nobody's address is told to another."""
    tekst = render_to_string(
        "account/email/adgang_aendret.txt",
        {"linjer": linjer, "link": settings.ADRESSE + reverse("hvem_har_adgang")},
    )
    breve = [
        EmailMessage("Ændring af brugerne i borgerrådgiverens system", tekst, None, [modtager])
        for modtager in modtagere
    ]
    try:
        get_connection().send_messages(breve)
    except OSError:
        logger.warning("De andre kunne ikke få besked om en ændring af brugerne.")
        request = forespoergslen()
        if request is not None and har(request.user, Rettighed.STYRE_BRUGERE):
            messages.warning(request, IKKE_SENDT)
