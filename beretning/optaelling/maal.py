"""Measures: what one unit is, and which units belong to a period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model

from henvendelser import omgoerelse
from henvendelser.filtre import (
    UOPLYST,
    AfgoerelseFilter,
    AktivitetFilter,
    BemaerkningFilter,
    ForespoergselFilter,
    HenvendelseFilter,
    Registerfilter,
    SagFilter,
)
from henvendelser.models import (
    Afgoerelse,
    Aktivitet,
    Bemaerkning,
    Forespoergsel,
    Henvendelse,
    Sag,
)
from henvendelser.procent import procent
from henvendelser.valg import Rettidighed

from ..anbefalinger.filtre import OpfoelgningFilter
from ..models import Opfoelgning
from ..periode import Periode
from ..tabel import Enhed
from ..valg import Stilling


@dataclass(frozen=True)
class Population:
    """How a unit belongs to a period, in the parameters of the register's lists.

    `fra` and `til` name the parameters of the first and the last day; a population at a point in
    time has only `til`. `grain` and `dato` are where the day stands.
    """

    grain: type[Model]
    dato: str
    til: str
    fra: str = ""

    def parametre(self, periode: Periode) -> dict[str, str]:
        parametre = {self.til: periode.til.isoformat()}
        return {self.fra: periode.fra.isoformat(), **parametre} if self.fra else parametre


MODTAGET = Population(Henvendelse, "modtaget", fra="fra", til="til")
AFSLUTTET = Population(Henvendelse, "afsluttet", fra="afsluttet_fra", til="afsluttet_til")
AABEN_VED_UDGANGEN = Population(Henvendelse, "afsluttet", til="aaben_pr")
AFGOERELSE_MODTAGET = Population(Afgoerelse, "modtaget", fra="fra", til="til")
AKTIVITET_HOLDT = Population(Aktivitet, "dato", fra="fra", til="til")
STATUS_PR = Population(Opfoelgning, "pr", fra="fra", til="til")
FORESPOERGSEL_SENDT = Population(Forespoergsel, "sendt", fra="fra", til="til")
FORESPOERGSEL_BESVARET = Population(
    Forespoergsel, "besvaret", fra="besvaret_fra", til="besvaret_til"
)


@dataclass(frozen=True)
class Andel:
    """A share of the units that have one of the values `naevner`: those with one of `taeller`.

    `note` tells from the counts by value what the share is of, and what is in neither number.
    """

    navn: str
    dimension: str
    taellernavn: str
    taeller: tuple[str, ...]
    naevnernavn: str
    naevner: tuple[str, ...]
    procent: Callable[[int, int], Decimal | None]
    note: Callable[[Mapping[str, int]], str]


@dataclass(frozen=True)
class Varighed:
    """How long each unit took: the days from one field of its row to another, both stated."""

    fra: str
    til: str
    enhedsnavn: str
    mediannavn: str
    laengstnavn: str


@dataclass(frozen=True)
class Maal:
    """What is counted: one unit is one row of `grain`.

    With `sum_af` the units are not the rows but what this decimal field of theirs adds up to; a
    row where it is not stated adds nothing, which `noter` tells under every such table.

    With `andel` the table prints a share of the units beside the two counts it is made of, with
    `varighed` the median and the longest of their durations beside how many they are.

    `liste` is the address name of the register's list of the units, `filter` that list's filter.
    """

    noegle: str
    navn: str
    enhed: Enhed
    grain: type[Model]
    population: Population
    liste: str
    filter: type[Registerfilter]
    sum_af: str = ""
    noter: tuple[str, ...] = ()
    andel: Andel | None = None
    varighed: Varighed | None = None


_HENVENDELSE = Enhed("henvendelse", "henvendelser")
_SAG = Enhed("sag", "sager")

HENVENDELSER = Maal(
    "henvendelser",
    "Henvendelser modtaget i perioden",
    _HENVENDELSE,
    Henvendelse,
    MODTAGET,
    "henvendelser",
    HenvendelseFilter,
)
AFSLUTTEDE_HENVENDELSER = Maal(
    "afsluttede_henvendelser",
    "Henvendelser afsluttet i perioden",
    _HENVENDELSE,
    Henvendelse,
    AFSLUTTET,
    "henvendelser",
    HenvendelseFilter,
)
AABNE_HENVENDELSER = Maal(
    "aabne_henvendelser",
    "Henvendelser åbne ved periodens udgang",
    _HENVENDELSE,
    Henvendelse,
    AABEN_VED_UDGANGEN,
    "henvendelser",
    HenvendelseFilter,
)
SAGER = Maal(
    "sager",
    "Sager i henvendelser modtaget i perioden",
    _SAG,
    Sag,
    MODTAGET,
    "sager",
    SagFilter,
)
AFGOERELSER = Maal(
    "afgoerelser",
    "Afgørelser modtaget i perioden",
    Enhed("afgørelse", "afgørelser"),
    Afgoerelse,
    AFGOERELSE_MODTAGET,
    "afgoerelser",
    AfgoerelseFilter,
)
BEMAERKNINGER = Maal(
    "bemaerkninger",
    "Bemærkninger i afgørelser modtaget i perioden",
    Enhed("bemærkning", "bemærkninger"),
    Bemaerkning,
    AFGOERELSE_MODTAGET,
    "bemaerkninger",
    BemaerkningFilter,
)
AKTIVITETER = Maal(
    "aktiviteter",
    "Aktiviteter holdt i perioden",
    Enhed("aktivitet", "aktiviteter"),
    Aktivitet,
    AKTIVITET_HOLDT,
    "aktiviteter",
    AktivitetFilter,
)
TIMER = Maal(
    "timer",
    "Timer til aktiviteter holdt i perioden",
    Enhed("time", "timer"),
    Aktivitet,
    AKTIVITET_HOLDT,
    "aktiviteter",
    AktivitetFilter,
    sum_af="timer",
    noter=("Aktiviteter uden oplyste timer tæller ikke med.",),
)


def _note(antal: Mapping[str, int]) -> str:
    hvad = (
        "Omgørelsesprocenten er de hjemviste, ændrede og ophævede afgørelser i procent af de "
        "realitetsbehandlede."
    )
    return f"{hvad} {omgoerelse.udeladte(antal.get('afvist', 0), antal.get(UOPLYST, 0))}".strip()


OMGOERELSESPROCENT = Maal(
    "omgoerelsesprocent",
    "Omgørelsesprocent for afgørelser modtaget i perioden",
    Enhed("afgørelse", "afgørelser"),
    Afgoerelse,
    AFGOERELSE_MODTAGET,
    "afgoerelser",
    AfgoerelseFilter,
    andel=Andel(
        "Omgørelsesprocent",
        "udfald",
        "Omgjort",
        tuple(udfald.value for udfald in omgoerelse.OMGJORT),
        "Realitetsbehandlet",
        tuple(udfald.value for udfald in omgoerelse.REALITETSBEHANDLET),
        procent,
        _note,
    ),
)

_HVER_AFDELING = (
    "En anbefaling til flere afdelinger tælles én gang for hver af dem, og én gang for hvert år, "
    "den har stået åben."
)

OPFOELGNINGER = Maal(
    "opfoelgninger",
    "Anbefalinger med status i perioden",
    Enhed("anbefaling", "anbefalinger"),
    Opfoelgning,
    STATUS_PR,
    "opfoelgninger",
    OpfoelgningFilter,
    noter=(_HVER_AFDELING,),
)


def _note_om_efterlevelse(antal: Mapping[str, int]) -> str:
    """What is in the denominator, told with its numbers."""
    delvist, ubesvaret = antal.get(Stilling.DELVIST, 0), antal.get(Stilling.UBESVARET, 0)
    return (
        "Andelen er de fulgte anbefalinger i procent af alle, afdelingerne er spurgt om: "
        f"delvist fulgte ({delvist}) og ubesvarede ({ubesvaret}) tæller ikke som fulgt."
    )


EFTERLEVELSE = Maal(
    "efterlevelse",
    "Andel af anbefalinger, der er fulgt, med status i perioden",
    Enhed("anbefaling", "anbefalinger"),
    Opfoelgning,
    STATUS_PR,
    "opfoelgninger",
    OpfoelgningFilter,
    noter=(_HVER_AFDELING,),
    andel=Andel(
        "Fulgt i procent",
        "stilling",
        Stilling.FULGT.label,
        (Stilling.FULGT.value,),
        "Spurgt om",
        tuple(Stilling.values),
        procent,
        _note_om_efterlevelse,
    ),
)

_FORESPOERGSEL = Enhed("forespørgsel", "forespørgsler")


def _forespoergsler(noegle: str, navn: str, population: Population, **mere) -> Maal:
    valg = {"enhed": _FORESPOERGSEL} | mere
    return Maal(
        noegle,
        navn,
        grain=Forespoergsel,
        population=population,
        liste="forespoergsler",
        filter=ForespoergselFilter,
        **valg,
    )


def _svarnote(antal: Mapping[str, int]) -> str:
    udeladt = sum(
        antal.get(et.value, 0) for et in (Rettidighed.INDEN_FRISTEN, Rettidighed.KALDT_TILBAGE)
    )
    hvad = (
        "Andelen er de forespørgsler, der er besvaret inden fristen, i procent af dem, hvis frist "
        "er udløbet, eller som er besvaret. Fristen er den, der gjaldt, da svaret kom."
    )
    if not udeladt:
        return hvad
    ikke_med = "uden svar og inden for fristen, eller kaldt tilbage, er ikke med."
    return f"{hvad} {_FORESPOERGSEL.antal(udeladt)} {ikke_med}"


FORESPOERGSLER = _forespoergsler(
    "forespoergsler", "Forespørgsler sendt i perioden", FORESPOERGSEL_SENDT
)
SVAR_TIL_TIDEN = _forespoergsler(
    "svar_til_tiden",
    "Forespørgsler sendt i perioden og besvaret til tiden",
    FORESPOERGSEL_SENDT,
    andel=Andel(
        "Besvaret til tiden",
        "rettidighed",
        "Til tiden",
        (Rettidighed.TIL_TIDEN.value,),
        "Skulle være besvaret",
        (
            Rettidighed.TIL_TIDEN.value,
            Rettidighed.FOR_SENT.value,
            Rettidighed.OVER_FRISTEN.value,
        ),
        procent,
        _svarnote,
    ),
)
SVARTID = _forespoergsler(
    "svartid",
    "Svartid for forespørgsler besvaret i perioden",
    FORESPOERGSEL_BESVARET,
    varighed=Varighed("sendt", "besvaret", "Besvarede", "Median, dage", "Længst, dage"),
    noter=("Svartiden er dagene fra forespørgslen er sendt, til det første svar kom.",),
)
FORLAENGELSER = _forespoergsler(
    "fristforlaengelser",
    "Fristforlængelser givet på forespørgsler sendt i perioden",
    FORESPOERGSEL_SENDT,
    enhed=Enhed("fristforlængelse", "fristforlængelser"),
    sum_af="antal_forlaengelser",
)
OPFOELGENDE_SPOERGSMAAL = _forespoergsler(
    "opfoelgende_spoergsmaal",
    "Opfølgende spørgsmål til forespørgsler sendt i perioden",
    FORESPOERGSEL_SENDT,
    enhed=Enhed("opfølgende spørgsmål", "opfølgende spørgsmål"),
    sum_af="antal_opfoelgninger",
)

MAAL: dict[str, Maal] = {
    maal.noegle: maal
    for maal in (
        HENVENDELSER,
        AFSLUTTEDE_HENVENDELSER,
        AABNE_HENVENDELSER,
        SAGER,
        AFGOERELSER,
        BEMAERKNINGER,
        AKTIVITETER,
        TIMER,
        OMGOERELSESPROCENT,
        OPFOELGNINGER,
        EFTERLEVELSE,
        FORESPOERGSLER,
        SVAR_TIL_TIDEN,
        SVARTID,
        FORLAENGELSER,
        OPFOELGENDE_SPOERGSMAAL,
    )
}
