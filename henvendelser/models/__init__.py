"""What is true of the register."""

from .afgoerelse import Afgoerelse, Bemaerkning
from .borger import Borger
from .bruger import Bruger
from .henvendelse import Henvendelse, Nummerserie, Sag
from .kodelister import Behandling, Bemaerkningstema, Instans, Kategori, Kontaktform
from .kontor import Kontor
from .logpost import Logpost, Logreference
from .traeer import Afdeling, Afdelingsnavn, Emne

__all__ = [
    "Afdeling",
    "Afdelingsnavn",
    "Afgoerelse",
    "Behandling",
    "Bemaerkning",
    "Bemaerkningstema",
    "Borger",
    "Bruger",
    "Emne",
    "Henvendelse",
    "Instans",
    "Kategori",
    "Kontaktform",
    "Kontor",
    "Logpost",
    "Logreference",
    "Nummerserie",
    "Sag",
]
