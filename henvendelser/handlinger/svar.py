"""What a department does with a request; see `handlinger` for what every action promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..dokumenter.handlinger import Godkendt, tilfoej_dokumenter
from ..forespoergsler import mails
from ..forespoergsler.ledere import kollegaer
from ..forespoergsler.svarfrist import svarfrist_paa
from ..forespoergsler.tilstande import ForkertTilstand, Skridt, tag
from ..models import (
    Bruger,
    Forespoergsel,
    Fristforlaengelse,
    Svar,
    Svardokument,
    Svarkladde,
    Videregivelse,
)
from ..models.felter import kan_skrives_over
from ..regler import i_dag
from ..valg import Erkendelse, Handling, JaNej, Svarart
from .forespoergsel_laas import laas_forespoergsel, log_forespoergsel
from .forespoergsler import lad_bortfalde


@dataclass(frozen=True)
class Svarindhold:
    """What an answer says."""

    tekst: str
    erkendelse: Erkendelse | None = None
    gjort: str = ""
    laering: str = ""


class SvaretImens(ValidationError):
    """A colleague has answered since the page was shown; nothing of this is sent."""

    def __init__(self, svar: Svar):
        super().__init__(
            f"{svar.af or 'En kollega'} har svaret, mens du skrev. Dit svar er ikke sendt, men det "
            "står herunder. Send det som et supplement, hvis der mangler noget."
        )


@transaction.atomic
def besvar(
    *,
    forespoergsel: Forespoergsel,
    indhold: Svarindhold,
    filer: Sequence[Godkendt] = (),
    runde: int,
    af: Bruger | None,
) -> Svar:
    """Answer what the page showed: the request itself in round 0, else the question of that round.

    The writer's draft is gone with it, and a wish for time lapses. Raises SvaretImens where a
    colleague was first, ForkertTilstand where the adviser has closed or withdrawn it, and
    ValidationError, by field; then nothing is sent.
    """
    laast, foer = laas_forespoergsel(forespoergsel)
    _har_adgang(laast, af)
    if svaret := laast.svar.filter(art=Svarart.SVAR, runde=runde).first():
        if laast.er_slut:
            raise ForkertTilstand(laast.tilstand)
        raise SvaretImens(svaret)
    tag(laast, Skridt.BESVAR)
    svar = _skriv(laast, Svarart.SVAR, indhold, filer, af)
    laast.besvaret = laast.besvaret or i_dag()
    laast.frist, laast.frist_forklaring = None, ""
    lad_bortfalde(laast, af)
    _gem(laast, svar, foer, af)
    return svar


@transaction.atomic
def suppler(
    *,
    forespoergsel: Forespoergsel,
    indhold: Svarindhold,
    filer: Sequence[Godkendt] = (),
    af: Bruger | None,
) -> Svar:
    """Add to an answer that was sent. Raises ForkertTilstand and ValidationError, by field."""
    laast, foer = laas_forespoergsel(forespoergsel)
    _har_adgang(laast, af)
    tag(laast, Skridt.SUPPLER)
    svar = _skriv(laast, Svarart.SUPPLEMENT, indhold, filer, af)
    _gem(laast, svar, foer, af)
    return svar


@transaction.atomic
def gem_kladde(*, forespoergsel: Forespoergsel, indhold: Svarindhold, af: Bruger) -> Svarkladde:
    """Keep what is written so far, for the writer alone, as ciphertext. Raises ValidationError.

    Also where the request is closed by now: what was written is not lost with it. One that cannot
    be read is not written over.
    """
    _har_adgang(forespoergsel, af)
    egne = Svarkladde.objects.select_for_update().filter(forespoergsel=forespoergsel, bruger=af)
    kladde = egne.first() or Svarkladde(forespoergsel=forespoergsel, bruger=af)
    kan_skrives_over(kladde.indhold)
    kladde.skriv(**asdict(indhold))
    kladde.full_clean()
    kladde.save()
    return kladde


@transaction.atomic
def bed_om_forlaengelse(
    *, forespoergsel: Forespoergsel, oensket: date, begrundelse: str, af: Bruger | None
) -> Fristforlaengelse:
    """Ask the adviser for a later deadline, moved to a working day.

    Raises ForkertTilstand, and ValidationError, by field: for a day that is not later than the
    present deadline and than today, and while an earlier wish is not decided.
    """
    laast, foer = laas_forespoergsel(forespoergsel)
    _har_adgang(laast, af)
    tag(laast, Skridt.BED_OM_TID)
    if laast.forlaengelser.filter(udfald=None).exists():
        raise ValidationError(
            "Der er allerede bedt om længere frist, og borgerrådgiveren har ikke svaret endnu."
        )
    frist = svarfrist_paa(oensket, i_dag(), felt="oensket")
    if frist.dag <= laast.frist:
        raise ValidationError({"oensket": "Den nye frist skal ligge efter den nuværende."})
    forlaengelse = Fristforlaengelse(
        forespoergsel=laast,
        frist_foer=laast.frist,
        oensket=frist.dag,
        begrundelse=begrundelse,
        tidspunkt=timezone.now(),
        af=af,
    )
    forlaengelse.full_clean()
    forlaengelse.save()
    log_forespoergsel(Handling.AENDRING, laast, foer, af, skrevet=forlaengelse)
    mails.til_raadgiveren(laast, f"forlaengelse:{forlaengelse.pk}")
    return forlaengelse


@transaction.atomic
def giv_videre(
    *, forespoergsel: Forespoergsel, til: Bruger, besked: str = "", af: Bruger
) -> Videregivelse:
    """Hand the request on to a colleague of the department. Raises ValidationError, by field."""
    laast, foer = laas_forespoergsel(forespoergsel)
    _har_adgang(laast, af)
    tag(laast, Skridt.GIV_VIDERE)
    if not kollegaer(laast, af).filter(pk=til.pk).exists():
        raise ValidationError({"til": "Vælg en kollega, der svarer for afdelingen."})
    videre = Videregivelse(
        forespoergsel=laast, til=til, besked=besked, tidspunkt=timezone.now(), af=af
    )
    videre.full_clean()
    videre.save()
    laast.ansvarlig = til
    laast.full_clean()
    laast.save()
    log_forespoergsel(Handling.AENDRING, laast, foer, af, skrevet=videre)
    mails.til(til, laast, mails.GIVET_VIDERE, str(videre.pk))
    return videre


def _har_adgang(forespoergsel: Forespoergsel, af: Bruger | None) -> None:
    """The consent may be withdrawn, or the lead moved, while the page was open."""
    synlige = Forespoergsel.objects.filter(pk=forespoergsel.pk)
    if af is not None and not synlige.synlige_for(af).exists():
        raise ValidationError("Du har ikke længere adgang til forespørgslen. Intet er sendt.")


def _skriv(
    forespoergsel: Forespoergsel,
    art: Svarart,
    indhold: Svarindhold,
    filer: Sequence[Godkendt],
    af: Bruger | None,
) -> Svar:
    svar = Svar(
        forespoergsel=forespoergsel,
        art=art,
        runde=forespoergsel.antal_opfoelgninger,
        tekst=indhold.tekst,
        erkendelse=indhold.erkendelse or None,
        gjort=indhold.gjort,
        laering=indhold.laering,
        tidspunkt=timezone.now(),
        af=af,
    )
    svar.full_clean()
    svar.save()
    if filer:
        nye = tilfoej_dokumenter(til=forespoergsel.henvendelse, filer=filer, af=af)
        for dokument in nye:
            Svardokument(svar=svar, dokument=dokument).save()
    return svar


def _gem(forespoergsel: Forespoergsel, svar: Svar, foer, af: Bruger | None) -> None:
    if svar.erkendelse:
        forespoergsel.erkendelse = svar.erkendelse
    if svar.laering or forespoergsel.laering is None:
        forespoergsel.laering = JaNej.JA if svar.laering else JaNej.NEJ
    forespoergsel.full_clean()
    forespoergsel.save()
    if af is not None:
        for kladde in Svarkladde.objects.filter(forespoergsel=forespoergsel, bruger=af):
            kladde.delete()
    log_forespoergsel(Handling.AENDRING, forespoergsel, foer, af, skrevet=svar)
    mails.til_raadgiveren(forespoergsel, f"svar:{svar.pk}")
