"""The access log: who did what with which cases, when, and for which purpose.

It holds no content: of personal fields and free texts only that they were changed, of a search
only that there was one. It points at nothing by foreign key, so that an entry outlives what it is
about and the one who did it.
"""

from __future__ import annotations

from django.db import models

from ..valg import Formaal, Handling, Objekttype, Rolle
from .uforanderlig import Tilfoejelse, TilfoejelserQuerySet


class LogpostQuerySet(TilfoejelserQuerySet):
    def om(self, type: Objekttype, noegle: int):
        """The entries about one object, whether it is still there or not; the newest first."""
        return self.filter(referencer__type=type, referencer__noegle=noegle)


class Logpost(Tilfoejelse):
    """One thing somebody did. Written by `henvendelser.log.skriv` and by nothing else."""

    bruger_noegle = models.BigIntegerField("brugerens nøgle", null=True, editable=False)
    brugernavn = models.CharField("bruger", max_length=150, blank=True, editable=False)
    rolle = models.CharField("rolle", max_length=20, choices=Rolle, blank=True, editable=False)
    handling = models.CharField("handling", max_length=30, choices=Handling, editable=False)
    formaal = models.CharField("formål", max_length=30, choices=Formaal, editable=False)
    # The name of the route, never the URL: that may hold a number, a filter or a token.
    adresse = models.CharField("adresse", max_length=100, blank=True, editable=False)
    forespoergsel = models.CharField("forespørgsel", max_length=64, blank=True, editable=False)
    antal = models.PositiveIntegerField("antal", default=0, editable=False)
    # What a list or a file was chosen by: ids, codes and days, never typed words.
    udvalg = models.JSONField("udvalg", default=dict, editable=False)
    # Per field its value before and after.
    aendringer = models.JSONField("ændringer", default=dict, editable=False)

    objects = LogpostQuerySet.as_manager()

    class Meta:
        verbose_name = "logpost"
        verbose_name_plural = "logposter"
        ordering = ["-tidspunkt", "-id"]
        indexes = [models.Index(fields=["tidspunkt"], name="logpost_tidspunkt")]

    def __str__(self) -> str:
        return f"{self.get_handling_display()} {self.tidspunkt:%Y-%m-%d %H:%M:%S}"


class Logreference(Tilfoejelse):
    """One object that an entry is about: its key and what it was called, long after it is gone.

    `tidspunkt` is the entry's own, so that an object's entries are found and sorted by one index,
    and the triggers ask no other table.
    """

    # Without an index of its own: the unique constraint begins with it.
    logpost = models.ForeignKey(
        Logpost, models.PROTECT, editable=False, related_name="referencer", db_index=False
    )
    type = models.CharField("type", max_length=20, choices=Objekttype, editable=False)
    noegle = models.BigIntegerField("nøgle", editable=False)
    # A case's number, a user's login; nothing that names a citizen.
    betegnelse = models.CharField("betegnelse", max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = "logreference"
        verbose_name_plural = "logreferencer"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["type", "noegle", "tidspunkt"], name="logreference_objekt"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["logpost", "type", "noegle"], name="logreference_en_gang"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.betegnelse or self.noegle}"
