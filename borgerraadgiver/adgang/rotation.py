"""The second factors' secrets, laid over under the first key when the keys are rotated."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from henvendelser.kryptering import roter

# Where allauth keeps what `Faktoradapter.encrypt` made: of an app, and of recovery codes.
_HEMMELIGE = ("secret", "seed")


@transaction.atomic
def roter_faktorer() -> int:
    """Rotate every secret; answers how many. Raises Krypteringsfejl, and then changes none."""
    antal = 0
    for faktor in Authenticator.objects.select_for_update().order_by("pk"):
        nyt = {navn: roter(faktor.data[navn]) for navn in _HEMMELIGE if navn in faktor.data}
        if nyt.items() <= faktor.data.items():
            continue
        faktor.data |= nyt
        faktor.save(update_fields=["data"])
        antal += 1
    return antal
