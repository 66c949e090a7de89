"""Rows that are only ever added, and fields that stand fast: neither the program nor raw SQL
changes or removes them.

The database's own triggers hold it (`henvendelser/log/triggere.py`); what is here tells a
programmer so before the database does.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils import timezone

from .samlet_kontrol import SamletKontrol

# The database decides by its own clock; the two may differ a little.
_MARGEN = timedelta(minutes=1)


class Uforanderlig(TypeError):
    """Somebody tried to change or remove what is only ever added."""


class Slettes(StrEnum):
    """When the database lets such a row go."""

    GAMMEL = "gammel"  # when it is older than `LOG_DAGE`
    MED_SAGEN = "med_sagen"  # with the whole inquiry it is part of (`triggere.sletter_sagen`)
    ALDRIG = "aldrig"  # while it stands fast; a draft that is not sent yet goes as any row


class Fast:
    """Mixed into a model whose rows the database keeps as they are.

    `faste` are the fields that never change. `fast_fra` is the field that, once it is set, makes
    the whole row stand fast. With neither it does from the first. `sagen` is the way to the
    inquiry, of a row that goes with it.
    """

    slettes = Slettes.ALDRIG
    faste: tuple[str, ...] = ()
    fast_fra = ""
    sagen = "henvendelse"


class TilfoejelserQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise Uforanderlig(f"{self.model.__name__} kan ikke ændres.")

    def bulk_update(self, *args, **kwargs):
        raise Uforanderlig(f"{self.model.__name__} kan ikke ændres.")

    def delete(self):
        raise Uforanderlig(f"{self.model.__name__} kan ikke slettes.")

    delete.alters_data = True
    delete.queryset_only = True

    def slet_udloebne(self) -> int:
        """Remove what is older than `LOG_DAGE`, all the triggers let go; answers how many."""
        graense = timezone.now() - timedelta(days=settings.LOG_DAGE) - _MARGEN
        return self.filter(tidspunkt__lt=graense)._raw_delete(self.db)


class Tilfoejelse(Fast, SamletKontrol):
    """A row that is written once, at `tidspunkt`."""

    slettes = Slettes.GAMMEL

    tidspunkt = models.DateTimeField("tidspunkt", default=timezone.now, editable=False)

    objects = TilfoejelserQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise Uforanderlig(f"{type(self).__name__} kan ikke ændres.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Uforanderlig(f"{type(self).__name__} kan ikke slettes.")
