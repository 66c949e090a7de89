"""A percentage, always computed from the two counts and never from another percentage."""

from __future__ import annotations

from decimal import Decimal


def procent(del_: int, hele: int) -> Decimal | None:
    """Per cent with one decimal, half a tenth rounded up; from counts. None of nothing."""
    if not hele:
        return None
    tiendedele = (2000 * del_ + hele) // (2 * hele)
    return Decimal(tiendedele).scaleb(-1)
