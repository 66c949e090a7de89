"""The lists. They differ in what a row is; filters, search, count and paging are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Model, Prefetch, QuerySet
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..dansk import Enhed
from ..filtre import (
    AfgoerelseFilter,
    AktivitetFilter,
    BemaerkningFilter,
    ForespoergselFilter,
    HenvendelseFilter,
    Registerfilter,
    SagFilter,
    Traefilter,
)
from ..forms import SoegeForm
from ..forms.eksport import EksportForm
from ..kolonner import med_det_kolonnerne_viser
from ..log.laesning import Laest, laest
from ..models import Afgoerelse, Aktivitet, Bemaerkning, Forespoergsel, Henvendelse, Sag
from ..models.afgoerelse import AfgoerelseQuerySet
from ..models.soegt import SoegtQuerySet
from ..roller import Rettighed, kraever
from ..soegning.uddrag import Uddrag, uddrag
from ..templatetags.dkfds import SIDE, parametre
from ..valg import Handling, Registerliste
from . import sortering
from .filtervalg import Filtervalg
from .listekolonner import linjer, viste
from .metoder import laes_og_send
from .saetning import saetning
from .sider import STOERRELSER, pr_side
from .soegning import PARAMETER, husk_soegning, vist_soegning
from .udvalg import udvaelg


@dataclass(frozen=True)
class Liste:
    """What one list is: its name on the screen, its rows' name, its filter, and its neighbours.

    `soeges_efter` is told at the search box; a list without it is not searched.
    """

    titel: str
    enhed: Enhed
    filter: type[Registerfilter]
    skabelon: str
    faner: tuple[tuple[str, str], ...]
    hverdag: tuple[str, ...]
    orden: sortering.Orden
    soeges_efter: str = ""
    standard: str = "-modtaget"  # what it is sorted by unasked
    taet: bool = False  # narrow cells, where there are many
    # Those of a row that hang on the trees which the list is filtered by.
    paa_traeer: Callable[[Any], Iterable[Model]] = lambda raekke: (raekke,)
    opsummering: Callable[[QuerySet], object] | None = None


_I_HENVENDELSER = (
    "Nummer, navn, telefon, mail, CPR-nummer, afdeling, emne, dokumentnavn eller ord i "
    "beskrivelsen og notaterne."
)
_I_AFGOERELSER = (
    "Instans, afdeling, lov, paragraf, bemærkningstema, dokumentnavn eller ord i noten."
)
_I_AKTIVITETER = "Titel, målgruppe, afdeling, slags eller ord i noten."
_REGISTER = (("henvendelser", "Henvendelser"), ("sager", "Sager"))
_NAEVN = (("afgoerelser", "Afgørelser"), ("bemaerkninger", "Bemærkninger"))
_HVERDAG = ("fra", "til", "afdeling", "emne", "status")
_NAEVN_HVERDAG = ("fra", "til", "afdeling", "resultat", "bemaerkningstema")

HENVENDELSER = Liste(
    "Henvendelser",
    Enhed("henvendelse", "henvendelser"),
    HenvendelseFilter,
    "henvendelser/liste.html",
    _REGISTER,
    _HVERDAG,
    sortering.HENVENDELSER,
    _I_HENVENDELSER,
    paa_traeer=lambda henvendelse: henvendelse.sager.all(),
)
SAGER = Liste(
    "Sager",
    Enhed("sag", "sager"),
    SagFilter,
    "henvendelser/sager.html",
    _REGISTER,
    _HVERDAG,
    sortering.SAGER,
    _I_HENVENDELSER,
)
AFGOERELSER = Liste(
    "Afgørelser",
    Enhed("afgørelse", "afgørelser"),
    AfgoerelseFilter,
    "afgoerelser/liste.html",
    _NAEVN,
    _NAEVN_HVERDAG,
    sortering.AFGOERELSER,
    _I_AFGOERELSER,
    taet=True,
    opsummering=AfgoerelseQuerySet.omgoerelse,
)
BEMAERKNINGER = Liste(
    "Bemærkninger",
    Enhed("bemærkning", "bemærkninger"),
    BemaerkningFilter,
    "afgoerelser/bemaerkninger.html",
    _NAEVN,
    _NAEVN_HVERDAG,
    sortering.BEMAERKNINGER,
    _I_AFGOERELSER,
    paa_traeer=lambda bemaerkning: (bemaerkning.afgoerelse,),
)
AKTIVITETER = Liste(
    "Aktiviteter",
    Enhed("aktivitet", "aktiviteter"),
    AktivitetFilter,
    "aktiviteter/liste.html",
    (),
    ("fra", "til", "slags", "afdeling"),
    sortering.AKTIVITETER,
    _I_AKTIVITETER,
    standard="-dato",
)
FORESPOERGSLER = Liste(
    "Forespørgsler",
    Enhed("forespørgsel", "forespørgsler"),
    ForespoergselFilter,
    "forespoergsler/liste.html",
    (),
    ("fra", "til", "afdeling", "tilstand", "frist"),
    sortering.FORESPOERGSLER,
    standard="-sendt",
    taet=True,
)


ALLE: dict[Registerliste, Liste] = {
    Registerliste.HENVENDELSER: HENVENDELSER,
    Registerliste.SAGER: SAGER,
    Registerliste.FORESPOERGSLER: FORESPOERGSLER,
    Registerliste.AFGOERELSER: AFGOERELSER,
    Registerliste.BEMAERKNINGER: BEMAERKNINGER,
    Registerliste.AKTIVITETER: AKTIVITETER,
}


@kraever(Rettighed.SE_REGISTER, laeser=Laest.HENVENDELSE)
@laes_og_send
def henvendelser(request: HttpRequest) -> HttpResponse:
    raekker = Henvendelse.objects.synlige_for(request.user)
    sager = Prefetch("sager", Sag.objects.order_by("id"))
    return _vis(request, HENVENDELSER, raekker.prefetch_related(sager))


@kraever(Rettighed.SE_REGISTER, laeser=Laest.HENVENDELSE)
@laes_og_send
def sager(request: HttpRequest) -> HttpResponse:
    raekker = Sag.objects.synlige_for(request.user)
    return _vis(request, SAGER, raekker.select_related("henvendelse"))


@kraever(Rettighed.SE_REGISTER, laeser=Laest.AFGOERELSE)
@laes_og_send
def afgoerelser(request: HttpRequest) -> HttpResponse:
    raekker = Afgoerelse.objects.synlige_for(request.user)
    return _vis(
        request,
        AFGOERELSER,
        raekker.select_related("instans").prefetch_related("bemaerkninger__tema"),
    )


@kraever(Rettighed.SE_REGISTER, laeser=Laest.AFGOERELSE)
@laes_og_send
def bemaerkninger(request: HttpRequest) -> HttpResponse:
    raekker = Bemaerkning.objects.synlige_for(request.user).order_by(
        "-afgoerelse__modtaget", "-afgoerelse_id", "tema__raekkefoelge", "tema__navn"
    )
    return _vis(
        request,
        BEMAERKNINGER,
        raekker.select_related("tema", "afgoerelse__instans"),
    )


@kraever(Rettighed.SE_REGISTER, laeser=Laest.AKTIVITET)
@laes_og_send
def aktiviteter(request: HttpRequest) -> HttpResponse:
    raekker = Aktivitet.objects.synlige_for(request.user)
    return _vis(request, AKTIVITETER, raekker.select_related("slags"))


@kraever(Rettighed.SE_REGISTER, laeser=Laest.FORESPOERGSEL)
@require_safe
def forespoergsler(request: HttpRequest) -> HttpResponse:
    return _vis(request, FORESPOERGSLER, Forespoergsel.objects.synlige_for(request.user).hele())


def _vis(request: HttpRequest, liste: Liste, raekker: QuerySet) -> HttpResponse:
    soegeform = SoegeForm(
        request.POST if request.method == "POST" else None, soeges_efter=liste.soeges_efter
    )
    if liste.soeges_efter and soegeform.is_bound and soegeform.is_valid():
        return _til_soegning(request, soegeform.cleaned_data["soeg"])
    gemte = Filtervalg.hent(request, request.resolver_match.url_name)
    if gemte.standard and request.method != "POST" and not request.GET:
        return redirect(gemte.standard)
    udvalg = udvaelg(request, liste, raekker)
    filter_, soegning = udvalg.filter, udvalg.soegning
    kolonner = viste(request, gemte.liste, filter_)
    hele = med_det_kolonnerne_viser(raekker, kolonner)
    side = udvalg.sider(hele, pr_side(request)).get_page(request.GET.get(SIDE))
    antal = side.paginator.count
    _giv_knuder(side, liste, filter_)
    laest(
        request,
        side,
        handling=Handling.SOEGNING if soegning else Handling.LAESNING,
        udvalg={"filtre": udvalg.filtre, "side": side.number, "i_alt": antal},
    )
    vist = vist_soegning(soegning)
    fundet = _uddrag(side, raekker, soegning) if soegning else {}
    return render(
        request,
        liste.skabelon,
        {
            "liste": liste,
            "faner": _faner(request, liste),
            "side": side,
            "kolonner": kolonner,
            "linjer": list(linjer(side, kolonner, fundet)),
            "vaelg_kolonner": reverse("vaelg_kolonner", args=[gemte.liste]) + _adresse(request),
            "sorteret": udvalg.sorteret,
            "stoerrelser": _stoerrelser(request),
            "antal": antal,
            "saetning": saetning(filter_, liste.enhed, antal, vist) if udvalg.holder else "",
            "opsummering": liste.opsummering(filter_.qs) if liste.opsummering and antal else "",
            **_filterpanel(liste, filter_),
            "soegeform": soegeform
            if soegeform.is_bound
            else SoegeForm(initial={"soeg": vist}, soeges_efter=liste.soeges_efter),
            "soegning": vist,
            "soegning_ukendt": soegning is None,
            "eksport": reverse(f"{request.resolver_match.url_name}_eksport") + _adresse(request),
            "eksportform": EksportForm(),
            "uden_soegning": _adresse(request, soegning=None),
            "uden_filtre": _uden_filtre(request, gemte),
            "gemte_filtre": gemte.vises(filter_, udvalg.sorteret),
        },
    )


def _giv_knuder(side: Page, liste: Liste, filter_: Registerfilter) -> None:
    """Let the rows have their departments and topics from the trees that the filters read."""
    alle = [objekt for raekke in side for objekt in liste.paa_traeer(raekke)]
    for et in filter_.filters.values():
        if isinstance(et, Traefilter):
            et.trae.giv(alle, et.felt)


def _filterpanel(liste: Liste, filter_: Registerfilter) -> dict:
    """The fields of every day, and the others, which are folded away unless they are in use."""
    form = filter_.form
    flere = [felt for felt in form if felt.name not in liste.hverdag]
    return {
        "form": form,
        "hverdagsfelter": [form[navn] for navn in liste.hverdag if navn in form.fields],
        "flere_felter": flere,
        "flere_er_i_brug": any(_i_brug(felt) for felt in flere),
        "filtre_er_i_brug": any(_i_brug(felt) for felt in form),
    }


def _uddrag(side: Page, raekker: SoegtQuerySet, soegning: str) -> dict[Model, list[Uddrag]]:
    """Where in its inquiry (or decision) the words were found, by the rows of the page."""
    sti = raekker.soeges_gennem
    noegler = {raekke: getattr(raekke, f"{sti}_id") if sti else raekke.pk for raekke in side}
    fundet = uddrag(set(noegler.values()), soegning, raekker.fundet)
    return {raekke: fundet.get(noegle, []) for raekke, noegle in noegler.items()}


def _stoerrelser(request: HttpRequest) -> list[dict]:
    """How many rows a page may have, with the address of each but the present."""
    nu = pr_side(request)
    return [
        {"antal": antal, "url": "" if antal == nu else _adresse(request, pr_side=str(antal))}
        for antal in STOERRELSER
    ]


def _i_brug(felt: BoundField) -> bool:
    return bool(felt.value())


def _til_soegning(request: HttpRequest, tekst: str) -> HttpResponse:
    """To the same list with the search kept; without any when no word was typed."""
    maerke = husk_soegning(request, tekst) if tekst else None
    return HttpResponseRedirect(request.path + _adresse(request, soegning=maerke))


def _faner(request: HttpRequest, liste: Liste) -> list[dict]:
    """The list and its neighbour, with the same filters and search."""
    return [
        {
            "navn": titel,
            "url": reverse(navn) + _adresse(request, sorter=None),
            "aktiv": titel == liste.titel,
        }
        for navn, titel in liste.faner
    ]


def _adresse(request: HttpRequest, **aendret: str | None) -> str:
    """The parameters of the address from its first page, some of them changed."""
    return parametre(request.GET, **{SIDE: None, **aendret})


def _uden_filtre(request: HttpRequest, gemte: Filtervalg) -> str:
    maerke = request.GET.get(PARAMETER)
    return f"{request.path}?{PARAMETER}={maerke}" if maerke else gemte.hele()
