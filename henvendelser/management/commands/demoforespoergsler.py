"""A demo's requests, one in every state, with a lead for each department that is asked.

The days are counted back from today, so that a demo started next year has requests that are late
and requests that are not. An office in operation never runs it: it makes users with a password
that anybody can read here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from henvendelser.demofil import demofil
from henvendelser.handlinger import Sagsindhold, registrer_henvendelse
from henvendelser.handlinger.forespoergsler import (
    afgoer_forlaengelse,
    afslut_forespoergsel,
    send_forespoergsel,
    spoerg_igen,
    tilbagekald_forespoergsel,
)
from henvendelser.handlinger.samtykker import giv_samtykke
from henvendelser.handlinger.svar import Svarindhold, bed_om_forlaengelse, besvar, suppler
from henvendelser.kommando import Kommando
from henvendelser.models import Afdeling, Borger, Brev, Bruger, Emne, Forespoergsel
from henvendelser.regler import i_dag
from henvendelser.roller import Rettighed
from henvendelser.valg import Forespoergselsart, Rolle, Samtykkeart, Samtykkevej

ADGANGSKODE = "demo-afdelingsleder"
MAILDOMAENE = "@demo.invalid"  # the demo's own (borgerraadgiver.adgang.demo)
DAGE_MELLEM = 6


class Command(Kommando):
    rettighed = Rettighed.REGISTRERE
    help = "Opretter en demos ledere og forespørgsler. Kræver DEMO=true. Gør intet, hvis de findes."

    def add_arguments(self, parser) -> None:
        parser.add_argument("fil", type=Path, metavar="FIL", help="JSON: en liste af forespørgsler")

    @transaction.atomic
    def handle(self, *, fil: Path, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Demoens ledere har en adgangskode, som alle kender: kun DEMO=true.")
        if not Forespoergsel.objects.exists():
            with demofil(fil) as raekker:
                for raekke in raekker:
                    _opret(raekke)
            Brev.objects.all().delete()  # nobody is to get the demo's mails
        for leder in Bruger.objects.filter(rolle=Rolle.AFDELINGSLEDER).order_by("username"):
            afdelinger = ", ".join(afdeling.navn for afdeling in leder.afdelinger.all())
            self.stdout.write(f"{leder.username:<14} {ADGANGSKODE:<25} Leder: {afdelinger}")


def _opret(raekke: dict[str, Any]) -> None:
    afdeling = Afdeling.objects.get(navn=raekke["afdeling"], overordnet=None)
    leder = _leder(afdeling)
    begynder = i_dag() - timedelta(raekke["sendt_for_dage"])
    with _dagen(begynder):
        henvendelse = registrer_henvendelse(
            modtaget=begynder,
            hovedsag=Sagsindhold(afdeling, Emne.objects.get(navn=raekke["emne"])),
            borger=Borger(navn=raekke["borger"]),
            beskrivelse=raekke["beskrivelse"],
            af=None,
        )
        giv_samtykke(
            henvendelse=henvendelse,
            art=Samtykkeart.KONTAKT_AFDELING,
            givet=begynder,
            hvordan=Samtykkevej.TELEFON,
            af=None,
        )
        den = send_forespoergsel(
            henvendelse=henvendelse,
            afdeling=afdeling,
            art=Forespoergselsart(raekke["art"]),
            tekst=raekke["tekst"],
            sager=list(henvendelse.sager.all()),
            af=None,
        )
    for nr, skridt in enumerate(raekke.get("forloeb", []), start=1):
        with _dagen(min(begynder + timedelta(nr * DAGE_MELLEM), i_dag())):
            _goer(Forespoergsel.objects.get(pk=den.pk), leder, **skridt)


def _goer(den: Forespoergsel, leder: Bruger, slags: str, **felter: Any) -> None:
    """One step of a thread, as the file names it."""
    match slags:
        case "svar":
            indhold = Svarindhold(**felter)
            besvar(forespoergsel=den, indhold=indhold, runde=den.antal_opfoelgninger, af=leder)
        case "supplement":
            suppler(forespoergsel=den, indhold=Svarindhold(**felter), af=leder)
        case "opfoelgning":
            spoerg_igen(forespoergsel=den, af=None, **felter)
        case "frist":
            oensket = den.frist + timedelta(felter["dage"])
            forlaengelse = bed_om_forlaengelse(
                forespoergsel=den, oensket=oensket, begrundelse=felter["begrundelse"], af=leder
            )
            if felter.get("giv"):
                afgoer_forlaengelse(
                    forlaengelse=forlaengelse, giv=True, svar=felter["svar"], af=None
                )
        case "afslut":
            afslut_forespoergsel(forespoergsel=den, af=None, **felter)
        case "tilbagekald":
            tilbagekald_forespoergsel(forespoergsel=den, af=None, **felter)
        case _:
            raise ValueError(f"»{slags}« kendes ikke.")


def _leder(afdeling: Afdeling) -> Bruger:
    """The department's lead, called by its place among the departments."""
    nr = Afdeling.objects.filter(raekkefoelge__lte=afdeling.raekkefoelge, overordnet=None).count()
    navn = f"leder{nr}"
    leder, ny = Bruger.objects.get_or_create(
        username=navn,
        defaults={"rolle": Rolle.AFDELINGSLEDER, "email": f"{navn}{MAILDOMAENE}"},
    )
    if ny:
        leder.set_password(ADGANGSKODE)
        leder.save()
        leder.afdelinger.add(afdeling)
    return leder


@contextmanager
def _dagen(dag) -> Iterator[None]:
    """Let what is done within be done on that day, as the register keeps it."""
    nu = timezone.make_aware(datetime.combine(dag, datetime.min.time())) + timedelta(hours=12)
    with mock.patch.object(timezone, "now", lambda: nu):
        yield
