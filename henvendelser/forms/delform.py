"""A form that adds to a case or changes one of its parts by one action."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model

from ..models import Bruger
from .felter import tilfoej_fejl
from .postform import Kladdeform


class Delform(Kladdeform):
    """A subclass has its fields and `udfoer`, which calls the action with what was typed."""

    def udfoer(self, objekt: Model, af: Bruger) -> Model:
        """Do it to `objekt` with the cleaned values. Raises ValidationError."""
        raise NotImplementedError

    def gem(self, objekt: Model, af: Bruger) -> Model | None:
        """Do it. None: what did not hold now stands at its field."""
        if not self.is_valid():
            return None
        try:
            return self.udfoer(objekt, af)
        except ValidationError as fejl:
            tilfoej_fejl(self, fejl)
        return None
