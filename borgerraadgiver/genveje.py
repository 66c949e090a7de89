"""The keyboard shortcuts: one declaration, which the dialog lists and the script reads there.

A shortcut of a single character can be switched off by each user (WCAG 2.1.4); the others begin
with a key that types nothing. None is an accesskey, which would take a screen reader's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from henvendelser.models import Bruger
from henvendelser.roller import Rettighed, har, kraever


@dataclass(frozen=True)
class Genvej:
    """`taster` are pressed one after another; `url` is where they lead, if anywhere."""

    taster: tuple[str, ...]
    navn: str
    url: str = ""

    @property
    def sekvens(self) -> str:
        """As the script compares it with what is pressed."""
        return " ".join(self.taster)


# The letter that follows "g" (gå til), by the name that the menu has.
BOGSTAVER: dict[str, str] = {
    "Overblik": "o",
    "Henvendelser": "h",
    "Forespørgsler": "f",
    "Afgørelser": "a",
    "Aktiviteter": "k",
    "Anbefalinger": "n",
    "Runder": "r",
    "Beretninger": "b",
    "Opsætning": "p",
    "Brugere": "u",
    "Logkontrol": "l",
}
SOEGEFELT = "#id_soeg"
# What types nothing, and so is always on.
I_FORMULAREN: tuple[Genvej, ...] = (
    Genvej(("Ctrl", "Enter"), "Gem det, du er i gang med at skrive"),
    Genvej(("F8",), "Til den næste del af en lang formular"),
    Genvej(("Skift", "F8"), "Til den forrige del"),
)


def enkelttaster(request: HttpRequest, menu: list[dict]) -> Iterator[Genvej]:
    """What the user's role may go to, and the dialog itself."""
    if har(request.user, Rettighed.REGISTRERE):
        yield Genvej(("n",), "Ny henvendelse", reverse("ny_henvendelse"))
    if har(request.user, Rettighed.SE_REGISTER):
        yield Genvej(("s",), "Søg", reverse("henvendelser") + SOEGEFELT)
    for punkt in menu:
        if bogstav := BOGSTAVER.get(punkt["navn"]):
            yield Genvej(("g", bogstav), punkt["navn"], punkt["url"])
    yield Genvej(("?",), "Vis genvejene")


def genvejsramme(request: HttpRequest, menu: list[dict]) -> dict:
    """What every page of somebody who is logged in knows of the shortcuts."""
    return {
        "enkelttaster": list(enkelttaster(request, menu)) if menu else [],
        "i_formularen": I_FORMULAREN,
    }


@kraever(Rettighed.LOGGET_IND)
@require_http_methods(["GET", "HEAD", "POST"])
def genveje(request: HttpRequest) -> HttpResponse:
    """The list as a page of its own, for a browser without script, and the user's switch."""
    if request.method == "POST":
        til = "slaa_til" in request.POST
        Bruger.objects.filter(pk=request.user.pk).update(bogstavgenveje=til)
        messages.success(request, f"Genveje med bogstaver er slået {'til' if til else 'fra'}.")
        return redirect("genveje")
    return render(request, "genveje.html")
