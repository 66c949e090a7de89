"""A small tree held in memory: departments, or themes over topics.

There are at most some hundred nodes; one query reads them all, and what needs the tree's shape
(a filter that means "and everything under it", a table with subtotals) asks here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Model

from .models.traeer import Knude


class Trae:
    """The nodes of one tree in reading order: each node before what is under it."""

    def __init__(self, knuder: Iterable[Knude]):
        """`knuder` come in the order in which siblings are to stand."""
        self.knuder: dict[int, Knude] = {knude.pk: knude for knude in knuder}
        self._under: dict[int | None, list[int]] = defaultdict(list)
        for knude in self.knuder.values():
            self._under[knude.overordnet_id].append(knude.pk)

    @classmethod
    def af(cls, model: type[Knude]) -> Trae:
        """The whole tree of a model, in its declared order; one query."""
        trae = cls(model.objects.all())
        trae.giv(trae.knuder.values(), "overordnet")
        return trae

    def giv(self, raekker: Iterable[Model], felt: str) -> None:
        """Let what the rows' foreign key `felt` points at be the nodes here, and not be read."""
        for raekke in raekker:
            peger = raekke._meta.get_field(felt)
            if knude := self.knuder.get(getattr(raekke, peger.attname)):
                peger.set_cached_value(raekke, knude)

    def __iter__(self) -> Iterator[Knude]:
        return (self.knuder[pk] for pk in self._i_orden(None))

    def _i_orden(self, overordnet: int | None) -> Iterator[int]:
        for pk in self._under[overordnet]:
            yield pk
            yield from self._i_orden(pk)

    def niveau(self, pk: int) -> int:
        """1 for a node with nothing over it."""
        overordnet = self.knuder[pk].overordnet_id
        return 1 if overordnet is None else 1 + self.niveau(overordnet)

    def gren(self, pk: int) -> frozenset[int]:
        """The node and everything under it."""
        return frozenset([pk, *self._i_orden(pk)])

    def har_under(self, pk: int) -> bool:
        return bool(self._under[pk])
