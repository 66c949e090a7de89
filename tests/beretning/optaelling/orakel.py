"""Counting by brute force in plain Python: no query, no shared line of code with the program.

A unit has atoms: itself, or the finer rows an axis looks at. Each atom carries labels on each
axis (a tree's topic carries its theme's label too). A cell is the number of units with an atom
that carries both its labels; a total is the number of units with the other label, or of all.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

from beretning.valg import Stilling
from henvendelser.models.henvendelse import KODER
from henvendelser.valg import Erkendelse, Forespoergselsart, Henvendelsestype, JaNej, Udfald

from .tilfaeldigt_register import PERIODE, EnKnude, Register, navn_af, vaerdinavn

I_ALT = "I alt"
UOPLYST = "Uoplyst"
MAANEDER = {2: "februar 2024", 3: "marts 2024", 4: "april 2024"}


def taelling(
    register: Register,
    maal: str,
    raekke: str,
    kolonne: str | None,
    *,
    niveau: int | None = None,
    mellemsummer: bool = False,
    efter_hovedsag: bool = False,
    efterfoelgere: bool = False,
) -> Counter:
    """(row label, column label) → number of units, or the sum of their hours.

    The options are those of the row axis.
    """
    maerker = _Maerker(register, niveau, mellemsummer, efterfoelgere)
    antal: Counter = Counter()
    for enhed in _enheder(register, maal):
        par = set()
        for atom in _atomer(enhed, {raekke, kolonne}, efter_hovedsag):
            r = maerker.for_(raekke, enhed, atom, raekkens=True)
            k = maerker.for_(kolonne, enhed, atom) if kolonne else []
            par |= set(product([*r, I_ALT], [*k, I_ALT]))
        vaegt = _VAEGT.get(maal, lambda enhed: 1)(enhed)
        for sted in par:
            antal[sted] += vaegt
    return antal


def omgoerelser(register: Register, raekke: str, **valg) -> dict:
    """The three columns of each row that has any decision, and of the total."""
    antal = taelling(register, "afgoerelser", raekke, "udfald", **valg)
    trykt = {}
    for navn in {r for r, _ in antal} | {I_ALT}:
        omgjort = sum(antal[navn, udfald] for udfald in ("Hjemvist", "Ændret", "Ophævet"))
        alle = omgjort + antal[navn, "Stadfæstet"]
        trykt[navn, "Omgjort"], trykt[navn, "Realitetsbehandlet"] = omgjort, alle
        trykt[navn, I_ALT] = _en_decimal(Fraction(100 * omgjort, alle)) if alle else None
    return trykt


def efterlevelse(register: Register, raekke: str, **valg) -> dict:
    """The three columns of each row that has any, and of the total."""
    antal = taelling(register, "opfoelgninger", raekke, "stilling", **valg)
    trykt = {}
    for navn in {r for r, _ in antal} | {I_ALT}:
        fulgt, alle = antal[navn, "Fulgt"], antal[navn, I_ALT]
        trykt[navn, "Fulgt"], trykt[navn, "Spurgt om"] = fulgt, alle
        trykt[navn, I_ALT] = _en_decimal(Fraction(100 * fulgt, alle)) if alle else None
    return trykt


def til_tiden(register: Register, raekke: str, **valg) -> dict:
    """The three columns of each row that has any request, and of the total."""
    antal = taelling(register, "forespoergsler", raekke, "rettidighed", **valg)
    trykt = {}
    for navn in {r for r, _ in antal} | {I_ALT}:
        i_tide = antal[navn, "Besvaret til tiden"]
        alle = i_tide + sum(
            antal[navn, andet] for andet in ("Besvaret for sent", "Ikke besvaret, over fristen")
        )
        trykt[navn, "Til tiden"], trykt[navn, "Skulle være besvaret"] = i_tide, alle
        trykt[navn, I_ALT] = _en_decimal(Fraction(100 * i_tide, alle)) if alle else None
    return trykt


def svartider(register: Register, raekke: str, **valg) -> dict:
    """How many were answered, the longest it took and the median, by row and in all."""
    maerker = _Maerker(
        register,
        valg.get("niveau"),
        valg.get("mellemsummer", False),
        valg.get("efterfoelgere", False),
    )
    dage: dict[str, list[int]] = {I_ALT: []}
    for enhed in _enheder(register, "svartid"):
        for navn in {*maerker.for_(raekke, enhed, {}, raekkens=True), I_ALT}:
            dage.setdefault(navn, []).append(enhed["f"].besvaret)
    trykt = {}
    for navn, tal in dage.items():
        trykt[navn, "Besvarede"] = len(tal)
        trykt[navn, "Længst, dage"] = max(tal, default=None)
        trykt[navn, I_ALT] = _midten(sorted(tal))
    return trykt


def _midten(tal: list[int]) -> Fraction | None:
    nedre, oevre = tal[(len(tal) - 1) // 2 :][:1], tal[len(tal) // 2 :][:1]
    return Fraction(nedre[0] + oevre[0], 2) if tal else None


# Measures whose columns are their own: a share, or durations.
EGNE_KOLONNER = {
    "omgoerelsesprocent": omgoerelser,
    "efterlevelse": efterlevelse,
    "svar_til_tiden": til_tiden,
    "svartid": svartider,
}
_VAEGT = {
    "timer": lambda enhed: enhed["akt"].timer or 0,
    "fristforlaengelser": lambda enhed: enhed["f"].forlaengelser,
    "opfoelgende_spoergsmaal": lambda enhed: enhed["f"].opfoelgninger,
}


def _en_decimal(tal: Fraction) -> Decimal:
    praecis = Decimal(tal.numerator) / Decimal(tal.denominator)
    return praecis.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _enheder(register: Register, maal: str) -> list[dict]:
    if maal == "opfoelgninger":
        return [{"opf": o, "dag": o.pr} for o in register.opfoelgninger if _i(o.pr)]
    if maal in ("aktiviteter", "timer"):
        return [{"akt": a, "dag": a.dato} for a in register.aktiviteter if _i(a.dato)]
    if maal == "svartid":
        svar = [{"f": f, "dag": f.svaret} for f in register.forespoergsler]
        return [enhed for enhed in svar if _i(enhed["dag"])]
    if maal in ("forespoergsler", "fristforlaengelser", "opfoelgende_spoergsmaal"):
        return [{"f": f, "dag": f.sendt} for f in register.forespoergsler if _i(f.sendt)]
    if maal in ("afgoerelser", "bemaerkninger"):
        return _afgoerelser(register, maal)
    return _henvendelser(register, maal)


def _afgoerelser(register: Register, maal: str) -> list[dict]:
    afgoerelser = [{"a": a, "dag": a.modtaget} for a in register.afgoerelser if _i(a.modtaget)]
    if maal == "afgoerelser":
        return afgoerelser
    return [{**enhed, "tema": tema} for enhed in afgoerelser for tema in enhed["a"].temaer]


def _henvendelser(register: Register, maal: str) -> list[dict]:
    if maal == "afsluttede_henvendelser":
        return [{"h": h, "dag": h.afsluttet} for h in register.henvendelser if _i(h.afsluttet)]
    if maal == "aabne_henvendelser":
        return [
            {"h": h, "dag": None}
            for h in register.henvendelser
            if h.modtaget <= PERIODE.til and (h.afsluttet is None or h.afsluttet > PERIODE.til)
        ]
    modtagne = [{"h": h, "dag": h.modtaget} for h in register.henvendelser if _i(h.modtaget)]
    if maal == "henvendelser":
        return modtagne
    return [
        {**enhed, "sag": sag, "nr": nr}
        for enhed in modtagne
        for nr, sag in enumerate(enhed["h"].sager)
    ]


def _i(dag: date | None) -> bool:
    return dag is not None and date(2024, 2, 1) <= dag <= date(2024, 4, 30)


def _atomer(enhed: dict, dimensioner: set, efter_hovedsag: bool) -> list[dict]:
    if "a" in enhed and "tema" not in enhed and "bemaerkningstema" in dimensioner:
        return [{"tema": tema} for tema in enhed["a"].temaer] or [{"uden": True}]
    if "h" in enhed and "sag" not in enhed and dimensioner & {"emne", "afdeling", "sagstype"}:
        sager = [{"sag": sag, "nr": nr} for nr, sag in enumerate(enhed["h"].sager)]
        return sager[:1] if efter_hovedsag else sager
    return [{}]


class _Maerker:
    def __init__(self, register, niveau, mellemsummer, efterfoelgere):
        self.register = register
        self.valg = {
            "niveau": niveau,
            "mellemsummer": mellemsummer,
            "efterfoelgere": efterfoelgere,
        }

    def for_(self, dimension: str, enhed: dict, atom: dict, raekkens: bool = False) -> list[str]:
        alt = {**enhed, **atom}
        if dimension in ("afdeling", "emne"):
            return self._i_traeet(dimension, alt, self.valg if raekkens else {})
        if "f" in alt and dimension in _FORESPOERGSLENS:
            return [_FORESPOERGSLENS[dimension](alt["f"])]
        if dimension == "bemaerkningstema" and alt.get("uden"):
            return ["Ingen bemærkninger"]
        if dimension.startswith("maerke_m"):
            nr = int(dimension.removeprefix("maerke_m"))
            return [vaerdinavn(nr, plads) for plads in alt["h"].svar[nr]] or [UOPLYST]
        if dimension == "genhenvendelse":
            foerste = alt["h"] is self.register.henvendelser[0]
            return ["Ja" if alt["h"].genhenvendelse and not foerste else "Nej"]
        return [_kode(dimension, alt) if dimension in KODER else _MAERKER[dimension](alt)]

    def _i_traeet(self, dimension: str, alt: dict, valg: dict) -> list[str]:
        if dimension == "emne":
            return _i_trae("Emne", self.register.emner, alt["sag"].emne, **valg)
        hos = next(alt[navn] for navn in ("a", "akt", "opf", "f", "sag") if alt.get(navn))
        return _i_trae("Afdeling", self.register.afdelinger, hos.afdeling, **valg)


def _kode(dimension: str, alt: dict) -> str:
    kode = dict(alt["h"].koder)[dimension]
    return KODER[dimension](kode).label if kode else UOPLYST


def _rettidighed(f) -> str:
    """All deadlines have long passed."""
    if f.besvaret is not None:
        return "Besvaret til tiden" if f.besvaret <= f.frist else "Besvaret for sent"
    return "Kaldt tilbage uden svar" if f.kaldt_tilbage else "Ikke besvaret, over fristen"


def _tilstand(f) -> str:
    if f.kaldt_tilbage:
        return "Kaldt tilbage"
    return "Afventer svar" if f.besvaret is None else "Besvaret"


_FORESPOERGSLENS = {
    "art": lambda f: Forespoergselsart(f.art).label,
    "tilstand": _tilstand,
    "rettidighed": _rettidighed,
    "erkendelse": lambda f: (
        Erkendelse(f.erkendelse).label if f.svaret and f.erkendelse else UOPLYST
    ),
    "laering": lambda f: JaNej(f.laering).label if f.svaret else UOPLYST,
}


def _resultat(alt: dict) -> str:
    if alt["a"].udfald == Udfald.AFVIST:
        return "Klage afvist"
    return "Med bemærkninger" if alt["a"].temaer else "Uden bemærkninger"


_MAERKER = {
    "bemaerkningstema": lambda alt: _paa_liste("Bemaerkningstema", alt["tema"]),
    "sagstype": lambda alt: "Følgesag" if alt["nr"] else "Hovedsag",
    "resultat": _resultat,
    "udfald": lambda alt: Udfald(alt["a"].udfald).label if alt["a"].udfald else UOPLYST,
    "type": lambda alt: Henvendelsestype(alt["h"].type).label if alt["h"].type else UOPLYST,
    "maaned": lambda alt: MAANEDER[alt["dag"].month],
    "kvartal": lambda alt: f"{(alt['dag'].month - 1) // 3 + 1}. kvartal 2024",
    "aar": lambda alt: str(alt["dag"].year),
    "stilling": lambda alt: Stilling(alt["opf"].stilling).label,
    "lov": lambda alt: _paa_liste("Lov", alt["a"].lov),
    "instans": lambda alt: _paa_liste("Instans", alt["a"].instans),
    "slags": lambda alt: _paa_liste("Aktivitetsslags", alt["akt"].slags),
    "kontaktform": lambda alt: _paa_liste("Kontaktform", alt["h"].kontaktform),
    "kategori": lambda alt: _paa_liste("Kategori", alt["h"].kategori),
    "henvender": lambda alt: _paa_liste("Henvender", alt["h"].henvender),
    "behandling": lambda alt: _paa_liste("Behandling", alt["h"].behandling),
}


def _paa_liste(liste: str, plads: int | None) -> str:
    return UOPLYST if plads is None else navn_af(liste, plads)


def _i_trae(
    liste: str,
    trae: tuple[EnKnude, ...],
    plads: int | None,
    *,
    niveau: int | None = None,
    mellemsummer: bool = False,
    efterfoelgere: bool = False,
) -> list[str]:
    """The labels of a row that hangs on the node at `plads`."""
    if plads is None:
        return [UOPLYST]
    nu = [_sidste(trae, k) if efterfoelgere else k for k in range(len(trae))]
    sti = _sti(trae, nu, nu[plads])
    har_under = any(
        nu[k] == k and _sti(trae, nu, k)[-2:-1] == [nu[plads]] for k in range(len(trae))
    )
    dybde = niveau or len(trae)
    navne = [navn_af(liste, k) for k in sti[:dybde]]
    if len(sti) < dybde and har_under:
        navne.append(f"{navn_af(liste, sti[-1])}, ikke nærmere angivet")
    return navne if mellemsummer else navne[-1:]


def _sidste(trae: tuple[EnKnude, ...], plads: int) -> int:
    sete = set()
    while trae[plads].efterfoelger is not None and plads not in sete:
        sete.add(plads)
        plads = trae[plads].efterfoelger
    return plads


def _over(trae: tuple[EnKnude, ...], nu: list[int], plads: int) -> int | None:
    over = trae[plads].over
    return None if over is None or nu[over] == plads else nu[over]


def _sti(trae: tuple[EnKnude, ...], nu: list[int], plads: int) -> list[int]:
    """From the root to the node; a node that would come under itself is a root."""
    sti, over = [plads], plads
    while not _i_ring(trae, nu, over) and (over := _over(trae, nu, over)) is not None:
        sti.insert(0, over)
    return sti


def _i_ring(trae: tuple[EnKnude, ...], nu: list[int], plads: int) -> bool:
    over, sete = _over(trae, nu, plads), set()
    while over is not None and over not in sete:
        if over == plads:
            return True
        sete.add(over)
        over = _over(trae, nu, over)
    return False
