"""What every action that changes something has in common: the lock, the log, the activity."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models

from .. import log
from ..models import Bruger, Henvendelse
from ..regler import i_dag
from ..valg import Formaal, Handling


@contextmanager
def aendrer(henvendelse: Henvendelse, *, af: Bruger) -> Iterator[Henvendelse]:
    """The inquiry as it stands, locked till the transaction ends, to be changed in the block.

    After the block it is validated and saved, was last active today, and the log says what the
    block changed, in its issues and markers too. Raises ValidationError; call it inside a
    transaction. A citizen is a matter of `ret_henvendelse`.
    """
    henvendelse = Henvendelse.objects.select_for_update().get(pk=henvendelse.pk)
    foer = log.tilstand(henvendelse)
    henvendelse.sidst_aktiv = i_dag()
    yield henvendelse
    henvendelse.full_clean(exclude=["borger"])
    henvendelse.save()
    log_aendring(Handling.AENDRING, henvendelse, foer, af)


def log_aendring(
    handling: Handling,
    objekt: models.Model,
    foer: log.Tilstand,
    af: Bruger | None,
    *ogsaa: Henvendelse,
    formaal: Formaal = Formaal.SAGSBEHANDLING,
) -> None:
    """An entry of what the object says now and did not say `foer`; also about `ogsaa`."""
    log.skriv(
        af=af,
        handling=handling,
        formaal=formaal,
        om=[objekt, *ogsaa],
        antal=1,
        aendringer=log.forskel(foer, log.tilstand(objekt)),
    )
