"""The page on which an inquiry is registered or corrected: three forms that are saved as one."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BoundField
from django.http import QueryDict
from django.views.decorators.debug import sensitive_variables

from ..borgere import OPLYSNINGER, AndreOplysninger, Oplysninger, borgeren
from ..cpr import MASKE
from ..dobbelt import mulige_tidligere
from ..handlinger import (
    Sagsindhold,
    UgyldigSag,
    foej_til_henvendelse,
    registrer_henvendelse,
    ret_henvendelse,
)
from ..kryptering import Krypteringsfejl
from ..models import Behandling, Borger, Bruger, Henvendelse, Kontor
from ..registreringsfelter import Del, Felt, kontorets_felter
from ..regler import i_dag
from ..valg import REGLER, Enhedsregel
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
    tilfoej_fejl,
)
from .fletning import Forskel, forskelle, som_sendt, vist
from .registrering import Registrering, vaerdier_af, vaerdier_fra
from .sag import FOELGESAGER, HOEJST, Foelgesager, SagForm

HOVEDSAG = "hovedsag"
BORGERENS = {*OPLYSNINGER, "cpr", "slet_cpr", "gaelder", "version"}
NOTAT = "notat"
KNAPPER = {"tilfoej", "fjern", "goer_til_hovedsag"}


class HenvendelseForm(forms.Form):
    """Everything but the issues: what every office registers, and what this one chose."""

    use_required_attribute = False

    modtaget = Dagfelt(label="Modtaget")
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
    notat = Fritekst(
        label="Notat",
        help_text="Det første notat på sagen. Det kan ikke ændres bagefter, kun rettes af et nyt.",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    afsluttet = Dagfelt(
        label="Afsluttet", required=False, help_text="Lad feltet stå tomt, så længe den er åben."
    )
    version = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        felter: dict[str, Felt],
        henvendelse: Henvendelse | None = None,
        bruger: Bruger,
        **kwargs,
    ):
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
        self.registrering = Registrering(
            self, felter=felter, henvendelse=henvendelse, bruger=bruger
        )
        if henvendelse:
            del self.fields["notat"]
        else:
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
        andres = {*BORGERENS, NOTAT, *self.registrering.maerker}
        return {navn: v for navn, v in self.cleaned_data.items() if navn not in andres}

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
        self.spoerger = True
        self.fields["gaelder"] = self.base_fields["gaelder"]
        self.order_fields(self.base_fields)
        self.add_error("gaelder", fejl.message)


def _besked(constraint: str) -> str:
    return constraintbesked(Henvendelse, constraint)


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
        begynder_her = not (data or kladde or henvendelse)
        if data is not None:
            # Bound rows are compared with nothing: whatever is typed in one counts.
            kladde = Kladde({}, {}, [])
        self.kladde = kladde or Kladde.fra_registret(henvendelse, bruger)
        felter = kontorets_felter()
        sager = {sag.pk: sag for sag in henvendelse.sager.all()} if henvendelse else {}
        afdelinger = Afdelinger(sag.afdeling_id for sag in sager.values())
        emner = Emner(sag.emne_id for sag in sager.values()) if felter["emne"].til else None
        mangler_emner = felter["emne"].paakraevet and emner is not None and not emner.poster
        self.kan_udfyldes = bool(afdelinger.poster) and not mangler_emner
        faelles = {
            "afdelinger": afdelinger,
            "emner": emner,
            "emnefelt": felter["emne"],
            "sager": sager,
        }
        self.henvendelse = HenvendelseForm(
            data,
            initial=self.kladde.henvendelse,
            felter=felter,
            henvendelse=henvendelse,
            bruger=bruger,
        )
        self.hovedsag = SagForm(data, initial=self.kladde.hovedsag, prefix=HOVEDSAG, **faelles)
        self.foelgesager = Foelgesager(data, initial=self.kladde.foelgesager, form_kwargs=faelles)
        self.kontor = Kontor.dette()
        self.har_foelgesager = self.kontor.foelgesager or len(sager) > 1
        self.tidligere: list[Henvendelse] = []
        if self.kladde.ny_raekke is not None:
            ny = self.foelgesager[self.kladde.ny_raekke]
            ny.fields["afdeling"].widget.attrs["autofocus"] = True
        elif begynder_her:
            # The day is filled in; the first thing that a call tells is how it came.
            foerst = next(iter(self.hvem), self.henvendelse["navn"])
            foerst.field.widget.attrs["autofocus"] = True

    @property
    def hvem(self) -> list[BoundField]:
        return list(self.henvendelse.registrering.del_(Del.HVEM))

    @property
    def gjort(self) -> list[BoundField]:
        return list(self.henvendelse.registrering.del_(Del.GJORT))

    @property
    def maerker(self) -> list[BoundField]:
        return self.henvendelse.registrering.maerkefelter()

    @property
    def regel(self) -> str:
        """What the office registers as one inquiry, in words."""
        return REGLER[Enhedsregel(self.kontor.enhed)]

    @property
    def set_tidligere(self) -> str:
        """The earlier inquiries that are shown, as the page sends them back."""
        return ",".join(henvendelse.nummer for henvendelse in self.tidligere)

    def is_valid(self) -> bool:
        return all(
            [self.henvendelse.is_valid(), self.hovedsag.is_valid(), self.foelgesager.is_valid()]
        )

    @property
    def version(self) -> str:
        """The print of the inquiry that the page shows."""
        return self.kladde.henvendelse["version"]

    def som_sendt(self) -> QueryDict:
        """What a browser would send of the page if nobody changed anything on it."""
        svar = QueryDict(mutable=True)
        formularer = (self.henvendelse, self.hovedsag, *self.foelgesager)
        for form in (*formularer, self.foelgesager.management_form):
            for navn, vaerdier in som_sendt(form).items():
                svar.setlist(navn, vaerdier)
        return svar

    def forskelle(self, anden: Henvendelsesskema) -> list[Forskel]:
        """What two filled-in pages of one inquiry say differently; the issues are one thing.

        They are chosen whole: a hovedsag of one and følgesager of the other could be the same
        issue twice. Both pages have been asked `is_valid()`.
        """
        fundet = forskelle(self.henvendelse, anden.henvendelse)
        mine, andens = self._sagsindhold(), anden._sagsindhold()
        if mine != andens:
            felter = (f"{HOVEDSAG}-", f"{FOELGESAGER}-")
            fundet.append(Forskel("sager", "Sager", self._sagerne(), anden._sagerne(), felter))
        return fundet

    def _sagsindhold(self) -> list[Sagsindhold]:
        hovedsag, *foelgesager = (form.indhold() for form in self._udfyldte())
        return [hovedsag, *sorted(foelgesager, key=lambda sag: (sag.pk is None, sag.pk or 0))]

    def _sagerne(self) -> str:
        """The issues in words, a line for each."""
        linjer = []
        for nummer, form in enumerate(self._udfyldte()):
            navne = [vist(form[navn]) for navn in ("afdeling", "emne") if navn in form.fields]
            om = ", ".join(navn for navn in navne if navn) or "ikke oplyst"
            linjer.append(f"{f'Følgesag {nummer}' if nummer else 'Hovedsag'}: {om}")
        return "\n".join(linjer)

    def _udfyldte(self) -> list[SagForm]:
        fjernede = self.foelgesager.deleted_forms
        return [
            self.hovedsag,
            *(form for form in self.foelgesager if not (form.er_tom or form in fjernede)),
        ]

    def gem(self, af: Bruger) -> Henvendelse | None:
        """Save all of it or nothing. None: what did not hold now stands at its field.

        A new inquiry that may belong to an earlier one is not saved till the page has shown which:
        `tidligere`. Raises Rettet when somebody else has saved the inquiry since the page was
        shown.
        """
        if not self.is_valid():
            return None
        udfyldte = self._udfyldte()
        hovedsag, *foelgesager = (form.indhold() for form in udfyldte)
        if not self.oprindelig:
            self.tidligere = self._mulige_tidligere(af)
            if {en.nummer for en in self.tidligere} - self._vist():
                return None
        try:
            if self.oprindelig:
                return self._ret(hovedsag, foelgesager, af)
            return registrer_henvendelse(
                hovedsag=hovedsag,
                foelgesager=foelgesager,
                borger=self.henvendelse.borger(),
                gaelder=self.henvendelse.hvad_gaelder,
                maerker=self.henvendelse.registrering.maerkevalg(),
                notat=self.henvendelse.cleaned_data[NOTAT],
                af=af,
                **self.henvendelse.felter(),
            )
        except UgyldigSag as fejl:
            tilfoej_fejl(udfyldte[fejl.nummer], fejl)
        except AndreOplysninger as fejl:
            self.henvendelse.spoerg(fejl)
        except Krypteringsfejl as fejl:
            self.henvendelse.add_error("cpr", str(fejl))
        except ValidationError as fejl:
            tilfoej_fejl(self.henvendelse, fejl)
        return None

    def foej_til(self, nummer: str, af: Bruger) -> Henvendelse | None:
        """Add what is typed to the earlier inquiry `nummer` instead; None as for `gem`."""
        if not self.is_valid():
            return None
        self.tidligere = self._mulige_tidligere(af)
        valgt = next((en for en in self.tidligere if en.nummer == nummer), None)
        if valgt is None:
            return None
        udfyldte = self._udfyldte()
        svar = self.henvendelse.cleaned_data
        try:
            return foej_til_henvendelse(
                henvendelse=valgt,
                sager=[form.indhold() for form in udfyldte],
                beskrivelse=svar["beskrivelse"],
                modtaget=svar["modtaget"],
                notat=svar[NOTAT],
                af=af,
            )
        except UgyldigSag as fejl:
            tilfoej_fejl(udfyldte[fejl.nummer], fejl)
        except ValidationError as fejl:
            tilfoej_fejl(self.henvendelse, fejl)
        return None

    def _mulige_tidligere(self, bruger: Bruger) -> list[Henvendelse]:
        afdelinger = {form.cleaned_data["afdeling"] for form in self._udfyldte()}
        return mulige_tidligere(
            borger=self.henvendelse.borger(),
            modtaget=self.henvendelse.cleaned_data["modtaget"],
            afdelinger=afdelinger - {None},
            dage=self.kontor.dobbelt_dage,
            bruger=bruger,
        )

    def _vist(self) -> set[str]:
        return set(self.henvendelse.data.get("set_tidligere", "").split(","))

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
            maerker=self.henvendelse.registrering.maerkevalg(),
            af=af,
        )


def henvendelsens_aftryk(henvendelse: Henvendelse) -> str:
    """A print of what the page shows of an inquiry."""
    borger = henvendelse.borger
    return aftryk(
        [
            henvendelse.modtaget,
            henvendelse.afsluttet,
            henvendelse.beskrivelse,
            vaerdier_af(henvendelse),
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
        vaerdier |= vaerdier_af(henvendelse)
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
            {navn: data[navn] for navn in HenvendelseForm.base_fields if navn in data}
            | vaerdier_fra(data),
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
