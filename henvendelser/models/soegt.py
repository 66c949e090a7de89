from __future__ import annotations

from .logget import LoggetQuerySet


class SoegtQuerySet(LoggetQuerySet):
    """Rows that are found by words: their own, or those of what `soeges_gennem` leads to."""

    soeges_gennem = ""

    def soeg(self, tekst: str):
        """All of the text's words are somewhere in the row's texts (`soegning.kilder`)."""
        # Its sources are declared by these models.
        from ..soegning.find import vilkaar  # noqa: PLC0415

        return self.filter(vilkaar(tekst, self.soeges_gennem, self.fundet, self.db))

    @property
    def fundet(self):
        """The model whose texts are searched."""
        if not self.soeges_gennem:
            return self.model
        return self.model._meta.get_field(self.soeges_gennem).related_model
