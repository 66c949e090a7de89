"""Counting: measures times dimensions, one aggregate query, a `Tabel`.

The only place that counts. `maal` says what one unit is, `dimensioner` how units are broken
down, `erklaering` what a table is, and `optael` counts it.
"""

from .dimensioner import DIMENSIONER, Akse, Dimension, Linjevalg
from .erklaering import Erklaering, erklaering_fra
from .fejl import Erklaeringsfejl
from .maal import MAAL, Maal
from .optael import optael

__all__ = [
    "DIMENSIONER",
    "MAAL",
    "Akse",
    "Dimension",
    "Erklaering",
    "Erklaeringsfejl",
    "Linjevalg",
    "Maal",
    "erklaering_fra",
    "optael",
]
