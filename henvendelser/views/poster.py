"""The pages of one row with a form of its own: register it, correct it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from ..forms.felter import Rettet
from ..forms.fletning import NAEVNT, Forskel, flettet, forskelle, mangler_valg, uden_valg
from ..forms.postform import Postform
from ..kladder.side import Kladdeside
from .engang import en_gang, maerket, nyt_maerke
from .fletning import vis_fletning


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
    data = request.POST
    if NAEVNT in data:
        alle, andens, _ = _forskelle(side, post, data)
        if mangler_valg(data, alle):
            return _flet(request, side, post, data)
        data = flettet(data, andens, alle)
    form = side.form(data, post=post)
    try:
        gemt = form.gem(request.user)
    except Rettet:
        nu = type(post).objects.synlige_for(request.user).get(pk=post.pk)
        return _flet(request, side, nu, uden_valg(data))
    if not gemt:
        return _vis(request, side, form, kladde, post=post)
    kladde.luk()
    messages.success(request, f"Ændringerne i {side.bestemt} er gemt.")
    return redirect(gemt)


def _forskelle(
    side: Postside, post: Model, data: QueryDict
) -> tuple[list[Forskel], QueryDict, str]:
    """What was typed against the row: the differences, the row as it is sent, and its version."""
    nu = side.form(post=post)
    mit, andens = (side.form(sendt, post=post) for sendt in (uden_valg(data), nu.som_sendt()))
    mit.is_valid(), andens.is_valid()
    return forskelle(mit, andens), nu.som_sendt(), nu.initial["version"]


def _flet(request: HttpRequest, side: Postside, post: Model, data: QueryDict) -> HttpResponse:
    """Ask which of the two shall stand; where they say the same, there is nothing to ask."""
    alle, _, version = _forskelle(side, post, data)
    if not alle:
        messages.info(
            request, f"{side.bestemt.capitalize()} er gemt af en anden med det samme indhold."
        )
        return redirect(post)
    felt = side.form(post=post).add_prefix("version")
    return vis_fletning(
        request, alle=alle, data=data, version={felt: version}, post=post, bestemt=side.bestemt
    )


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
