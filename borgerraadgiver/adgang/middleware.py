"""What stands between a session and the pages: its age, and the second factor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .faktor import er_bekraeftet, har_faktor
from .sessionstid import er_for_gammel, har_ligget_for_laenge, roer_ved
from .spaerring import maerk_enheden

# Where a user without a factor makes one, and confirms the password for it.
UDEN_FAKTOR = {
    "vaelg_faktor",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
}
# Where a session that was not let in with the user's factor is asked for it.
UBEKRAEFTET = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout"}


class Sessionstid:
    """Ends a session that has lain still too long, or was begun too long ago."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if er_for_gammel(request.session):
                logout(request)
                messages.info(request, "Du er logget ud, fordi det er længe siden, du loggede ind.")
            elif har_ligget_for_laenge(request.session):
                logout(request)
                messages.info(
                    request, "Du er logget ud, fordi der ikke skete noget i et stykke tid."
                )
            else:
                roer_ved(request.session)
        return self.get_response(request)


class Enhedsmaerke:
    """Gives the browser its mark when the user has logged in, or shown whose the mailbox is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if bruger := getattr(request, "enhed_bruger", None):
            maerk_enheden(response, bruger)
        return response


class AndenFaktor:
    """No page before the second factor, by whatever path the session came.

    Denies by default: only the views named above, and those open to everybody, answer a session
    that is not confirmed. It asks nothing about how the user logged in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if getattr(view, "rettighed", "") is None or not request.user.is_authenticated:
            return None  # open to everybody, or stopped by the login
        if er_bekraeftet(request.session, request.user):
            return None
        mangler = not har_faktor(request.user)
        if request.resolver_match.view_name in (UDEN_FAKTOR if mangler else UBEKRAEFTET):
            return None
        if mangler:
            return redirect("vaelg_faktor")
        return redirect(f"{reverse('mfa_reauthenticate')}?{_tilbage(request)}")


def _tilbage(request: HttpRequest) -> str:
    return urlencode({REDIRECT_FIELD_NAME: request.get_full_path()}) if _kan_aabnes(request) else ""


def _kan_aabnes(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"}
