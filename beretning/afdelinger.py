"""Which departments a lead answers for, also after a reorganisation."""

from __future__ import annotations

from henvendelser.models import Afdeling, Bruger
from henvendelser.trae import Trae


def egne_afdelinger(bruger: Bruger) -> set[int]:
    """The keys of the lead's own departments, of those under them, and of those abolished that
    one of them has taken the place of. Two queries."""
    trae = Trae.af(Afdeling)
    valgte = bruger.afdelinger.values_list("pk", flat=True)
    egne = set().union(*(trae.gren(pk) for pk in valgte))
    return {pk for pk in trae.knuder if _nu(trae, pk) in egne} | egne


def efterfoelger(afdeling: Afdeling, trae: Trae) -> Afdeling:
    """The department that has its tasks now: itself where it has not been followed by another."""
    return trae.knuder[_nu(trae, afdeling.pk)]


def _nu(trae: Trae, pk: int) -> int:
    sete: set[int] = set()
    while (naeste := trae.knuder[pk].efterfoelger_id) and pk not in sete:
        sete.add(pk)
        pk = naeste
    return pk
