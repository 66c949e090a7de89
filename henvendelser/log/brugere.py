"""Logins, and who was given which access: heard from Django's signals, whoever sends them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import Signal

from ..models import Afdeling, Bruger
from ..models.bruger import LOGGEDE_FELTER
from ..valg import Formaal, Handling
from .skriv import Aendringer, den_der_spoerger, skriv

# Where the link to a new password is sent. That it is another is logged, and not which.
POSTKASSE = "email"
# Sent when the entry of a right given, changed or taken is written: `bruger`, its `aendringer`,
# and the address the user had before, in `tidligere_mail`, if it is another now.
rettigheder_aendret = Signal()
_FOER = "_adgang_foer"
_NAVNE_I_LOGIN = ("username", "login", "email")


@dataclass
class _Samling:
    """What one action has changed so far, by user."""

    af: Bruger | None
    om: dict[int, tuple[Bruger, Aendringer, str]] = field(default_factory=dict)

    def tilfoej(self, bruger: Bruger, aendringer: Aendringer, tidligere_mail: str) -> None:
        _, foer, mail = self.om.get(bruger.pk, (bruger, {}, ""))
        for felt, nyt in aendringer.items():
            foer[felt] = _lagt_sammen(foer.get(felt), nyt)
        self.om[bruger.pk] = (bruger, foer, mail or tidligere_mail)


_samling: ContextVar[_Samling | None] = ContextVar("samling", default=None)


@contextmanager
def som_en_aendring(*, af: Bruger | None) -> Iterator[None]:
    """What is changed within of a user's access becomes one entry, by `af`, at the end.

    `af` is None where no person stands behind it. Nothing is written of what fails.
    """
    samling = _Samling(af)
    maerke = _samling.set(samling)
    try:
        yield
    finally:
        _samling.reset(maerke)
    for bruger, aendringer, tidligere_mail in samling.om.values():
        _skriv(af, bruger, aendringer, tidligere_mail=tidligere_mail)


def noter(*, bruger: Bruger, aendringer: Aendringer) -> None:
    """Of what gives access and is no field of the user: the second factors, the sessions."""
    _rettigheder(bruger, aendringer)


def _lagt_sammen(foer: list | None, nyt: list | None) -> list | None:
    """Departments are taken in one step and given in the next; together they are one change."""
    if foer is None or nyt is None:
        return nyt
    return [nyt[0] if foer[0] is None else foer[0], foer[1] if nyt[1] is None else nyt[1]]


def forbind() -> None:
    for signal, modtager, afsender in (
        (user_logged_in, logget_ind, None),
        (user_logged_out, logget_ud, None),
        (user_login_failed, login_mislykket, None),
        (pre_save, foer_bruger_gemmes, Bruger),
        (post_save, bruger_gemt, Bruger),
        (post_delete, bruger_slettet, Bruger),
        (m2m_changed, afdelinger_aendres, Bruger.afdelinger.through),
    ):
        signal.connect(modtager, sender=afsender, dispatch_uid=f"log.{modtager.__name__}")


def logget_ind(user: Bruger, **kwargs) -> None:
    skriv(af=user, handling=Handling.LOGIN, formaal=Formaal.DRIFT, om=[user])


def logget_ud(user: Bruger | None, **kwargs) -> None:
    if isinstance(user, Bruger):
        skriv(af=user, handling=Handling.LOGUD, formaal=Formaal.DRIFT, om=[user])


def login_mislykket(credentials: dict[str, Any], **kwargs) -> None:
    """By whom is known only if there is such a user: what else is typed may be a password."""
    navne = [str(credentials[navn]) for navn in _NAVNE_I_LOGIN if credentials.get(navn)]
    if any("\x00" in navn for navn in navne):
        navne = []
    kendt = Q(pk__in=[])
    for navn in navne:
        kendt |= Q(username__iexact=navn) | Q(email__iexact=navn)
    skriv(
        af=None,
        handling=Handling.MISLYKKET_LOGIN,
        formaal=Formaal.DRIFT,
        om=Bruger.objects.filter(kendt)[:2],
    )


def foer_bruger_gemmes(instance: Bruger, update_fields: Iterable[str] | None, **kwargs) -> None:
    roeres = [
        felt
        for felt in (*LOGGEDE_FELTER, POSTKASSE)
        if update_fields is None or felt in update_fields
    ]
    kendt = Bruger.objects.filter(pk=instance.pk) if instance.pk and roeres else None
    setattr(instance, _FOER, kendt.values(*roeres).first() if kendt is not None else None)


def bruger_gemt(instance: Bruger, created: bool, **kwargs) -> None:
    foer = getattr(instance, _FOER, None) or {}
    efter = {felt: getattr(instance, felt) for felt in (LOGGEDE_FELTER if created else foer)}
    aendringer: Aendringer = {
        felt: [foer.get(felt), vaerdi]
        for felt, vaerdi in efter.items()
        if foer.get(felt, None if created else vaerdi) != vaerdi
    }
    tidligere_mail = foer.get(POSTKASSE, "") if POSTKASSE in aendringer else ""
    if POSTKASSE in aendringer:
        aendringer[POSTKASSE] = None
    if created or aendringer:
        _rettigheder(instance, aendringer, tidligere_mail=tidligere_mail)


def bruger_slettet(instance: Bruger, **kwargs) -> None:
    _rettigheder(instance, {"rolle": [instance.rolle, None]}, Handling.SLETNING)


def afdelinger_aendres(instance, action: str, reverse: bool, pk_set, **kwargs) -> None:
    """Before they are, so that those that are taken away can still be named."""
    if action not in {"pre_add", "pre_remove", "pre_clear"}:
        return
    # From the user's side there is one user and some departments; from the department's, reversed.
    andre = (Bruger if reverse else Afdeling).objects.filter(pk__in=pk_set or ())
    if action == "pre_clear":
        andre = (instance.ledere if reverse else instance.afdelinger).all()
    brugere, afdelinger = (andre, [instance]) if reverse else ([instance], andre)
    navne = sorted(afdeling.navn for afdeling in afdelinger)
    for bruger in brugere if navne else ():
        foer_efter = [None, navne] if action == "pre_add" else [navne, None]
        _rettigheder(bruger, {"afdelinger": foer_efter})


def _rettigheder(
    bruger: Bruger,
    aendringer: Aendringer,
    handling: Handling = Handling.RETTIGHEDSAENDRING,
    tidligere_mail: str = "",
) -> None:
    samling = _samling.get()
    if samling is not None and handling == Handling.RETTIGHEDSAENDRING:
        samling.tilfoej(bruger, aendringer, tidligere_mail)
    else:
        _skriv(den_der_spoerger(), bruger, aendringer, handling, tidligere_mail)


def _skriv(
    af: Bruger | None,
    bruger: Bruger,
    aendringer: Aendringer,
    handling: Handling = Handling.RETTIGHEDSAENDRING,
    tidligere_mail: str = "",
) -> None:
    skriv(
        af=af,
        handling=handling,
        formaal=Formaal.DRIFT,
        om=[bruger],
        aendringer=aendringer,
    )
    if handling == Handling.RETTIGHEDSAENDRING:
        rettigheder_aendret.send(
            sender=Bruger, bruger=bruger, aendringer=aendringer, tidligere_mail=tidligere_mail
        )
