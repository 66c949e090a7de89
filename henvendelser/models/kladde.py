"""What somebody is typing and has not saved in the register yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from .felter import KrypteretFelt
from .samlet_kontrol import SamletKontrol


class KladdeQuerySet(models.QuerySet):
    def synlige_for(self, bruger):
        """The user's own: nobody sees what another has not saved, the office's colleagues neither.

        One that is closed is not there, nor is one that has lain longer than KLADDE_DAGE.
        """
        return self.filter(
            bruger=bruger, indhold__isnull=False, skrevet__gt=timezone.now() - levetid()
        )

    def udloebne(self):
        """Those nobody has typed in for KLADDE_DAGE, and the marks of closed ones as old."""
        return self.filter(skrevet__lte=timezone.now() - levetid())


class Kladde(SamletKontrol):
    """A form's fields as they were typed last, right or wrong, on their way into the register.

    It holds what a case holds, so it is ciphertext, the CPR number with the rest, and its user's
    alone. `adresse` is the form's own, e.g. "/henvendelser/2025-0012/ret/". Without `indhold` it is
    closed: saved or discarded, and kept only so that a request that was under way does not open it
    again. `holdt` when it was sent by a session that had ended.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bruger = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, editable=False, related_name="+"
    )
    adresse = models.CharField("formular", max_length=200, editable=False)
    indhold = KrypteretFelt("indhold", editable=False)
    skrevet = models.DateTimeField("sidst skrevet i", editable=False, db_index=True)
    holdt = models.BooleanField(default=False, editable=False)

    objects = KladdeQuerySet.as_manager()

    class Meta:
        verbose_name = "kladde"
        verbose_name_plural = "kladder"
        ordering = ["-skrevet"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holdt=False) | Q(indhold__isnull=False), name="kladde_holdt_har_indhold"
            ),
        ]

    def __str__(self) -> str:
        return f"Kladde fra {timezone.localtime(self.skrevet):%d.%m.%Y %H.%M}"

    def get_absolute_url(self) -> str:
        """The form, filled in with the draft."""
        return f"{self.adresse}?kladde={self.uuid}"

    def felter(self) -> QueryDict:
        """The form's fields as they were typed. Raises Krypteringsfejl."""
        return QueryDict(self.indhold.vis() if self.indhold else "")

    @property
    def udloeber(self) -> datetime:
        return self.skrevet + levetid()


def levetid() -> timedelta:
    return timedelta(days=settings.KLADDE_DAGE)
