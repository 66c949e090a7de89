"""A form that adds to a case or changes one of its parts by one action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict

from ..models import Bruger
from .felter import tilfoej_fejl
from .postform import som_skrevet


class Delform(forms.Form):
    """A subclass has its fields and `udfoer`, which calls the action with what was typed."""

    use_required_attribute = False

    def __init__(
        self,
        *args,
        initial: Mapping[str, Any] | None = None,
        udfyldt: QueryDict | None = None,
        **kwargs,
    ):
        """`udfyldt` is what a draft has of it, right or wrong; it is shown and not judged yet."""
        skrevet = {} if udfyldt is None else som_skrevet(type(self), udfyldt)
        super().__init__(*args, initial={**(initial or {}), **skrevet}, **kwargs)

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
