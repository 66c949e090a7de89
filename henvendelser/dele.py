"""The parts of a case, each kind read in one query, however many a page shows them to."""

from __future__ import annotations

from django.db.models import Prefetch, prefetch_related_objects

from .models import Dokument, Forespoergsel, Henvendelse, Notat, Partsperson, Samtykke


def laes_dele(henvendelse: Henvendelse) -> None:
    """Read the people, consents, notes, documents and requests with whoever registered them.

    What is read already is not read again.
    """
    prefetch_related_objects(
        [henvendelse],
        Prefetch("personer", Partsperson.objects.all()),
        Prefetch(
            "samtykker",
            Samtykke.objects.select_related("registreret_af", "trukket_registreret_af"),
        ),
        Prefetch("notater", Notat.objects.select_related("skrevet_af")),
        Prefetch("dokumenter", Dokument.objects.select_related("tilfoejet_af")),
        Prefetch("forespoergsler", Forespoergsel.objects.select_related("afdeling", "sendt_af")),
    )
