"""The people on a case; see `handlinger` for what every action promises."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from .. import log
from ..kladder.handlinger import flyt_kladder
from ..models import Bruger, Henvendelse, Partsperson
from ..valg import Formaal, Handling, Partsrolle


@transaction.atomic
def tilfoej_person(
    *,
    henvendelse: Henvendelse,
    rolle: Partsrolle,
    navn: str = "",
    tilknytning: str = "",
    telefon: str = "",
    email: str = "",
    note: str = "",
    af: Bruger | None,
) -> Partsperson:
    """Put somebody on the inquiry. Raises ValidationError, by field."""
    person = Partsperson(
        henvendelse=_laas(henvendelse.pk),
        rolle=rolle,
        navn=navn,
        tilknytning=tilknytning,
        telefon=telefon,
        email=email,
        note=note,
    )
    _gem(person, {}, Handling.OPRETTELSE, af)
    return person


@transaction.atomic
def ret_person(*, person: Partsperson, af: Bruger | None) -> Partsperson:
    """Save a changed person. Raises ValidationError, by field."""
    person.henvendelse = _laas(person.henvendelse_id)
    foer = log.tilstand(Partsperson.objects.get(pk=person.pk))
    _gem(person, foer, Handling.AENDRING, af)
    return person


@transaction.atomic
def fjern_person(*, person: Partsperson, af: Bruger | None) -> None:
    """Take somebody off the inquiry, for good.

    What somebody is writing about the person becomes what is written of a new one.
    """
    person.henvendelse = _laas(person.henvendelse_id)
    nummer = person.henvendelse.nummer
    flyt_kladder(
        fra=reverse("ret_person", args=[nummer, person.pk]),
        til=reverse("tilfoej_person", args=[nummer]),
    )
    _log(person, log.forskel(log.tilstand(person), {}), Handling.SLETNING, af)
    person.delete()
    person.henvendelse.roer()


def _laas(noegle: int) -> Henvendelse:
    return Henvendelse.objects.select_for_update().get(pk=noegle)


def _gem(person: Partsperson, foer: log.Tilstand, handling: Handling, af: Bruger | None) -> None:
    person.full_clean()
    person.save()
    person.henvendelse.roer()
    _log(person, log.forskel(foer, log.tilstand(person)), handling, af)


def _log(person: Partsperson, aendringer, handling: Handling, af: Bruger | None) -> None:
    log.skriv(
        af=af,
        handling=handling,
        formaal=Formaal.SAGSBEHANDLING,
        om=[person],
        aendringer=log.som_del(person, aendringer),
    )
