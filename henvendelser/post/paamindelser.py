"""The daily reminders. A source says what is to be reminded of on a day; this sends it once.

It is safe to run as often as one likes: each reminder has a key, and a key is sent once. A run
that dies leaves the rest to the next. On a day when the office is closed nothing is sent: what
falls due on such a day is reminded of on the next working day, because a source answers for all
that is due by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ..frister import Kalender, kontorets_kalender
from ..models import Brev, Bruger, Forespoergsel
from .udbakke import ikke_sendt, laeg_i_udbakken, send_ventende


@dataclass(frozen=True)
class Paamindelse:
    """One reminder to one user; the same `noegle` is never sent twice."""

    slags: str
    modtager: Bruger
    sti: str
    noegle: str
    forespoergsel: Forespoergsel | None = None


Kilde = Callable[[date, Kalender], Iterable[Paamindelse]]
_kilder: dict[str, Kilde] = {}


@dataclass(frozen=True)
class Koersel:
    """What one run did: `lukket` on a day when nothing is sent; `ikke_sendt` is what is left."""

    lukket: bool = False
    nye: int = 0
    ikke_sendt: int = 0


def tilmeld_kilde(navn: str, kilde: Kilde) -> None:
    """Declare a source. `kilde(day, calendar)` yields all that is due by that working day."""
    _kilder[navn] = kilde


def send_paamindelser(dag: date) -> Koersel:
    """Put what is due on `dag` into the box, and send what waits there."""
    kalender = kontorets_kalender()
    if not kalender.er_arbejdsdag(dag):
        return Koersel(lukket=True)
    nye = [
        brev
        for kilde in list(_kilder.values())
        for en in list(kilde(dag, kalender))
        if (brev := _laeg(en))
    ]
    send_ventende()
    return Koersel(nye=len(nye), ikke_sendt=Brev.objects.filter(ikke_sendt()).count())


def _laeg(en: Paamindelse) -> Brev | None:
    return laeg_i_udbakken(
        slags=en.slags,
        modtager=en.modtager,
        sti=en.sti,
        noegle=en.noegle,
        forespoergsel=en.forespoergsel,
    )
