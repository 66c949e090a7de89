"""One filter per list. A cell of a table links to its list through the same parameters.

A value is an id or a code; `uoplyst` means not stated; a node of a tree means the node and
everything under it, `7.selv` the node alone; `3,8` means either; `ingen` means that there is no
finer row at all (a decision without remarks). Days are ISO dates, and both
days of a pair are included.
"""

from .felter import INGEN, SELV, UOPLYST, Vaelgerfelt
from .listernes import (
    AfgoerelseFilter,
    AktivitetFilter,
    BemaerkningFilter,
    ForespoergselFilter,
    HenvendelseFilter,
    Registerfilter,
    SagFilter,
)
from .slags import Dagfilter, Kornfilter, Maerkefilter, Traefilter, Valgfilter

__all__ = [
    "INGEN",
    "SELV",
    "UOPLYST",
    "AfgoerelseFilter",
    "AktivitetFilter",
    "BemaerkningFilter",
    "Dagfilter",
    "ForespoergselFilter",
    "HenvendelseFilter",
    "Kornfilter",
    "Maerkefilter",
    "Registerfilter",
    "SagFilter",
    "Traefilter",
    "Vaelgerfelt",
    "Valgfilter",
]
