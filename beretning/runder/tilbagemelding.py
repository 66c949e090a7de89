"""What the departments have answered, as plain data for the report, the appendix and the screen.

Nothing is edited on the way: the words are the departments' own, in the order they wrote them.
"""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from henvendelser.models import Kontor

from ..models import Anbefaling as Anbefalingsraekke
from ..models import Beretning, Opfoelgning, Runde, Rundesvar, Stillingtagen
from ..udskrift import (
    Afdelingssvar,
    Anbefaling,
    Blok,
    Opfoelgningsbilag,
    Overskrift,
    Status,
    Svardel,
)

INGEN = "Ingen bemærkninger."
INGEN_OEVRIGE = "Ingen bemærkninger i øvrigt."
IKKE_SVARET = "Afdelingen har ikke svaret."
_FELTER = (
    ("gjort", "Hvad er gjort"),
    ("begrundelse", "Begrundelse"),
    ("dokumentation", "Dokumentation"),
)


class Rundefejl(ValueError):
    """The answers cannot stand in the report yet; the message says why, in Danish."""


def kraev_faerdig_runde(beretning: Beretning) -> None:
    """Raises Rundefejl unless the report's round is closed."""
    runde = Runde.objects.filter(beretning=beretning).first()
    if runde is None:
        raise Rundefejl("Der er ingen runde til beretningen. Åbn en under »Runder«.")
    if not runde.lukket:
        raise Rundefejl("Runden er ikke lukket endnu, så svarene kan ændre sig. Luk den først.")


def svar_i_beretningen(beretning: Beretning) -> tuple[Afdelingssvar, ...]:
    """What each department answered in the report's round; none where there is no round."""
    runde = Runde.objects.filter(beretning=beretning).first()
    return afdelingssvar(runde) if runde else ()


def afdelingssvar(runde: Runde) -> tuple[Afdelingssvar, ...]:
    """Each department that was asked, in the municipality's order. Five queries."""
    alle = runde.svar.select_related("afdeling").prefetch_related(
        "stillingtagen__adressat__anbefaling", "afsnit", "tillaeg"
    )
    return tuple(_afdelingssvar(svar) for svar in alle)


def _afdelingssvar(svar: Rundesvar) -> Afdelingssvar:
    if not svar.sendt:
        return Afdelingssvar(str(svar.afdeling), besked=IKKE_SVARET)
    om_anbefalinger = [_om_anbefaling(et) for et in svar.stillingtagen.all()]
    egne = [Svardel(et.overskrift, (("", et.tekst),)) for et in svar.afsnit.all()]
    tillaeg = [
        Svardel(f"Tillæg {date_format(et.tidspunkt, 'j. F Y')}", (("", et.tekst),))
        for et in svar.tillaeg.all()
    ]
    besked = ""
    if svar.ingen_bemaerkninger:
        besked = INGEN_OEVRIGE if om_anbefalinger else INGEN
    return Afdelingssvar(str(svar.afdeling), (*om_anbefalinger, *egne, *tillaeg), besked)


def _om_anbefaling(stillingtagen: Stillingtagen) -> Svardel:
    anbefaling = stillingtagen.adressat.anbefaling
    return Svardel(
        f"Anbefaling {anbefaling.betegnelse}",
        tuple((navn, tekst) for felt, navn in _FELTER if (tekst := getattr(stillingtagen, felt))),
        anbefaling=anbefaling.tekst,
        status=stillingtagen.get_stilling_display(),
    )


def svarblok(over: Blok, svar: Afdelingssvar, nr: int) -> Blok:
    """A department's block under the section's, numbered where that one is."""
    hoved = over.overskrift
    overskrift = Overskrift(
        tekst=svar.afdeling,
        niveau=hoved.niveau + 1 if hoved else 1,
        anker=f"svar-{over.noegle}-{nr}",
        nummer=f"{hoved.nummer}.{nr}" if hoved and hoved.nummer else "",
    )
    return Blok(art=over.art, noegle=f"{over.noegle}-{nr}", overskrift=overskrift, svar=svar)


def statusser(beretning: Beretning) -> tuple[Status, ...]:
    """How each recommendation stood with each department in the report's period."""
    raekker = (
        Opfoelgning.objects.gaeldende()
        .filter(pr__range=(beretning.fra, beretning.til))
        .select_related("adressat__anbefaling", "adressat__afdeling")
        .order_by(
            "-adressat__anbefaling__aar",
            "adressat__anbefaling__nummer",
            "adressat__afdeling__raekkefoelge",
            "adressat__afdeling__navn",
        )
    )
    return tuple(
        Status(
            raekke.adressat.anbefaling.betegnelse,
            raekke.adressat.anbefaling.tekst,
            str(raekke.adressat),
            raekke.get_stilling_display(),
        )
        for raekke in raekker
    )


def beretningens_anbefalinger(beretning: Beretning) -> tuple[Anbefaling, ...]:
    """What is recommended in the report, out of the register, with whom it is made to."""
    alle = Anbefalingsraekke.objects.filter(beretning=beretning).order_by("aar", "nummer")
    return tuple(
        Anbefaling(
            et.nummer,
            et.tekst,
            SafeString(linebreaks(et.uddybning, autoescape=True) if et.uddybning else ""),
        )
        for et in alle
    )


def bilag(runde: Runde) -> Opfoelgningsbilag:
    """The answers as a document of their own."""
    beretning = runde.beretning
    return Opfoelgningsbilag(
        titel=f"Opfølgning på {_med_lille(beretning.titel)}",
        kommune=str(Kontor.objects.first() or ""),
        periode=str(beretning.periode),
        afsender=beretning.afsender,
        dateret=date_format(runde.lukket or runde.aabnet, "F Y"),
        svar=afdelingssvar(runde),
    )


def _med_lille(titel: str) -> str:
    return titel[:1].lower() + titel[1:]
