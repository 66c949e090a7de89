"""Changing the office's settings: its lists, its fields, its markers and itself.

Whoever sets the office up need not see its cases. So nothing here tells how often, or by what, a
value is used: a value in use is refused to be deleted, and that is all.
"""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError

from .. import log
from ..importer.navne import noegle
from ..lister import Liste
from ..models import Afdeling, Bruger, Emne, Kontor, Maerke, Maerkevaerdi, Registreringsfelt
from ..models.registrering import JA_NEJ, ny_noegle
from ..trae import Trae
from ..valg import Formaal, Handling

TRIN = 10


class Retning(StrEnum):
    OP = "op"
    NED = "ned"


@transaction.atomic
def opret_post(*, liste: Liste, post: Model, af: Bruger) -> Model:
    """Add a value to a list, last among those it stands with. Raises ValidationError by field."""
    _laas(liste)
    if not liste.kan_have_poster:
        raise ValidationError("Et mærke med ja og nej har ingen andre værdier.")
    sidste = liste.soeskende(post).order_by("-raekkefoelge").first()
    post.raekkefoelge = sidste.raekkefoelge + TRIN if sidste else TRIN
    if isinstance(post, Maerke):
        post.noegle = ny_noegle(post.navn)
    _gem(liste, post)
    if isinstance(post, Maerke) and not post.kan_have_vaerdier:
        for nummer, navn in enumerate(JA_NEJ, start=1):
            Maerkevaerdi.objects.create(maerke=post, navn=navn, raekkefoelge=nummer * TRIN)
    _log(Handling.OPRETTELSE, liste, post, {}, af)
    return post


@transaction.atomic
def ret_post(*, liste: Liste, post: Model, af: Bruger) -> Model:
    """Save a changed value, which comes with its new content set. Raises ValidationError by field.

    What is registered under it goes by its new name from now on. One that is moved in its tree
    stands last where it comes to.
    """
    _laas(liste)
    gammel = liste.model.objects.get(pk=post.pk)
    foer = log.tilstand(gammel)
    if isinstance(post, Maerke) and post.slags != gammel.slags:
        raise ValidationError("Det kan ikke laves om, hvad der svares på et mærke. Opret et nyt.")
    if liste.er_trae and post.overordnet_id != gammel.overordnet_id:
        sidste = liste.soeskende(post).order_by("-raekkefoelge").first()
        post.raekkefoelge = sidste.raekkefoelge + TRIN if sidste else TRIN
    _gem(liste, post)
    _log(Handling.AENDRING, liste, post, foer, af)
    return post


@transaction.atomic
def flyt_post(*, liste: Liste, post: Model, retning: Retning, af: Bruger) -> bool:
    """Let a value change places with the one before or after it; False when there is none."""
    _laas(liste)
    alle = list(liste.soeskende(post))
    fra = alle.index(post)
    til = fra + (1 if retning == Retning.NED else -1)
    if not 0 <= til < len(alle):
        return False
    alle[fra], alle[til] = alle[til], alle[fra]
    for nummer, en in enumerate(alle, start=1):
        if en.raekkefoelge != nummer * TRIN:
            en.raekkefoelge = nummer * TRIN
            en.save(update_fields=["raekkefoelge"])
    _skriv_log(Handling.AENDRING, {_navn(liste, post, "plads"): [fra + 1, til + 1]}, af)
    return True


@transaction.atomic
def skift_aktiv(*, liste: Liste, post: Model, aktiv: bool, af: Bruger) -> Model:
    """Switch a value on or off. Off, it cannot be chosen; what is registered with it stays."""
    foer = log.tilstand(post)
    post.aktiv = aktiv
    post.save(update_fields=["aktiv"])
    _log(Handling.AENDRING, liste, post, foer, af)
    return post


@transaction.atomic
def slet_post(*, liste: Liste, post: Model, af: Bruger) -> None:
    """Delete a value that nothing uses. Raises ValidationError when something does."""
    _laas(liste)
    if not liste.kan_have_poster:
        raise ValidationError("Et mærkes ja og nej kan ikke slettes.")
    i_brug = f"»{post}« er i brug og kan ikke slettes. " + (
        "Slå værdien fra, så kan den ikke vælges mere."
        if liste.kan_slukkes
        else "Giv afdelingen en sidste dag, så kan den ikke vælges mere."
    )
    if isinstance(post, Afdeling) and post.ledere.exists():
        raise ValidationError(i_brug)
    _log(Handling.SLETNING, liste, post, log.tilstand(post), af)
    try:
        post.delete()
    except ProtectedError as fejl:
        raise ValidationError(i_brug) from fejl


@transaction.atomic
def vaelg_felt(
    *, felt: str, til: bool, paakraevet: bool = False, hjaelpetekst: str = "", af: Bruger
) -> Registreringsfelt:
    """Let the office register a standard field or not. What is registered in it stays."""
    valgt = Registreringsfelt.objects.select_for_update().filter(felt=felt).first()
    foer = log.tilstand(valgt) if valgt else {}
    valgt = valgt or Registreringsfelt(felt=felt)
    valgt.til, valgt.paakraevet = til, paakraevet and til
    valgt.hjaelpetekst = hjaelpetekst
    valgt.full_clean()
    valgt.save()
    aendringer = log.forskel(foer, log.tilstand(valgt))
    _skriv_log(Handling.AENDRING, {f"felt.{felt}.{n}": v for n, v in aendringer.items()}, af)
    return valgt


@transaction.atomic
def ret_kontor(*, kontor: Kontor, af: Bruger) -> Kontor:
    """Save the office's own settings, which come set on `kontor`. Raises ValidationError."""
    gammelt = Kontor.objects.select_for_update().first()
    foer = log.tilstand(gammelt) if gammelt else {}
    kontor.pk = 1
    kontor.full_clean(validate_unique=False)
    kontor.save()
    aendringer = log.forskel(foer, log.tilstand(kontor))
    _skriv_log(Handling.AENDRING, {f"kontor.{n}": v for n, v in aendringer.items()}, af)
    return kontor


def _gem(liste: Liste, post: Model) -> None:
    if liste.er_trae:
        _efterse_plads(liste, post)
    post.full_clean()
    soeskende = liste.soeskende(post).exclude(pk=post.pk)
    samme = next((en for en in soeskende if noegle(en.navn) == noegle(post.navn)), None)
    # A department may get back a name it had: then the days tell which is meant.
    if samme and not (isinstance(post, Afdeling) and samme.gyldig_fra != post.gyldig_fra):
        raise ValidationError(
            {"navn": f"Der er allerede {liste.en} {liste.ental}, der hedder »{samme}«."}
        )
    post.save()


def _efterse_plads(liste: Liste, post: Model) -> None:
    """A node does not come under itself, and a topic stands under a theme."""
    trae, over = Trae.af(liste.model), post.overordnet_id
    if over is None:
        return
    if post.pk and over in trae.gren(post.pk):
        raise ValidationError({"overordnet": f"»{post}« kan ikke ligge under sig selv."})
    dybt = trae.knuder[over].overordnet_id is not None or (post.pk and trae.har_under(post.pk))
    if isinstance(post, Emne) and dybt:
        raise ValidationError({"overordnet": "Et emne ligger lige under et tema."})


def _laas(liste: Liste) -> None:
    """Let one change of a list wait for another: places and branches hang on all of its rows."""
    list(liste.poster().select_for_update().values_list("pk", flat=True))


def _navn(liste: Liste, post: Model, felt: str) -> str:
    return f"{liste.noegle}.{post.pk}.{felt}"


def _log(handling: Handling, liste: Liste, post: Model, foer: log.Tilstand, af: Bruger) -> None:
    efter = {} if handling == Handling.SLETNING else log.tilstand(post)
    aendringer = log.forskel(foer, efter)
    _skriv_log(handling, {_navn(liste, post, felt): v for felt, v in aendringer.items()}, af)


def _skriv_log(handling: Handling, aendringer: dict, af: Bruger) -> None:
    log.skriv(af=af, handling=handling, formaal=Formaal.DRIFT, antal=1, aendringer=aendringer)
