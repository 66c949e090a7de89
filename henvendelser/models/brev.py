"""Mails on their way: each says only that there is something, and where."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .forespoergsel import Forespoergsel
from .samlet_kontrol import SamletKontrol


class BrevQuerySet(models.QuerySet):
    def paa_vej(self):
        """Neither sent nor given up."""
        return self.filter(sendt=None, opgivet=None)


class Brev(SamletKontrol):
    """One mail to one user. `noegle` says what it is about, so that it is never sent twice.

    `paabegyndt` is set before the mail server is called and taken away when it refuses: a mail
    that is begun, and neither sent nor refused, may have gone out when the program was stopped.
    """

    noegle = models.CharField("nøgle", max_length=200, unique=True, editable=False)
    slags = models.CharField("slags", max_length=40, editable=False)
    modtager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, editable=False, related_name="breve"
    )
    sti = models.CharField("link", max_length=200, editable=False)
    forespoergsel = models.ForeignKey(
        Forespoergsel, models.CASCADE, null=True, editable=False, related_name="breve"
    )
    oprettet = models.DateTimeField("oprettet", default=timezone.now, editable=False)
    naeste = models.DateTimeField("næste forsøg", default=timezone.now, editable=False)
    forsoeg = models.PositiveSmallIntegerField("forsøg", default=0, editable=False)
    paabegyndt = models.DateTimeField("påbegyndt", null=True, editable=False)
    sendt = models.DateTimeField("sendt", null=True, editable=False)
    opgivet = models.DateTimeField("opgivet", null=True, editable=False)
    fejl = models.CharField("fejl", max_length=200, blank=True, editable=False)

    objects = BrevQuerySet.as_manager()

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        ordering = ["oprettet", "id"]
        indexes = [
            models.Index(
                fields=["naeste"], name="brev_paa_vej", condition=Q(sendt=None, opgivet=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sendt=None) | Q(opgivet=None), name="brev_sendt_eller_opgivet"
            ),
            models.CheckConstraint(
                condition=Q(sendt=None) | Q(forsoeg__gte=1, paabegyndt__isnull=False),
                name="brev_sendt_efter_et_forsoeg",
            ),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk}"
