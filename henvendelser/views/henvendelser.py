"""One inquiry: register it, read it, correct it, close it and open it again."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from ..dele import laes_dele
from ..fakta import fakta_om
from ..forms import AfslutForm, Henvendelsesskema
from ..forms.dokument import DokumentForm
from ..forms.felter import Rettet, tilfoej_fejl
from ..forms.fletning import NAEVNT, Forskel, flettet, mangler_valg, uden_valg
from ..forms.notat import NotatForm
from ..forms.person import PersonForm
from ..forms.sag import FOR_MANGE
from ..forms.samtykke import SamtykkeForm
from ..forms.udfyldning import Udfyldning
from ..handlinger import afslut_henvendelse, genaabn_henvendelse
from ..kladder.side import Kladdeside, Kladdesider
from ..log.laesning import Laest, laest
from ..models import Henvendelse
from ..models.notat import nummererede
from ..registreringsfelter import kontorets_felter
from ..roller import Rettighed, kraever
from ..tidslinje import tidslinje
from ..valg import Samtykkeart
from .engang import en_gang, maerket, nyt_maerke
from .fletning import vis_fletning
from .metoder import laes_og_send


def find_henvendelse(request: HttpRequest, nummer: str) -> Henvendelse:
    """The inquiry, if the user may see it, noted as read. Raises Http404."""
    synlige = Henvendelse.objects.synlige_for(request.user).med_sager()
    fundet = get_object_or_404(synlige.med_registrering(), nummer=nummer)
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SE_REGISTER, laeser=Laest.HENVENDELSE)
@require_safe
def henvendelse(request: HttpRequest, nummer: str) -> HttpResponse:
    return vis_henvendelse(request, find_henvendelse(request, nummer))


def vis_henvendelse(request: HttpRequest, fundet: Henvendelse, **mere) -> HttpResponse:
    """The case page; `mere` is what only this answer of it shows."""
    felter = kontorets_felter()
    laes_dele(fundet)
    kladder = _kladder(request, fundet)
    kontekst = {
        "henvendelse": fundet,
        "ejer": fundet,
        "fakta": fakta_om(fundet, felter),
        "felter": felter,
        "personer": fundet.personer.all(),
        "personform": PersonForm(henvendelse=fundet, udfyldt=kladder["person"].felter),
        "samtykker": fundet.samtykker.all(),
        "samtykkeform": SamtykkeForm(udfyldt=kladder["samtykke"].felter),
        "notater": nummererede(fundet.notater.all()),
        "notatform": NotatForm(udfyldt=kladder["notat"].felter),
        "kladder": kladder,
        "engang": maerket(request),
        "dokumenter": fundet.dokumenter.all(),
        "dokumentform": DokumentForm(),
        "tidslinje": tidslinje(fundet),
        "forespoergsler": fundet.forespoergsler.all(),
        "kan_spoerge": not fundet.afsluttet
        and any(
            et.gaelder and et.art == Samtykkeart.KONTAKT_AFDELING for et in fundet.samtykker.all()
        ),
        "scannes": bool(settings.VIRUSSCANNER),
    }
    return render(request, "henvendelser/henvendelse.html", kontekst | mere)


def til_formularen(request: HttpRequest, fundet: Henvendelse, anker: str) -> HttpResponse:
    """To the form on the case's page, and the drafts that the address names with it.

    Where one of them is no more, to the top of the page, which says so.
    """
    kladder = _kladder(request, fundet)
    sted = "" if kladder.mangler else f"#{anker}"
    return redirect(f"{kladder.med(fundet.get_absolute_url())}{sted}")


def _kladder(request: HttpRequest, fundet: Henvendelse) -> Kladdesider:
    """The drafts of the forms on the case's page."""
    formularer = {"person": "tilfoej_person", "samtykke": "giv_samtykke", "notat": "skriv_notat"}
    return Kladdesider(
        request, **{navn: reverse(en, args=[fundet.nummer]) for navn, en in formularer.items()}
    )


@kraever(Rettighed.REGISTRERE, laeser=Laest.INTET)
@laes_og_send
@sensitive_post_parameters()
def ny_henvendelse(request: HttpRequest) -> HttpResponse:
    kladdeside = Kladdeside(request)
    if request.method != "POST":
        fortsat = kladdeside.felter and Udfyldning.fra_siden(kladdeside.felter)
        skema = Henvendelsesskema(udfyldning=fortsat, bruger=request.user)
        return _vis_ny(request, skema, kladdeside)
    sendt = Udfyldning.fra_siden(request.POST)
    if sendt.er_knap:
        skema = Henvendelsesskema(udfyldning=sendt, bruger=request.user)
        return _vis_ny(request, skema, kladdeside)
    with en_gang(request) as engang:
        if engang.er_aendret:
            skema = Henvendelsesskema(udfyldning=sendt, bruger=request.user)
            kladdeside.forny()
            return _vis_ny(
                request, skema, kladdeside, maerke=nyt_maerke(), allerede_gemt=engang.gemt
            )
        if engang.gemt:
            return redirect(engang.gemt)
        skema = Henvendelsesskema(request.POST, bruger=request.user)
        foej_til = request.POST.get("foej_til")
        gemt = skema.foej_til(foej_til, request.user) if foej_til else skema.gem(request.user)
        if gemt:
            engang.husk(gemt.get_absolute_url())
            kladdeside.luk()
    if not gemt:
        return _vis_ny(request, skema, kladdeside)
    gjort = "Det nye er føjet til henvendelse {}." if foej_til else "Henvendelse {} er gemt."
    messages.success(request, gjort.format(gemt))
    return redirect(gemt)


def _vis_ny(
    request: HttpRequest,
    skema: Henvendelsesskema,
    kladdeside: Kladdeside,
    maerke: str = "",
    allerede_gemt: str = "",
) -> HttpResponse:
    if skema.tidligere:
        laest(request, skema.tidligere)
    return render(
        request,
        "henvendelser/ny.html",
        {
            "skema": skema,
            "kladde": kladdeside,
            "engang": maerke or maerket(request, kladdeside.felter),
            "allerede_gemt": allerede_gemt,
            "for_mange": FOR_MANGE if skema.udfyldning.for_mange else "",
        },
    )


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def ret_henvendelse(request: HttpRequest, nummer: str) -> HttpResponse:
    fundet = find_henvendelse(request, nummer)
    kladdeside = Kladdeside(request)
    if request.method != "POST":
        fortsat = kladdeside.felter and Udfyldning.fra_siden(kladdeside.felter)
        skema = Henvendelsesskema(henvendelse=fundet, udfyldning=fortsat, bruger=request.user)
        return _vis_ret(request, fundet, skema, kladdeside)
    sendt = Udfyldning.fra_siden(request.POST)
    if sendt.er_knap:
        skema = Henvendelsesskema(henvendelse=fundet, udfyldning=sendt, bruger=request.user)
        return _vis_ret(request, fundet, skema, kladdeside)
    data = request.POST
    if NAEVNT in data:
        alle, andens, _ = _forskelle(request, fundet, data)
        if mangler_valg(data, alle):
            return _flet(request, fundet, data)
        data = flettet(data, andens, alle)
    skema = Henvendelsesskema(data, henvendelse=fundet, bruger=request.user)
    try:
        gemt = skema.gem(request.user)
    except Rettet:
        return _flet(request, find_henvendelse(request, nummer), uden_valg(data))
    if not gemt:
        return _vis_ret(request, fundet, skema, kladdeside)
    kladdeside.luk()
    messages.success(request, f"Ændringerne i henvendelse {gemt} er gemt.")
    return redirect(gemt)


def _forskelle(
    request: HttpRequest, fundet: Henvendelse, data: QueryDict
) -> tuple[list[Forskel], QueryDict, str]:
    """What was typed against the register: the differences, the register's as sent, its version."""
    nu = Henvendelsesskema(henvendelse=fundet, bruger=request.user)
    mit, andens = (
        Henvendelsesskema(sendt, henvendelse=fundet, bruger=request.user)
        for sendt in (uden_valg(data), nu.som_sendt())
    )
    mit.is_valid(), andens.is_valid()
    return mit.forskelle(andens), nu.som_sendt(), nu.version


def _flet(request: HttpRequest, fundet: Henvendelse, data: QueryDict) -> HttpResponse:
    """Ask which of the two shall stand; where they say the same, there is nothing to ask."""
    alle, _, version = _forskelle(request, fundet, data)
    if not alle:
        messages.info(request, f"Henvendelse {fundet} er gemt af en anden med det samme indhold.")
        return redirect(fundet)
    return vis_fletning(
        request,
        alle=alle,
        data=data,
        version={"version": version},
        post=fundet,
        bestemt="henvendelsen",
    )


def _vis_ret(
    request: HttpRequest,
    fundet: Henvendelse,
    skema: Henvendelsesskema,
    kladdeside: Kladdeside,
) -> HttpResponse:
    return render(
        request,
        "henvendelser/ret.html",
        {
            "henvendelse": fundet,
            "skema": skema,
            "kladde": kladdeside,
            "for_mange": FOR_MANGE if skema.udfyldning.for_mange else "",
        },
    )


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
def afslut(request: HttpRequest, nummer: str) -> HttpResponse:
    fundet = find_henvendelse(request, nummer)
    if fundet.afsluttet:
        messages.info(request, f"Henvendelse {fundet} er allerede afsluttet.")
        return redirect(fundet)
    form = AfslutForm(request.POST if request.method == "POST" else None, henvendelse=fundet)
    if form.is_bound and form.is_valid():
        try:
            afslut_henvendelse(henvendelse=fundet, af=request.user, **form.cleaned_data)
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        else:
            messages.success(request, f"Henvendelse {fundet} er afsluttet.")
            return redirect(fundet)
    return render(request, "henvendelser/afslut.html", {"henvendelse": fundet, "form": form})


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
def genaabn(request: HttpRequest, nummer: str) -> HttpResponse:
    """Opens on POST. A GET (somebody had to log in on the way) leads back to the button."""
    fundet = find_henvendelse(request, nummer)
    if request.method == "POST" and fundet.afsluttet:
        genaabn_henvendelse(henvendelse=fundet, af=request.user)
        messages.success(request, f"Henvendelse {fundet} er åben igen.")
    return redirect(fundet)
