"""The tables that the worker processes share. Neither says anything about a citizen or a user."""

from django.db import models


class Cacheraekke(models.Model):
    """One entry of Django's cache, in the columns `borgerraadgiver.cache` reads and writes.

    A model, so that `migrate` makes the table, and a forgotten `createcachetable` cannot stop the
    program. Django's cache asks for these very names.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache"
        verbose_name = "cacherække"
        verbose_name_plural = "cacherækker"

    def __str__(self) -> str:
        return self.cache_key


class Taeller(models.Model):
    """How often something was tried since its window began; see `rater`.

    `noegle` is a keyed hash: whose attempts they are cannot be read from the table. `udloeber` is
    the window's end in milliseconds since 1970, a number that both databases compare alike.
    """

    noegle = models.CharField(max_length=64, primary_key=True)
    antal = models.PositiveIntegerField()
    udloeber = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "taeller"
        verbose_name = "tæller"
        verbose_name_plural = "tællere"
        constraints = [
            models.CheckConstraint(condition=models.Q(antal__gte=1), name="taeller_mindst_en"),
        ]

    def __str__(self) -> str:
        return f"{self.noegle}: {self.antal}"
