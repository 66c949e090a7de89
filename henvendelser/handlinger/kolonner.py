"""Which columns a user shows; see `handlinger` for what every action promises.

No case is in it, so the access log does not tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from ..models import Bruger, Kolonnevalg
from ..valg import Registerliste


@transaction.atomic
def vaelg_kolonner(*, liste: Registerliste, kolonner: Iterable[str] | None, af: Bruger) -> None:
    """Show these columns of the list to `af` from now on; None those it shows from the start."""
    if kolonner is None:
        Kolonnevalg.objects.filter(bruger=af, liste=liste).delete()
    else:
        Kolonnevalg.objects.update_or_create(
            bruger=af, liste=liste, defaults={"kolonner": list(kolonner)}
        )
