"""The page on which an inquiry is registered or corrected: three forms that are saved as one."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseFormSet, formset_factory
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import QueryDict
from django.views.decorators.debug import sensitive_variables

from ..borgere import OPLYSNINGER, AndreOplysninger, Oplysninger, borgeren
from ..cpr import MASKE
from ..handlinger import (
    Sagsindhold,
    UgyldigSag,
    registrer_henvendelse,
    ret_henvendelse,
)
from ..models import Behandling, Borger, Bruger, Henvendelse, Kategori, Kontaktform, Sag
from ..regler import i_dag
from ..valg import Henvendelsestype
from .felter import (
    Afdelinger,
    CprFelt,
    Dagfelt,
    Emner,
    Fritekst,
    Mailfelt,
    Postfelt,
    Rettet,
    aftryk,
    constraintbesked,
    kode,
    soegbar,
    tilfoej_fejl,
)

HOVEDSAG = "hovedsag"
FOELGESAGER = "foelgesager"
HOEJST = 50
BORGERENS = {*OPLYSNINGER, "cpr", "slet_cpr", "gaelder", "version"}
KNAPPER = {"tilfoej", "fjern", "goer_til_hovedsag"}
FOR_MANGE = f"Der kan højst være {HOEJST} følgesager i en henvendelse."
# How far back a register is read to see whether the office uses a field.
SENESTE = 500


class HenvendelseForm(forms.Form):
    """Everything but the issues. A citizen of whom nothing is typed is anonymous."""

    use_required_attribute = False

    modtaget = Dagfelt(label="Modtaget")
    kontaktform = Postfelt(label="Kontaktform", tom="Ikke oplyst", required=False)
    navn = Fritekst(label="Navn", max_length=200, required=False)
    telefon = Fritekst(label="Telefon", max_length=40, required=False)
    email = Mailfelt(label="E-mail", max_length=254, required=False)
    cpr = CprFelt(label="CPR-nummer", required=False)
    slet_cpr = forms.BooleanField(label="Slet CPR-nummeret", required=False)
    gaelder = forms.ChoiceField(
        label="Borgeren er allerede registreret",
        choices=Oplysninger.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    beskrivelse = Fritekst(
        label="Beskrivelse",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    kategori = Postfelt(label="Kategori", tom="Ikke oplyst", required=False)
    type = forms.TypedChoiceField(
        label="Type",
        choices=[("", "Ikke oplyst"), *Henvendelsestype.choices],
        empty_value=None,
        required=False,
    )
    behandling = Postfelt(label="Behandling", tom="Ikke valgt endnu", required=False)
    afsluttet = Dagfelt(
        label="Afsluttet", required=False, help_text="Lad feltet stå tomt, så længe den er åben."
    )
    version = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, henvendelse: Henvendelse | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.har_cpr = bool(henvendelse and henvendelse.borger and henvendelse.borger.cpr)
        if self.har_cpr:
            self.fields[
                "cpr"
            ].help_text = f"Registreret: {MASKE}. Lad feltet stå tomt for at beholde nummeret."
        else:
            del self.fields["slet_cpr"]
        self.spoerger = "gaelder" in self.data
        if not self.spoerger:
            del self.fields["gaelder"]
        for navn, model in (
            ("kontaktform", Kontaktform),
            ("kategori", Kategori),
            ("behandling", Behandling),
        ):
            valgt = getattr(henvendelse, f"{navn}_id", None)
            if not kode(self.fields[navn], model, valgt) and navn != "behandling":
                del self.fields[navn]
        if not (henvendelse and henvendelse.type) and not _kontoret_bruger_type():
            del self.fields["type"]
        if not henvendelse:
            del self.fields["version"]

    def clean(self) -> dict:
        svar = super().clean()
        if svar.get("cpr") and svar.get("slet_cpr"):
            self.add_error("slet_cpr", "Skriv et nyt CPR-nummer, eller slet det, ikke begge dele.")
        afsluttet, modtaget = svar.get("afsluttet"), svar.get("modtaget")
        if afsluttet and "behandling" not in self.errors and not svar.get("behandling"):
            self.add_error("behandling", _besked("henvendelse_afsluttet_med_behandling"))
        if afsluttet and modtaget and afsluttet < modtaget:
            self.add_error("afsluttet", _besked("henvendelse_afsluttet_efter_modtaget"))
        return svar

    def felter(self) -> dict:
        """The inquiry's own values; a field that is not on the page is not among them."""
        return {navn: v for navn, v in self.cleaned_data.items() if navn not in BORGERENS}

    @sensitive_variables()
    def borger(self, findes: Borger | None = None) -> Borger | None:
        """The citizen as typed: the one there was with new values, a new one, or none."""
        svar = self.cleaned_data
        beholdt = bool(findes and findes.cpr) and not svar.get("slet_cpr")
        if not (beholdt or any(svar[navn] for navn in ("cpr", *OPLYSNINGER))):
            return None
        borger = borgeren(findes, svar["cpr"])
        for navn in OPLYSNINGER:
            setattr(borger, navn, svar[navn])
        if svar["cpr"] or svar.get("slet_cpr"):
            borger.cpr = svar["cpr"]
        return borger

    @property
    def hvad_gaelder(self) -> str:
        """The answer to AndreOplysninger; "" when it was not asked or not answered."""
        return self.cleaned_data.get("gaelder", "")

    def spoerg(self, fejl: AndreOplysninger) -> None:
        """Let the page ask which of the citizen's names hold."""
        self.fields["gaelder"] = self.base_fields["gaelder"]
        self.order_fields(self.base_fields)
        self.add_error("gaelder", fejl.message)


def _besked(constraint: str) -> str:
    return constraintbesked(Henvendelse, constraint)


def _kontoret_bruger_type() -> bool:
    seneste = Henvendelse.objects.order_by("-id").values_list("type", flat=True)[:SENESTE]
    return any(seneste)


class SagForm(forms.Form):
    """One issue. `pk` says which existing one it is; any other key is that of a new issue.

    An issue that was registered without a department or a topic may stay so: what is not known is
    not to be invented when something else is corrected.
    """

    use_required_attribute = False

    afdeling = Postfelt(
        label="Afdeling",
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
        self, *args, afdelinger: Afdelinger, emner: Emner, sager: dict[int, Sag], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self._lempelig(sager)
        self.fields["afdeling"].tilbyd(afdelinger.muligheder, afdelinger.poster)
        self.fields["emne"].tilbyd(emner.muligheder, emner.poster)

    def _lempelig(self, sager: dict[int, Sag]) -> None:
        pk = self["pk"].value()
        sag = sager.get(int(pk)) if str(pk).isdecimal() else None
        for navn in ("afdeling", "emne"):
            if sag and getattr(sag, f"{navn}_id") is None:
                self.fields[navn].required = False

    @property
    def er_tom(self) -> bool:
        """A row that was added and never filled in."""
        return self.empty_permitted and not self.has_changed()

    def indhold(self) -> Sagsindhold:
        vaerdier = self.cleaned_data
        return Sagsindhold(vaerdier["afdeling"], vaerdier["emne"], vaerdier["pk"])


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


class Henvendelsesskema:
    """The whole page: the inquiry, its hovedsag and its følgesager."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        henvendelse: Henvendelse | None = None,
        bruger: Bruger,
        kladde: Kladde | None = None,
    ):
        """With `data` to be checked and saved; else with what `kladde` or the register holds."""
        self.oprindelig = henvendelse
        if data is not None:
            # Bound rows are compared with nothing: whatever is typed in one counts.
            kladde = Kladde({}, {}, [])
        self.kladde = kladde or Kladde.fra_registret(henvendelse, bruger)
        sager = {sag.pk: sag for sag in henvendelse.sager.all()} if henvendelse else {}
        faelles = {
            "afdelinger": Afdelinger(sag.afdeling_id for sag in sager.values()),
            "emner": Emner(sag.emne_id for sag in sager.values()),
            "sager": sager,
        }
        self.kan_udfyldes = bool(faelles["afdelinger"].poster and faelles["emner"].poster)
        self.henvendelse = HenvendelseForm(
            data, initial=self.kladde.henvendelse, henvendelse=henvendelse
        )
        self.hovedsag = SagForm(data, initial=self.kladde.hovedsag, prefix=HOVEDSAG, **faelles)
        self.foelgesager = Foelgesager(data, initial=self.kladde.foelgesager, form_kwargs=faelles)
        if self.kladde.ny_raekke is not None:
            ny = self.foelgesager[self.kladde.ny_raekke]
            ny.fields["afdeling"].widget.attrs["autofocus"] = True

    def is_valid(self) -> bool:
        return all(
            [self.henvendelse.is_valid(), self.hovedsag.is_valid(), self.foelgesager.is_valid()]
        )

    def _udfyldte(self) -> list[SagForm]:
        fjernede = self.foelgesager.deleted_forms
        return [
            self.hovedsag,
            *(form for form in self.foelgesager if not (form.er_tom or form in fjernede)),
        ]

    def gem(self, af: Bruger) -> Henvendelse | None:
        """Save all of it or nothing. None: what did not hold now stands at its field.

        Raises Rettet when somebody else has saved the inquiry since the page was shown.
        """
        if not self.is_valid():
            return None
        udfyldte = self._udfyldte()
        hovedsag, *foelgesager = (form.indhold() for form in udfyldte)
        try:
            if self.oprindelig:
                return self._ret(hovedsag, foelgesager, af)
            return registrer_henvendelse(
                hovedsag=hovedsag,
                foelgesager=foelgesager,
                borger=self.henvendelse.borger(),
                gaelder=self.henvendelse.hvad_gaelder,
                af=af,
                **self.henvendelse.felter(),
            )
        except UgyldigSag as fejl:
            tilfoej_fejl(udfyldte[fejl.nummer], fejl)
        except AndreOplysninger as fejl:
            self.henvendelse.spoerg(fejl)
        except ValidationError as fejl:
            tilfoej_fejl(self.henvendelse, fejl)
        return None

    @transaction.atomic
    def _ret(
        self, hovedsag: Sagsindhold, foelgesager: list[Sagsindhold], af: Bruger
    ) -> Henvendelse:
        henvendelse = Henvendelse.objects.select_for_update().get(pk=self.oprindelig.pk)
        if henvendelsens_aftryk(henvendelse) != self.henvendelse.cleaned_data["version"]:
            raise Rettet
        for navn, vaerdi in self.henvendelse.felter().items():
            setattr(henvendelse, navn, vaerdi)
        return ret_henvendelse(
            henvendelse=henvendelse,
            hovedsag=hovedsag,
            foelgesager=foelgesager,
            borger=self.henvendelse.borger(henvendelse.borger),
            gaelder=self.henvendelse.hvad_gaelder,
            af=af,
        )


def henvendelsens_aftryk(henvendelse: Henvendelse) -> str:
    """A print of what the page shows of an inquiry."""
    borger = henvendelse.borger
    return aftryk(
        [
            henvendelse.modtaget,
            henvendelse.afsluttet,
            henvendelse.kontaktform_id,
            henvendelse.kategori_id,
            henvendelse.behandling_id,
            henvendelse.type,
            henvendelse.beskrivelse,
            borger and [borger.navn, borger.telefon, borger.email, borger.cpr_indeks],
            sorted(
                [sag.pk, sag.sagstype, sag.afdeling_id, sag.emne_id]
                for sag in henvendelse.sager.all()
            ),
        ]
    )


class Kladde:
    """What the page is filled in with before it is saved."""

    def __init__(self, henvendelse: dict, hovedsag: dict, foelgesager: list[dict]):
        self.henvendelse = henvendelse
        self.hovedsag = hovedsag
        self.foelgesager = foelgesager
        self.er_knap = False  # a button of the rows was pressed: show the page again
        self.ny_raekke: int | None = None
        self.for_mange = False

    @classmethod
    def fra_registret(cls, henvendelse: Henvendelse | None, bruger: Bruger) -> Kladde:
        """An inquiry as it is; or a new one that came today the way the last one did."""
        if henvendelse is None:
            seneste = Henvendelse.objects.filter(oprettet_af=bruger).order_by("-id")
            kontaktform = seneste.values_list("kontaktform", flat=True).first()
            return cls({"modtaget": i_dag(), "kontaktform": kontaktform}, {}, [])
        vaerdier = {
            navn: getattr(henvendelse, navn)
            for navn in HenvendelseForm.base_fields
            if hasattr(henvendelse, navn)
        }
        for navn in ("kontaktform", "kategori", "behandling"):
            vaerdier[navn] = getattr(henvendelse, f"{navn}_id")
        if henvendelse.borger:
            for navn in OPLYSNINGER:
                vaerdier[navn] = getattr(henvendelse.borger, navn)
        vaerdier["version"] = henvendelsens_aftryk(henvendelse)
        sager = [
            {"afdeling": sag.afdeling_id, "emne": sag.emne_id, "pk": sag.pk}
            for sag in (henvendelse.hovedsag, *henvendelse.foelgesager)
        ]
        return cls(vaerdier, sager[0], sager[1:])

    @classmethod
    def fra_siden(cls, data: QueryDict) -> Kladde:
        """What was typed, right or wrong, as it was typed; less the rows that were taken away."""
        antal = data.get(f"{FOELGESAGER}-TOTAL_FORMS", "")
        antal = min(int(antal), 2 * HOEJST) if antal.isascii() and antal.isdigit() else 0
        raekker = [f"{FOELGESAGER}-{nr}" for nr in range(antal)]
        fjernet = data.get("fjern", "")
        kladde = cls(
            {navn: data[navn] for navn in HenvendelseForm.base_fields if navn in data},
            _sag(data, HOVEDSAG),
            [
                _sag(data, raekke)
                for nr, raekke in enumerate(raekker)
                if str(nr) != fjernet and f"{raekke}-DELETE" not in data
            ],
        )
        kladde.er_knap = not KNAPPER.isdisjoint(data)
        if "tilfoej" in data:
            kladde._tilfoej()
        if "goer_til_hovedsag" in data:
            kladde._byt(_sag(data, f"{FOELGESAGER}-{data['goer_til_hovedsag']}"))
        return kladde

    def _tilfoej(self) -> None:
        self.for_mange = len(self.foelgesager) >= HOEJST
        if not self.for_mange:
            self.ny_raekke = len(self.foelgesager)
            self.foelgesager.append({})

    def _byt(self, sag: dict) -> None:
        """Let a følgesag and the hovedsag change places."""
        if sag in self.foelgesager:
            self.foelgesager[self.foelgesager.index(sag)] = self.hovedsag
            self.hovedsag = sag


def _sag(data: QueryDict, prefix: str) -> dict:
    return {
        navn: data[f"{prefix}-{navn}"] for navn in SagForm.base_fields if f"{prefix}-{navn}" in data
    }


class AfslutForm(forms.Form):
    use_required_attribute = False

    behandling = Postfelt(
        label="Behandling", error_messages={"required": "Vælg, hvad der blev gjort."}
    )
    afsluttet = Dagfelt(label="Afsluttet")

    def __init__(self, *args, henvendelse: Henvendelse, **kwargs):
        initial = {"behandling": henvendelse.behandling_id, "afsluttet": i_dag()}
        super().__init__(*args, initial=initial, **kwargs)
        self.henvendelse = henvendelse
        kode(self.fields["behandling"], Behandling, henvendelse.behandling_id)

    def clean_afsluttet(self):
        afsluttet = self.cleaned_data["afsluttet"]
        if afsluttet < self.henvendelse.modtaget:
            raise ValidationError(_besked("henvendelse_afsluttet_efter_modtaget"))
        return afsluttet
