"""The forms of a round: opening it, a department's answer, and what is added to one."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from henvendelser.forms.felter import Afdelinger, Fritekst, Postfelt
from henvendelser.forms.postform import Kladdeform, raekker_i, som_skrevet
from henvendelser.models import Afdeling

from ..anbefalinger.forms import LAENGST, UDEN_BORGERE, langt
from ..laesning import ordn
from ..models import Art, Beretning, Runde, Rundesvar
from ..valg import SVARMULIGHEDER
from .handlinger import stilles_til
from .kladde import laes_kladde
from .svar import Emne, Mangler, Punkt, Svarindhold

EMNER = "emner"
FLEST_EMNER = 50
FORKERT_DAG = "Skriv en dato, der findes, som dag.måned.år, fx 3.4.2025."


class Fristform(forms.Form):
    use_required_attribute = False

    frist = forms.DateField(
        label="Frist",
        help_text="Den sidste dag, afdelingerne kan svare til tiden.",
        error_messages={"required": "Skriv en frist.", "invalid": FORKERT_DAG},
    )


class Afdelingsform(forms.Form):
    """Whom to ask: each department with how many recommendations it would be asked about."""

    use_required_attribute = False

    afdelinger = forms.MultipleChoiceField(
        label="Spørg",
        help_text="Tallet er de åbne anbefalinger, afdelingen bliver spurgt om.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst én afdeling.",
            "invalid_choice": "Vælg afdelinger fra listen.",
        },
    )

    def tilbyd(self, stilles: Mapping[int, list], spurgt: Container[int] = ()) -> None:
        """Offer those of today and those that `stilles` has something for, less the `spurgt`.

        A department that was abolished without a successor is still asked, for its own.
        """
        alle = Afdelinger(stilles, eksterne=False).poster
        self.afdelinger = {str(en.pk): en for en in alle if en.pk not in spurgt}
        self.fields["afdelinger"].choices = [
            (noegle, self._navn(afdeling, len(stilles.get(afdeling.pk, ()))))
            for noegle, afdeling in self.afdelinger.items()
        ]

    @staticmethod
    def _navn(afdeling: Afdeling, antal: int) -> str:
        over = f", {afdeling.overordnet}" if afdeling.overordnet_id else ""
        return f"{afdeling}{over} ({antal})"

    def clean_afdelinger(self) -> list[Afdeling]:
        return [self.afdelinger[noegle] for noegle in self.cleaned_data["afdelinger"]]


class RundeForm(Afdelingsform, Fristform):
    """Open a round: for which report, whom to ask, and by when."""

    field_order = ["beretning", "frist", "afdelinger", "vejledning"]

    beretning = Postfelt(
        label="Beretning",
        help_text="Den beretning, afdelingernes svar skal med i.",
        error_messages={"required": "Vælg en beretning."},
    )
    vejledning = langt(
        "Til afdelingerne", hjaelp="Står øverst i skemaet, fx hvad I især vil høre om."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        uden_runde = list(Beretning.objects.filter(runde=None))
        self.fields["beretning"].tilbyd([(str(b.pk), b.titel) for b in uden_runde], uden_runde)
        self.kan_udfyldes = bool(uden_runde)
        if not uden_runde:
            return
        self.initial.setdefault("beretning", uden_runde[0])
        stilles = stilles_til(uden_runde[0])
        self.tilbyd(stilles)
        self.initial.setdefault("afdelinger", [str(pk) for pk in stilles])


class FlereForm(Afdelingsform):
    """Ask more departments in a round that is open."""

    def __init__(self, *args, runde: Runde, **kwargs):
        super().__init__(*args, **kwargs)
        spurgt = set(runde.svar.values_list("afdeling", flat=True))
        self.tilbyd(stilles_til(runde.beretning, runde), spurgt)
        self.kan_udfyldes = bool(self.afdelinger)


class PunktForm(Kladdeform):
    """One recommendation. A draft may be empty."""

    use_required_attribute = False

    stilling = forms.ChoiceField(
        label="Er anbefalingen fulgt?",
        choices=SVARMULIGHEDER,
        widget=forms.RadioSelect,
        required=False,
    )
    gjort = langt("Hvad har I gjort?", raekker=4, hjaelp=UDEN_BORGERE)
    begrundelse = langt("Hvorfor ikke, eller hvorfor kun delvist?", raekker=3)
    dokumentation = langt(
        "Hvor kan det ses?", raekker=2, hjaelp="Fx en vejledning, et brev eller et referat."
    )


class EmneForm(forms.Form):
    use_required_attribute = False

    overskrift = Fritekst(
        label="Overskrift",
        help_text="Fx Kommunikation eller Sagsbehandlingstider.",
        required=False,
        max_length=200,
    )
    tekst = langt("Hvad har I lært, og hvad gør I?", raekker=6, hjaelp=UDEN_BORGERE)


_Emner = forms.formset_factory(
    EmneForm,
    extra=0,
    max_num=FLEST_EMNER,
    absolute_max=FLEST_EMNER,
    validate_max=True,
    can_delete=True,
)


class _I_altForm(Kladdeform):  # noqa: N801 (the part that is about the whole)
    use_required_attribute = False

    ingen_bemaerkninger = forms.BooleanField(label="Ingen bemærkninger", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class Svarskema:
    """The whole of a department's form: a part for each recommendation, the subheadings, the rest.

    `data` is what was sent; without, the department's draft is shown, or what the lead has typed
    since (`udfyldt`). `kladdefejl` is why the department's cannot be read.
    """

    def __init__(self, svar: Rundesvar, data=None, udfyldt: QueryDict | None = None):
        self.svar = svar
        self.stillingtagen = list(svar.stillingtagen.select_related("adressat__anbefaling"))
        kladde, self.kladdefejl = laes_kladde(svar) if data is None else (Svarindhold(), "")
        skrevet = {punkt.adressat: asdict(punkt) for punkt in kladde.punkter}
        self.punkter = [
            PunktForm(
                data,
                prefix=f"punkt-{et.adressat_id}",
                initial=skrevet.get(et.adressat_id),
                udfyldt=udfyldt,
            )
            for et in self.stillingtagen
        ]
        emner = [asdict(emne) for emne in kladde.emner]
        if udfyldt is not None:
            raekker = raekker_i(udfyldt, EMNER, FLEST_EMNER)
            emner = [som_skrevet(EmneForm, udfyldt, raekke) for raekke in raekker]
        self.emner = _Emner(data, prefix=EMNER, initial=emner or [{}])
        self.emner.raekkenavn = "Emne"
        self.i_alt = _I_altForm(
            data,
            initial={"ingen_bemaerkninger": kladde.ingen_bemaerkninger, "version": svar.version},
            udfyldt=udfyldt,
        )

    @property
    def dele(self) -> list[tuple[Any, PunktForm]]:
        """Each recommendation with its part of the form."""
        return [
            (et.adressat.anbefaling, form)
            for et, form in zip(self.stillingtagen, self.punkter, strict=True)
        ]

    @property
    def formularer(self) -> list:
        return [*self.punkter, self.emner, self.i_alt]

    def er_gyldigt(self) -> bool:
        """Every part is looked at, so that all faults are told at once."""
        return not [form for form in self.formularer if not form.is_valid()]

    @property
    def version(self) -> int:
        return self.i_alt.cleaned_data["version"]

    def indhold(self) -> Svarindhold:
        """What was written; a subheading without a word is none."""
        return Svarindhold(
            punkter=tuple(
                Punkt(et.adressat_id, **form.cleaned_data)
                for et, form in zip(self.stillingtagen, self.punkter, strict=True)
            ),
            emner=tuple(
                Emne(form.cleaned_data["overskrift"], form.cleaned_data["tekst"])
                for form in self._skrevne()
            ),
            ingen_bemaerkninger=self.i_alt.cleaned_data["ingen_bemaerkninger"],
        )

    def _skrevne(self) -> list[EmneForm]:
        return [
            form
            for form in self.emner.forms
            if not form.cleaned_data.get("DELETE")
            and (form.cleaned_data.get("overskrift") or form.cleaned_data.get("tekst"))
        ]

    def vis_mangler(self, mangler: Mangler) -> None:
        """Put what keeps it from being sent at its field."""
        for et, form in zip(self.stillingtagen, self.punkter, strict=True):
            for felt, besked in mangler.punkter.get(et.adressat_id, {}).items():
                form.add_error(felt, besked)
        for nr, form in enumerate(self._skrevne()):
            for felt, besked in mangler.emner.get(nr, {}).items():
                form.add_error(felt, besked)
        if mangler.i_alt:
            self.i_alt.add_error("ingen_bemaerkninger", mangler.i_alt)

    def tag_ny_version(self) -> None:
        """Let what was typed be saved, on purpose, over what somebody else saved meanwhile."""
        nu = Rundesvar.objects.get(pk=self.svar.pk).version
        self.i_alt.data = self.i_alt.data.copy()
        self.i_alt.data["version"] = str(nu)


class TillaegForm(Kladdeform):
    use_required_attribute = False

    tekst = Fritekst(
        label="Tillæg",
        help_text="Det sendte svar ændres ikke. Tillægget står under det.",
        max_length=LAENGST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv det, der skal føjes til."},
    )


class PlacerForm(forms.Form):
    """Where in the report the answers are to stand."""

    use_required_attribute = False

    efter = Postfelt(
        label="Sæt dem ind efter", tom="Sidst i beretningen, før bilagene", required=False
    )

    def __init__(self, *args, runde: Runde, **kwargs):
        super().__init__(*args, **kwargs)
        afsnit = [
            et
            for et, over in ordn(runde.beretning.afsnit.filter(~Q(overskrift="")))
            if not over and et.art == Art.TEKST
        ]
        self.fields["efter"].tilbyd([(str(et.pk), et.overskrift) for et in afsnit], afsnit)
