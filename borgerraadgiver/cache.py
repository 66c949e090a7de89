"""Django's cache in the database: the same for every worker process, on both databases."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from .models import Cacheraekke


def skjult_noegle(key: str, key_prefix: str, version: int) -> str:
    """KEY_FUNCTION: a keyed hash. Libraries put addresses and user names into their keys."""
    tekst = f"{key_prefix}:{version}:{key}"
    return salted_hmac("borgerraadgiver.cache", tekst, algorithm="sha256").hexdigest()


class DeltCache(DatabaseCache):
    """Django's own, with an `add` that only one of several at once gets through.

    Django's `add` updates an entry that has expired; two processes that both saw it expired would
    both be told that they were first. Here the expired entry is removed before, so that the primary
    key decides.
    """

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        noegle = self.make_and_validate_key(key, version=version)
        Cacheraekke.objects.filter(
            cache_key=noegle, expires__lt=now().replace(microsecond=0)
        ).delete()
        return super().add(key, value, timeout, version)
