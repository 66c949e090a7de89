"""Who has seen and changed a case; and, for its citizen, when and why.

A citizen may be told when and for which purpose the data were read, but not by whom among the
authority's own people (GDPR article 15; the Court of Justice's judgment in case C-579/21).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from ..log.laesning import Laest, laest
from ..log.ord import hvad, linje
from ..models import Borger, Henvendelse, Logpost, Logreference
from ..roller import Rettighed, kraever
from ..valg import Formaal, Handling, Objekttype
from .afgoerelser import find_afgoerelse
from .henvendelser import find_henvendelse

PR_SIDE = 50
KOLONNER = ("Tidspunkt", "Hvad", "Formål", "Henvendelser")


@kraever(Rettighed.SE_REGISTER, laeser=Laest.HENVENDELSE)
@require_safe
def henvendelse_log(request: HttpRequest, nummer: str) -> HttpResponse:
    fundet = find_henvendelse(request, nummer)
    poster = Logpost.objects.om(Objekttype.HENVENDELSE, fundet.pk)
    side = Paginator(poster, PR_SIDE).get_page(request.GET.get("side"))
    return render(
        request,
        "log/henvendelse.html",
        {"henvendelse": fundet, "side": side, "linjer": [linje(post) for post in side]},
    )


@kraever(Rettighed.SE_REGISTER, laeser=Laest.AFGOERELSE)
@require_safe
def afgoerelse_log(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = find_afgoerelse(request, pk)
    poster = Logpost.objects.om(Objekttype.AFGOERELSE, fundet.pk)
    side = Paginator(poster, PR_SIDE).get_page(request.GET.get("side"))
    return render(
        request,
        "log/afgoerelse.html",
        {"afgoerelse": fundet, "side": side, "linjer": [linje(post) for post in side]},
    )


@kraever(Rettighed.SE_REGISTER, laeser=Laest.BORGER, formaal=Formaal.INDSIGT)
@require_safe
def borgerudtraek(request: HttpRequest, nummer: str) -> HttpResponse:
    fundet, borger = _borger(request, nummer)
    side = Paginator(_udtraek(borger), PR_SIDE).get_page(request.GET.get("side"))
    return render(
        request,
        "log/borger.html",
        {"henvendelse": fundet, "side": side, "linjer": list(_linjer(side))},
    )


@kraever(
    Rettighed.SE_REGISTER,
    laeser=Laest.BORGER,
    handling=Handling.EKSPORT,
    formaal=Formaal.INDSIGT,
)
@require_safe
def borgerudtraek_csv(request: HttpRequest, nummer: str) -> HttpResponse:
    """The whole extract as Danish spreadsheets read it: semicolons, UTF-8 with its mark."""
    fundet, borger = _borger(request, nummer)
    svar = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="log-{fundet.nummer}.csv"'},
    )
    ark = csv.writer(svar, delimiter=";")
    ark.writerow(KOLONNER)
    ark.writerows(_linjer(_udtraek(borger)))
    return svar


def _borger(request: HttpRequest, nummer: str) -> tuple[Henvendelse, Borger]:
    """The inquiry and its citizen, noted as read. An anonymous one has nobody to tell."""
    fundet = find_henvendelse(request, nummer)
    if not fundet.borger:
        raise Http404
    laest(request, [fundet.borger])
    return fundet, fundet.borger


def _udtraek(borger: Borger) -> QuerySet[Logpost]:
    """The citizen's entries, each with those of the citizen's inquiries that it is about.

    A list that was shown also held other citizens' inquiries: they are not told of.
    """
    egne = Logreference.objects.filter(
        type=Objekttype.HENVENDELSE, noegle__in=borger.henvendelser.values("pk")
    )
    return Logpost.objects.om(Objekttype.BORGER, borger.pk).prefetch_related(
        Prefetch("referencer", egne, to_attr="egne")
    )


def _linjer(poster: Iterable[Logpost]) -> Iterable[tuple[str, str, str, str]]:
    for post in poster:
        yield (
            date_format(localtime(post.tidspunkt), "SHORT_DATETIME_FORMAT"),
            hvad(post),
            post.get_formaal_display(),
            ", ".join(ref.betegnelse for ref in post.egne),
        )
