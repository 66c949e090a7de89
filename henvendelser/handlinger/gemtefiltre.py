"""Filters that a user keeps; see `handlinger` for what every action promises.

They hold no case, so the access log does not tell of them; it tells what each showing of a list
showed, and of which filter.
"""

from __future__ import annotations

from django.db import transaction

from ..models import Bruger, GemtFilter


@transaction.atomic
def gem_filter(*, filter: GemtFilter, af: Bruger) -> GemtFilter:
    """Save a new or changed filter of `af`'s own. Raises ValidationError, by field.

    A list begins with one filter at most: another that it began with stops doing so.
    """
    filter.bruger = af
    # In a row of its own: two who save at once wait for each other, and one default is left.
    Bruger.objects.select_for_update().get(pk=af.pk)
    if filter.standard:
        andre = GemtFilter.objects.egne(af).filter(liste=filter.liste).exclude(pk=filter.pk)
        andre.update(standard=False)
    filter.full_clean()
    filter.save()
    return filter


@transaction.atomic
def slet_filter(*, filter: GemtFilter, af: Bruger) -> None:
    """Delete a filter of `af`'s own; for the colleagues too, where it was shared."""
    GemtFilter.objects.egne(af).filter(pk=filter.pk).delete()
