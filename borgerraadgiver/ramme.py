"""What every page is framed by: the office's name and the menu of the user's role."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from henvendelser.models import Kontor
from henvendelser.roller import Rettighed, har

from .adgang.handlinger import kan_sende_mail
from .genveje import genvejsramme

MENU = (
    ("Overblik", "forside", Rettighed.SE_REGISTER),
    ("Henvendelser", "henvendelser", Rettighed.SE_REGISTER),
    ("Forespørgsler", "forespoergsler", Rettighed.SE_REGISTER),
    ("Overblik", "forside", Rettighed.SVARE),
    ("Afgørelser", "afgoerelser", Rettighed.SE_REGISTER),
    ("Aktiviteter", "aktiviteter", Rettighed.SE_REGISTER),
    ("Anbefalinger", "anbefalinger", Rettighed.SE_ANBEFALINGER),
    ("Runder", "runder", Rettighed.SE_ANBEFALINGER),
    ("Beretninger", "beretninger", Rettighed.SE_BERETNING),
    ("Opsætning", "opsaetning", Rettighed.OPSAETTE),
    ("Brugere", "brugere", Rettighed.STYRE_BRUGERE),
    ("Logkontrol", "logkontroller", Rettighed.KONTROLLERE_LOG),
)


def ramme(request: HttpRequest) -> dict:
    """Context processor: `menu`, `kontor`, the shortcuts, and what of login and mail is set up.

    Nobody who is not logged in has a menu.
    """
    menu = _menu(request)
    return {
        "menu": menu,
        **genvejsramme(request, menu),
        "kontor": SimpleLazyObject(Kontor.objects.first),
        "kommunelogin": bool(settings.OIDC_UDBYDER and settings.OIDC_KLIENT),
        "kan_sende_mail": kan_sende_mail(),
    }


def _er_under(sti: str, url: str, forside: str) -> bool:
    """Whether the page is the menu item's or under it; the first page has none under it."""
    return sti == url or (url != forside and sti.startswith(url))


def _maa(request: HttpRequest) -> bool:
    """Whether the page is one the user has the permission for; one that is not there is not."""
    fundet = request.resolver_match
    rettighed = getattr(fundet and fundet.func, "rettighed", None)
    return rettighed is None or har(request.user, rettighed)


def _menu(request: HttpRequest) -> list[dict]:
    """The role's entries. A page is under the one with the longest address that its own begins
    with; where that is another role's, under none, so that a page one may not see looks like no
    page at all."""
    bruger = getattr(request, "user", None)
    adresser = {url_name: reverse(url_name) for _, url_name, _ in MENU}
    over = [url for url in adresser.values() if _er_under(request.path, url, adresser["forside"])]
    naermest = max(over, key=len, default="") if _maa(request) else ""
    return [
        {"navn": navn, "url": adresser[url_name], "aktiv": adresser[url_name] == naermest}
        for navn, url_name, rettighed in MENU
        if bruger and har(bruger, rettighed)
    ]
