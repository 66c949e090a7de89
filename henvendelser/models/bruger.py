from __future__ import annotations

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from ..valg import Rolle
from .logget import LoggetQuerySet

ADGANG_FELTER = ("rolle", "is_active", "password")
# What the access log tells of when it is changed (`henvendelser/log/brugere.py`).
LOGGEDE_FELTER = ("rolle", "is_active", "is_staff", "is_superuser")


class BrugerQuerySet(LoggetQuerySet):
    """Rights are given one user at a time, by `save`, which is logged."""

    def update(self, **felter) -> int:
        """Refuses a field that gives access; of the others the log tells nothing anyway."""
        if set(LOGGEDE_FELTER).isdisjoint(felter):
            return models.QuerySet.update(self, **felter)
        return super().update(**felter)

    def delete(self):
        """Let through: each user's deletion is heard by the log."""
        return models.QuerySet.delete(self)

    delete.alters_data = True
    delete.queryset_only = True

    def nyt_adgangsmaerke(self) -> int:
        """End every session of these users, at once. The number of users."""
        return self.update(adgangsmaerke=F("adgangsmaerke") + 1)


class BrugerManager(UserManager.from_queryset(BrugerQuerySet)):
    use_in_migrations = False


class Bruger(AbstractUser):
    """A person who can log in. The role decides everything; a new user has none."""

    rolle = models.CharField("rolle", max_length=20, choices=Rolle, blank=True, default="")
    afdelinger = models.ManyToManyField(
        "henvendelser.Afdeling",
        verbose_name="afdelinger",
        blank=True,
        related_name="ledere",
        help_text="De afdelinger, en afdelingsleder svarer for.",
    )
    bogstavgenveje = models.BooleanField(
        "genveje med bogstaver",
        default=True,
        help_text="Om én tast uden for et felt er en genvej (WCAG 2.1.4).",
    )
    adgangsmaerke = models.PositiveIntegerField(default=0, editable=False)

    objects = BrugerManager()

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        constraints = [
            models.CheckConstraint(
                condition=Q(rolle__in=["", *Rolle.values]), name="bruger_kendt_rolle"
            ),
            # Login looks the name up whatever the case, and lets in none of two that fit.
            models.UniqueConstraint(
                Lower("username"),
                name="bruger_brugernavn_en_gang",
                violation_error_message="Der er allerede en bruger med det brugernavn.",
            ),
            # A shared mailbox is a shared login: nobody could say who read a case.
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="bruger_mailadresse_en_gang",
                violation_error_message="Der er allerede en bruger med den mailadresse.",
            ),
        ]

    def save(self, **kwargs) -> None:
        """Another role, password or `is_active` ends the sessions for good.

        Also when it is later set back: `adgangsmaerke` only ever grows, and is never written from a
        copy of the user that was read before.
        """
        self.email = self.email.lower()  # looked up so when the password is forgotten
        if self._state.adding:
            super().save(**kwargs)
            return
        if kwargs.get("update_fields") is None:
            alle = {felt.name for felt in self._meta.concrete_fields if not felt.primary_key}
            kwargs["update_fields"] = alle - {"adgangsmaerke"}
        gemt = [felt for felt in ADGANG_FELTER if felt in kwargs["update_fields"]]
        denne = type(self).objects.filter(pk=self.pk)
        foer = denne.values(*gemt).first() if gemt else None
        super().save(**kwargs)
        if foer and foer != {felt: getattr(self, felt) for felt in gemt}:
            denne.nyt_adgangsmaerke()
            self.refresh_from_db(fields=["adgangsmaerke"])

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session lives while the password, the role, the departments and the factors stand.

        Django's own hash mixes the password alone; what else gives access changes `adgangsmaerke`.
        """
        adgang = f"{self.rolle}:{self.is_active}:{self.adgangsmaerke}:{self.password}"
        return salted_hmac(
            "henvendelser.Bruger.session", adgang, secret=secret, algorithm="sha256"
        ).hexdigest()
