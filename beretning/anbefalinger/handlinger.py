"""What changes a recommendation: each a named action in one transaction, logged, with its actor.

Every action validates what it writes and raises ValidationError, by field where there is one;
then nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from henvendelser import log
from henvendelser.handlinger.logning import log_aendring
from henvendelser.models import Afdeling, Bruger
from henvendelser.regler import dag_i_registret, i_dag
from henvendelser.valg import Formaal, Handling

from ..models import Adressat, Anbefaling, Beretning, Opfoelgning

HAR_SVARET = (
    "»{}« har en status på anbefalingen og kan ikke fjernes. Luk anbefalingen i stedet, hvis den "
    "ikke gælder mere."
)


_log = partial(log_aendring, formaal=Formaal.BERETNING)


@transaction.atomic
def registrer_anbefaling(
    *,
    aar: int,
    nummer: int,
    tekst: str,
    afdelinger: Iterable[Afdeling],
    uddybning: str = "",
    frist: date | None = None,
    offentliggjort: date | None = None,
    beretning: Beretning | None = None,
    af: Bruger | None,
) -> Anbefaling:
    """Make a recommendation to the departments."""
    anbefaling = Anbefaling(
        aar=aar,
        nummer=nummer,
        tekst=tekst,
        uddybning=uddybning,
        frist=frist,
        offentliggjort=offentliggjort,
        beretning=beretning,
        oprettet_af=af,
    )
    anbefaling.full_clean()
    anbefaling.save()
    _saet_adressater(anbefaling, afdelinger)
    _log(Handling.OPRETTELSE, anbefaling, {}, af)
    return anbefaling


@transaction.atomic
def ret_anbefaling(
    *, anbefaling: Anbefaling, afdelinger: Iterable[Afdeling], af: Bruger
) -> Anbefaling:
    """Save a changed recommendation. A department that has a status is not taken away."""
    foer = log.tilstand(Anbefaling.objects.select_for_update().get(pk=anbefaling.pk))
    anbefaling.full_clean()
    anbefaling.save()
    _saet_adressater(anbefaling, afdelinger)
    _log(Handling.AENDRING, anbefaling, foer, af)
    return anbefaling


@transaction.atomic
def luk_anbefaling(*, anbefaling: Anbefaling, begrundelse: str, af: Bruger) -> Anbefaling:
    """From now on it is not asked about and does not live on into the next report."""
    anbefaling, foer = _laast(anbefaling)
    if anbefaling.lukket:
        raise ValidationError("Anbefalingen er allerede lukket.")
    anbefaling.lukket, anbefaling.lukket_af = i_dag(), af
    anbefaling.lukket_begrundelse = begrundelse
    return _gem_lukning(anbefaling, foer, af)


@transaction.atomic
def genaabn_anbefaling(*, anbefaling: Anbefaling, af: Bruger) -> Anbefaling:
    """Undo the closing. One that is open is left as it is."""
    anbefaling, foer = _laast(anbefaling)
    if not anbefaling.lukket:
        return anbefaling
    anbefaling.lukket, anbefaling.lukket_af, anbefaling.lukket_begrundelse = None, None, ""
    return _gem_lukning(anbefaling, foer, af)


@transaction.atomic
def skriv_opfoelgning(
    *,
    adressat: Adressat,
    pr: date,
    stilling: str,
    begrundelse: str = "",
    gjort: str = "",
    dokumentation: str = "",
    af: Bruger | None,
) -> Opfoelgning:
    """Write how the recommendation stands with the department on the day `pr`.

    There is one for each calendar year: a further one stands instead of the year's earlier, which
    is kept. `pr` is no day in the future.
    """
    adressat = Adressat.objects.select_for_update().get(pk=adressat.pk)
    tidligere = adressat.opfoelgninger.gaeldende().filter(pr__year=pr.year).first()
    opfoelgning = Opfoelgning(
        adressat=adressat,
        pr=pr,
        stilling=stilling,
        begrundelse=begrundelse,
        gjort=gjort,
        dokumentation=dokumentation,
        erstatter=tidligere,
        skrevet_af=af,
    )
    try:
        dag_i_registret(pr)
    except ValidationError as fejl:
        raise ValidationError({"pr": fejl}) from fejl
    opfoelgning.full_clean()
    opfoelgning.save()
    _log(Handling.AENDRING, opfoelgning, log.tilstand(tidligere) if tidligere else {}, af)
    return opfoelgning


def _saet_adressater(anbefaling: Anbefaling, afdelinger: Iterable[Afdeling]) -> None:
    oensket = {afdeling.pk: afdeling for afdeling in afdelinger}
    if not oensket:
        raise ValidationError({"afdelinger": "Vælg mindst én afdeling."})
    findes = {a.afdeling_id: a for a in anbefaling.adressater.select_related("afdeling")}
    for pk, adressat in findes.items():
        if pk in oensket:
            continue
        if adressat.opfoelgninger.exists():
            raise ValidationError({"afdelinger": HAR_SVARET.format(adressat)})
        adressat.delete()
    for pk, afdeling in oensket.items():
        if pk not in findes:
            Adressat(anbefaling=anbefaling, afdeling=afdeling).save()


def _laast(anbefaling: Anbefaling) -> tuple[Anbefaling, log.Tilstand]:
    anbefaling = Anbefaling.objects.select_for_update().get(pk=anbefaling.pk)
    return anbefaling, log.tilstand(anbefaling)


def _gem_lukning(anbefaling: Anbefaling, foer: log.Tilstand, af: Bruger) -> Anbefaling:
    anbefaling.full_clean()
    anbefaling.save(update_fields=["lukket", "lukket_af", "lukket_begrundelse"])
    _log(Handling.AENDRING, anbefaling, foer, af)
    return anbefaling
