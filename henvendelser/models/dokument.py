"""The documents of cases and decisions. Their contents are files (`dokumenter.lager`)."""

from __future__ import annotations

import hashlib
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ..dokumenter import lager, navne
from ..kryptering import Beskadiget
from ..valg import Viruskontrol
from .afgoerelse import Afgoerelse
from .felter import KrypteretFelt, Navnefelt
from .henvendelse import Henvendelse
from .logget import LoggetQuerySet
from .samlet_kontrol import SamletKontrol


def _godt_navn(navn: str) -> None:
    if navne.dokumentnavn(navn) != navn:
        raise ValidationError("Navnet begynder eller slutter med mellemrum.")


class DokumentQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """The documents of the inquiries and the decisions the user may see."""
        return self.filter(
            Q(henvendelse__in=Henvendelse.objects.synlige_for(bruger))
            | Q(afgoerelse__in=Afgoerelse.objects.synlige_for(bruger))
        )


class Dokument(SamletKontrol):
    """One file of an inquiry or of a decision.

    Its address is `uuid`, its file `lagernavn`: neither tells anything.

    `sha256` is of the content and encrypted: the print of a short text gives the text away.
    """

    uuid = models.UUIDField("adresse", unique=True, default=uuid.uuid4, editable=False)
    henvendelse = models.ForeignKey(
        Henvendelse, models.CASCADE, null=True, blank=True, related_name="dokumenter"
    )
    afgoerelse = models.ForeignKey(
        Afgoerelse, models.CASCADE, null=True, blank=True, related_name="dokumenter"
    )
    navn = Navnefelt("navn", max_length=navne.HOEJST, validators=[_godt_navn])
    medietype = models.CharField("medietype", max_length=100, editable=False)
    stoerrelse = models.PositiveBigIntegerField("størrelse", editable=False)
    sha256 = KrypteretFelt("aftryk", editable=False)
    lagernavn = models.CharField("fil", max_length=32, unique=True, editable=False)
    viruskontrol = models.CharField(
        "viruskontrol", max_length=10, choices=Viruskontrol, editable=False
    )
    tilfoejet = models.DateTimeField("tilføjet", auto_now_add=True)
    tilfoejet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = DokumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokumenter"
        ordering = ["tilfoejet", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(henvendelse__isnull=False, afgoerelse=None)
                | Q(henvendelse=None, afgoerelse__isnull=False),
                name="dokument_hoerer_til_et_sted",
            ),
            models.CheckConstraint(
                condition=Q(stoerrelse__gt=0, sha256__isnull=False), name="dokument_har_indhold"
            ),
            models.CheckConstraint(
                condition=Q(viruskontrol__in=Viruskontrol.values),
                name="dokument_kendt_viruskontrol",
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        if self.afgoerelse:
            return reverse("afgoerelsesdokument", args=[self.afgoerelse.pk, self.uuid])
        return reverse("dokument", args=[self.henvendelse.nummer, self.uuid])

    @property
    def hoerer_til(self) -> Henvendelse | Afgoerelse:
        return self.henvendelse or self.afgoerelse

    def indhold(self) -> bytes:
        """The content, decrypted. Raises FilenMangler, and Krypteringsfejl when it is not whole."""
        indhold = lager.laes(self.lagernavn)
        if hashlib.sha256(indhold).hexdigest() != self.sha256.vis():
            raise Beskadiget
        return indhold
