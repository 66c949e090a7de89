"""What the page of an inquiry is filled in with: from the register, or as it was typed."""

from __future__ import annotations

from django.http import QueryDict

from ..borgere import OPLYSNINGER
from ..models import Bruger, Henvendelse
from ..regler import i_dag
from .felter import (
    aftryk,
)
from .henvendelse import HenvendelseForm
from .postform import raekker_i
from .registrering import vaerdier_af, vaerdier_fra
from .sag import FOELGESAGER, HOEJST, SagForm

HOVEDSAG = "hovedsag"
KNAPPER = {"tilfoej", "fjern", "goer_til_hovedsag"}


class Udfyldning:
    """What the page is filled in with before it is saved."""

    def __init__(self, henvendelse: dict, hovedsag: dict, foelgesager: list[dict]):
        self.henvendelse = henvendelse
        self.hovedsag = hovedsag
        self.foelgesager = foelgesager
        self.er_knap = False  # a button of the rows was pressed: show the page again
        self.ny_raekke: int | None = None
        self.for_mange = False

    @classmethod
    def fra_registret(cls, henvendelse: Henvendelse | None, bruger: Bruger) -> Udfyldning:
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
    def fra_siden(cls, data: QueryDict) -> Udfyldning:
        """What was typed, right or wrong, as it was typed; less the rows that were taken away."""
        fjernet = f"{FOELGESAGER}-{data.get('fjern', '')}"
        udfyldning = cls(
            {navn: data[navn] for navn in HenvendelseForm.base_fields if navn in data}
            | vaerdier_fra(data),
            _sag(data, HOVEDSAG),
            [
                _sag(data, raekke)
                for raekke in raekker_i(data, FOELGESAGER, 2 * HOEJST)
                if raekke != fjernet
            ],
        )
        udfyldning.er_knap = not KNAPPER.isdisjoint(data)
        if "tilfoej" in data:
            udfyldning._tilfoej()
        if "goer_til_hovedsag" in data:
            udfyldning._byt(_sag(data, f"{FOELGESAGER}-{data['goer_til_hovedsag']}"))
        return udfyldning

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
