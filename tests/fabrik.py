"""Makes what a test needs, with nothing that it does not mention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from beretning.anbefalinger.handlinger import registrer_anbefaling, skriv_opfoelgning
from beretning.models import Anbefaling, Beretning, Opfoelgning, Runde
from beretning.runder.handlinger import aabn_runde
from beretning.valg import Stilling
from henvendelser import models as m
from henvendelser.dokumenter.handlinger import godkend, tilfoej_dokumenter
from henvendelser.forespoergsler.ledere import ledere_af
from henvendelser.handlinger import Sagsindhold, registrer_afgoerelse, registrer_henvendelse
from henvendelser.handlinger.aktiviteter import registrer_aktivitet
from henvendelser.handlinger.forespoergsler import send_forespoergsel
from henvendelser.handlinger.gemtefiltre import gem_filter
from henvendelser.handlinger.notater import skriv_notat
from henvendelser.handlinger.personer import tilfoej_person
from henvendelser.handlinger.samtykker import giv_samtykke
from henvendelser.models.logget import tillad_masseskrivning
from henvendelser.valg import (
    Forespoergselsart,
    Partsrolle,
    Rolle,
    Sagstype,
    Samtykkeart,
    Samtykkevej,
)

DAGEN = date(2025, 3, 3)

# What a test needs of the register it may write past the log; the program may not.
uden_om_loggen = tillad_masseskrivning


@dataclass(frozen=True)
class Kontoret:
    """A small office: two departments, one of them with a unit, and two themes."""

    boern: m.Afdeling
    skole: m.Afdeling
    enhed: m.Afdeling
    skik: m.Emne
    svartid: m.Emne
    sprog: m.Emne
    andet: m.Emne
    telefon: m.Kontaktform
    mail: m.Kontaktform
    raad: m.Behandling
    dialog: m.Behandling
    klage: m.Kategori
    ankestyrelsen: m.Instans
    begrundelse: m.Bemaerkningstema
    oplysning: m.Bemaerkningstema
    oplaeg: m.Aktivitetsslags
    serviceloven: m.Lov


def kontoret() -> Kontoret:
    m.Kontor.objects.create(pk=1, kommune="Prøvekøbing Kommune")
    skole = m.Afdeling.objects.create(navn="Skole", raekkefoelge=20)
    skik = m.Emne.objects.create(navn="Forvaltningsskik", raekkefoelge=10)
    return Kontoret(
        boern=m.Afdeling.objects.create(navn="Børn & Familie", raekkefoelge=10),
        skole=skole,
        enhed=m.Afdeling.objects.create(navn="Skolefritid", overordnet=skole),
        skik=skik,
        svartid=m.Emne.objects.create(navn="Svartid", overordnet=skik, raekkefoelge=10),
        sprog=m.Emne.objects.create(navn="Sprogbrug", overordnet=skik, raekkefoelge=20),
        andet=m.Emne.objects.create(navn="Andet", raekkefoelge=20),
        telefon=m.Kontaktform.objects.create(navn="Telefon", raekkefoelge=10),
        mail=m.Kontaktform.objects.create(navn="Mail", raekkefoelge=20),
        raad=m.Behandling.objects.create(navn="Råd og vejledning", raekkefoelge=10),
        dialog=m.Behandling.objects.create(navn="Dialogsag", raekkefoelge=20),
        klage=m.Kategori.objects.create(navn="Klage"),
        ankestyrelsen=m.Instans.objects.create(navn="Ankestyrelsen"),
        begrundelse=m.Bemaerkningstema.objects.create(navn="Begrundelse", raekkefoelge=10),
        oplysning=m.Bemaerkningstema.objects.create(navn="Sagsoplysning", raekkefoelge=20),
        oplaeg=m.Aktivitetsslags.objects.create(navn="Oplæg"),
        serviceloven=m.Lov.objects.create(navn="Serviceloven"),
    )


def kladde(bruger: m.Bruger, adresse: str, dage: int = 0, **felter) -> m.Kladde:
    """A draft of the form at the address, last typed in `dage` days ago."""
    indhold = QueryDict("beskrivelse=", mutable=True)
    for navn, vaerdi in felter.items():
        indhold[navn.replace("__", "-")] = vaerdi
    return m.Kladde.objects.create(
        bruger=bruger,
        adresse=adresse,
        indhold=indhold.urlencode(),
        skrevet=timezone.now() - timedelta(days=dage),
    )


def gemt_filter(
    bruger: m.Bruger, navn: str, parametre: str = "status=aaben", **felter
) -> m.GemtFilter:
    felter = {"liste": "henvendelser", "parametre": parametre} | felter
    return gem_filter(filter=m.GemtFilter(navn=navn, **felter), af=bruger)


def henvendelse(
    modtaget: date = DAGEN,
    *,
    afdeling: m.Afdeling | None = None,
    emne: m.Emne | None = None,
    foelgesager: tuple[tuple[m.Afdeling | None, m.Emne | None], ...] = (),
    **felter,
) -> m.Henvendelse:
    return registrer_henvendelse(
        modtaget=modtaget,
        hovedsag=Sagsindhold(afdeling, emne),
        foelgesager=[Sagsindhold(*sag) for sag in foelgesager],
        **{"af": None} | felter,
    )


def afgoerelse(
    instans: m.Instans, modtaget: date = DAGEN, *, temaer=(), afdeling=None, **felter
) -> m.Afgoerelse:
    return registrer_afgoerelse(
        instans=instans, modtaget=modtaget, afdeling=afdeling, temaer=temaer, af=None, **felter
    )


def dokument(
    henvendelse: m.Henvendelse | m.Afgoerelse, navn: str, indhold: bytes = b"indhold"
) -> m.Dokument:
    (gemt,) = tilfoej_dokumenter(til=henvendelse, filer=[godkend(navn, indhold)], af=None)
    return gemt


def samtykke(
    henvendelse: m.Henvendelse,
    art: Samtykkeart = Samtykkeart.KONTAKT_AFDELING,
    givet: date = DAGEN,
    **felter,
) -> m.Samtykke:
    return giv_samtykke(
        henvendelse=henvendelse,
        art=art,
        givet=givet,
        **{"hvordan": Samtykkevej.TELEFON, "af": None} | felter,
    )


def notat(henvendelse: m.Henvendelse, tekst: str = "Talte med borgeren.", **felter) -> m.Notat:
    return skriv_notat(henvendelse=henvendelse, tekst=tekst, **{"af": None} | felter)


def person(henvendelse: m.Henvendelse, navn: str = "Ane Prøve", **felter) -> m.Partsperson:
    return tilfoej_person(
        henvendelse=henvendelse,
        navn=navn,
        **{"rolle": Partsrolle.PAAROERENDE, "af": None} | felter,
    )


def leder(afdeling: m.Afdeling, navn: str = "", **felter) -> m.Bruger:
    """A lead of the department, with a mail address."""
    navn = navn or f"leder_af_{afdeling.pk}"
    bruger = m.Bruger.objects.create_user(
        navn, f"{navn}@kommune.example", rolle=Rolle.AFDELINGSLEDER, **felter
    )
    bruger.afdelinger.add(afdeling)
    return bruger


def forespoergsel(henvendelse: m.Henvendelse, afdeling: m.Afdeling, **felter) -> m.Forespoergsel:
    """What was asked of a department that has a lead, with the citizen's consent."""
    if not ledere_af(afdeling).exists():
        leder(afdeling)
    if not henvendelse.har_samtykke(Samtykkeart.KONTAKT_AFDELING):
        samtykke(henvendelse)
    valg = {"art": Forespoergselsart.DIALOGSAG, "tekst": "Hvorfor er der ikke svaret?", "af": None}
    return send_forespoergsel(henvendelse=henvendelse, afdeling=afdeling, **valg | felter)


def aktivitet(slags: m.Aktivitetsslags, dato: date = DAGEN, **felter) -> m.Aktivitet:
    return registrer_aktivitet(
        slags=slags, dato=dato, **{"titel": "Notatpligt", "af": None} | felter
    )


def anbefaling(afdelinger, nummer: int = 1, **felter) -> Anbefaling:
    return registrer_anbefaling(
        nummer=nummer,
        afdelinger=afdelinger,
        **{"aar": 2024, "tekst": "Begrund hvert afslag.", "offentliggjort": DAGEN, "af": None}
        | felter,
    )


def opfoelgning(anbefaling: Anbefaling, afdeling: m.Afdeling, **felter) -> Opfoelgning:
    return skriv_opfoelgning(
        adressat=anbefaling.adressater.get(afdeling=afdeling),
        **{"pr": DAGEN, "stilling": Stilling.FULGT, "af": None} | felter,
    )


def beretning(noegle: str = "aaret-2025", **felter) -> Beretning:
    return Beretning.objects.create(
        noegle=noegle,
        **{
            "titel": "Borgerrådgiverens beretning 2025",
            "fra": date(2025, 1, 1),
            "til": date(2025, 12, 31),
            "dateret": date(2026, 3, 1),
            "afsender": "Borgerrådgiveren",
        }
        | felter,
    )


def runde(beretning: Beretning, afdelinger, **felter) -> Runde:
    return aabn_runde(
        beretning=beretning,
        afdelinger=afdelinger,
        **{"frist": date(2099, 1, 1), "af": None} | felter,
    )


@uden_om_loggen()
def mange_henvendelser(antal: int, kontor: Kontoret, foelgesager: int = 1) -> None:
    """Many inquiries at once, each with its hovedsag and følgesager."""
    henvendelser = m.Henvendelse.objects.bulk_create(
        m.Henvendelse(
            nummer=f"2024-{nr:05}",
            modtaget=date(2024, 1 + nr % 12, 1 + nr % 28),
            kontaktform=kontor.telefon,
            behandling=kontor.raad,
        )
        for nr in range(1, antal + 1)
    )
    m.Sag.objects.bulk_create(
        m.Sag(
            henvendelse=henvendelse,
            sagstype=Sagstype.FOELGESAG if nr else Sagstype.HOVEDSAG,
            afdeling=kontor.enhed,
            emne=kontor.svartid,
        )
        for henvendelse in henvendelser
        for nr in range(1 + foelgesager)
    )


def spaer_loggen() -> None:
    """From now on the log can be read but not written."""
    hvad = {
        "sqlite": "BEGIN SELECT RAISE(ABORT, 'spærret'); END",
        "postgresql": "FOR EACH ROW EXECUTE FUNCTION henvendelser_afvis()",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER spaerret BEFORE INSERT ON henvendelser_logpost "
            + hvad[connection.vendor]
        )


def udfyldt(kontor: Kontoret, *foelgesager: dict, **aendret) -> dict[str, str]:
    """What the browser sends from a page filled in right, with `aendret` on top."""
    data = {
        "modtaget": "03.03.2025",
        "hovedsag-afdeling": str(kontor.boern.pk),
        "hovedsag-emne": str(kontor.svartid.pk),
        "foelgesager-TOTAL_FORMS": str(len(foelgesager)),
        "foelgesager-INITIAL_FORMS": "0",
    }
    for nr, sag in enumerate(foelgesager):
        for navn, vaerdi in sag.items():
            data[f"foelgesager-{nr}-{navn}"] = str(vaerdi)
    return data | {navn.replace("__", "-"): vaerdi for navn, vaerdi in aendret.items()}
