"""What changes a round: each a named action in one transaction, logged, with its actor.

An action that cannot be done now raises Kanikke with a Danish sentence that says why and what to
do; then nothing is written. What does not validate raises ValidationError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from henvendelser import log
from henvendelser.handlinger.logning import log_aendring
from henvendelser.models import Afdeling, Bruger
from henvendelser.models.felter import kan_skrives_over
from henvendelser.regler import dansk_dato, i_dag
from henvendelser.trae import Trae
from henvendelser.valg import Formaal, Handling

from ..afdelinger import efterfoelger
from ..anbefalinger.handlinger import skriv_opfoelgning
from ..models import (
    Adressat,
    Beretning,
    Runde,
    Rundekladde,
    Rundesvar,
    Stillingtagen,
    Svarafsnit,
    Tillaeg,
)
from ..valg import Stilling
from .kladde import TEKSTER
from .mails import fortael_afdelingerne, fortael_raadgiveren
from .svar import Mangler, Punkt, Svarindhold

_log = partial(log_aendring, formaal=Formaal.BERETNING)


class Kanikke(Exception):
    """It cannot be done now; the message says why."""


class Rettet(Kanikke):
    """Somebody else of the department has saved the answer meanwhile."""


class AlleredeSendt(Kanikke):
    """The answer has been sent, and is supplemented, not edited."""

    @classmethod
    def af(cls, svar: Rundesvar) -> AlleredeSendt:
        hvem = f" af {svar.sendt_af}" if svar.sendt_af else ""
        return cls(
            f"Svaret er allerede sendt{hvem}. Dit er ikke gemt, men står herunder: kopiér det, "
            "der mangler, og send det som et tillæg."
        )


class RundenErLukket(Kanikke):
    """No answer is awaited any more."""


class Ufaerdigt(Kanikke):
    """Something is missing before it can be sent; `mangler` says what, and where."""

    def __init__(self, mangler: Mangler) -> None:
        super().__init__("Svaret mangler noget, før det kan sendes.")
        self.mangler = mangler


@transaction.atomic
def aabn_runde(
    *,
    beretning: Beretning,
    frist: date,
    afdelinger: Iterable[Afdeling],
    vejledning: str = "",
    af: Bruger | None,
) -> Runde:
    """Ask the departments, each about the open, published recommendations made to it.

    What was recommended to a department since abolished is asked of the one that followed it.
    Recommendations made in the report itself are next year's. Raises ValidationError.
    """
    afdelinger = list(afdelinger)
    if not afdelinger:
        raise ValidationError({"afdelinger": "Vælg mindst én afdeling."})
    if frist < i_dag():
        raise ValidationError({"frist": "Fristen er allerede overskredet. Vælg en senere dag."})
    runde = Runde(beretning=beretning, frist=frist, vejledning=vejledning, aabnet_af=af)
    runde.full_clean()
    runde.save()
    fortael_afdelingerne(_spoerg(runde, afdelinger, stilles_til(beretning)))
    _log(Handling.OPRETTELSE, runde, {}, af)
    return runde


@transaction.atomic
def spoerg_flere(
    *, runde: Runde, afdelinger: Iterable[Afdeling], af: Bruger | None
) -> list[Rundesvar]:
    """Ask these departments too, in a round that is open, as they would have been from the first.

    What is asked was settled when the round was opened, and what another answers is not asked
    twice. Raises RundenErLukket and ValidationError.
    """
    runde, _ = _laast(runde)
    if runde.lukket:
        raise RundenErLukket("Runden er lukket. Genåbn den, før du spørger flere afdelinger.")
    afdelinger = list(afdelinger)
    spurgt = set(runde.svar.values_list("afdeling", flat=True))
    if not afdelinger:
        raise ValidationError({"afdelinger": "Vælg mindst én afdeling."})
    if allerede := [str(afdeling) for afdeling in afdelinger if afdeling.pk in spurgt]:
        raise ValidationError({"afdelinger": f"Er allerede spurgt: {', '.join(allerede)}."})
    if runde.frist < i_dag():
        raise ValidationError(
            {"afdelinger": "Rundens frist er overskredet. Flyt den først, så de kan nå at svare."}
        )
    nye = _spoerg(runde, afdelinger, stilles_til(runde.beretning, runde))
    fortael_afdelingerne(nye)
    for svar in nye:
        _log_svar(svar, af, Handling.OPRETTELSE)
    return nye


def _spoerg(
    runde: Runde, afdelinger: Iterable[Afdeling], adressater: Mapping[int, list[Adressat]]
) -> list[Rundesvar]:
    alle = []
    for afdeling in afdelinger:
        svar = Rundesvar(runde=runde, afdeling=afdeling)
        svar.save()
        for adressat in adressater.get(afdeling.pk, ()):
            Stillingtagen(svar=svar, adressat=adressat).save()
        alle.append(svar)
    return alle


def stilles_til(beretning: Beretning, runde: Runde | None = None) -> dict[int, list[Adressat]]:
    """What would be asked about now, by the key of the department that has the task now.

    With a `runde` that is open: what could be asked about when it was opened, less what it asks.
    """
    trae = Trae.af(Afdeling)
    dag = timezone.localdate(runde.aabnet) if runde else i_dag()
    spurgt: dict[int, list[Adressat]] = {}
    aabne = (
        Adressat.objects.filter(anbefaling__lukket=None, anbefaling__offentliggjort__lte=dag)
        .exclude(anbefaling__beretning=beretning)
        .exclude(stillingtagen__in=Stillingtagen.objects.filter(svar__runde=runde))
    )
    for adressat in aabne.select_related("afdeling", "anbefaling"):
        spurgt.setdefault(efterfoelger(adressat.afdeling, trae).pk, []).append(adressat)
    return spurgt


@transaction.atomic
def flyt_frist(*, runde: Runde, frist: date, af: Bruger) -> Runde:
    """Give all of them till another day. Raises ValidationError."""
    if frist < i_dag():
        raise ValidationError({"frist": "Fristen er allerede overskredet. Vælg en senere dag."})
    runde, foer = _laast(runde)
    runde.frist = frist
    runde.save(update_fields=["frist"])
    _log(Handling.AENDRING, runde, foer, af)
    return runde


@transaction.atomic
def gem_kladde(*, svar: Rundesvar, indhold: Svarindhold, version: int, af: Bruger) -> Rundesvar:
    """Keep what is written so far, whatever it lacks; also when the round has been closed, so
    that nothing written is lost. Raises Rettet, AlleredeSendt and ValidationError, also where the
    draft that is there cannot be read."""
    svar = _svar_til_skrivning(svar, version)
    _kontroller(svar, indhold)
    kladde = Rundekladde.objects.filter(svar=svar).first() or Rundekladde(svar=svar)
    kan_skrives_over(kladde.indhold)
    kladde.indhold = indhold.som_json()
    kladde.save()
    _gemt(svar, af)
    svar.save()
    _log_svar(svar, af)
    return svar


@transaction.atomic
def send_svar(
    *, svar: Rundesvar, indhold: Svarindhold, version: int, af: Bruger | None
) -> Rundesvar:
    """Hand the answer in. From then on it is not edited, and it stands in the register.

    Raises RundenErLukket, Rettet, AlleredeSendt, Ufaerdigt and ValidationError.
    """
    svar = _svar_til_skrivning(svar, version)
    if svar.runde.lukket:
        raise RundenErLukket(
            f"Runden blev lukket {dansk_dato(timezone.localdate(svar.runde.lukket))}, så svaret "
            "er ikke sendt. Det, du har skrevet, er gemt som kladde. Ring til borgerrådgiveren, "
            "som kan åbne runden igen."
        )
    if mangler := indhold.mangler():
        raise Ufaerdigt(mangler)
    _kontroller(svar, indhold)
    for kladde in Rundekladde.objects.filter(svar=svar):
        kladde.delete()
    _gemt(svar, af)
    svar.sendt, svar.sendt_af = svar.gemt, af
    svar.ingen_bemaerkninger = indhold.ingen_bemaerkninger
    svar.save()
    stillingtagen = {et.adressat_id: et for et in svar.stillingtagen.select_related("adressat")}
    for punkt in indhold.punkter:
        ord_, et = _ord(punkt), stillingtagen[punkt.adressat]
        et.opfoelgning = skriv_opfoelgning(
            adressat=et.adressat, pr=status_pr(svar.runde), af=af, **ord_
        )
        for felt, vaerdi in ord_.items():
            setattr(et, felt, vaerdi)
        et.save()
    for afsnit in _afsnit(svar, indhold):
        afsnit.sendt = svar.sendt
        afsnit.save()
    fortael_raadgiveren(svar, "svar")
    _log_svar(svar, af)
    return svar


@transaction.atomic
def skriv_tillaeg(*, svar: Rundesvar, tekst: str, af: Bruger) -> Tillaeg:
    """Add to an answer that has been sent, also when the round is closed."""
    svar = Rundesvar.objects.select_for_update().get(pk=svar.pk)
    if not svar.sendt:
        raise Kanikke("Svaret er ikke sendt endnu. Skriv det i svaret i stedet for.")
    tillaeg = Tillaeg(svar=svar, tekst=tekst, skrevet_af=af)
    tillaeg.full_clean()
    tillaeg.save()
    fortael_raadgiveren(svar, f"tillaeg-{tillaeg.pk}")
    _log_svar(svar, af)
    return tillaeg


@transaction.atomic
def luk_runde(*, runde: Runde, af: Bruger | None) -> Runde:
    """Await no more answers. What nobody answered is told as such in the register."""
    runde, foer = _laast(runde)
    if runde.lukket:
        return runde
    runde.lukket, runde.lukket_af = timezone.now(), af
    runde.save(update_fields=["lukket", "lukket_af"])
    pr = status_pr(runde)
    ubesvarede = Adressat.objects.filter(
        stillingtagen__svar__runde=runde, stillingtagen__svar__sendt=None
    )
    for adressat in ubesvarede:
        # Where the adviser has noted the year's status already, that one stands.
        if not adressat.opfoelgninger.gaeldende().filter(pr__year=pr.year).exists():
            skriv_opfoelgning(adressat=adressat, pr=pr, stilling=Stilling.UBESVARET, af=af)
    _log(Handling.AENDRING, runde, foer, af)
    return runde


@transaction.atomic
def genaabn_runde(*, runde: Runde, af: Bruger) -> Runde:
    """Await answers again. One that is open is left as it is."""
    runde, foer = _laast(runde)
    if runde.lukket:
        runde.lukket, runde.lukket_af = None, None
        runde.save(update_fields=["lukket", "lukket_af"])
        _log(Handling.AENDRING, runde, foer, af)
    return runde


def status_pr(runde: Runde) -> date:
    """The day the answers are a status of: the last of the report's period, or today before it."""
    return min(runde.beretning.til, i_dag())


def _laast(runde: Runde) -> tuple[Runde, log.Tilstand]:
    runde = Runde.objects.select_for_update().get(pk=runde.pk)
    return runde, log.tilstand(runde)


def _svar_til_skrivning(svar: Rundesvar, version: int) -> Rundesvar:
    """The answer, locked; unless it is sent, or saved by somebody since `version`."""
    svar = Rundesvar.objects.select_for_update().get(pk=svar.pk)
    # Also the round: it is not closed between the look and the answer.
    svar.runde = Runde.objects.select_for_update().select_related("beretning").get(pk=svar.runde_id)
    if svar.sendt:
        raise AlleredeSendt.af(svar)
    if svar.version != version:
        raise Rettet(
            f"{svar.gemt_af or 'En anden'} har gemt svaret, mens du skrev. Dit er ikke gemt, men "
            "står herunder. Gem igen, hvis dit skal gælde i stedet for."
        )
    return svar


def _kontroller(svar: Rundesvar, indhold: Svarindhold) -> None:
    """Raises ValidationError for words that may not be kept, as a draft neither."""
    for punkt in indhold.punkter:
        Stillingtagen(**_ord(punkt)).clean_fields(exclude=["svar", "adressat"])
    for afsnit in _afsnit(svar, indhold):
        afsnit.clean_fields(exclude=["svar"])


def _ord(punkt: Punkt) -> dict[str, str]:
    return {felt: getattr(punkt, felt) for felt in TEKSTER}


def _afsnit(svar: Rundesvar, indhold: Svarindhold) -> list[Svarafsnit]:
    return [
        Svarafsnit(svar=svar, raekkefoelge=nr, overskrift=emne.overskrift, tekst=emne.tekst)
        for nr, emne in enumerate(indhold.emner, start=1)
    ]


def _gemt(svar: Rundesvar, af: Bruger | None) -> None:
    svar.version += 1
    svar.gemt, svar.gemt_af = timezone.now(), af


def _log_svar(svar: Rundesvar, af: Bruger | None, handling: Handling = Handling.AENDRING) -> None:
    log.skriv(
        af=af,
        handling=handling,
        formaal=Formaal.BERETNING,
        om=[svar],
        aendringer={"svar": [None, svar.tilstand.label], "afdeling": [None, str(svar.afdeling)]},
    )
