"""The page on which an inquiry is registered or corrected: three forms that are saved as one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BoundField
from django.http import QueryDict

from ..borgere import AndreOplysninger
from ..dobbelt import mulige_tidligere
from ..handlinger import (
    Sagsindhold,
    UgyldigSag,
    foej_til_henvendelse,
    registrer_henvendelse,
    ret_henvendelse,
)
from ..kryptering import Krypteringsfejl
from ..models import Bruger, Henvendelse, Kontor
from ..registreringsfelter import Del, kontorets_felter
from ..valg import REGLER, Enhedsregel, Sagstype
from .felter import (
    Afdelinger,
    Emner,
    Rettet,
    tilfoej_fejl,
)
from .fletning import Forskel, forskelle, som_sendt, vist
from .henvendelse import NOTAT, HenvendelseForm
from .sag import FOELGESAGER, Foelgesager, SagForm
from .udfyldning import HOVEDSAG, Udfyldning, henvendelsens_aftryk


class Henvendelsesskema:
    """The whole page: the inquiry, its hovedsag and its følgesager."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        henvendelse: Henvendelse | None = None,
        bruger: Bruger,
        udfyldning: Udfyldning | None = None,
    ):
        """With `data` to be checked and saved; else with `udfyldning`, or the register."""
        self.oprindelig = henvendelse
        begynder_her = not (data or udfyldning or henvendelse)
        if data is not None:
            # Bound rows are compared with nothing: whatever is typed in one counts.
            udfyldning = Udfyldning({}, {}, [])
        self.udfyldning = udfyldning or Udfyldning.fra_registret(henvendelse, bruger)
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
            initial=self.udfyldning.henvendelse,
            felter=felter,
            henvendelse=henvendelse,
            bruger=bruger,
        )
        self.hovedsag = SagForm(data, initial=self.udfyldning.hovedsag, prefix=HOVEDSAG, **faelles)
        self.hovedsag.delnavn = Sagstype.HOVEDSAG.label
        self.foelgesager = Foelgesager(
            data, initial=self.udfyldning.foelgesager, form_kwargs=faelles
        )
        self.kontor = Kontor.dette()
        self.har_foelgesager = self.kontor.foelgesager or len(sager) > 1
        self.tidligere: list[Henvendelse] = []
        self._begynd_ved(begynder_her)

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

    def _begynd_ved(self, begynder_her: bool) -> None:
        """Say which field the page begins at: a row that was just added, or what a call tells."""
        if self.udfyldning.ny_raekke is not None:
            foerst = self.foelgesager[self.udfyldning.ny_raekke]["afdeling"]
        elif begynder_her:
            # The day is filled in; the first thing that a call tells is how it came.
            foerst = next(iter(self.hvem), self.henvendelse["navn"])
        else:
            return
        foerst.field.widget.attrs["autofocus"] = True

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
        return self.udfyldning.henvendelse["version"]

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
