"""The reading order of a report's sections, and what each is looked up by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .models import Afsnit


def ordn(afsnit: Iterable[Afsnit]) -> list[tuple[Afsnit, tuple[Afsnit, ...]]]:
    """The sections in reading order, each with those above it, outermost first."""
    under: dict[int | None, list[Afsnit]] = defaultdict(list)
    for et in afsnit:
        under[et.overordnet_id].append(et)

    def gaa(over: tuple[Afsnit, ...]) -> Iterator[tuple[Afsnit, tuple[Afsnit, ...]]]:
        for et in under[over[-1].pk if over else None]:
            yield et, over
            yield from gaa((*over, et))

    return list(gaa(()))


def opslagsnoegle(afsnit: Afsnit) -> str:
    """The key of a table or a figure; one without a key goes by its row, as no key can."""
    return afsnit.noegle or f"#{afsnit.pk}"
