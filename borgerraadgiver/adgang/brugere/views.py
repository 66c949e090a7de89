"""The list of users, one user, and what is done about one: ask for permission, ask a form, render.

What changes somebody's access has a page of its own that says what will happen before it does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from henvendelser.forms.felter import Rettet
from henvendelser.models import Bruger
from henvendelser.roller import Rettighed, kraever
from henvendelser.views.engang import en_gang, nyt_maerke
from henvendelser.views.metoder import laes_og_send

from ..handlinger import KanIkkeInviteres, inviter
from . import handlinger, liste
from .formular import BrugerForm

PR_SIDE = 50


def _linje(bruger: Bruger) -> dict:
    return {"bruger": bruger, "status": liste.status(bruger), "faktor": liste.faktor(bruger)}


@kraever(Rettighed.SE_BRUGERE)
@require_safe
def hvem_har_adgang(request: HttpRequest) -> HttpResponse:
    """What the advisers may know of the others: who can get in, and as what."""
    return _liste(request, "brugere/hvem_har_adgang.html")


@kraever(Rettighed.STYRE_BRUGERE)
@require_safe
def brugere(request: HttpRequest) -> HttpResponse:
    return _liste(request, "brugere/liste.html")


def _liste(request: HttpRequest, skabelon: str) -> HttpResponse:
    side = Paginator(liste.brugere(), PR_SIDE).get_page(request.GET.get("side"))
    return render(request, skabelon, {"side": side, "linjer": [_linje(bruger) for bruger in side]})


@kraever(Rettighed.STYRE_BRUGERE)
@require_safe
def bruger(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = get_object_or_404(liste.brugere(), pk=pk)
    muligheder = [h for h in HANDLINGER if h.kan(fundet, request.user)]
    return render(
        request,
        "brugere/bruger.html",
        {
            **_linje(fundet),
            "handlinger": [{"knap": h.knap, "url": reverse(h.navn, args=[pk])} for h in muligheder],
            "egen": fundet == request.user,
        },
    )


@kraever(Rettighed.STYRE_BRUGERE)
@laes_og_send
def ny_bruger(request: HttpRequest) -> HttpResponse:
    """Make a user and send the invitation; a mail that fails leaves the user to be invited anew."""
    if request.method != "POST":
        return _formular(request, BrugerForm())
    form = BrugerForm(request.POST)
    with en_gang(request) as engang:
        if engang.gemt and not engang.er_aendret:
            return redirect(engang.gemt)
        ny = form.gem(request.user)
        if ny:
            engang.husk(reverse("bruger", args=[ny.pk]))
    if not ny:
        return _formular(request, form)
    _send_invitation(request, ny, f"{ny} er oprettet")
    return redirect("bruger", ny.pk)


@kraever(Rettighed.STYRE_BRUGERE)
@laes_og_send
def ret_bruger(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = get_object_or_404(Bruger, pk=pk)
    if handlinger.er_fra_udbyder(fundet):
        messages.info(request, handlinger.FRA_UDBYDER)
        return redirect("bruger", pk)
    egen = fundet == request.user
    if request.method != "POST":
        return _formular(request, BrugerForm(bruger=fundet, egen=egen), bruger=fundet)
    form = BrugerForm(request.POST, bruger=fundet, egen=egen)
    try:
        gemt = form.gem(request.user)
    except Rettet:
        form.tag_ny_version()
        return _formular(request, form, bruger=fundet, rettet_af_anden=True)
    if not gemt:
        return _formular(request, form, bruger=fundet)
    messages.success(request, "Ændringerne er gemt.")
    return redirect("bruger", pk)


def _formular(request: HttpRequest, form: BrugerForm, **kontekst) -> HttpResponse:
    return render(
        request,
        "brugere/formular.html",
        {"form": form, "engang": request.POST.get("engang") or nyt_maerke(), **kontekst},
    )


def _send_invitation(request: HttpRequest, bruger: Bruger, gjort: str) -> None:
    """Tell what was `gjort`, and whether the mail left."""
    try:
        inviter(bruger=bruger, af=request.user)
    except (KanIkkeInviteres, OSError) as fejl:
        grund = f" {fejl}" if isinstance(fejl, KanIkkeInviteres) else ""
        messages.warning(
            request,
            f"{gjort}, men mailen med linket kunne ikke sendes.{grund} "
            "Send invitationen igen, når mailen virker.",
        )
    else:
        messages.success(request, f"{gjort}, og et link er sendt til {bruger.email}.")


# --- What is confirmed first ----------------------------------------------------------------------


@dataclass(frozen=True)
class Brugerhandling:
    """One act on a user: its address, its words, who it is offered for, and the action.

    `kan` takes the user of the list and who asks. `udfoer` takes the request and the user, and
    raises `handlinger.IkkeTilladt` when a rule stands against it.
    """

    navn: str
    sti: str
    knap: str
    forklaring: str
    kan: Callable[[Bruger, Bruger], bool]
    udfoer: Callable[[HttpRequest, Bruger], None]
    gjort: str = ""


def _igen(request: HttpRequest, bruger: Bruger) -> None:
    _send_invitation(request, bruger, "Invitationen er lavet igen")


def _med(handling: Callable[..., object]) -> Callable[[HttpRequest, Bruger], None]:
    return lambda request, bruger: handling(bruger=bruger, af=request.user)


def _anden_aktiv(bruger: Bruger, af: Bruger) -> bool:
    return bruger.is_active and bruger != af


HANDLINGER: tuple[Brugerhandling, ...] = (
    Brugerhandling(
        "inviter_bruger",
        "inviter",
        "Send invitationen igen",
        "Der sendes et nyt link til at vælge adgangskode. Det tidligere link virker, til det er "
        "brugt eller udløbet.",
        kan=lambda bruger, af: liste.status(bruger) == liste.Status.INVITERET,
        udfoer=_igen,
    ),
    Brugerhandling(
        "nulstil_brugers_faktor",
        "nulstil-faktor",
        "Nulstil den ekstra faktor",
        "Brugerens apper, sikkerhedsnøgler og genoprettelseskoder slettes, og brugeren logges ud. "
        "Det kan ikke fortrydes. Gør det kun for en, hvis identitet du har sikret dig, fx ved "
        "fremmøde: den, der logger ind først med adgangskoden, sætter en ny faktor op.",
        kan=lambda bruger, af: _anden_aktiv(bruger, af) and bruger.har_faktor,
        udfoer=_med(handlinger.nulstil_en_andens_faktor),
        gjort="Den ekstra faktor er nulstillet, og brugeren er logget ud.",
    ),
    Brugerhandling(
        "log_bruger_ud",
        "log-ud",
        "Log brugeren ud alle steder",
        "Brugerens sessioner slutter straks. Det, der er ved at blive skrevet, går tabt. Brugeren "
        "kan logge ind igen.",
        kan=_anden_aktiv,
        udfoer=_med(handlinger.log_en_anden_ud),
        gjort="Brugeren er logget ud alle steder.",
    ),
    Brugerhandling(
        "luk_bruger",
        "luk",
        "Luk adgangen",
        "Brugeren logges ud straks og kan ikke logge ind. Det, brugeren har registreret, bliver i "
        "registret. Adgangen kan åbnes igen.",
        kan=_anden_aktiv,
        udfoer=_med(handlinger.luk_bruger),
        gjort="Adgangen er lukket.",
    ),
    Brugerhandling(
        "genaabn_bruger",
        "genaabn",
        "Åbn adgangen igen",
        "Brugeren kan logge ind igen med den samme adgangskode, ekstra faktor og rolle.",
        kan=lambda bruger, af: not bruger.is_active,
        udfoer=_med(handlinger.genaabn_bruger),
        gjort="Adgangen er åbnet igen.",
    ),
)


def side_for(handling: Brugerhandling) -> Callable[..., HttpResponse]:
    """The page that says what `handling` does, and does it when it is sent."""

    @kraever(Rettighed.STYRE_BRUGERE)
    @laes_og_send
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        fundet = get_object_or_404(liste.brugere(), pk=pk)
        if not handling.kan(fundet, request.user):
            messages.info(request, f"»{handling.knap}« kan ikke bruges på denne bruger nu.")
            return redirect("bruger", pk)
        if request.method != "POST":
            return render(
                request, "brugere/bekraeft.html", {"bruger": fundet, "handling": handling}
            )
        try:
            handling.udfoer(request, fundet)
        except handlinger.IkkeTilladt as fejl:
            messages.error(request, str(fejl))
        else:
            if handling.gjort:
                messages.success(request, handling.gjort)
        return redirect("bruger", pk)

    return view
