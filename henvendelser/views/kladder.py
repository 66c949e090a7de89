"""The user's own drafts: kept while typing, listed, discarded."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from ..kladder.handlinger import gem_kladde, luk_kladde
from ..kladder.maerke import FELT, Maerke
from ..kladder.steder import titel
from ..models import Kladde
from ..roller import Rettighed, kraever
from .metoder import laes_og_send


def egne_kladder(bruger) -> list[dict]:
    """The user's drafts as a page lists them, the newest first."""
    return [
        {"kladde": kladde, "titel": titel(kladde.adresse)}
        for kladde in Kladde.objects.synlige_for(bruger)
    ]


@kraever(Rettighed.LOGGET_IND)
@require_safe
def kladder(request: HttpRequest) -> HttpResponse:
    return render(request, "kladder/liste.html", {"kladder": egne_kladder(request.user)})


@kraever(Rettighed.LOGGET_IND)
@require_POST
@sensitive_post_parameters()
def gem(request: HttpRequest) -> HttpResponse:
    """Keep what is typed in a form; the script asks while somebody types.

    Answers when it was kept, as the clock is read. 404 without a mark of the user's own, 410 when
    the form has been saved, or its draft discarded, elsewhere.
    """
    maerke = Maerke.laes(request.POST.get(FELT, ""))
    if maerke is None or maerke.bruger != request.user.pk:
        raise Http404
    if not gem_kladde(maerke=maerke, felter=request.POST, holdt=False, af=request.user):
        return JsonResponse({}, status=410)
    return JsonResponse({"klokken": f"{timezone.localtime():%H.%M}", "kladde": str(maerke.uuid)})


@kraever(Rettighed.LOGGET_IND)
@laes_og_send
def kasser(request: HttpRequest, uuid: UUID) -> HttpResponse:
    kladde = get_object_or_404(Kladde.objects.synlige_for(request.user), uuid=uuid)
    if request.method == "POST":
        maerke = Maerke(kladde.uuid, request.user.pk, kladde.adresse)
        luk_kladde(maerke=maerke, af=request.user)
        messages.success(request, "Kladden er kasseret.")
        return redirect("kladder")
    kontekst = {"kladde": kladde, "titel": titel(kladde.adresse)}
    return render(request, "kladder/kasser.html", kontekst)
