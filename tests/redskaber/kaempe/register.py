"""Fills an empty, migrated database with a register of any size, the same every time.

It is Albertslund's year many times over: six years, the office's own departments and topics, and
issues and decisions drawn from the demo's. A little is left unstated or hung on a theme alone, so
that every kind of line is counted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import GeneratedField, Model

from henvendelser import models as m
from henvendelser.models.registrering import JA_NEJ, ny_noegle
from henvendelser.registreringsfelter import FELTER, GENHENVENDELSE, Slags
from henvendelser.soegning import indeks
from henvendelser.soegning.kilder import KILDER
from henvendelser.valg import (
    Henvendelsestype,
    JaNej,
    Maerkeslags,
    Sagstype,
    Udfald,
    Viruskontrol,
)

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "albertslund"
FOERSTE, SIDSTE = date(2020, 4, 1), date(2026, 3, 31)
DAGE = (SIDSTE - FOERSTE).days + 1
HENVENDELSER_PR_SAG = 163 / 203  # as in Albertslund's year
AFGOERELSER_PR_SAG = 64 / 203
# Words to search for: in one description of a thousand, of two hundred, and of twenty.
SJAELDENT, DANSK, MELLEM = "akutbolig", "særtilskud", "boligstøtte"
I_NOTAT = "hjælpemiddelcentral"
DOKUMENTNAVNE = ("Lægeerklæring", "Afgørelse", "Aktindsigt", "Fuldmagt", "Klage over afslag")
LEDEORD = ((1000, SJAELDENT), (200, DANSK), (20, MELLEM))
MAERKER = {
    ("Hjemløshed", Maerkeslags.JANEJ): JA_NEJ,
    ("Særligt", Maerkeslags.FLERE): ("Digitalisering", "Handicap", "Pårørende"),
}
SAETNINGER = (
    "Borgeren har ikke fået svar på sin ansøgning og vil vide, hvem der har sagen.",
    "Afgørelsen er svær at forstå, og klagevejledningen mangler.",
    "Der er bedt om aktindsigt for flere uger siden uden svar.",
    "Borgeren føler sig ikke hørt på mødet og ønsker en ny sagsbehandler.",
    "Sagen er sendt frem og tilbage mellem to enheder.",
    "Jeg har talt med afdelingen, som ringer til borgeren i dag.",
    "Borgeren har brug for hjælp til at skrive en klage over beregningen.",
    "Det er uklart, hvornår hjælpen begynder, og hvem der har lovet hvad.",
)


def fyld(antal_sager: int, *, soeges: bool = True) -> None:
    """Set the office up, load the register in one transaction, and make the report.

    The index of the search is built when all is there, or not at all: it is not counted from.
    """
    call_command("opsaet", FIXTURES / "opsaetning.json", verbosity=0)
    _registrer_alt()
    _fjern_soegningens_triggere()
    with transaction.atomic():
        _Fylder(antal_sager).fyld()
    if soeges:
        indeks.saet("default", KILDER)
        indeks.genindekser()
    call_command("opret_beretning", FIXTURES / "beretning.json", verbosity=0)
    with connection.cursor() as cursor:
        # The autovacuum that PostgreSQL has running would do it within minutes.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _fjern_soegningens_triggere() -> None:
    with connection.cursor() as cursor:
        for kilde in KILDER:
            paa = f" ON {kilde.tabel}" if connection.vendor == "postgresql" else ""
            for hvornaar in ("ny", "rettet", "slettet", "toemt"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {kilde.tabel}_soeges_{hvornaar}{paa}")


def _registrer_alt() -> None:
    """Let the office ask about everything it can be asked about, and two markers of its own."""
    m.Registreringsfelt.objects.bulk_create(m.Registreringsfelt(felt=f.noegle) for f in FELTER)
    navne = ("Borger", "Pårørende", "Fagperson", "Virksomhed", "Forening", "Anden kommune")
    m.Henvender.objects.bulk_create(m.Henvender(navn=navn) for navn in navne)
    for (navn, slags), svar in MAERKER.items():
        maerke = m.Maerke.objects.create(noegle=ny_noegle(navn), navn=navn, slags=slags)
        m.Maerkevaerdi.objects.bulk_create(m.Maerkevaerdi(maerke=maerke, navn=et) for et in svar)


class _Fylder:
    """What is drawn from is read first: the database answers nothing while rows stream into it."""

    def __init__(self, antal_sager: int):
        self.tal = Random(20260401)  # noqa: S311 - a register that is alike every time
        # What only the lists and the search look at is drawn by itself: the report's numbers stay.
        self.listetal = Random(20260402)  # noqa: S311
        self.antal_sager = antal_sager
        self.antal_henvendelser = round(antal_sager * HENVENDELSER_PR_SAG)
        self.antal_afgoerelser = round(antal_sager * AFGOERELSER_PR_SAG)
        self.antal_borgere = self.antal_henvendelser // 4
        self.afdelinger = {str(afdeling): afdeling.pk for afdeling in m.Afdeling.objects.all()}
        andre = m.Afdelingsnavn.objects.values_list("navn", "afdeling")
        self.afdelinger |= dict(andre)
        self.steder = self._steder()
        self.afgoerelser = self._demoens_afgoerelser()
        self.temaer = list(m.Emne.objects.temaer().values_list("pk", flat=True))
        self.kontaktformer, self.kategorier, self.behandlinger, self.instanser, self.slags = (
            list(model.objects.values_list("pk", flat=True))
            for model in (m.Kontaktform, m.Kategori, m.Behandling, m.Instans, m.Aktivitetsslags)
        )
        self.henvendere = list(m.Henvender.objects.values_list("pk", flat=True))
        self.love = list(m.Lov.objects.values_list("pk", flat=True))
        self.maerkevaerdier = list(m.Maerkevaerdi.objects.select_related("maerke"))
        self.i_aaret: dict[int, int] = {}  # the last number of each year
        self.koder = [f.noegle for f in FELTER if f.slags == Slags.KODE and f.noegle != "type"]

    def fyld(self) -> None:
        _indsaet(m.Borger, ("id", "navn", "telefon", "email"), self._borgere())
        _indsaet(
            m.Henvendelse,
            (
                *("id", "nummer", "modtaget", "afsluttet", "borger_id", "kontaktform_id"),
                *("kategori_id", "behandling_id", "type", "beskrivelse", "oprettet"),
                *("sidst_aktiv", "henvender_id", f"{GENHENVENDELSE.noegle}_id"),
                *("frist", "frist_forklaring", *self.koder),
            ),
            self._henvendelser(),
        )
        m.Nummerserie.objects.bulk_create(
            m.Nummerserie(aar=aar, seneste=sidste) for aar, sidste in self.i_aaret.items()
        )
        felter = ("id", "henvendelse_id", "sagstype", "afdeling_id", "emne_id")
        _indsaet(m.Sag, felter, self._sager())
        felter = ("id", "instans_id", "modtaget", "afdeling_id", "udfald", "oprettet")
        felter += ("lov_id", "paragraf", "note")
        bemaerkninger: list[tuple] = []
        _indsaet(m.Afgoerelse, felter, self._afgoerelser(bemaerkninger))
        _indsaet(m.Bemaerkning, ("id", "afgoerelse_id", "tema_id"), bemaerkninger)
        felter = ("id", "henvendelse_id", "maerke_id", "vaerdi_id", "flere")
        _indsaet(m.Maerkesvar, felter, self._maerkesvar())
        felter = ("uuid", "henvendelse_id", "navn", "medietype", "stoerrelse", "sha256")
        felter += ("lagernavn", "viruskontrol", "tilfoejet", "id")
        _indsaet(m.Dokument, felter, self._dokumenter())
        felter = ("id", "henvendelse_id", "dato", "tekst", "tidspunkt")
        _indsaet(m.Notat, felter, self._notater())
        felter = ("id", "slags_id", "dato", "titel", "note", "afdeling_id", "oprettet")
        _indsaet(m.Aktivitet, felter, self._aktiviteter())
        _saet_taellere(m.Borger, m.Henvendelse, m.Sag, m.Afgoerelse, m.Bemaerkning)
        _saet_taellere(m.Maerkesvar, m.Dokument, m.Aktivitet, m.Notat)

    def _steder(self) -> list[tuple[int, int]]:
        """(department, topic) of each of the demo's issues, to draw from."""
        emner = {
            (emne.overordnet.navn, emne.navn): emne.pk
            for emne in m.Emne.objects.select_related("overordnet").exclude(overordnet=None)
        }
        return [
            (self.afdelinger[sag["afdeling"]], emner[sag["tema"], sag["emne"]])
            for sag in _laes("sager.csv")
        ]

    def _dag(self, nr: int, antal: int) -> date:
        """Registered in the order they came, give or take a fortnight."""
        dag = nr * DAGE // antal + self.tal.randrange(-7, 8)
        return FOERSTE + timedelta(min(max(dag, 0), DAGE - 1))

    def _borgere(self) -> Iterator[tuple]:
        fornavne = ("Anne", "Bo", "Cecilie", "Dorte", "Erik", "Fatima", "Gitte", "Hans", "Åse")
        efternavne = ("Jensen", "Nielsen", "Østergaard", "Madsen", "Ærø", "Khan", "Holm")
        for nr in range(1, self.antal_borgere + 1):
            navn = f"{self.tal.choice(fornavne)} {self.tal.choice(efternavne)} {nr}"
            yield nr, navn, str(20_000_000 + nr * 3_001), f"borger{nr}@example.org"

    def _henvendelser(self) -> Iterator[tuple]:
        tal = self.tal
        typer = [*Henvendelsestype.values, None]
        i_aaret = self.i_aaret
        for nr in range(1, self.antal_henvendelser + 1):
            dag = self._dag(nr - 1, self.antal_henvendelser)
            i_aaret[dag.year] = i_aaret.get(dag.year, 0) + 1
            # Of the newest many are open, of the old ones next to none.
            sluttet = dag + timedelta(int(tal.expovariate(1 / 30)))
            er_sluttet = sluttet <= SIDSTE and tal.random() < 0.995
            ord_ = tal.choices(SAETNINGER, k=tal.randrange(1, 6))
            yield (
                nr,
                f"{dag.year}-{i_aaret[dag.year]:04}",
                dag.isoformat(),
                sluttet.isoformat() if er_sluttet else None,
                tal.randrange(1, self.antal_borgere + 1) if tal.random() < 0.8 else None,
                tal.choice(self.kontaktformer),
                tal.choice(self.kategorier),
                tal.choice(self.behandlinger),
                tal.choice(typer),
                " ".join([*ord_, *(ord_ for hver, ord_ in LEDEORD if nr % hver == 0)]),
                f"{dag.isoformat()} 10:00:00",
                *self._resten(nr, dag, sluttet if er_sluttet else None),
            )

    def _resten(self, nr: int, dag: date, afsluttet: date | None) -> Iterator:
        """What the report's tables do not count."""
        tal = self.listetal
        aktiv = afsluttet or min(dag + timedelta(tal.randrange(90)), SIDSTE)
        yield aktiv.isoformat()
        yield tal.choice(self.henvendere)
        yield tal.randrange(1, nr) if nr > 1 and tal.random() < 0.05 else None
        frist = None if afsluttet or tal.random() < 0.5 else dag + timedelta(30)
        yield from (frist and frist.isoformat(), "30 dage efter modtagelsen" if frist else "")
        for kode in self.koder:
            valg = [*m.Henvendelse._meta.get_field(kode).flatchoices, (None, "")]
            # Who is anonymous has no citizen: nobody is.
            yield JaNej.NEJ.value if kode == "anonym" else tal.choice(valg)[0]

    def _maerkesvar(self) -> Iterator[tuple]:
        for nr, henvendelse in enumerate(range(1, self.antal_henvendelser + 1, 3), start=1):
            vaerdi = self.listetal.choice(self.maerkevaerdier)
            yield nr, henvendelse, vaerdi.maerke_id, vaerdi.pk, vaerdi.maerke.flere

    def _dokumenter(self) -> Iterator[tuple]:
        for nr in range(1, self.antal_henvendelser // 5 + 1):
            navn = f"{self.listetal.choice(DOKUMENTNAVNE)} {nr}.pdf"
            uid = UUID(int=nr) if connection.vendor == "postgresql" else UUID(int=nr).hex
            sidst = (f"{nr:032x}", Viruskontrol.INGEN.value, "2026-03-31 10:00:00", nr)
            yield uid, nr * 5, navn, "application/pdf", 1000, "-", *sidst

    def _notater(self) -> Iterator[tuple]:
        """Of every inquiry one, two or three; one in five hundred has a word of its own."""
        tal = self.listetal
        for nr in range(1, self.antal_henvendelser * 2 + 1):
            henvendelse = (nr + 1) // 2 if nr % 4 else tal.randrange(1, self.antal_henvendelser + 1)
            tekst = " ".join([*tal.choices(SAETNINGER, k=2), *[I_NOTAT] * (nr % 500 == 0)])
            yield nr, henvendelse, "2026-03-31", tekst, "2026-03-31 10:00:00"

    def _aktiviteter(self) -> Iterator[tuple]:
        tal, afdelinger = self.listetal, list(self.afdelinger.values())
        for nr in range(1, self.antal_henvendelser // 50 + 1):
            dag = (FOERSTE + timedelta(tal.randrange(DAGE))).isoformat()
            titel, note = f"Oplæg {nr} om notatpligt", tal.choice(SAETNINGER)
            afdeling = tal.choice(afdelinger)
            yield nr, tal.choice(self.slags), dag, titel, note, afdeling, f"{dag} 10:00:00"

    def _sager(self) -> Iterator[tuple]:
        tal, nr, henvendelser = self.tal, 0, self.antal_henvendelser
        foelgesager = self.antal_sager - henvendelser
        for henvendelse in range(1, henvendelser + 1):
            her = henvendelse * foelgesager // henvendelser
            her -= (henvendelse - 1) * foelgesager // henvendelser
            for sagstype in (Sagstype.HOVEDSAG, *[Sagstype.FOELGESAG] * her):
                nr += 1
                afdeling, emne = tal.choice(self.steder)
                slump = tal.random()
                if slump < 0.01:
                    afdeling = None
                elif slump < 0.02:
                    emne = None
                elif slump < 0.03:
                    emne = tal.choice(self.temaer)
                yield nr, henvendelse, sagstype.value, afdeling, emne

    def _demoens_afgoerelser(self) -> list[tuple]:
        """(appeals body, department, outcome, themes) of each of the demo's, to draw from."""
        instanser = {post.navn: post.pk for post in m.Instans.objects.all()}
        temaer = {post.navn: post.pk for post in m.Bemaerkningstema.objects.all()}
        return [
            (
                instanser[afgoerelse["instans"]],
                self.afdelinger[afgoerelse["afdeling"]],
                Udfald.AFVIST.value if afgoerelse["udfald"] == "afvist" else None,
                tuple(temaer[navn] for navn in afgoerelse["bemaerkningstemaer"].split(";") if navn),
            )
            for afgoerelse in _laes("afgoerelser.csv")
        ]

    def _afgoerelser(self, bemaerkninger: list[tuple]) -> Iterator[tuple]:
        """The decisions; their remarks are put on the list."""
        tal = self.tal
        uafviste = [udfald for udfald in Udfald.values if udfald != Udfald.AFVIST]
        for nr in range(1, self.antal_afgoerelser + 1):
            dag = self._dag(nr - 1, self.antal_afgoerelser).isoformat()
            instans, afdeling, udfald, temaer = tal.choice(self.afgoerelser)
            slump = tal.random()
            if slump < 0.01:
                afdeling = None
            elif slump < 0.06:
                instans = tal.choice(self.instanser)
            if udfald is None and slump > 0.5:
                udfald = tal.choice(uafviste)
            for tema in (*temaer, None) if temaer and slump > 0.99 else temaer:
                bemaerkninger.append((len(bemaerkninger) + 1, nr, tema))
            yield nr, instans, dag, afdeling, udfald, f"{dag} 10:00:00", *self._lovgrundlag()

    def _lovgrundlag(self) -> tuple:
        """Statute, section and note; of some decisions neither is stated."""
        lov = self.listetal.choice([*self.love, None])
        paragraf = f"§ {self.listetal.randrange(1, 200)}" if lov else ""
        return lov, paragraf, self.listetal.choice([*SAETNINGER, ""])


def _laes(fil: str) -> list[dict[str, str]]:
    with (FIXTURES / fil).open(encoding="utf-8-sig", newline="") as indhold:
        return list(csv.DictReader(indhold))


def _indsaet(model: type[Model], felter: tuple[str, ...], raekker: Iterable[tuple]) -> None:
    """Insert rows of `felter`; the model's other columns get its defaults."""
    andre = [
        felt
        for felt in model._meta.concrete_fields
        if felt.attname not in felter and not isinstance(felt, GeneratedField)
    ]
    faste = tuple(felt.get_db_prep_save(felt.get_default(), connection) for felt in andre)
    kolonner = [
        *(model._meta.get_field(navn).column for navn in felter),
        *(f.column for f in andre),
    ]
    citer = connection.ops.quote_name
    maal = f"{citer(model._meta.db_table)} ({', '.join(map(citer, kolonner))})"
    hele = (raekke + faste for raekke in raekker)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {maal} FROM STDIN") as kopi:
            for raekke in hele:
                kopi.write_row(raekke)
    else:
        pladser = ", ".join("?" * len(kolonner))
        connection.connection.executemany(f"INSERT INTO {maal} VALUES ({pladser})", hele)  # noqa: S608


def _saet_taellere(*modeller: type[Model]) -> None:
    """Let the next row get a key after those that were written with theirs."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), modeller):
            cursor.execute(sql)
