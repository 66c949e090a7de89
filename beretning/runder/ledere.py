"""Who can answer for a department: its leads, those above it, and those that have followed it."""

from __future__ import annotations

from collections.abc import Iterable

from henvendelser.models import Afdeling, Bruger
from henvendelser.valg import Rolle

from ..afdelinger import egne_afdelinger


def ledere_af(afdelinger: Iterable[Afdeling]) -> dict[int, list[Bruger]]:
    """The active leads of each department, by its key; an empty list where nobody can answer."""
    fundne: dict[int, list[Bruger]] = {afdeling.pk: [] for afdeling in afdelinger}
    ledere = Bruger.objects.filter(rolle=Rolle.AFDELINGSLEDER, is_active=True)
    for leder in ledere.order_by("username"):
        for pk in egne_afdelinger(leder) & set(fundne):
            fundne[pk].append(leder)
    return fundne
