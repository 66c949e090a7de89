"""What the adviser does with a request; see `handlinger` for what every action promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from .. import log
from ..forespoergsler import mails
from ..forespoergsler.ledere import kan_spoerges, punkter_til
from ..forespoergsler.svarfrist import kontorets_svarfrist, svarfrist_paa
from ..forespoergsler.tilstande import Skridt, tag
from ..frister import Frist
from ..models import (
    Afdeling,
    Bruger,
    Dokument,
    Forespoergsel,
    Forespoergselsdokument,
    Forespoergselspunkt,
    Fristforlaengelse,
    Henvendelse,
    Opfoelgningsspoergsmaal,
    Sag,
    Tilbagekaldelse,
)
from ..regler import i_dag
from ..valg import (
    Forespoergselsart,
    Forespoergselstilstand,
    Forlaengelsesudfald,
    Handling,
    Samtykkeart,
)
from .forespoergsel_laas import laas_forespoergsel, log_forespoergsel

INTET_SAMTYKKE = (
    "Borgeren har ikke givet samtykke til, at borgerrådgiveren kontakter afdelingen. Registrér "
    "samtykket på henvendelsen først."
)


@transaction.atomic
def send_forespoergsel(
    *,
    henvendelse: Henvendelse,
    afdeling: Afdeling,
    art: Forespoergselsart,
    tekst: str,
    sager: Sequence[Sag] = (),
    dokumenter: Sequence[Dokument] = (),
    svarfrist: date | None = None,
    af: Bruger | None,
) -> Forespoergsel:
    """Ask a department about the case. What is chosen here is all that it gets to see.

    Without `svarfrist` the office's ordinary deadline holds. Raises ValidationError, by field:
    without the citizen's consent, for a case that is closed, for a department that cannot answer,
    and for issues that are another department's.
    """
    laast = Henvendelse.objects.select_for_update().get(pk=henvendelse.pk)
    samtykke = laast.samtykker.gaeldende(Samtykkeart.KONTAKT_AFDELING).first()
    if samtykke is None:
        raise ValidationError(INTET_SAMTYKKE)
    if laast.afsluttet:
        raise ValidationError("Henvendelsen er afsluttet. Genåbn den, før du spørger en afdeling.")
    kan_spoerges(afdeling)
    _efterse_valgt(laast, afdeling, sager, dokumenter)
    frist = _frist(svarfrist)
    forespoergsel = Forespoergsel(
        henvendelse=laast,
        afdeling=afdeling,
        art=art,
        tekst=tekst,
        samtykke=samtykke,
        svarfrist=frist.dag,
        frist=frist.dag,
        frist_forklaring=frist.forklaring,
        sendt_af=af,
    )
    forespoergsel.full_clean()
    forespoergsel.save()
    for sag in sager:
        Forespoergselspunkt(forespoergsel=forespoergsel, sag=sag, emne=sag.emne).save()
    for dokument in dokumenter:
        Forespoergselsdokument(forespoergsel=forespoergsel, dokument=dokument).save()
    log_forespoergsel(Handling.OPRETTELSE, forespoergsel, {}, af, ogsaa=dokumenter)
    mails.til_afdelingen(forespoergsel, mails.NY, "0")
    return forespoergsel


@transaction.atomic
def spoerg_igen(
    *, forespoergsel: Forespoergsel, tekst: str, svarfrist: date | None = None, af: Bruger | None
) -> Opfoelgningsspoergsmaal:
    """Ask on, where the answer did not answer it. Raises ValidationError, by field."""
    laast, foer = laas_forespoergsel(forespoergsel)
    _har_samtykke(laast)
    tag(laast, Skridt.SPOERG_IGEN)
    frist = _frist(svarfrist)
    laast.antal_opfoelgninger += 1
    _saet_frist(laast, frist)
    spoergsmaal = Opfoelgningsspoergsmaal(
        forespoergsel=laast,
        runde=laast.antal_opfoelgninger,
        tekst=tekst,
        frist=frist.dag,
        tidspunkt=timezone.now(),
        af=af,
    )
    spoergsmaal.full_clean()
    spoergsmaal.save()
    _gem(laast, foer, af, spoergsmaal)
    mails.til_afdelingen(laast, mails.SPOERGER_IGEN, str(spoergsmaal.runde))
    return spoergsmaal


@transaction.atomic
def afgoer_forlaengelse(
    *, forlaengelse: Fristforlaengelse, giv: bool, svar: str = "", af: Bruger | None
) -> Fristforlaengelse:
    """Grant or refuse a later deadline, once.

    A day that has passed meanwhile cannot be granted. Raises ValidationError.
    """
    laast, foer = laas_forespoergsel(forlaengelse.forespoergsel)
    afgoeres = Fristforlaengelse.objects.get(pk=forlaengelse.pk)
    if afgoeres.udfald:
        raise ValidationError(f"Ønsket er allerede afgjort: {afgoeres.get_udfald_display()}.")
    afgoeres.udfald = Forlaengelsesudfald.GIVET if giv else Forlaengelsesudfald.AFSLAAET
    afgoeres.svar = svar
    afgoeres.afgjort, afgoeres.afgjort_af = timezone.now(), af
    afgoeres.full_clean()
    if giv:
        _har_samtykke(laast)
        tag(laast, Skridt.BED_OM_TID)
        frist = svarfrist_paa(afgoeres.oensket, i_dag(), felt="giv")
        laast.antal_forlaengelser += 1
        if laast.tilstand == Forespoergselstilstand.SENDT:
            laast.svarfrist = frist.dag
        _saet_frist(laast, frist)
    afgoeres.save()
    _gem(laast, foer, af, afgoeres)
    mails.til_afdelingen(laast, mails.FRIST_AFGJORT, str(afgoeres.pk))
    return afgoeres


@transaction.atomic
def afslut_forespoergsel(
    *, forespoergsel: Forespoergsel, godtaget: bool, af: Bruger | None
) -> Forespoergsel:
    """Close a request that is answered; `godtaget` says whether the answer is accepted."""
    laast, foer = laas_forespoergsel(forespoergsel)
    tag(laast, Skridt.AFSLUT)
    laast.godtaget, laast.afsluttet = godtaget, i_dag()
    _gem(laast, foer, af)
    return laast


@transaction.atomic
def genaabn_forespoergsel(*, forespoergsel: Forespoergsel, af: Bruger | None) -> Forespoergsel:
    """Open a closed request again: the way back from `afslut_forespoergsel`."""
    laast, foer = laas_forespoergsel(forespoergsel)
    tag(laast, Skridt.GENAABN)
    laast.godtaget = laast.afsluttet = None
    _gem(laast, foer, af)
    return laast


@transaction.atomic
def tilbagekald_forespoergsel(
    *, forespoergsel: Forespoergsel, grund: str, af: Bruger | None
) -> Forespoergsel:
    """Take a request back for good; what the department has answered stays."""
    laast, foer = laas_forespoergsel(forespoergsel)
    tag(laast, Skridt.TILBAGEKALD)
    laast.afsluttet = i_dag()
    _saet_frist(laast, None)
    tilbage = Tilbagekaldelse(forespoergsel=laast, grund=grund, tidspunkt=timezone.now(), af=af)
    tilbage.full_clean()
    tilbage.save()
    lad_bortfalde(laast, af)
    _gem(laast, foer, af, tilbage)
    mails.til_afdelingen(laast, mails.KALDT_TILBAGE, "0")
    return laast


@transaction.atomic
def flyt_forespoergsel(
    *, forespoergsel: Forespoergsel, afdeling: Afdeling, af: Bruger | None
) -> Forespoergsel:
    """Send a request on to the department that has taken the work over in a reorganisation.

    Its leads see the whole thread, the old department's no longer do. Raises ValidationError.
    """
    laast, foer = laas_forespoergsel(forespoergsel)
    _har_samtykke(laast)
    tag(laast, Skridt.GIV_VIDERE)
    if laast.afdeling.efterfoelger_id != afdeling.pk:
        raise ValidationError({"afdeling": f"»{afdeling}« afløser ikke »{laast.afdeling}«."})
    kan_spoerges(afdeling)
    laast.afdeling, laast.ansvarlig = afdeling, None
    _gem(laast, foer, af)
    mails.til_afdelingen(laast, mails.NY, f"flyttet:{afdeling.pk}")
    return laast


def lad_bortfalde(forespoergsel: Forespoergsel, af: Bruger | None) -> None:
    """A wish for time that nobody has decided lapses when the answer is no longer waited for."""
    for forlaengelse in forespoergsel.forlaengelser.filter(udfald=None):
        forlaengelse.udfald = Forlaengelsesudfald.BORTFALDET
        forlaengelse.afgjort, forlaengelse.afgjort_af = timezone.now(), af
        forlaengelse.save()


def _efterse_valgt(
    henvendelse: Henvendelse,
    afdeling: Afdeling,
    sager: Sequence[Sag],
    dokumenter: Sequence[Dokument],
) -> None:
    if fremmede := {sag.pk for sag in sager} - set(henvendelse.sager.values_list("pk", flat=True)):
        raise ValidationError({"sager": f"Punktet hører til en anden henvendelse: {fremmede}."})
    tilladte = {sag.pk for sag in punkter_til(afdeling, list(sager))}
    if andres := [sag for sag in sager if sag.pk not in tilladte]:
        navne = ", ".join(f"»{sag.emne or 'Emne ikke oplyst'}« ({sag.afdeling})" for sag in andres)
        raise ValidationError(
            {"sager": f"Det hører til en anden afdeling end »{afdeling}«: {navne}."}
        )
    egne = set(henvendelse.dokumenter.values_list("pk", flat=True))
    if {dokument.pk for dokument in dokumenter} - egne:
        raise ValidationError({"dokumenter": "Dokumentet hører til en anden henvendelse."})


def _frist(valgt: date | None) -> Frist:
    return svarfrist_paa(valgt, i_dag()) if valgt else kontorets_svarfrist(i_dag())


def _saet_frist(forespoergsel: Forespoergsel, frist: Frist | None) -> None:
    forespoergsel.frist = frist.dag if frist else None
    forespoergsel.frist_forklaring = frist.forklaring if frist else ""


def _har_samtykke(forespoergsel: Forespoergsel) -> None:
    if not forespoergsel.samtykke.gaelder:
        raise ValidationError(
            "Borgeren har trukket samtykket tilbage. Afdelingen kan ikke længere se forespørgslen."
        )


def _gem(
    forespoergsel: Forespoergsel,
    foer: log.Tilstand,
    af: Bruger | None,
    skrevet: Model | None = None,
) -> None:
    forespoergsel.full_clean()
    forespoergsel.save()
    log_forespoergsel(Handling.AENDRING, forespoergsel, foer, af, skrevet=skrevet)
