"""Register, correct, close and open an inquiry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from .. import log
from ..borgere import gem_borger
from ..models import (
    Afdeling,
    Behandling,
    Borger,
    Bruger,
    Emne,
    Henvendelse,
    Henvender,
    Kategori,
    Kontaktform,
    Maerke,
    Maerkevaerdi,
    Nummerserie,
    Sag,
)
from ..regler import i_dag
from ..valg import Formaal, Handling, JaNej, Sagstype
from .indlaest import Import
from .logning import aendrer, log_aendring
from .maerker import skriv_maerker
from .notater import skriv_notat


@dataclass(frozen=True)
class Sagsindhold:
    """What one issue is about. `pk` names the existing issue that it changes."""

    afdeling: Afdeling | None
    emne: Emne | None
    pk: int | None = None


class Registreret(TypedDict, total=False):
    """What an office may register of an inquiry besides; the codes are those of `valg`."""

    henvender: Henvender | None
    bosat: str | None
    anonym: str | None
    tvaergaaende: str | None
    genhenvendelse: Henvendelse | None
    retsstilling: str | None
    laering: str | None
    laering_hvilken: str
    moede: str | None
    moedeklage: str | None


Maerkevalg = Mapping[Maerke, Collection[Maerkevaerdi]]


class UgyldigSag(ValidationError):
    """An issue of the inquiry does not hold; `nummer` is 0 for the hovedsag, 1… for the others."""

    def __init__(self, nummer: int, fejl: ValidationError):
        super().__init__(fejl)
        self.nummer = nummer


def naeste_nummer(aar: int) -> str:
    """The year's next case number, e.g. "2025-0123". Call it inside the transaction that uses it.

    The year's row is locked till the transaction ends: two at once get two numbers, and a
    registration that fails gives its number back.
    """
    serie, _ = Nummerserie.objects.select_for_update().get_or_create(aar=aar)
    serie.seneste += 1
    serie.save(update_fields=["seneste"])
    return str(serie)


@transaction.atomic
def registrer_henvendelse(
    *,
    modtaget: date,
    hovedsag: Sagsindhold,
    foelgesager: Sequence[Sagsindhold] = (),
    borger: Borger | None = None,
    gaelder: str | None = None,
    kontaktform: Kontaktform | None = None,
    kategori: Kategori | None = None,
    behandling: Behandling | None = None,
    type: str | None = None,
    beskrivelse: str = "",
    notat: str = "",
    afsluttet: date | None = None,
    maerker: Maerkevalg | None = None,
    indlaest: Import | None = None,
    af: Bruger | None,
    **registreret: Unpack[Registreret],
) -> Henvendelse:
    """Register an inquiry with its hovedsag and følgesager, its values of own markers, and a note.

    `borger` is a new or an existing citizen, None where it is not known who it is. `af` is None
    only where no person stands behind it (an import from the command line). Raises UgyldigSag for
    an issue and AndreOplysninger, to which `gaelder` is the answer, for a citizen who is
    registered already.
    """
    henvendelse = Henvendelse(
        modtaget=modtaget,
        afsluttet=afsluttet,
        kontaktform=kontaktform,
        kategori=kategori,
        behandling=behandling,
        type=type,
        beskrivelse=beskrivelse,
        oprettet_af=af,
        **registreret,
    )
    if indlaest:
        indlaest.maerk(henvendelse)
        henvendelse.sidst_aktiv = modtaget
    henvendelse.full_clean(exclude=["nummer", "borger"])
    _anonym_uden_borger(henvendelse, borger)
    henvendelse.nummer = naeste_nummer(modtaget.year)
    henvendelse.borger = borger and gem_borger(borger, gaelder)
    henvendelse.save()
    _skriv_sager(henvendelse, [hovedsag, *foelgesager], findes=())
    skriv_maerker(henvendelse, maerker or {})
    if not indlaest:  # the importer writes one entry for the whole file
        log_aendring(Handling.OPRETTELSE, henvendelse, {}, af)
    if notat:
        skriv_notat(henvendelse=henvendelse, tekst=notat, af=af)
    return henvendelse


@transaction.atomic
def ret_henvendelse(
    *,
    henvendelse: Henvendelse,
    hovedsag: Sagsindhold,
    foelgesager: Sequence[Sagsindhold],
    borger: Borger | None,
    gaelder: str | None = None,
    maerker: Maerkevalg | None = None,
    af: Bruger,
) -> Henvendelse:
    """Save a changed inquiry with its issues; an issue that is no longer named is deleted.

    Of each marker in `maerker` the inquiry gets exactly those values; it keeps those of the rest.
    The inquiry comes with its new values set and not yet saved. A citizen that no inquiry names
    any longer is deleted with the last one. Raises UgyldigSag and AndreOplysninger.
    """
    gammel = Henvendelse.objects.select_for_update().get(pk=henvendelse.pk)
    foer, tidligere = log.tilstand(gammel), gammel.borger
    henvendelse.sidst_aktiv = i_dag()
    henvendelse.full_clean(exclude=["borger"])
    _anonym_uden_borger(henvendelse, borger)
    henvendelse.borger = borger and gem_borger(borger, gaelder)
    henvendelse.save()
    _skriv_sager(henvendelse, [hovedsag, *foelgesager], findes=henvendelse.sager.all())
    skriv_maerker(henvendelse, maerker or {})
    log_aendring(Handling.AENDRING, henvendelse, foer, af, gammel)
    if tidligere and tidligere != henvendelse.borger and not tidligere.henvendelser.exists():
        log.skriv(af=af, handling=Handling.SLETNING, formaal=Formaal.SAGSBEHANDLING, om=[tidligere])
        tidligere.delete()
    return henvendelse


@transaction.atomic
def afslut_henvendelse(
    *, henvendelse: Henvendelse, behandling: Behandling, afsluttet: date, af: Bruger
) -> Henvendelse:
    """Close an inquiry on `afsluttet` with what was done."""
    with aendrer(henvendelse, af=af) as aendret:
        aendret.behandling = behandling
        aendret.afsluttet = afsluttet
    return aendret


@transaction.atomic
def genaabn_henvendelse(*, henvendelse: Henvendelse, af: Bruger) -> Henvendelse:
    """Open a closed inquiry again: the way back from `afslut_henvendelse`."""
    with aendrer(henvendelse, af=af) as aendret:
        aendret.afsluttet = None
    return aendret


def _anonym_uden_borger(henvendelse: Henvendelse, borger: Borger | None) -> None:
    """The database's own rule, told at its field before the citizen is saved."""
    if borger and henvendelse.anonym == JaNej.JA:
        regel = "henvendelse_anonym_uden_borger"
        brudt = next(c for c in Henvendelse._meta.constraints if c.name == regel)
        raise ValidationError({"anonym": brudt.violation_error_message})


def _skriv_sager(
    henvendelse: Henvendelse, indhold: Sequence[Sagsindhold], *, findes: Iterable[Sag]
) -> None:
    """Make the inquiry's issues exactly these, the first of them the hovedsag.

    `findes` are the issues it has. Deletes first and demotes before it promotes, so that there
    are never two hovedsager.
    """
    tidligere = {sag.pk: sag for sag in findes}
    sager = []
    for nummer, del_ in enumerate(indhold):
        sag = tidligere.pop(del_.pk, None) or Sag(henvendelse=henvendelse)
        sag.henvendelse = henvendelse
        sag.sagstype = Sagstype.FOELGESAG if nummer else Sagstype.HOVEDSAG
        sag.afdeling, sag.emne = del_.afdeling, del_.emne
        try:
            sag.full_clean(
                exclude=["henvendelse"], validate_unique=False, validate_constraints=False
            )
        except ValidationError as fejl:
            raise UgyldigSag(nummer, fejl) from fejl
        sager.append(sag)
    for sag in tidligere.values():
        sag.delete()
    for sag in [*sager[1:], *sager[:1]]:
        if sag.pk:
            sag.save()
    for sag in sager:
        if not sag.pk:
            sag.save()
