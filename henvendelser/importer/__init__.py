"""Reads the office's old spreadsheets into the register: all of a file or nothing.

`indlaes_sager` and `indlaes_afgoerelser` take a path or an open binary file and answer with a
Resultat, or raise ImportFejl with every fault of the file. Nothing else is meant for use outside.
"""

from .afgoerelser import indlaes_afgoerelser
from .fejl import Fejl, ImportFejl
from .indlaesning import Resultat
from .sager import indlaes_sager

__all__ = ["Fejl", "ImportFejl", "Resultat", "indlaes_afgoerelser", "indlaes_sager"]
