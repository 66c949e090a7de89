"""A report's sections become blocks: numbered, counted, drawn and written out.

Each kind of section is a small function; `udskriv` takes them in reading order. What goes wrong
with one section is told on its block, and keeps the report from being issued.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format

from henvendelser.models import Kontor

from .figurer import Figurerklaering, Figurfejl, alternativ_tekst, naevner, soejler, tegn
from .laesning import opslagsnoegle, ordn
from .levende_tal import Henvisning, Opslagsvaerk, html_af
from .models import Afsnit, Art, Beretning
from .periode import Periode
from .runder.tilbagemelding import (
    Rundefejl,
    beretningens_anbefalinger,
    kraev_faerdig_runde,
    statusser,
    svar_i_beretningen,
    svarblok,
)
from .tabel import Tabel, UkendtCelle
from .tabeller import Tabelfejl, optalte_tabeller
from .udskrift import Anbefaling, Blok, Case, Figur, Overskrift, Udskrift

_MED_OVERSKRIFT = {Art.TEKST, Art.BILAG, Art.AFDELINGSSVAR, Art.OPFOELGNING}


def udskriv(
    beretning: Beretning, *, periode: Periode | None = None, paa_skaerm: bool = False
) -> Udskrift:
    """The whole report resolved, on the register as it stands now.

    `periode` recounts it for other days than its own. On the screen live numbers are links to
    the register's lists.
    """
    ordnede = ordn(beretning.afsnit.all())
    tabeller, tabelfejl = optalte_tabeller(
        [afsnit for afsnit, _ in ordnede], periode or beretning.periode
    )
    vaerk = _Vaerk(
        tabeller=tabeller,
        tabelfejl=tabelfejl,
        henvisninger=_henvisninger([afsnit for afsnit, _ in ordnede]),
        paa_skaerm=paa_skaerm,
        beretning=beretning,
    )
    overskrifter = _overskrifter(ordnede)
    return Udskrift(
        titel=beretning.titel,
        kommune=str(Kontor.objects.first() or ""),
        periode=str(periode or beretning.periode),
        afsender=beretning.afsender,
        dateret=date_format(beretning.dateret, "F Y"),
        blokke=tuple(
            blok
            for afsnit, _ in ordnede
            for blok in vaerk.blokke(afsnit, overskrifter.get(afsnit.pk))
        ),
    )


def _overskrifter(
    ordnede: Sequence[tuple[Afsnit, tuple[Afsnit, ...]]],
) -> dict[int, Overskrift]:
    """The headings with their levels and numbers: 1, 1.1, 1.1.1, Bilag 1, or none.

    A section without a heading is no step: what is under it is numbered with what is beside it.
    Appendices are numbered through the report.
    """
    antal: dict[str, int] = defaultdict(int)
    fundne: dict[int, Overskrift] = {}
    for afsnit, over in ordnede:
        if afsnit.art not in _MED_OVERSKRIFT or not afsnit.overskrift:
            continue
        over_hoved = [fundne[et.pk] for et in over if et.pk in fundne]
        foraelder = over_hoved[-1] if over_hoved else None
        nummer = ""
        if afsnit.nummereret and (foraelder is None or foraelder.nummer):
            er_bilag = afsnit.art == Art.BILAG
            raekke = "bilag" if er_bilag else foraelder.anker if foraelder else ""
            antal[raekke] += 1
            nummer = _nummer(foraelder, antal[raekke], er_bilag)
        fundne[afsnit.pk] = Overskrift(
            tekst=afsnit.overskrift,
            niveau=1 + len(over_hoved),
            anker=f"afsnit-{afsnit.pk}",
            nummer=nummer,
        )
    return fundne


def _nummer(foraelder: Overskrift | None, nr: int, er_bilag: bool) -> str:
    if er_bilag:
        return f"Bilag {nr}"
    return f"{foraelder.nummer}.{nr}" if foraelder else str(nr)


def _henvisninger(alle: Sequence[Afsnit]) -> dict[str, Henvisning]:
    """The numbered tables and figures by their keys."""
    henvisninger = {}
    for art, navn in ((Art.TABEL, "Tabel"), (Art.FIGUR, "Figur")):
        numre = (afsnit for afsnit in alle if afsnit.art == art)
        for nr, afsnit in enumerate(numre, start=1):
            henvisninger[opslagsnoegle(afsnit)] = Henvisning(f"{navn} {nr}", _anker(afsnit), nr)
    return henvisninger


def _anker(afsnit: Afsnit) -> str:
    return f"{afsnit.art}-{afsnit.noegle or afsnit.pk}"


@dataclass
class _Vaerk:
    """What the sections share while they become blocks, cases numbered through the report."""

    tabeller: dict[str, Tabel]
    tabelfejl: dict[str, str]
    henvisninger: dict[str, Henvisning]
    paa_skaerm: bool
    beretning: Beretning
    cases: int = field(default=0)

    def blokke(self, afsnit: Afsnit, overskrift: Overskrift | None) -> list[Blok]:
        """The section's block, and one more for each department that it holds the answer of."""
        blok = self.blok(afsnit, overskrift)
        if afsnit.art != Art.AFDELINGSSVAR:
            return [blok]
        under = enumerate(svar_i_beretningen(self.beretning), start=1)
        return [blok, *(svarblok(blok, svar, nr) for nr, svar in under)]

    def blok(self, afsnit: Afsnit, overskrift: Overskrift | None) -> Blok:
        opslag = Opslagsvaerk(self.tabeller, self.henvisninger, self.paa_skaerm)
        html = html_af(afsnit.tekst, opslag)
        fejl: list[str] = []
        try:
            indhold = _KINDS[afsnit.art](self, afsnit, opslag)
        except (Tabelfejl, Figurfejl, UkendtCelle, Rundefejl) as grund:
            indhold = {}
            fejl.append(str(grund))
        return Blok(
            art=afsnit.art,
            noegle=afsnit.noegle or str(afsnit.pk),
            overskrift=overskrift,
            html=html,
            fejl=(*fejl, *opslag.fejl),
            **indhold,
        )

    def tekst(self, afsnit: Afsnit, opslag: Opslagsvaerk) -> dict:
        return {}

    def tabel(self, afsnit: Afsnit, opslag: Opslagsvaerk) -> dict:
        noegle = opslagsnoegle(afsnit)
        if noegle in self.tabelfejl:
            raise Tabelfejl(self.tabelfejl[noegle])
        return {"tabel": self.tabeller[noegle], "tabel_anker": _anker(afsnit)}

    def figur(self, afsnit: Afsnit, opslag: Opslagsvaerk) -> dict:
        erklaering = Figurerklaering.fra(afsnit.indhold)
        tabel = self.tabeller.get(erklaering.tabel)
        if tabel is None:
            raise Figurfejl(f"Figurens tabel »{erklaering.tabel}« er ikke i beretningen.")
        if not soejler(erklaering, tabel):
            raise Figurfejl("Figuren har ingen søjler.")
        noter = [f"Tallene står i {self.henvisninger[erklaering.tabel].navn}."]
        if erklaering.visning == "andele":
            noter.insert(0, f"Andele af {naevner(erklaering, tabel)}.")
        return {
            "figur": Figur(
                nummer=self.henvisninger[opslagsnoegle(afsnit)].nummer,
                titel=afsnit.overskrift,
                svg=tegn(erklaering, tabel),
                alt=alternativ_tekst(erklaering, tabel),
                anker=_anker(afsnit),
                tabel=tabel,
                noter=tuple(noter),
            )
        }

    def cases_(self, afsnit: Afsnit, opslag: Opslagsvaerk) -> dict:
        cases = []
        for case in afsnit.indhold.get("cases", []):
            self.cases += 1
            cases.append(Case(self.cases, case["titel"], html_af(case["tekst"], opslag)))
        return {"cases": tuple(cases)}

    def anbefalinger(self, afsnit: Afsnit, opslag: Opslagsvaerk) -> dict:
        if afsnit.indhold.get("fra_registret"):
            return {"anbefalinger": beretningens_anbefalinger(self.beretning)}
        return {
            "anbefalinger": tuple(
                Anbefaling(nr, en["tekst"], html_af(en.get("uddybning", ""), opslag))
                for nr, en in enumerate(afsnit.indhold.get("anbefalinger", []), start=1)
            )
        }

    def opfoelgning(self, afsnit: Afsnit, opslag: Opslagsvaerk) -> dict:
        return {"statusser": statusser(self.beretning)}

    def afdelingssvar(self, afsnit: Afsnit, opslag: Opslagsvaerk) -> dict:
        kraev_faerdig_runde(self.beretning)
        return {}


_KINDS: dict[str, Callable[[_Vaerk, Afsnit, Opslagsvaerk], dict]] = {
    Art.TEKST: _Vaerk.tekst,
    Art.BILAG: _Vaerk.tekst,
    Art.TABEL: _Vaerk.tabel,
    Art.FIGUR: _Vaerk.figur,
    Art.CASES: _Vaerk.cases_,
    Art.ANBEFALINGER: _Vaerk.anbefalinger,
    Art.OPFOELGNING: _Vaerk.opfoelgning,
    Art.AFDELINGSSVAR: _Vaerk.afdelingssvar,
}
