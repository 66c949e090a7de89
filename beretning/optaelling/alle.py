"""Every dimension there is: the register's own, the office's fields, and its markers.

A standard field becomes a dimension by standing in the register's registry, and a marker by being
in the database: neither needs a line of code here.
"""

from __future__ import annotations

from django.utils.formats import date_format

from henvendelser.models import (
    Afdeling,
    Afgoerelse,
    Aktivitet,
    Aktivitetsslags,
    Bemaerkning,
    Bemaerkningstema,
    Forespoergsel,
    Henvendelse,
    Instans,
    Lov,
    Maerke,
    Sag,
)
from henvendelser.models.registrering import MAERKE
from henvendelser.registreringsfelter import FELTER, Felt, Slags, kontorets_felter
from henvendelser.valg import (
    Erkendelse,
    Forespoergselsart,
    Forespoergselstilstand,
    JaNej,
    Rettidighed,
    Sagsbehandlingsresultat,
    Sagstype,
    Udfald,
)

from ..models import Opfoelgning
from ..valg import Stilling
from .dimensioner import (
    Dimension,
    Henvisningsdimension,
    Listedimension,
    Maerkedimension,
    Resultatdimension,
    Rettidighedsdimension,
    Tidsdimension,
    Traedimension,
    Valgdimension,
)
from .maal import Maal


def standarddimension(felt: Felt) -> Dimension:
    """The dimension of one of the standard fields that an office may register."""
    noegle, navn, grain = felt.noegle, felt.navn, felt.grain
    if felt.slags == Slags.LISTE:
        return Listedimension(noegle, navn, grain, noegle, model=felt.model)
    if felt.slags == Slags.KODE:
        return Valgdimension(noegle, navn, grain, noegle, valg=felt.valg)
    if felt.slags == Slags.HENVISNING:
        return Henvisningsdimension(noegle, navn, grain, noegle, valg=JaNej)
    return Traedimension(noegle, navn, grain, noegle, felt.flertal, model=felt.model)


def maerkedimension(maerke: Maerke) -> Maerkedimension:
    """The dimension of one of the office's own markers."""
    return Maerkedimension(
        maerke.parameter,
        maerke.navn,
        Henvendelse,
        "vaerdi",
        f"svar på »{maerke.navn}«" if maerke.tager_flere else "",
        maerke=maerke.pk,
        flere=maerke.tager_flere,
    )


AFDELING = Traedimension("afdeling", "Afdeling", Sag, "afdeling", "afdelinger", model=Afdeling)
AFGOERELSENS_AFDELING = Traedimension(
    "afdeling", "Afdeling", Afgoerelse, "afdeling", model=Afdeling
)
AKTIVITETENS_AFDELING = Traedimension("afdeling", "Afdeling", Aktivitet, "afdeling", model=Afdeling)
OPFOELGNINGENS_AFDELING = Traedimension(
    "afdeling", "Afdeling", Opfoelgning, "adressat__afdeling", model=Afdeling
)
STILLING = Valgdimension("stilling", "Status", Opfoelgning, "stilling", valg=Stilling)
AKTIVITETSSLAGS = Listedimension("slags", "Slags", Aktivitet, "slags", model=Aktivitetsslags)
SAGSTYPE = Valgdimension("sagstype", "Sagstype", Sag, "sagstype", "sagstyper", valg=Sagstype)
INSTANS = Listedimension("instans", "Instans", Afgoerelse, "instans", model=Instans)
UDFALD = Valgdimension("udfald", "Udfald", Afgoerelse, "udfald", valg=Udfald)
LOV = Listedimension("lov", "Lov", Afgoerelse, "lov", model=Lov)
RESULTAT = Resultatdimension(
    "resultat", "Bemærkninger", Afgoerelse, "udfald", valg=Sagsbehandlingsresultat
)
BEMAERKNINGSTEMA = Listedimension(
    "bemaerkningstema",
    "Bemærkningstema",
    Bemaerkning,
    "tema",
    "bemærkningstemaer",
    "Ingen bemærkninger",
    altid=((RESULTAT.noegle, Sagsbehandlingsresultat.MED.value),),
    en_gang=True,
    model=Bemaerkningstema,
)
FORESPOERGSLENS_AFDELING = Traedimension(
    "afdeling", "Afdeling", Forespoergsel, "afdeling", model=Afdeling
)
ART = Valgdimension("art", "Art", Forespoergsel, "art", valg=Forespoergselsart)
TILSTAND = Valgdimension(
    "tilstand", "Tilstand", Forespoergsel, "tilstand", valg=Forespoergselstilstand
)
RETTIDIGHED = Rettidighedsdimension(
    "rettidighed", "Svar til tiden", Forespoergsel, "besvaret", valg=Rettidighed
)
ERKENDELSE = Valgdimension(
    "erkendelse", "Fejl erkendt", Forespoergsel, "erkendelse", valg=Erkendelse
)
SVARETS_LAERING = Valgdimension("laering", "Læring i svaret", Forespoergsel, "laering", valg=JaNej)
MAANED = Tidsdimension(
    "maaned",
    "Måned",
    None,
    "",
    noegle_af=lambda dag: (dag.year, dag.month),
    navngiv=lambda dag: date_format(dag, "F Y"),
)
KVARTAL = Tidsdimension(
    "kvartal",
    "Kvartal",
    None,
    "",
    noegle_af=lambda dag: (dag.year, (dag.month - 1) // 3),
    navngiv=lambda dag: f"{(dag.month - 1) // 3 + 1}. kvartal {dag.year}",
)
AAR = Tidsdimension(
    "aar", "År", None, "", noegle_af=lambda dag: (dag.year,), navngiv=lambda dag: str(dag.year)
)

DIMENSIONER: tuple[Dimension, ...] = (
    AFDELING,
    AFGOERELSENS_AFDELING,
    AKTIVITETENS_AFDELING,
    OPFOELGNINGENS_AFDELING,
    STILLING,
    AKTIVITETSSLAGS,
    SAGSTYPE,
    *(standarddimension(felt) for felt in FELTER),
    INSTANS,
    UDFALD,
    LOV,
    RESULTAT,
    BEMAERKNINGSTEMA,
    FORESPOERGSLENS_AFDELING,
    ART,
    TILSTAND,
    RETTIDIGHED,
    ERKENDELSE,
    SVARETS_LAERING,
    MAANED,
    KVARTAL,
    AAR,
)


def dimension_for(maal: Maal, noegle: str) -> Dimension | None:
    """The dimension of that name that fits the measure, or None.

    Also one of a field that is switched off: an old report's table still counts.
    """
    if noegle.startswith(MAERKE):
        maerke = Maerke.objects.filter(noegle=noegle.removeprefix(MAERKE)).first()
        kandidater = [maerkedimension(maerke)] if maerke else []
    else:
        kandidater = [d for d in DIMENSIONER if d.noegle == noegle]
    return next((d for d in kandidater if d.passer_til(maal)), None)


def kontorets_dimensioner(maal: Maal) -> list[Dimension]:
    """What the office can break the measure's units down by: what it registers, and its markers.

    Two queries.
    """
    felter = kontorets_felter()
    alle = [
        *(d for d in DIMENSIONER if d.noegle not in felter or felter[d.noegle].til),
        *(maerkedimension(maerke) for maerke in Maerke.objects.filter(aktiv=True)),
    ]
    return [dimension for dimension in alle if dimension.passer_til(maal)]
