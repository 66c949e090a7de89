"""The answers' place in the report: a section that shows them, never a copy of them."""

from __future__ import annotations

from django.db import transaction

from henvendelser import log
from henvendelser.models import Bruger
from henvendelser.valg import Formaal, Handling

from ..models import Afsnit, Art, Runde

STATUS = "Opfølgning på tidligere anbefalinger"
SVAR = "Tilbagemelding fra afdelingerne"


def er_placeret(runde: Runde) -> bool:
    return Afsnit.objects.filter(beretning=runde.beretning, art=Art.AFDELINGSSVAR).exists()


@transaction.atomic
def placer_svar(*, runde: Runde, efter: Afsnit | None, af: Bruger | None) -> Afsnit:
    """Let the report show the answers, after the section `efter`; without, before its appendices.

    Where the report shows them already, it is left as it is. What is shown is the answers as they
    stand, so nothing is edited on the way.
    """
    beretning = runde.beretning
    findes = Afsnit.objects.filter(beretning=beretning, art=Art.AFDELINGSSVAR).first()
    if findes:
        return findes
    oeverste = list(beretning.afsnit.filter(overordnet=None))
    plads = _plads(oeverste, efter)
    for nr, afsnit in enumerate(oeverste):
        afsnit.raekkefoelge = nr if nr < plads else nr + 1
        afsnit.save(update_fields=["raekkefoelge"])
    kapitel = Afsnit.objects.create(
        beretning=beretning, raekkefoelge=plads, art=Art.TEKST, overskrift=SVAR
    )
    Afsnit.objects.create(
        beretning=beretning,
        overordnet=kapitel,
        raekkefoelge=0,
        art=Art.OPFOELGNING,
        overskrift=STATUS,
    )
    svar = Afsnit.objects.create(
        beretning=beretning,
        overordnet=kapitel,
        raekkefoelge=1,
        art=Art.AFDELINGSSVAR,
        overskrift="Afdelingernes egne ord",
    )
    log.skriv(
        af=af,
        handling=Handling.AENDRING,
        formaal=Formaal.BERETNING,
        om=[beretning, runde],
        aendringer={"afsnit": [None, SVAR]},
    )
    return svar


def _plads(oeverste: list[Afsnit], efter: Afsnit | None) -> int:
    if efter:
        return 1 + [afsnit.pk for afsnit in oeverste].index(efter.pk)
    bilag = (nr for nr, afsnit in enumerate(oeverste) if afsnit.art == Art.BILAG)
    return next(bilag, len(oeverste))
