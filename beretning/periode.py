"""The days that a report covers."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format


@dataclass(frozen=True)
class Periode:
    """From `fra` to `til`, both days included. Raises ValueError where `til` comes first."""

    fra: date
    til: date

    def __post_init__(self):
        if self.til < self.fra:
            raise ValueError(f"Perioden slutter {self.til}, før den begynder {self.fra}.")

    def __contains__(self, dag: date) -> bool:
        return self.fra <= dag <= self.til

    def __str__(self) -> str:
        """E.g. "1. april 2024 – 31. marts 2025"."""
        return f"{date_format(self.fra, 'j. F Y')} – {date_format(self.til, 'j. F Y')}"

    @property
    def dage(self) -> tuple[date, ...]:
        return tuple(self.fra + timedelta(nr) for nr in range((self.til - self.fra).days + 1))

    @property
    def foer(self) -> Periode:
        """The period before, as long as this one.

        A period of whole months is followed back in months (a leap year's April–March is as long
        as any other); any other period in days.
        """
        if self._hele_maaneder:
            antal = 12 * (self.til.year - self.fra.year) + self.til.month - self.fra.month + 1
            foerste = self.fra.year * 12 + self.fra.month - 1 - antal
            return Periode(date(foerste // 12, foerste % 12 + 1, 1), self.fra - timedelta(1))
        return Periode(self.fra - (self.til - self.fra) - timedelta(1), self.fra - timedelta(1))

    @property
    def _hele_maaneder(self) -> bool:
        sidste = calendar.monthrange(self.til.year, self.til.month)[1]
        return self.fra.day == 1 and self.til.day == sidste
