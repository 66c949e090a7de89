"""A counted table as frozen plain data.

Screen, PDF, CSV, chart and a number in a sentence all read the same `Tabel`. Nothing in this
module asks the database; `optaelling` makes tables, everything else only reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal

from henvendelser.dansk import Enhed

I_ALT = "I alt"

# What a cell holds: a count of rows, or a sum of a decimal field of theirs.
Tal = int | Decimal


class UkendtCelle(LookupError):
    """A reference names a line or column that the table does not have."""


@dataclass(frozen=True)
class Celle:
    """One number and the filter of the register's list that shows exactly its rows.

    `antal` is None where the table prints no number (a total that would not add up).
    """

    antal: Tal | None
    filter: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Kolonne:
    """A column head. `kort` is what is printed where the full name is too long.

    The numbers under `er_andel` are per cent or days: they add up to nothing.
    """

    navn: str
    kort: str = ""
    noegle: str = ""
    er_total: bool = False
    er_andel: bool = False

    @property
    def trykt(self) -> str:
        return self.kort or self.navn


@dataclass(frozen=True)
class Raekke:
    """A line. `niveau` 1 is the outermost; a line with finer lines under it is their subtotal.

    `maerke` is the footnote mark printed after the name ("*"), explained among the table's notes.
    """

    navn: str
    niveau: int
    celler: tuple[Celle, ...]
    noegle: str = ""
    maerke: str = ""
    har_underlinjer: bool = False


@dataclass(frozen=True)
class Tabel:
    """Rows by columns with totals; the last column is the total, also when it is not printed."""

    noegle: str
    titel: str
    enhed: Enhed
    liste: str
    fra: str
    til: str
    forspalte: str
    kolonner: tuple[Kolonne, ...]
    raekker: tuple[Raekke, ...]
    i_alt: tuple[Celle, ...]
    noter: tuple[str, ...] = ()
    nummer: int | None = None
    raekketotal_trykt: bool = True

    @property
    def trykte_kolonner(self) -> tuple[Kolonne, ...]:
        """The columns a reader sees: without the total column where that is not printed."""
        return self.kolonner if self.raekketotal_trykt else self.kolonner[:-1]

    def celle(self, raekke: str, kolonne: str = I_ALT) -> Celle:
        """The cell of a named line and column; "I alt" names the totals on either axis.

        A name that stands on two levels (a tema and its emne) means the outermost.
        Raises UkendtCelle when either name is missing, or stands twice on the outermost level.
        """
        celler = self.i_alt if raekke == I_ALT else self._raekke(raekke).celler
        return celler[self.kolonnenummer(kolonne)]

    def celle_i(self, raekke: Raekke, kolonne: str = I_ALT) -> Celle:
        """The cell of a line at hand. Raises UkendtCelle for the column."""
        return raekke.celler[self.kolonnenummer(kolonne)]

    def linjer(self, *, under: str = "", niveau: int = 1) -> tuple[Raekke, ...]:
        """The lines of one level, or the lines directly under the named line."""
        if not under:
            return tuple(raekke for raekke in self.raekker if raekke.niveau == niveau)
        return tuple(self._under(self._raekke(under)))

    def _under(self, foraelder: Raekke) -> Iterator[Raekke]:
        start = self.raekker.index(foraelder) + 1
        for raekke in self.raekker[start:]:
            if raekke.niveau <= foraelder.niveau:
                return
            if raekke.niveau == foraelder.niveau + 1:
                yield raekke

    def _raekke(self, navn: str) -> Raekke:
        fundne = [raekke for raekke in self.raekker if raekke.navn == navn]
        if not fundne:
            raise UkendtCelle(f"Tabellen »{self.titel}« har ingen række »{navn}«.")
        yderst = min(raekke.niveau for raekke in fundne)
        fundet, *flere = [raekke for raekke in fundne if raekke.niveau == yderst]
        if flere:
            raise UkendtCelle(f"Tabellen »{self.titel}« har flere rækker »{navn}«.")
        return fundet

    def kolonnenummer(self, navn: str) -> int:
        """The place of a named column: the total, by its full name, else by its short one.

        Raises UkendtCelle, also for no name at all.
        """
        for navne in (
            [I_ALT if kolonne.er_total else "" for kolonne in self.kolonner],
            [kolonne.navn for kolonne in self.kolonner],
            [kolonne.kort for kolonne in self.kolonner],
        ):
            if navn and navn in navne:
                return navne.index(navn)
        raise UkendtCelle(f"Tabellen »{self.titel}« har ingen kolonne »{navn}«.")

    def med(self, **felter: object) -> Tabel:
        """The same table with some fields replaced (its number in a report, its notes)."""
        return replace(self, **felter)

    def som_data(self) -> dict:
        """Plain dicts and lists that JSON keeps; `fra_data` gives an equal table back.

        A Decimal is its text there: JSON has none, and a float would not be the same number.
        """
        return asdict(self, dict_factory=_uden_decimaler)

    @classmethod
    def fra_data(cls, data: dict) -> Tabel:
        """The table that `som_data` wrote, also after a round through JSON."""
        return cls(
            **{
                **data,
                "enhed": Enhed(**data["enhed"]),
                "kolonner": tuple(Kolonne(**kolonne) for kolonne in data["kolonner"]),
                "raekker": tuple(
                    Raekke(**{**raekke, "celler": _celler(raekke["celler"])})
                    for raekke in data["raekker"]
                ),
                "i_alt": _celler(data["i_alt"]),
                "noter": tuple(data["noter"]),
            }
        )


def _uden_decimaler(felter: list[tuple[str, object]]) -> dict:
    return {navn: str(v) if isinstance(v, Decimal) else v for navn, v in felter}


def _celler(data: Sequence[dict]) -> tuple[Celle, ...]:
    return tuple(
        Celle(_tal(celle["antal"]), tuple((felt, vaerdi) for felt, vaerdi in celle["filter"]))
        for celle in data
    )


def _tal(antal: int | str | None) -> Tal | None:
    return Decimal(antal) if isinstance(antal, str) else antal


@dataclass(frozen=True)
class Andele:
    """Shares in percent of one stated whole; they add to exactly 100 when the whole is not 0."""

    naevner: int
    vaerdier: tuple[Decimal, ...] = field(default=())


def andele(tal: Sequence[Tal], *, decimaler: int = 0) -> Andele:
    """Percentages of the sum of `tal`, rounded by the largest remainder method.

    Computed from counts, never from rounded shares. Where two remainders are equal, the first
    one is rounded up. With a sum of 0 every share is 0.
    """
    if any(antal < 0 for antal in tal):
        raise ValueError("Andele regnes kun af antal, der er 0 eller derover.")
    naevner = sum(tal)
    enheder = 100 * 10**decimaler
    if not naevner:
        return Andele(0, tuple(Decimal(0) for _ in tal))
    hele = [int(antal * enheder // naevner) for antal in tal]
    rest = [antal * enheder % naevner for antal in tal]
    stoerste_rest_foerst = sorted(range(len(tal)), key=lambda nr: -rest[nr])
    for nr in stoerste_rest_foerst[: enheder - sum(hele)]:
        hele[nr] += 1
    return Andele(naevner, tuple(Decimal(andel).scaleb(-decimaler) for andel in hele))
