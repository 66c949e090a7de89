"""Who in a department answers, and whether a department can be asked at all."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ..models import Afdeling, Bruger, Forespoergsel, Sag
from ..regler import afdeling_findes_den_dag, i_dag
from ..trae import Trae
from ..valg import Rolle


def ledere_af(afdeling: Afdeling) -> QuerySet[Bruger]:
    """The department's leads who can log in today, by name."""
    return Bruger.objects.filter(
        afdelinger=afdeling, rolle=Rolle.AFDELINGSLEDER, is_active=True
    ).order_by("first_name", "last_name", "username")


def modtagere(forespoergsel: Forespoergsel) -> list[Bruger]:
    """Who is written to: whoever it was handed on to, while that one can answer; else all."""
    ledere = list(ledere_af(forespoergsel.afdeling))
    egne = [leder for leder in ledere if leder.pk == forespoergsel.ansvarlig_id]
    return egne or ledere


def kollegaer(forespoergsel: Forespoergsel, bruger: Bruger) -> QuerySet[Bruger]:
    """Whom the user may hand the request on to."""
    return ledere_af(forespoergsel.afdeling).exclude(pk=bruger.pk)


def raadgivere_for(forespoergsel: Forespoergsel) -> list[Bruger]:
    """The adviser who sent it; where that one no longer can log in, all advisers who can."""
    aktive = Bruger.objects.filter(rolle=Rolle.RAADGIVER, is_active=True)
    return list(aktive.filter(pk=forespoergsel.sendt_af_id) or aktive.order_by("pk"))


def kan_spoerges(afdeling: Afdeling) -> None:
    """Raises ValidationError at "afdeling", saying what to do, for one that cannot answer."""
    try:
        afdeling_findes_den_dag(afdeling, i_dag())
    except ValidationError as fejl:
        raise ValidationError({"afdeling": fejl}) from fejl
    if afdeling.ekstern:
        besked = f"»{afdeling}« er uden for kommunen og svarer ikke her. Skriv til dem selv."
        raise ValidationError({"afdeling": besked})
    if not ledere_af(afdeling).exists():
        besked = (
            f"»{afdeling}« har ingen leder, der kan logge ind og svare. Bed administratoren om at "
            "oprette en."
        )
        raise ValidationError({"afdeling": besked})


def punkter_til(afdeling: Afdeling, sager: list[Sag]) -> list[Sag]:
    """Those of the issues that a department may be asked about: its own, and those below or above
    it in the tree, and those without a department. Another department's are not its business."""
    trae = Trae.af(Afdeling)
    gren = trae.gren(afdeling.pk)
    return [
        sag
        for sag in sager
        if sag.afdeling_id is None
        or sag.afdeling_id in gren
        or afdeling.pk in trae.gren(sag.afdeling_id)
    ]
