from django.contrib.auth.models import AbstractUser
from django.db import models

from ..valg import Rolle


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

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rolle__in=["", *Rolle.values]), name="bruger_kendt_rolle"
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
