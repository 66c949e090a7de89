"""Consents, given and withdrawn; see `handlinger` for what every action promises."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import log
from ..models import Bruger, Henvendelse, Samtykke
from ..valg import Formaal, Handling, Samtykkeart, Samtykkevej, Tilbagetraekning


@transaction.atomic
def giv_samtykke(
    *,
    henvendelse: Henvendelse,
    art: Samtykkeart,
    givet: date,
    hvordan: Samtykkevej,
    givet_af: str = "",
    omfang: str = "",
    af: Bruger | None,
) -> Samtykke:
    """Register that the citizen, or `givet_af` for the citizen, consented on `givet`.

    Raises ValidationError, by field; also where a consent of that kind holds already.
    """
    laast = Henvendelse.objects.select_for_update().get(pk=henvendelse.pk)
    samtykke = Samtykke(
        henvendelse=laast,
        art=art,
        omfang=omfang,
        givet=givet,
        hvordan=hvordan,
        givet_af=givet_af,
        registreret_af=af,
    )
    samtykke.full_clean()
    samtykke.save()
    laast.roer()
    _log(Handling.OPRETTELSE, samtykke, {}, af)
    return samtykke


@transaction.atomic
def traek_samtykke_tilbage(
    *, samtykke: Samtykke, trukket_tilbage: date, hvordan: Tilbagetraekning, af: Bruger | None
) -> Samtykke:
    """Stamp the consent as withdrawn on that day; from then on it holds no longer.

    What was done while it held stays lawful (GDPR article 7, 3). Raises ValidationError, by
    field; also where it is withdrawn already.
    """
    Henvendelse.objects.select_for_update().get(pk=samtykke.henvendelse_id)
    samtykke = Samtykke.objects.select_related("henvendelse").get(pk=samtykke.pk)
    if not samtykke.gaelder:
        raise ValidationError("Samtykket er allerede trukket tilbage.")
    foer = log.tilstand(samtykke)
    samtykke.trukket_tilbage = trukket_tilbage
    samtykke.trukket_hvordan = hvordan
    samtykke.trukket_registreret = timezone.now()
    samtykke.trukket_registreret_af = af
    samtykke.full_clean()
    samtykke.save()
    samtykke.henvendelse.roer()
    _log(Handling.AENDRING, samtykke, foer, af)
    return samtykke


def _log(handling: Handling, samtykke: Samtykke, foer: log.Tilstand, af: Bruger | None) -> None:
    log.skriv(
        af=af,
        handling=handling,
        formaal=Formaal.SAGSBEHANDLING,
        om=[samtykke],
        aendringer=log.som_del(samtykke, log.forskel(foer, log.tilstand(samtykke))),
    )
