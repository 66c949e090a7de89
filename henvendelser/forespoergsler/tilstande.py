"""The states of a request, and what may be done in each: the whole machine in one table."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import ValidationError

from ..models import Forespoergsel
from ..valg import Forespoergselstilstand as T


class Skridt(StrEnum):
    """What is done to a request."""

    BESVAR = "besvar"
    SUPPLER = "suppler"
    BED_OM_TID = "bed_om_tid"
    GIV_VIDERE = "giv_videre"
    SPOERG_IGEN = "spoerg_igen"
    AFSLUT = "afslut"
    GENAABN = "genaabn"
    TILBAGEKALD = "tilbagekald"


OVERGANGE: dict[Skridt, dict[T, T]] = {
    Skridt.BESVAR: {T.SENDT: T.BESVARET, T.OPFOELGNING: T.BESVARET},
    Skridt.SUPPLER: {T.BESVARET: T.BESVARET},
    Skridt.BED_OM_TID: {T.SENDT: T.SENDT, T.OPFOELGNING: T.OPFOELGNING},
    Skridt.GIV_VIDERE: {
        T.SENDT: T.SENDT,
        T.OPFOELGNING: T.OPFOELGNING,
        T.BESVARET: T.BESVARET,
    },
    Skridt.SPOERG_IGEN: {T.BESVARET: T.OPFOELGNING},
    Skridt.AFSLUT: {T.BESVARET: T.AFSLUTTET},
    Skridt.GENAABN: {T.AFSLUTTET: T.BESVARET},
    Skridt.TILBAGEKALD: {
        T.SENDT: T.TILBAGEKALDT,
        T.OPFOELGNING: T.TILBAGEKALDT,
        T.BESVARET: T.TILBAGEKALDT,
    },
}

# Why nothing comes of it, as the one who tries is told.
_AFVIST = {
    T.SENDT: "Afdelingen har ikke svaret endnu.",
    T.OPFOELGNING: "Afdelingen har ikke svaret på det opfølgende spørgsmål endnu.",
    T.BESVARET: "Afdelingen har allerede svaret.",
    T.AFSLUTTET: "Borgerrådgiveren har afsluttet forespørgslen.",
    T.TILBAGEKALDT: "Borgerrådgiveren har kaldt forespørgslen tilbage.",
}


class ForkertTilstand(ValidationError):
    """The request is no longer where this can be done; the message says where it is."""

    def __init__(self, tilstand: str):
        super().__init__(_AFVIST[T(tilstand)])
        self.tilstand = T(tilstand)


def kan(forespoergsel: Forespoergsel, skridt: Skridt) -> bool:
    """Whether it can be done now. Nothing can be once the consent is withdrawn, but taking back."""
    if not forespoergsel.samtykke.gaelder and skridt not in {Skridt.TILBAGEKALD, Skridt.AFSLUT}:
        return False
    return T(forespoergsel.tilstand) in OVERGANGE[skridt]


def tag(forespoergsel: Forespoergsel, skridt: Skridt) -> None:
    """Set the state that follows. Raises ForkertTilstand where nothing does."""
    fra = T(forespoergsel.tilstand)
    if fra not in OVERGANGE[skridt]:
        raise ForkertTilstand(fra)
    forespoergsel.tilstand = OVERGANGE[skridt][fra]
