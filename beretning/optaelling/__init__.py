"""Counting: measures times dimensions, one aggregate query, a `Tabel`.

The only place that counts. `maal` says what one unit is, `dimensioner` how units are broken
down (`alle` has each of them), `erklaering` what a table is, and `optael` counts it.
"""

from .alle import DIMENSIONER, dimension_for, kontorets_dimensioner
from .dimensioner import Akse, Dimension, Linjevalg
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
    "dimension_for",
    "erklaering_fra",
    "kontorets_dimensioner",
    "optael",
]
