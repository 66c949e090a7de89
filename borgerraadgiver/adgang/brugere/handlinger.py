"""Making a user, changing what one may, closing and reopening: the rules that always hold.

Each action is one entry of the access log, and the advisers are told of it (`besked`).
"""

from __future__ import annotations

from collections.abc import Collection

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from henvendelser.forms.felter import Rettet, aftryk
from henvendelser.log.brugere import som_en_aendring
from henvendelser.models import Afdeling, Bruger
from henvendelser.valg import Rolle

from .. import handlinger as adgang
from ..demo import MAERKE


class IkkeTilladt(Exception):
    """A rule stands against it. The text tells the administrator which."""


IKKE_LAENGERE = "Du er ikke længere administrator, så intet er ændret."
EGEN_ROLLE = "Du kan ikke ændre din egen rolle. Bed en anden administrator om det."
EGEN_ADGANG = "Du kan ikke lukke din egen adgang. Bed en anden administrator om det."
EGEN_KONTO = "Din egen ekstra faktor og dine egne sessioner ændrer du på »Din konto«."
SIDSTE = "Der skal være mindst én aktiv administrator. Giv først en anden rollen."
FRA_UDBYDER = "Brugeren kommer fra kommunens login, så navn, mail, rolle og afdelinger rettes der."
DEMOENS = f"Adresser på {MAERKE} er demoens."
# Beside anybody else's users a demo does not start again (`demo.afvis_register_i_drift`).
KUN_DEMOENS = f"I demoen skal adressen ende på {MAERKE}."
MANGLER_AFDELING = "Vælg mindst én afdeling. En afdelingsleder ser kun det, der er sendt dertil."


def er_fra_udbyder(bruger: Bruger) -> bool:
    """Whether the municipality's login says who this is, anew at each login."""
    return SocialAccount.objects.filter(user=bruger).exists()


@transaction.atomic
def opret_bruger(
    *,
    brugernavn: str,
    navn: str,
    mail: str,
    rolle: str,
    afdelinger: Collection[Afdeling] = (),
    adgangskode: str | None = None,
    af: Bruger | None,
) -> Bruger:
    """Make a user; without `adgangskode` the user chooses one by a link (`adgang.inviter`).

    Raises ValidationError by field when a value does not hold, IkkeTilladt when `af` may not.
    """
    _laas_administratorer(af)
    bruger = Bruger(username=brugernavn.lower())
    if adgangskode is not None:
        validate_password(adgangskode, bruger)
    bruger.set_password(adgangskode)
    with som_en_aendring(af=af):
        _gem(bruger, navn, mail, rolle, afdelinger)
    return bruger


@transaction.atomic
def ret_bruger(
    *,
    bruger: Bruger,
    navn: str,
    mail: str,
    rolle: str,
    afdelinger: Collection[Afdeling] = (),
    set_som: str | None = None,
    af: Bruger | None,
) -> Bruger:
    """Change who a user is and what the user may; another role or department ends the sessions.

    `set_som` is `brugerens_aftryk` as `af` saw it: Rettet is raised when it is another now. Raises
    ValidationError by field when a value does not hold, IkkeTilladt when a rule stands against it.
    """
    administratorer = _laas_administratorer(af)
    bruger = _laast(bruger)
    _kraev(not er_fra_udbyder(bruger), FRA_UDBYDER)
    if set_som is not None and set_som != brugerens_aftryk(bruger):
        raise Rettet
    if rolle != bruger.rolle:
        _kraev(bruger != af, EGEN_ROLLE)
        _kraev(administratorer - {bruger.pk}, SIDSTE)
    with som_en_aendring(af=af):
        _gem(bruger, navn, mail, rolle, afdelinger)
    return bruger


@transaction.atomic
def luk_bruger(*, bruger: Bruger, af: Bruger | None) -> None:
    """Take the access away and end the sessions. What the user has done stays in the register."""
    administratorer = _laas_administratorer(af)
    _kraev(bruger != af, EGEN_ADGANG)
    _kraev(administratorer - {bruger.pk}, SIDSTE)
    _saet_aktiv(bruger, False, af)


@transaction.atomic
def genaabn_bruger(*, bruger: Bruger, af: Bruger | None) -> None:
    """Give the access back. No old session wakes; password and second factor are as they were."""
    _laas_administratorer(af)
    _saet_aktiv(bruger, True, af)


def nulstil_en_andens_faktor(*, bruger: Bruger, af: Bruger) -> None:
    """As `adgang.nulstil_faktor`, but not for oneself: one's own costs a confirmed password."""
    _kraev(bruger != af, EGEN_KONTO)
    adgang.nulstil_faktor(bruger=bruger, af=af)


def log_en_anden_ud(*, bruger: Bruger, af: Bruger) -> None:
    _kraev(bruger != af, EGEN_KONTO)
    adgang.afslut_sessioner(bruger=bruger, af=af)


def brugerens_aftryk(bruger: Bruger) -> str:
    """A print of what the form shows of a user."""
    return aftryk(
        [
            bruger.username,
            bruger.get_full_name(),
            bruger.email,
            bruger.rolle,
            bruger.is_active,
            sorted(bruger.afdelinger.values_list("pk", flat=True)),
        ]
    )


def _laas_administratorer(af: Bruger | None) -> set[int]:
    """The active administrators, locked till the transaction ends; `af` must be one of them.

    Of two who close each other at the same time, the second waits here and then is none any more.
    Always taken before the lock of the user in question, so that no two wait for each other.
    """
    laaste = Bruger.objects.select_for_update().filter(rolle=Rolle.ADMINISTRATOR, is_active=True)
    administratorer = {bruger.pk for bruger in laaste.order_by("pk")}
    _kraev(af is None or af.pk in administratorer, IKKE_LAENGERE)
    return administratorer


def _laast(bruger: Bruger) -> Bruger:
    return Bruger.objects.select_for_update().get(pk=bruger.pk)


def _kraev(holder: object, ellers: str) -> None:
    if not holder:
        raise IkkeTilladt(ellers)


def _gem(bruger: Bruger, navn: str, mail: str, rolle: str, afdelinger) -> None:
    leder = rolle == Rolle.AFDELINGSLEDER
    if leder and not afdelinger:
        raise ValidationError({"afdelinger": MANGLER_AFDELING})
    if mail.lower().endswith(MAERKE) != settings.DEMO:
        raise ValidationError({"mail": KUN_DEMOENS if settings.DEMO else DEMOENS})
    fornavne, _, efternavn = " ".join(navn.split()).rpartition(" ")
    bruger.first_name, bruger.last_name = fornavne or efternavn, efternavn if fornavne else ""
    bruger.email, bruger.rolle = mail.lower(), rolle
    bruger.full_clean(exclude=["password"])
    bruger.save()
    bruger.afdelinger.set(afdelinger if leder else ())


def _saet_aktiv(bruger: Bruger, aktiv: bool, af: Bruger | None) -> None:
    bruger = _laast(bruger)
    bruger.is_active = aktiv
    with som_en_aendring(af=af):
        bruger.save(update_fields=["is_active"])
