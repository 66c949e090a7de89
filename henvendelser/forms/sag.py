"""An inquiry's issues on its page: the hovedsag's form, and the rows of følgesager."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.forms.formsets import TOTAL_FORM_COUNT

from ..handlinger import Sagsindhold
from ..models import Sag
from ..registreringsfelter import Felt
from .felter import Afdelinger, Emner, Postfelt, soegbar

FOELGESAGER = "foelgesager"
HOEJST = 50
FOR_MANGE = f"Der kan højst være {HOEJST} følgesager i en henvendelse."


class SagForm(forms.Form):
    """One issue. `pk` says which existing one it is; any other key is that of a new issue.

    An issue that was registered without a department or a topic may stay so: what is not known is
    not to be invented when something else is corrected.
    """

    use_required_attribute = False

    afdeling = Postfelt(
        label="Afdeling",
        help_text="Den afdeling, sagen handler om. Skriv tre bogstaver, og vælg.",
        widget=soegbar(),
        error_messages={"required": "Vælg en afdeling."},
    )
    emne = Postfelt(
        label="Emne",
        widget=soegbar(),
        error_messages={"required": "Vælg et emne."},
    )
    pk = forms.IntegerField(label="Sag", required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        afdelinger: Afdelinger,
        emner: Emner | None,
        emnefelt: Felt,
        sager: dict[int, Sag],
        **kwargs,
    ):
        """`emner` is None where the office does not register any."""
        super().__init__(*args, **kwargs)
        pk = self["pk"].value()
        self.sag = sager.get(int(pk)) if str(pk).isdecimal() else None
        self.fields["afdeling"].tilbyd(afdelinger.muligheder, afdelinger.poster)
        if emner is None:
            del self.fields["emne"]
        else:
            self.fields["emne"].tilbyd(emner.muligheder, emner.poster)
            self.fields["emne"].required = emnefelt.paakraevet
            self.fields["emne"].help_text = emnefelt.hjaelp
        for navn in set(self.fields) & {"afdeling", "emne"}:
            if self.sag and getattr(self.sag, f"{navn}_id") is None:
                self.fields[navn].required = False

    @property
    def er_tom(self) -> bool:
        """A row that was added and never filled in."""
        return self.empty_permitted and not self.has_changed()

    def indhold(self) -> Sagsindhold:
        vaerdier = self.cleaned_data
        behold = self.sag and self.sag.emne
        return Sagsindhold(vaerdier["afdeling"], vaerdier.get("emne", behold), vaerdier["pk"])


class _Foelgesager(BaseFormSet):
    """Every row may be left empty; none is there to begin with, so `initial` decides how many."""

    default_error_messages = {
        "missing_management_form": (
            "Siden blev ikke sendt hel. Kontrollér følgesagerne, og tryk på Gem igen."
        ),
        "too_many_forms": FOR_MANGE,
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=FOELGESAGER, **kwargs)
        self.extra = len(self.initial or ())

    def initial_form_count(self) -> int:
        return 0

    def clean(self) -> None:
        if self.management_form.cleaned_data[TOTAL_FORM_COUNT] < 0:
            raise ValidationError(self.error_messages["missing_management_form"])


Foelgesager = formset_factory(
    SagForm,
    formset=_Foelgesager,
    can_delete=True,
    max_num=HOEJST,
    absolute_max=2 * HOEJST,  # rows that the page has taken away again are sent too
    validate_max=True,
)
