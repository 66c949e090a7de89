"""The access log: the one way to write it.

What is shown is written by the views' guard (`laesning`), what is changed by `handlinger`; both
come through `skriv`. An entry that cannot be written stops what it is about.
"""

from .aendringer import Tilstand, forskel, som_del, tilstand
from .referencer import Reference, alle_referencer, referencer
from .samlet import UloggetSkrivning, samlet
from .skriv import Logfejl, skriv, under

__all__ = [
    "Logfejl",
    "Reference",
    "Tilstand",
    "UloggetSkrivning",
    "alle_referencer",
    "forskel",
    "referencer",
    "samlet",
    "skriv",
    "som_del",
    "tilstand",
    "under",
]
