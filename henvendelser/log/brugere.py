"""Logins, and who was given which access: heard from Django's signals, whoever sends them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from ..models import Afdeling, Bruger
from ..valg import Formaal, Handling
from .skriv import Aendringer, den_der_spoerger, skriv

# What gives a user access, together with the departments.
ADGANGSFELTER = ("rolle", "is_active", "is_staff", "is_superuser")
_FOER = "_adgang_foer"
_NAVNE_I_LOGIN = ("username", "login", "email")


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
    roeres = [felt for felt in ADGANGSFELTER if update_fields is None or felt in update_fields]
    kendt = Bruger.objects.filter(pk=instance.pk) if instance.pk and roeres else None
    setattr(instance, _FOER, kendt.values(*roeres).first() if kendt is not None else None)


def bruger_gemt(instance: Bruger, created: bool, **kwargs) -> None:
    foer = getattr(instance, _FOER, None) or {}
    efter = {felt: getattr(instance, felt) for felt in (ADGANGSFELTER if created else foer)}
    aendringer: Aendringer = {
        felt: [foer.get(felt), vaerdi]
        for felt, vaerdi in efter.items()
        if foer.get(felt, None if created else vaerdi) != vaerdi
    }
    if created or aendringer:
        _rettigheder(instance, aendringer)


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
    bruger: Bruger, aendringer: Aendringer, handling: Handling = Handling.RETTIGHEDSAENDRING
) -> None:
    skriv(
        af=den_der_spoerger(),
        handling=handling,
        formaal=Formaal.DRIFT,
        om=[bruger],
        aendringer=aendringer,
    )
