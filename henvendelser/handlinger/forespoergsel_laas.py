"""What every action on a request has in common: the lock, the log, the case's activity."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from .. import log
from ..models import Bruger, Forespoergsel, Henvendelse
from ..valg import Formaal, Handling


def laas_forespoergsel(forespoergsel: Forespoergsel) -> tuple[Forespoergsel, log.Tilstand]:
    """The request as it stands, locked till the transaction ends, and what it says before.

    The case is locked first, as where a consent is withdrawn: two never wait for each other.
    """
    Henvendelse.objects.select_for_update().get(pk=forespoergsel.henvendelse_id)
    laast = Forespoergsel.objects.select_for_update(of=("self",)).hele().get(pk=forespoergsel.pk)
    return laast, log.tilstand(laast)


def log_forespoergsel(
    handling: Handling,
    forespoergsel: Forespoergsel,
    foer: log.Tilstand,
    af: Bruger | None,
    *,
    skrevet: Model | None = None,
    ogsaa: Iterable = (),
) -> None:
    """An entry of what the request says now and did not say `foer`, under its case, which is
    active today. `skrevet` is the part of the thread that was written with it."""
    forespoergsel.henvendelse.roer()
    aendret = log.som_del(forespoergsel, log.forskel(foer, log.tilstand(forespoergsel)))
    if skrevet:
        ny = log.forskel({}, log.tilstand(skrevet))
        ny.pop("forespoergsel", None)
        aendret |= log.som_del(skrevet, ny)
    log.skriv(
        af=af,
        handling=handling,
        formaal=Formaal.SAGSBEHANDLING,
        om=[forespoergsel, *ogsaa],
        antal=1,
        aendringer=aendret,
    )
