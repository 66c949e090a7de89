"""What has happened to a case, in one list, for the one who has to take it up again.

It is not the log: nobody's reading stands here, and what has a row of its own (a note, a document,
a consent) is told by that row. Each kind is one declaration in `KILDER`, which asks at most one
query, so that the list costs the same however long the case is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import Truncator
from django.utils.timezone import localtime, make_aware

from .dele import laes_dele
from .log.ord import feltnavn
from .models import Dokument, Forespoergsel, Henvendelse, Logpost, Logreference, Samtykke
from .models.notat import Nummereret, nummererede
from .regler import dansk_dato
from .valg import Handling, Objekttype

UDDRAG = 140


@dataclass(frozen=True)
class Punkt:
    """One thing that happened on `dag`; `tidspunkt` is when it was written down.

    `anker` is the part of the case's page where there is more to read.
    """

    dag: date
    tidspunkt: datetime
    hvad: str
    mere: str = ""
    hvem: str = ""
    anker: str = ""


@dataclass(frozen=True)
class Kilde:
    """One kind of what happens: the rows of a case, in one query or none, and what each tells."""

    raekker: Callable[[Henvendelse], Iterable]
    punkter: Callable[..., Iterator[Punkt]]


def tidslinje(henvendelse: Henvendelse) -> list[Punkt]:
    """All of it, the oldest first; what happened on one day in the order it was written down."""
    laes_dele(henvendelse)
    punkter = [
        punkt
        for kilde in KILDER
        for raekke in kilde.raekker(henvendelse)
        for punkt in kilde.punkter(raekke)
    ]
    return sorted(punkter, key=lambda punkt: (punkt.dag, punkt.tidspunkt))


def _dag(tidspunkt: datetime) -> date:
    return localtime(tidspunkt).date()


# --- the inquiry itself ---


def _henvendelsen(henvendelse: Henvendelse) -> Iterator[Punkt]:
    oprettet, af = henvendelse.oprettet, str(henvendelse.oprettet_af or "")
    form = str(henvendelse.kontaktform or "")
    yield Punkt(henvendelse.modtaget, oprettet, "Modtaget", mere=form)
    if _dag(oprettet) != henvendelse.modtaget:
        yield Punkt(_dag(oprettet), oprettet, "Registreret", hvem=af)
    if henvendelse.frist and not henvendelse.afsluttet:
        forklaring = henvendelse.frist_forklaring
        yield Punkt(henvendelse.frist, oprettet, "Frist for opfølgning", mere=forklaring)
    if henvendelse.afsluttet:
        # From the inquiry and not from the log: an imported one was never closed by anybody here.
        yield _afsluttet(henvendelse.afsluttet, str(henvendelse.behandling or ""))


def _afsluttet(dag: date, behandling: str = "") -> Punkt:
    """Only its day is known; it ends the day."""
    return Punkt(dag, make_aware(datetime.combine(dag, time.max)), "Afsluttet", mere=behandling)


# --- what only the log tells ---


def _aendringer(henvendelse: Henvendelse) -> QuerySet[Logpost]:
    om_dokument = Logreference.objects.filter(logpost=OuterRef("pk"), type=Objekttype.DOKUMENT)
    return (
        Logpost.objects.om(Objekttype.HENVENDELSE, henvendelse.pk)
        .filter(handling__in=[Handling.OPRETTELSE, Handling.AENDRING, Handling.SLETNING])
        .annotate(om_dokument=Exists(om_dokument))
    )


def _aendring(post: Logpost) -> Iterator[Punkt]:
    for hvad, mere in _hvad(post):
        yield Punkt(_dag(post.tidspunkt), post.tidspunkt, hvad, mere, post.brugernavn)
    foer, efter = post.aendringer.get("afsluttet") or (None, None)
    if foer and efter is None:
        yield _afsluttet(date.fromisoformat(foer))
        yield Punkt(_dag(post.tidspunkt), post.tidspunkt, "Genåbnet", hvem=post.brugernavn)


def _hvad(post: Logpost) -> Iterator[tuple[str, str]]:
    aendret = post.aendringer
    if post.om_dokument:
        if post.handling == Handling.SLETNING:
            yield "Dokument slettet", ""
    elif any(felt.startswith("partsperson.") for felt in aendret):
        rolle = aendret.get("partsperson.rolle") or (None, None)
        yield _PERSON[Handling(post.handling)], rolle[1] or rolle[0] or ""
    elif post.handling == Handling.AENDRING:
        if "frist" in aendret:
            yield _frist(aendret["frist"][1])
        rettet = [felt for felt in aendret if not felt.startswith(FORTAELLES_FOR_SIG)]
        if rettet and "afsluttet" not in aendret:
            yield "Rettet", ", ".join(dict.fromkeys(feltnavn(felt) for felt in rettet))


# What is told by a point of its own.
FORTAELLES_FOR_SIG = (
    "frist",
    "samtykke.",
    "notat.",
    "forespoergsel.",
    "svar.",
    "opfoelgningsspoergsmaal.",
    "fristforlaengelse.",
    "videregivelse.",
    "tilbagekaldelse.",
)
_PERSON = {
    Handling.OPRETTELSE: "Person tilføjet",
    Handling.AENDRING: "Person rettet",
    Handling.SLETNING: "Person fjernet",
}


def _frist(ny: str | None) -> tuple[str, str]:
    return ("Frist sat", dansk_dato(date.fromisoformat(ny))) if ny else ("Frist fjernet", "")


# --- what has rows of its own ---


def _notat(et: Nummereret) -> Iterator[Punkt]:
    notat = et.notat
    hvad = f"Notat {et.nr}" + (f", retter notat {et.retter}" if et.retter else "")
    yield Punkt(
        notat.dato,
        notat.tidspunkt,
        hvad,
        "" if et.rettet_af else Truncator(notat.tekst).chars(UDDRAG),
        str(notat.skrevet_af or ""),
        f"notat-{notat.pk}",
    )


def _dokument(dokument: Dokument) -> Iterator[Punkt]:
    tidspunkt, af = dokument.tilfoejet, str(dokument.tilfoejet_af or "")
    yield Punkt(_dag(tidspunkt), tidspunkt, "Dokument", dokument.navn, af, "dokumenter")


def _samtykke(samtykke: Samtykke) -> Iterator[Punkt]:
    art = samtykke.get_art_display()
    yield Punkt(
        samtykke.givet,
        samtykke.registreret,
        "Samtykke givet",
        art,
        str(samtykke.registreret_af or ""),
        "samtykke",
    )
    if samtykke.trukket_tilbage:
        yield Punkt(
            samtykke.trukket_tilbage,
            samtykke.trukket_registreret,
            "Samtykke trukket tilbage",
            art,
            str(samtykke.trukket_registreret_af or ""),
            "samtykke",
        )


def _forespoergsel(den: Forespoergsel) -> Iterator[Punkt]:
    """What was asked, and that it was answered; the thread itself has a page of its own."""
    afdeling, art = str(den.afdeling), den.get_art_display()
    af = str(den.sendt_af or "")
    yield Punkt(den.sendt, den.oprettet, f"{art} sendt", afdeling, af, "forespoergsler")
    for dag, hvad in ((den.besvaret, "besvaret"), (den.afsluttet, den.get_tilstand_display())):
        if dag:
            sidst = make_aware(datetime.combine(dag, time.max))
            yield Punkt(dag, sidst, f"{art} {hvad.lower()}", afdeling, anker="forespoergsler")


KILDER: tuple[Kilde, ...] = (
    Kilde(lambda henvendelse: [henvendelse], _henvendelsen),
    Kilde(_aendringer, _aendring),
    Kilde(lambda henvendelse: nummererede(henvendelse.notater.all()), _notat),
    Kilde(lambda henvendelse: henvendelse.dokumenter.all(), _dokument),
    Kilde(lambda henvendelse: henvendelse.samtykker.all(), _samtykke),
    Kilde(lambda henvendelse: henvendelse.forespoergsler.all(), _forespoergsel),
)
