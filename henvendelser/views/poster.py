"""The pages of one row with a form of its own: register it, correct it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..forms.felter import Rettet
from ..forms.postform import Postform
from .engang import en_gang, nyt_maerke


@dataclass(frozen=True)
class Postside:
    """What differs: the form, its template, and what the row is called.

    The nouns are of common gender ("en afgørelse", "den afgørelse"). `liste` is the address name
    of the list, `listenavn` its heading.
    """

    form: type[Postform]
    skabelon: str
    ental: str
    bestemt: str
    liste: str
    listenavn: str


def ny_post(request: HttpRequest, side: Postside) -> HttpResponse:
    """Register a row once, however often the form is sent."""
    if request.method != "POST":
        return _vis(request, side, side.form())
    form = side.form(request.POST)
    with en_gang(request) as engang:
        if engang.er_aendret:
            return _vis(request, side, form, maerke=nyt_maerke(), allerede_gemt=engang.gemt)
        if engang.gemt:
            return redirect(engang.gemt)
        gemt = form.gem(request.user)
        if gemt:
            engang.husk(gemt.get_absolute_url())
    if not gemt:
        return _vis(request, side, form)
    messages.success(request, f"{side.bestemt.capitalize()} er gemt.")
    return redirect(gemt)


def ret_post(request: HttpRequest, side: Postside, post: Model) -> HttpResponse:
    """Correct the row, unless somebody else has meanwhile."""
    if request.method != "POST":
        return _vis(request, side, side.form(post=post), post=post)
    form = side.form(request.POST, post=post)
    try:
        gemt = form.gem(request.user)
    except Rettet:
        form.tag_ny_version()
        return _vis(request, side, form, post=post, rettet_af_anden=True)
    if not gemt:
        return _vis(request, side, form, post=post)
    messages.success(request, f"Ændringerne i {side.bestemt} er gemt.")
    return redirect(gemt)


def _vis(
    request: HttpRequest, side: Postside, form: Postform, maerke: str = "", **kontekst
) -> HttpResponse:
    engang = maerke or request.POST.get("engang") or nyt_maerke()
    return render(
        request, side.skabelon, {"side": side, "form": form, "engang": engang, **kontekst}
    )
