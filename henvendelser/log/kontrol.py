"""The yearly check of the log: draw a sample, and say what was found."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Bruger, Logkontrol, Logpost, Logstikproeve, Logvurdering
from ..valg import Formaal, Handling, Kontroludfald
from .skriv import skriv

# Nobody can tell beforehand which entries will be drawn, and nobody can draw the same ones again.
_TILFAELDIG = secrets.SystemRandom()


@transaction.atomic
def traek_stikproeve(*, fra: date, til: date, antal: int, af: Bruger) -> Logkontrol:
    """Draw `antal` entries of the period, both days included; all of them where there are fewer.

    Raises ValidationError where there are none.
    """
    noegler = list(
        Logpost.objects.filter(
            tidspunkt__gte=_begyndelsen_af(fra), tidspunkt__lt=_begyndelsen_af(til + timedelta(1))
        ).values_list("pk", flat=True)
    )
    if not noegler:
        raise ValidationError("Der er ingen logposter i perioden. Vælg en anden.")
    kontrol = Logkontrol.objects.create(
        fra=fra,
        til=til,
        i_alt=len(noegler),
        kontrollant_noegle=af.pk,
        kontrollant=af.get_username(),
    )
    Logstikproeve.objects.bulk_create(
        Logstikproeve(kontrol=kontrol, logpost_noegle=noegle)
        for noegle in _TILFAELDIG.sample(noegler, min(antal, len(noegler)))
    )
    _log(af, kontrol.stikproever.count())
    return kontrol


@transaction.atomic
def vurder(
    *, kontrol: Logkontrol, fund: Mapping[int, tuple[Kontroludfald, str]], af: Bruger
) -> None:
    """Write what was found, by the key of the drawn entry.

    Raises ValidationError where one is somebody else's, or was judged in the meantime.
    """
    kontrol = Logkontrol.objects.select_for_update().get(pk=kontrol.pk)
    aabne = kontrol.stikproever.filter(vurdering=None)
    if not set(fund) <= set(aabne.values_list("pk", flat=True)):
        raise ValidationError("En anden har vurderet nogle af posterne imens. Indlæs siden igen.")
    for stikproeve, (udfald, note) in fund.items():
        vurdering = Logvurdering(
            stikproeve_id=stikproeve,
            udfald=udfald,
            note=note,
            kontrollant_noegle=af.pk,
            kontrollant=af.get_username(),
        )
        vurdering.full_clean()
        vurdering.save()
    _log(af, len(fund))


def _begyndelsen_af(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time.min))


def _log(af: Bruger, antal: int) -> None:
    skriv(af=af, handling=Handling.KONTROL, formaal=Formaal.KONTROL, antal=antal)
