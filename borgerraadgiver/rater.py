"""How often something may be tried: counted exactly, by all worker processes together.

    FORSOEG = Rate("login", antal=5, sekunder=300)
    if not FORSOEG.tag(brugernavn):
        ...  # FORSOEG.resttid(brugernavn) seconds to wait

Counting and deciding are one statement in the database: between reading a number and writing the
next one there is no moment in which another process could read the same. A window begins with the
first attempt and lets `antal` through in `sekunder`; so around the border between two windows at
most twice as many.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from .models import Taeller

RYD_HOEJST = 500

# No row comes back when the window still runs and is full: nothing is written then either.
_TAG = """
INSERT INTO taeller (noegle, antal, udloeber) VALUES (%(noegle)s, 1, %(slut)s)
ON CONFLICT (noegle) DO UPDATE SET
    antal = CASE WHEN taeller.udloeber <= %(nu)s THEN 1 ELSE taeller.antal + 1 END,
    udloeber = CASE WHEN taeller.udloeber <= %(nu)s THEN %(slut)s ELSE taeller.udloeber END
WHERE taeller.udloeber <= %(nu)s OR taeller.antal < %(hoejst)s
RETURNING antal
"""


@dataclass(frozen=True)
class Rate:
    """At most `antal` in `sekunder`, for each key by itself.

    `navn` keeps two rates apart that count by the same key. The key (a user, an address) is stored
    as a keyed hash only. An attempt counts when it is made, whether it succeeds or not.
    """

    navn: str
    antal: int
    sekunder: int

    def __post_init__(self) -> None:
        if not self.navn or self.antal < 1 or self.sekunder < 1:
            raise ValueError("A rate has a name and lets at least one through per second.")

    def tag(self, noegle: object) -> bool:
        """Count one attempt; False when it is one too many, which then is not counted.

        Call it outside a transaction (RuntimeError otherwise): one that is rolled back would
        forget the attempt, and one that lasts would keep all others waiting.
        """
        nu = _nu()
        vaerdier = {
            "noegle": self._skjult(noegle),
            "nu": nu,
            "slut": nu + self.sekunder * 1000,
            "hoejst": self.antal,
        }
        with transaction.atomic(durable=True, savepoint=False), connection.cursor() as cursor:
            cursor.execute(_TAG, vaerdier)
            raekke = cursor.fetchone()
        if raekke == (1,):
            ryd_op()
        return raekke is not None

    def resttid(self, noegle: object) -> int:
        """Whole seconds until the next attempt is let through, at least 1; 0 if it is now."""
        nu = _nu()
        fuld = Taeller.objects.filter(
            noegle=self._skjult(noegle), antal__gte=self.antal, udloeber__gt=nu
        )
        slut = fuld.values_list("udloeber", flat=True).first()
        return 0 if slut is None else -((nu - slut) // 1000)

    def nulstil(self, noegle: object) -> None:
        """Forget what was counted, e.g. after a right password."""
        Taeller.objects.filter(noegle=self._skjult(noegle)).delete()

    def _skjult(self, noegle: object) -> str:
        return salted_hmac(f"rate:{self.navn}", str(noegle), algorithm="sha256").hexdigest()


def ryd_op(hoejst: int | None = RYD_HOEJST) -> int:
    """Delete windows that have ended, at most `hoejst` of them; how many.

    A row that another process is at is left to that one: two that wait for each other would both
    fail.
    """
    with transaction.atomic(savepoint=False):
        udloebne = Taeller.objects.select_for_update(skip_locked=True).filter(udloeber__lte=_nu())
        noegler = list(udloebne.values_list("pk", flat=True)[:hoejst])
        return Taeller.objects.filter(pk__in=noegler).delete()[0] if noegler else 0


def _nu() -> int:
    return time.time_ns() // 1_000_000
