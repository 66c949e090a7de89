"""A form that is sent after its session has ended: what was typed waits for the one who typed it.

The answer is the same as without it, the way to the login and back to the form. Back there the
form is filled in with what was held, for its owner; whoever else logs in on the browser sees an
empty one.
"""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.urls import reverse

from .handlinger import gem_kladde
from .maerke import FELT, Maerke


class Holdt:
    """Stands after the CSRF guard and before the one that asks for a login."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if request.method == "POST" and not request.user.is_authenticated:
            hold(request)


def hold(request: HttpRequest) -> bool:
    """Keep what the refused request carries for the one whose mark it carries; whether it was.

    The mark is good for its own form and for its draft, and at no other address.
    """
    try:
        maerke = Maerke.laes(request.POST.get(FELT, ""))
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return False
    if maerke is None or request.path not in {maerke.adresse, reverse("gem_kladde")}:
        return False
    return gem_kladde(maerke=maerke, felter=request.POST, holdt=True, af=None)
