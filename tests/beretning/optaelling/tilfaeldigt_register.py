"""Random registers as plain data: what the database is filled with and the oracle counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from beretning.models import Adressat, Anbefaling, Opfoelgning
from beretning.periode import Periode
from beretning.valg import Stilling
from henvendelser import models as m
from henvendelser.models.henvendelse import KODER
from henvendelser.valg import (
    Erkendelse,
    Forespoergselsart,
    Henvendelsestype,
    JaNej,
    Maerkeslags,
    Sagstype,
    Udfald,
)
from tests.fabrik import uden_om_loggen

PERIODE = Periode(date(2024, 2, 1), date(2024, 4, 30))
UDENFOR = date(2023, 1, 1)


@dataclass(frozen=True)
class EnSag:
    afdeling: int | None
    emne: int | None


@dataclass(frozen=True)
class EnHenvendelse:
    modtaget: date
    afsluttet: date | None
    kontaktform: int | None
    kategori: int | None
    behandling: int | None
    type: str | None
    sager: tuple[EnSag, ...]
    henvender: int | None
    koder: tuple[tuple[str, str | None], ...]
    genhenvendelse: bool
    svar: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class EnAfgoerelse:
    modtaget: date
    instans: int
    afdeling: int | None
    udfald: str | None
    lov: int | None
    temaer: tuple[int | None, ...]


@dataclass(frozen=True)
class EnAktivitet:
    dato: date
    slags: int
    afdeling: int | None
    timer: Decimal | None


@dataclass(frozen=True)
class EnOpfoelgning:
    """`tidligere` is a status of the same year that it stands instead of."""

    pr: date
    afdeling: int
    stilling: str
    tidligere: tuple[date, str] | None


@dataclass(frozen=True)
class EnForespoergsel:
    """`besvaret` is so many days after it was sent, `frist` so many; None is no answer."""

    sendt: date
    afdeling: int
    art: str
    frist: int
    besvaret: int | None
    erkendelse: str | None
    laering: str
    kaldt_tilbage: bool
    forlaengelser: int
    opfoelgninger: int

    @property
    def svaret(self) -> date | None:
        return None if self.besvaret is None else self.sendt + timedelta(self.besvaret)


@dataclass(frozen=True)
class EnKnude:
    """`over` and `efterfoelger` are places in the tree's own tuple."""

    over: int | None
    efterfoelger: int | None = None
    findes: bool = True


@dataclass(frozen=True)
class Register:
    afdelinger: tuple[EnKnude, ...]
    emner: tuple[EnKnude, ...]
    henvendelser: tuple[EnHenvendelse, ...]
    afgoerelser: tuple[EnAfgoerelse, ...]
    aktiviteter: tuple[EnAktivitet, ...] = ()
    opfoelgninger: tuple[EnOpfoelgning, ...] = ()
    forespoergsler: tuple[EnForespoergsel, ...] = ()


# The office's own markers, in order; a yes/no marker has the two answers of that name.
MAERKER = (Maerkeslags.JANEJ, Maerkeslags.LISTE, Maerkeslags.FLERE)

LISTE = 3  # each code list has this many values; the last one is inactive

# Days crowd around the period's edges, where counting goes wrong.
DAGE = st.sampled_from(
    [
        PERIODE.fra - timedelta(1),
        PERIODE.fra,
        PERIODE.fra + timedelta(1),
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2024, 3, 31),
        date(2024, 4, 1),
        PERIODE.til,
        PERIODE.til + timedelta(1),
        PERIODE.til + timedelta(40),
    ]
)


@st.composite
def traeer(draw, *, niveauer: int, efterfoelgere: bool) -> tuple[EnKnude, ...]:
    antal = draw(st.integers(1, 6))
    knuder, dybder = [], []
    for nr in range(antal):
        mulige = [None, *(k for k in range(nr) if dybder[k] < niveauer)]
        over = draw(st.sampled_from(mulige))
        dybder.append(1 if over is None else dybder[over] + 1)
        efter = None
        if efterfoelgere and draw(st.integers(0, 3)) == 0:
            efter = draw(st.sampled_from([None, *(k for k in range(antal) if k != nr)]))
        knuder.append(EnKnude(over, efter, draw(st.booleans())))
    return tuple(knuder)


@st.composite
def registre(draw) -> Register:
    afdelinger = draw(traeer(niveauer=3, efterfoelgere=True))
    emner = draw(traeer(niveauer=2, efterfoelgere=False))
    eventuelt = lambda antal: st.none() | st.integers(0, antal - 1)  # noqa: E731
    sager = st.builds(EnSag, eventuelt(len(afdelinger)), eventuelt(len(emner)))
    henvendelser = st.builds(
        EnHenvendelse,
        modtaget=DAGE,
        afsluttet=st.none() | DAGE,
        kontaktform=eventuelt(LISTE),
        kategori=eventuelt(LISTE),
        behandling=eventuelt(LISTE),
        type=st.none() | st.sampled_from(Henvendelsestype.values),
        sager=st.lists(sager, min_size=1, max_size=4).map(tuple),
        henvender=eventuelt(LISTE),
        koder=st.tuples(
            *(
                st.tuples(st.just(navn), st.none() | st.sampled_from(valg.values))
                for navn, valg in KODER.items()
            )
        ),
        genhenvendelse=st.booleans(),
        svar=st.tuples(*(_svar(slags) for slags in MAERKER)),
    ).map(_mulig)
    afgoerelser = st.builds(
        EnAfgoerelse,
        modtaget=DAGE,
        instans=st.integers(0, LISTE - 1),
        afdeling=eventuelt(len(afdelinger)),
        udfald=st.none() | st.sampled_from(Udfald.values),
        lov=eventuelt(LISTE),
        temaer=st.lists(eventuelt(LISTE), max_size=3, unique=True).map(tuple),
    )
    aktiviteter = st.builds(
        EnAktivitet,
        dato=DAGE,
        slags=st.integers(0, LISTE - 1),
        afdeling=eventuelt(len(afdelinger)),
        timer=st.none() | st.decimals("0.01", "999.99", places=2),
    )
    stillinger = st.sampled_from([*Stilling.values])
    opfoelgninger = st.builds(
        EnOpfoelgning,
        pr=DAGE,
        afdeling=st.integers(0, len(afdelinger) - 1),
        stilling=stillinger,
        tidligere=st.none() | st.tuples(DAGE, stillinger),
    )
    forespoergsler = st.builds(
        EnForespoergsel,
        sendt=DAGE,
        afdeling=st.integers(0, len(afdelinger) - 1),
        art=st.sampled_from(Forespoergselsart.values),
        frist=st.sampled_from([0, 20, 21]),
        besvaret=st.none() | st.sampled_from([0, 1, 20, 21, 22, 90]),
        erkendelse=st.none() | st.sampled_from(Erkendelse.values),
        laering=st.sampled_from(JaNej.values),
        kaldt_tilbage=st.booleans(),
        forlaengelser=st.integers(0, 2),
        opfoelgninger=st.integers(0, 2),
    )
    return Register(
        afdelinger,
        emner,
        tuple(draw(st.lists(henvendelser, max_size=8))),
        tuple(draw(st.lists(afgoerelser, max_size=6))),
        tuple(draw(st.lists(aktiviteter, max_size=6))),
        tuple(draw(st.lists(opfoelgninger, max_size=8))),
        tuple(draw(st.lists(forespoergsler, max_size=6))),
    )


def _svar(slags: Maerkeslags) -> st.SearchStrategy[tuple[int, ...]]:
    """The answers to one marker: none, one, or as many as it takes."""
    hoejst = LISTE if slags == Maerkeslags.FLERE else 1
    antal = 2 if slags == Maerkeslags.JANEJ else LISTE
    vaerdier = st.lists(st.integers(0, antal - 1), max_size=hoejst, unique=True)
    return vaerdier.map(sorted).map(tuple)


def _mulig(henvendelse: EnHenvendelse) -> EnHenvendelse:
    """What the register allows: closed after it came, and with something done."""
    ret = vars(henvendelse) | {}
    if henvendelse.afsluttet and henvendelse.afsluttet < henvendelse.modtaget:
        ret["afsluttet"] = henvendelse.modtaget
    if henvendelse.afsluttet and henvendelse.behandling is None:
        ret["behandling"] = 0
    return EnHenvendelse(**ret)


LISTER = (
    m.Kontaktform,
    m.Kategori,
    m.Behandling,
    m.Henvender,
    m.Instans,
    m.Bemaerkningstema,
    m.Aktivitetsslags,
    m.Lov,
)


@uden_om_loggen()
def fyld(register: Register) -> None:
    """Put the register into an empty database. The k-th of each list gets the key k + 1."""
    for model in LISTER:
        model.objects.bulk_create(
            model(pk=nr + 1, navn=navn_af(model.__name__, nr), aktiv=nr < LISTE - 1)
            for nr in range(LISTE)
        )
    _fyld_maerker()
    for nr, knude in enumerate(register.afdelinger):
        m.Afdeling.objects.create(
            pk=nr + 1,
            navn=navn_af("Afdeling", nr),
            overordnet_id=noegle(knude.over),
            gyldig_til=None if knude.findes else UDENFOR,
        )
    for nr, knude in enumerate(register.afdelinger):
        m.Afdeling.objects.filter(pk=nr + 1).update(efterfoelger=noegle(knude.efterfoelger))
    for nr, knude in enumerate(register.emner):
        m.Emne.objects.create(
            pk=nr + 1,
            navn=navn_af("Emne", nr),
            overordnet_id=noegle(knude.over),
            aktiv=knude.findes,
        )
    _fyld_henvendelser(register)
    _fyld_afgoerelser(register)
    _fyld_aktiviteter(register)
    _fyld_opfoelgninger(register)
    _fyld_forespoergsler(register)


def _fyld_maerker() -> None:
    for nr, slags in enumerate(MAERKER):
        m.Maerke.objects.create(
            pk=nr + 1, noegle=f"m{nr}", navn=navn_af("Maerke", nr), slags=slags, raekkefoelge=nr
        )
        m.Maerkevaerdi.objects.bulk_create(
            m.Maerkevaerdi(
                pk=vaerdinoegle(nr, plads),
                maerke_id=nr + 1,
                navn=vaerdinavn(nr, plads),
                raekkefoelge=plads,
                aktiv=plads < LISTE - 1,
            )
            for plads in range(2 if slags == Maerkeslags.JANEJ else LISTE)
        )


def vaerdinoegle(maerke: int, plads: int) -> int:
    return 1 + maerke * LISTE + plads


def vaerdinavn(maerke: int, plads: int) -> str:
    return ("Ja", "Nej")[plads] if MAERKER[maerke] == Maerkeslags.JANEJ else f"V{maerke}{plads}"


def _fyld_henvendelser(register: Register) -> None:
    m.Henvendelse.objects.bulk_create(
        m.Henvendelse(
            pk=nr + 1,
            nummer=f"2024-{nr:04}",
            modtaget=h.modtaget,
            afsluttet=h.afsluttet,
            kontaktform_id=noegle(h.kontaktform),
            kategori_id=noegle(h.kategori),
            behandling_id=noegle(h.behandling),
            type=h.type,
            henvender_id=noegle(h.henvender),
            **dict(h.koder),
        )
        for nr, h in enumerate(register.henvendelser)
    )
    for nr, h in enumerate(register.henvendelser):
        if h.genhenvendelse and nr:  # the first one has none to point at
            m.Henvendelse.objects.filter(pk=nr + 1).update(genhenvendelse=1)
    m.Maerkesvar.objects.bulk_create(
        m.Maerkesvar(
            henvendelse_id=nr + 1,
            maerke_id=maerke + 1,
            vaerdi_id=vaerdinoegle(maerke, plads),
            flere=MAERKER[maerke] == Maerkeslags.FLERE,
        )
        for nr, h in enumerate(register.henvendelser)
        for maerke, pladser in enumerate(h.svar)
        for plads in pladser
    )
    m.Sag.objects.bulk_create(
        m.Sag(
            henvendelse_id=nr + 1,
            sagstype=Sagstype.FOELGESAG if plads else Sagstype.HOVEDSAG,
            afdeling_id=noegle(sag.afdeling),
            emne_id=noegle(sag.emne),
        )
        for nr, h in enumerate(register.henvendelser)
        for plads, sag in enumerate(h.sager)
    )


def _fyld_afgoerelser(register: Register) -> None:
    m.Afgoerelse.objects.bulk_create(
        m.Afgoerelse(
            pk=nr + 1,
            modtaget=a.modtaget,
            instans_id=noegle(a.instans),
            afdeling_id=noegle(a.afdeling),
            udfald=a.udfald,
            lov_id=noegle(a.lov),
        )
        for nr, a in enumerate(register.afgoerelser)
    )
    m.Bemaerkning.objects.bulk_create(
        m.Bemaerkning(afgoerelse_id=nr + 1, tema_id=noegle(tema))
        for nr, a in enumerate(register.afgoerelser)
        for tema in a.temaer
    )


def _fyld_aktiviteter(register: Register) -> None:
    m.Aktivitet.objects.bulk_create(
        m.Aktivitet(
            pk=nr + 1,
            titel=f"Aktivitet {nr}",
            dato=a.dato,
            slags_id=noegle(a.slags),
            afdeling_id=noegle(a.afdeling),
            timer=a.timer,
        )
        for nr, a in enumerate(register.aktiviteter)
    )


def _fyld_opfoelgninger(register: Register) -> None:
    """Each of a recommendation of its own."""
    for nr, o in enumerate(register.opfoelgninger, start=1):
        Anbefaling.objects.bulk_create([Anbefaling(pk=nr, aar=2023, nummer=nr, tekst="x")])
        Adressat.objects.bulk_create(
            [Adressat(pk=nr, anbefaling_id=nr, afdeling_id=o.afdeling + 1)]
        )
        erstatter = None
        if o.tidligere:
            erstatter = _opfoelgning(nr, *o.tidligere, None)
        _opfoelgning(nr, o.pr, o.stilling, erstatter)


def _opfoelgning(nr: int, pr: date, stilling: str, erstatter) -> Opfoelgning:
    return Opfoelgning.objects.create(
        adressat_id=nr, pr=pr, stilling=stilling, begrundelse="x", erstatter=erstatter
    )


def _fyld_forespoergsler(register: Register) -> None:
    """About a case of its own, long after the period, which no other measure counts."""
    if not register.forespoergsler:
        return
    sag = m.Henvendelse.objects.create(pk=1_000, nummer="2025-9999", modtaget=date(2025, 1, 1))
    m.Sag.objects.create(henvendelse=sag, sagstype=Sagstype.HOVEDSAG)
    samtykke = m.Samtykke.objects.create(
        henvendelse=sag, art="kontakt_afdeling", givet=date(2025, 1, 1), hvordan="telefon"
    )
    m.Forespoergsel.objects.bulk_create(
        m.Forespoergsel(
            pk=nr + 1,
            henvendelse=sag,
            samtykke=samtykke,
            tekst="Hvorfor?",
            art=f.art,
            afdeling_id=f.afdeling + 1,
            sendt=f.sendt,
            svarfrist=f.sendt + timedelta(f.frist),
            besvaret=f.svaret,
            erkendelse=f.erkendelse if f.svaret else None,
            laering=f.laering if f.svaret else None,
            antal_forlaengelser=f.forlaengelser,
            antal_opfoelgninger=f.opfoelgninger,
            **_tilstand(f),
        )
        for nr, f in enumerate(register.forespoergsler)
    )


def _tilstand(f: EnForespoergsel) -> dict:
    if f.kaldt_tilbage:
        return {"tilstand": "tilbagekaldt", "afsluttet": f.sendt}
    if f.svaret:
        return {"tilstand": "besvaret"}
    return {"tilstand": "sendt", "frist": f.sendt + timedelta(f.frist), "frist_forklaring": "."}


def noegle(plads: int | None) -> int | None:
    return None if plads is None else plads + 1


def navn_af(liste: str, plads: int) -> str:
    return f"{liste} {plads}"
