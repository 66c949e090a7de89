"""The pages of one row with a form of its own: register it, correct it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..forms.felter import Rettet
from ..forms.postform import Postform
from ..kladder.side import Kladdeside
from .engang import en_gang, maerket, nyt_maerke


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
    kladde = Kladdeside(request)
    if request.method != "POST":
        return _vis(request, side, side.form(udfyldt=kladde.felter), kladde)
    form = side.form(request.POST)
    with en_gang(request) as engang:
        if engang.er_aendret:
            kladde.forny()
            return _vis(request, side, form, kladde, nyt_maerke(), allerede_gemt=engang.gemt)
        if engang.gemt:
            return redirect(engang.gemt)
        gemt = form.gem(request.user)
        if gemt:
            engang.husk(gemt.get_absolute_url())
            kladde.luk()
    if not gemt:
        return _vis(request, side, form, kladde)
    messages.success(request, f"{side.bestemt.capitalize()} er gemt.")
    return redirect(gemt)


def ret_post(request: HttpRequest, side: Postside, post: Model) -> HttpResponse:
    """Correct the row, unless somebody else has meanwhile."""
    kladde = Kladdeside(request)
    if request.method != "POST":
        form = side.form(post=post, udfyldt=kladde.felter)
        return _vis(request, side, form, kladde, post=post)
    form = side.form(request.POST, post=post)
    try:
        gemt = form.gem(request.user)
    except Rettet:
        form.tag_ny_version()
        return _vis(request, side, form, kladde, post=post, rettet_af_anden=True)
    if not gemt:
        return _vis(request, side, form, kladde, post=post)
    kladde.luk()
    messages.success(request, f"Ændringerne i {side.bestemt} er gemt.")
    return redirect(gemt)


def _vis(
    request: HttpRequest,
    side: Postside,
    form: Postform,
    kladde: Kladdeside,
    maerke: str = "",
    **kontekst,
) -> HttpResponse:
    engang = maerke or maerket(request, kladde.felter)
    faelles = {"side": side, "form": form, "kladde": kladde, "engang": engang}
    return render(request, side.skabelon, faelles | kontekst)
