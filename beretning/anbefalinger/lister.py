"""The two lists: the recommendations, and how each stands with each department."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from henvendelser.dansk import Enhed
from henvendelser.filtre import Registerfilter
from henvendelser.log.laesning import Laest, laest
from henvendelser.roller import Rettighed, har, kraever
from henvendelser.views.saetning import saetning

from ..models import Anbefaling, Opfoelgning
from .filtre import AnbefalingFilter, OpfoelgningFilter

PR_SIDE = 50
FANER = (("anbefalinger", "Anbefalinger"), ("opfoelgninger", "Status år for år"))


@kraever(Rettighed.SE_ANBEFALINGER, laeser=Laest.ANBEFALING)
@require_safe
def anbefalinger(request: HttpRequest) -> HttpResponse:
    """All of them with filters for the adviser; for a lead the few that are the department's."""
    raekker = Anbefaling.objects.synlige_for(request.user).med_adressater(request.user)
    if har(request.user, Rettighed.ANBEFALE):
        return _vis(request, AnbefalingFilter, raekker, Enhed("anbefaling", "anbefalinger"))
    egne = list(raekker)
    laest(request, egne)
    return render(request, "anbefalinger/egne.html", {"anbefalinger": egne})


@kraever(Rettighed.ANBEFALE, laeser=Laest.ANBEFALING)
@require_safe
def opfoelgninger(request: HttpRequest) -> HttpResponse:
    """What the numbers of a report are counted of: one row for each department and year."""
    raekker = Opfoelgning.objects.synlige_for(request.user).select_related(
        "adressat__afdeling", "adressat__anbefaling"
    )
    return _vis(request, OpfoelgningFilter, raekker, Enhed("status", "statusser"))


def _vis(
    request: HttpRequest, filter_: type[Registerfilter], raekker: QuerySet, enhed: Enhed
) -> HttpResponse:
    valgt = filter_(request.GET, raekker)
    side = Paginator(valgt.qs, PR_SIDE).get_page(request.GET.get("side"))
    holder = valgt.form.is_valid()
    antal = side.paginator.count
    brugt = {n: str(v) for n, v in valgt.form.cleaned_data.items() if v not in (None, "")}
    filtre = brugt if holder else {}
    laest(request, side, udvalg={"filtre": filtre, "side": side.number, "i_alt": antal})
    navn = request.resolver_match.url_name
    return render(
        request,
        f"anbefalinger/{navn}.html",
        {
            "faner": [
                {"navn": titel, "url": reverse(adresse), "aktiv": adresse == navn}
                for adresse, titel in FANER
            ],
            "form": valgt.form,
            "holder": holder,
            "filtre_er_i_brug": bool(filtre) or not holder,
            "side": side,
            "antal": antal,
            "saetning": saetning(valgt, enhed, antal) if holder else "",
        },
    )
