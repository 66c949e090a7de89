"""A form over one row: it registers a new one, or corrects the one it was opened on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import QueryDict

from ..models import Bruger
from .felter import Rettet, aftryk, tilfoej_fejl
from .fletning import som_sendt


def som_skrevet(
    form: forms.Form | type[forms.Form], udfyldt: QueryDict, prefix: str | None = None
) -> dict[str, Any]:
    """The form's fields as they were typed, for its `initial`."""
    prefix = form.prefix if prefix is None else prefix
    forled = f"{prefix}-" if prefix else ""
    return {
        navn: felt.widget.value_from_datadict(udfyldt, {}, f"{forled}{navn}")
        for navn, felt in form.base_fields.items()
        if not felt.widget.needs_multipart_form
    }


def raekker_i(udfyldt: QueryDict, formset: str, hoejst: int) -> list[str]:
    """The prefixes of the rows that were typed, less those that were taken away."""
    antal = udfyldt.get(f"{formset}-TOTAL_FORMS", "")
    antal = min(int(antal), hoejst) if antal.isascii() and antal.isdigit() else 0
    raekker = (f"{formset}-{nr}" for nr in range(antal))
    return [raekke for raekke in raekker if f"{raekke}-DELETE" not in udfyldt]


class Kladdeform(forms.Form):
    """A form that has a draft."""

    use_required_attribute = False

    def __init__(
        self,
        *args,
        initial: Mapping[str, Any] | None = None,
        udfyldt: QueryDict | None = None,
        prefix: str | None = None,
        **kwargs,
    ):
        """`udfyldt` is what a draft has of it, right or wrong; it is shown and not judged yet."""
        skrevet = {} if udfyldt is None else som_skrevet(type(self), udfyldt, prefix)
        super().__init__(*args, initial={**(initial or {}), **skrevet}, prefix=prefix, **kwargs)


class Postform(forms.Form):
    """What the forms over one row share; a subclass says what a row shows and how it is saved.

    Two who correct the same row: the second one is told, and what was typed stays.
    """

    use_required_attribute = False
    model: type[Model]

    version = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args, post: Model | None = None, udfyldt: QueryDict | None = None, **kwargs
    ):
        """`udfyldt` is what a draft has of it, right or wrong; it is shown and not judged yet."""
        self.post = post
        if post:
            vist = self.indhold(post)
            initial = {**vist, "version": aftryk(vist)}
        else:
            initial = self.forslag()
        if udfyldt is not None:
            initial |= som_skrevet(self, udfyldt)
        super().__init__(*args, initial=initial, **kwargs)
        if not post:
            del self.fields["version"]

    @staticmethod
    def indhold(post: Model) -> dict[str, Any]:
        """All that the page shows of a row, by field; a change of it is somebody's correction."""
        raise NotImplementedError

    @staticmethod
    def forslag() -> dict[str, Any]:
        """What an empty form is filled in with."""
        return {}

    def registrer(self, vaerdier: dict[str, Any], af: Bruger) -> Model:
        """Register a new row with the form's values."""
        raise NotImplementedError

    def ret(self, post: Model, vaerdier: dict[str, Any], af: Bruger) -> Model:
        """Save the row with the form's values; it is locked."""
        raise NotImplementedError

    def tag_ny_version(self) -> None:
        """Let what was typed be saved, on purpose, over what somebody else saved meanwhile."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = aftryk(
            self.indhold(self.model.objects.get(pk=self.post.pk))
        )

    def som_sendt(self) -> QueryDict:
        """What a browser would send of the form if nobody changed anything in it."""
        svar = QueryDict(mutable=True)
        for navn, vaerdier in som_sendt(self).items():
            svar.setlist(navn, vaerdier)
        return svar

    def gem(self, af: Bruger) -> Model | None:
        """Save the row. None: what did not hold now stands at its field.

        Raises Rettet when somebody else has saved the row since the page was shown.
        """
        if not self.is_valid():
            return None
        vaerdier = dict(self.cleaned_data)
        version = vaerdier.pop("version", None)
        try:
            if self.post:
                return self._ret(version, vaerdier, af)
            return self.registrer(vaerdier, af)
        except ValidationError as fejl:
            tilfoej_fejl(self, fejl)
        return None

    @transaction.atomic
    def _ret(self, version: str, vaerdier: dict[str, Any], af: Bruger) -> Model:
        post = self.model.objects.select_for_update().get(pk=self.post.pk)
        if aftryk(self.indhold(post)) != version:
            raise Rettet
        return self.ret(post, vaerdier, af)
