"""Adding what a citizen comes back with to the inquiry that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from ..models import Bruger, Henvendelse, Kontor, Sag
from ..regler import dansk_dato
from ..valg import Sagstype
from .henvendelser import Sagsindhold, UgyldigSag
from .logning import aendrer
from .notater import skriv_notat


@transaction.atomic
def foej_til_henvendelse(
    *,
    henvendelse: Henvendelse,
    sager: Sequence[Sagsindhold],
    beskrivelse: str,
    modtaget: date,
    notat: str = "",
    af: Bruger,
) -> Henvendelse:
    """Add what the citizen came back with on `modtaget` to an earlier inquiry.

    An issue that the inquiry has not got becomes a følgesag, where the office registers those; the
    description goes behind what is there, under its day, and the note among its notes. Nothing of
    the earlier is changed, and a closed inquiry stays closed. Raises UgyldigSag.
    """
    with aendrer(henvendelse, af=af) as aendret:
        if Kontor.dette().foelgesager:
            _tilfoej_sager(aendret, sager)
        if beskrivelse:
            tilfoejet = f"{dansk_dato(modtaget)}:\n{beskrivelse}"
            aendret.beskrivelse = "\n\n".join(filter(None, [aendret.beskrivelse, tilfoejet]))
    if notat:
        skriv_notat(henvendelse=aendret, tekst=notat, af=af)
    return aendret


def _tilfoej_sager(henvendelse: Henvendelse, sager: Sequence[Sagsindhold]) -> None:
    findes = set(henvendelse.sager.values_list("afdeling", "emne"))
    for nummer, ny in enumerate(sager):
        noegle = (ny.afdeling and ny.afdeling.pk, ny.emne and ny.emne.pk)
        if noegle in findes:
            continue
        findes.add(noegle)
        sag = Sag(
            henvendelse=henvendelse,
            sagstype=Sagstype.FOELGESAG,
            afdeling=ny.afdeling,
            emne=ny.emne,
        )
        try:
            # Not what hangs on the generated column: a following issue breaks none of it.
            sag.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as fejl:
            raise UgyldigSag(nummer, fejl) from fejl
        sag.save()
