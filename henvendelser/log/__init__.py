"""The access log: the one way to write it.

What is shown is written by the views' guard (`laesning`), what is changed by `handlinger`; both
come through `skriv`. An entry that cannot be written stops what it is about.
"""

from .referencer import Reference, alle_referencer, referencer
from .skriv import Logfejl, skriv, under

__all__ = ["Logfejl", "Reference", "alle_referencer", "referencer", "skriv", "under"]
