"""A report's tables: declared by its sections, counted and numbered in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .laesning import opslagsnoegle, ordn
from .models import Afsnit, Art, Beretning
from .optaelling import Erklaeringsfejl, erklaering_fra, optael
from .periode import Periode
from .tabel import I_ALT, Celle, Tabel


class Tabelfejl(ValueError):
    """A section's table cannot be counted; the message says why, in Danish."""


def optalte_tabeller(
    alle: Sequence[Afsnit], periode: Periode
) -> tuple[dict[str, Tabel], dict[str, str]]:
    """The report's tables by key, numbered in the order of the sections, and by key what is
    wrong with those that cannot be counted (they keep their number)."""
    tabeller, fejl = {}, {}
    afsnit_med_tabel = (afsnit for afsnit in alle if afsnit.art == Art.TABEL)
    for nummer, afsnit in enumerate(afsnit_med_tabel, start=1):
        try:
            erklaering = erklaering_fra(afsnit.noegle, afsnit.overskrift, afsnit.indhold)
            tabeller[opslagsnoegle(afsnit)] = optael(erklaering, periode).med(nummer=nummer)
        except Erklaeringsfejl as grund:
            fejl[opslagsnoegle(afsnit)] = str(grund)
    return tabeller, fejl


def beretningens_tabeller(beretning: Beretning, periode: Periode) -> tuple[list[Tabel], list[str]]:
    """The report's tables in order, counted for `periode`, and what is wrong with the others."""
    afsnit = [et for et, _ in ordn(beretning.afsnit.all())]
    tabeller, fejl = optalte_tabeller(afsnit, periode)
    return list(tabeller.values()), list(fejl.values())


def som_json(tabel: Tabel) -> dict:
    """The table as other programs read it: the total column last, null where nothing is printed."""
    return {
        "noegle": tabel.noegle,
        "nummer": tabel.nummer,
        "titel": tabel.titel,
        "enhed": tabel.enhed.flertal,
        "kolonner": [kolonne.navn for kolonne in tabel.kolonner],
        "raekker": [
            {"navn": raekke.navn, "niveau": raekke.niveau, "celler": _antal(raekke.celler)}
            for raekke in tabel.raekker
        ],
        "i_alt": _antal(tabel.i_alt),
        "noter": list(tabel.noter),
    }


def _antal(celler: Sequence[Celle]) -> list[int | float | None]:
    """As a file has them: a sum is a number with a point, whoever reads it."""
    return [
        float(celle.antal) if isinstance(celle.antal, Decimal) else celle.antal for celle in celler
    ]


def som_raekker(tabel: Tabel) -> list[tuple[str, int, list[int | float | None]]]:
    """The lines and last the total line as (name, level, numbers)."""
    raekker = [(raekke.navn, raekke.niveau, _antal(raekke.celler)) for raekke in tabel.raekker]
    return [*raekker, (I_ALT, 1, _antal(tabel.i_alt))]
