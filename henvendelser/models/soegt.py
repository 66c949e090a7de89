from __future__ import annotations

from typing import TYPE_CHECKING

from .logget import LoggetQuerySet

if TYPE_CHECKING:
    from ..soegning.find import Soegt


class SoegtQuerySet(LoggetQuerySet):
    """Rows that are found by words: their own, or those of what `soeges_gennem` leads to."""

    soeges_gennem = ""

    def soeg(self, tekst: str):
        """All of the text's words are somewhere in the row's texts (`soegning.kilder`)."""
        # Its sources are declared by these models.
        from ..soegning.find import Soegt  # noqa: PLC0415

        return self.blandt(Soegt.af(tekst, self.fundet, self.db))

    def blandt(self, soegt: Soegt):
        """The same, of a search that is read already."""
        return self.filter(soegt.vilkaar(self.soeges_gennem))

    @property
    def fundet(self):
        """The model whose texts are searched."""
        if not self.soeges_gennem:
            return self.model
        return self.model._meta.get_field(self.soeges_gennem).related_model
