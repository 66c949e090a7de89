"""Who is told what of a round, and when. A mail carries a link only; see `henvendelser.post`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.urls import reverse

from henvendelser.frister import Kalender
from henvendelser.models import Bruger
from henvendelser.post import Mailslags, laeg_i_udbakken, tilmeld_slags
from henvendelser.post.paamindelser import Paamindelse, tilmeld_kilde
from henvendelser.valg import Rolle

from ..models import Rundesvar
from .ledere import ledere_af

# So many working days before the deadline the departments are reminded of it.
FOER = 5

NY = Mailslags(
    "runde_ny",
    "Runden er åbnet",
    "Borgerrådgiveren vil høre, hvad din afdeling har gjort",
    "Borgerrådgiveren skriver sin beretning og spørger din afdeling, hvad I har gjort ved "
    "anbefalingerne, og hvad I har lært. Skriv svaret her:",
)
FOER_FRISTEN = Mailslags(
    "runde_foer_fristen",
    "Påmindelse før rundens frist",
    "Påmindelse: borgerrådgiveren venter snart jeres svar til beretningen",
    "Fristen for afdelingens svar til borgerrådgiverens beretning er inden for få dage. Skriv "
    "svaret her:",
)
EFTER_FRISTEN = Mailslags(
    "runde_efter_fristen",
    "Påmindelse efter rundens frist",
    "Påmindelse: fristen for svaret til beretningen er overskredet",
    "Fristen for afdelingens svar til borgerrådgiverens beretning er overskredet. Send svaret her:",
)
SVAR_KOM = Mailslags(
    "runde_svar_kom",
    "Besked til borgerrådgiveren: svar i runden",
    "En afdeling har svaret til beretningen",
    "En afdeling har sendt eller suppleret sit svar til beretningen. Se det her:",
)
SVAR_MANGLER = Mailslags(
    "runde_svar_mangler",
    "Besked til borgerrådgiveren: svar mangler i runden",
    "Rundens frist er overskredet",
    "Fristen i runden til beretningen er overskredet, og mindst én afdeling har ikke svaret. Se, "
    "hvem der mangler, her:",
)


def forbind() -> None:
    """Declare the kinds and the source; called when the app is ready."""
    tilmeld_slags(NY, FOER_FRISTEN, EFTER_FRISTEN, SVAR_KOM, SVAR_MANGLER)
    tilmeld_kilde("runder", paamindelser)


def fortael_afdelingerne(alle: Sequence[Rundesvar]) -> None:
    """Tell every lead who can give one of these answers that the round is open."""
    ledere = ledere_af([svar.afdeling for svar in alle])
    for svar in alle:
        for en in _til_lederne(svar, NY, "", ledere[svar.afdeling_id]):
            laeg_i_udbakken(slags=en.slags, modtager=en.modtager, sti=en.sti, noegle=en.noegle)


def fortael_raadgiveren(svar: Rundesvar, noegle: str) -> None:
    """Tell the advisers that there is something new; `noegle` tells what from what came before."""
    for raadgiver in _raadgivere():
        laeg_i_udbakken(
            slags=SVAR_KOM.noegle,
            modtager=raadgiver,
            sti=reverse("rundesvar", args=[svar.pk]),
            noegle=f"{SVAR_KOM.noegle}:{svar.pk}:{noegle}:{raadgiver.pk}",
        )


def paamindelser(dag: date, kalender: Kalender) -> Iterator[Paamindelse]:
    """What the departments and the advisers are reminded of by `dag`, a working day.

    The deadline is part of the key: one that is moved is reminded of anew.
    """
    venter = Rundesvar.objects.filter(runde__lukket=None, sendt=None)
    alle = list(venter.select_related("runde", "afdeling").order_by("runde", "pk"))
    ledere = ledere_af([svar.afdeling for svar in alle])
    for svar in alle:
        frist = svar.runde.frist
        if dag > frist:
            yield from _til_lederne(svar, EFTER_FRISTEN, f"{frist}", ledere[svar.afdeling_id])
        elif kalender.arbejdsdage_til(dag, frist) <= FOER:
            yield from _til_lederne(svar, FOER_FRISTEN, f"{frist}", ledere[svar.afdeling_id])
    for runde in {svar.runde_id: svar.runde for svar in alle if dag > svar.runde.frist}.values():
        for raadgiver in _raadgivere():
            yield Paamindelse(
                SVAR_MANGLER.noegle,
                raadgiver,
                reverse("runde", args=[runde.pk]),
                f"{SVAR_MANGLER.noegle}:{runde.pk}:{runde.frist}:{raadgiver.pk}",
            )


def _til_lederne(
    svar: Rundesvar, slags: Mailslags, noegle: str, ledere: Iterable[Bruger]
) -> Iterator[Paamindelse]:
    for leder in ledere:
        yield Paamindelse(
            slags.noegle,
            leder,
            reverse("skriv_rundesvar", args=[svar.pk]),
            f"{slags.noegle}:{svar.pk}:{noegle}:{leder.pk}",
        )


def _raadgivere() -> list[Bruger]:
    return list(Bruger.objects.filter(rolle=Rolle.RAADGIVER, is_active=True).order_by("pk"))
