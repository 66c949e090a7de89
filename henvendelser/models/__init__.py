"""What is true of the register."""

from .afgoerelse import Afgoerelse, Bemaerkning
from .aktivitet import Aktivitet
from .borger import Borger
from .bruger import Bruger
from .dokument import Dokument
from .henvendelse import Henvendelse, Nummerserie, Sag
from .kodelister import (
    Aktivitetsslags,
    Behandling,
    Bemaerkningstema,
    Henvender,
    Instans,
    Kategori,
    Kontaktform,
    Lov,
)
from .kontor import Kontor
from .logkontrol import Logkontrol, Logstikproeve, Logvurdering
from .logpost import Logpost, Logreference
from .notat import Notat
from .partsperson import Partsperson
from .registrering import Maerke, Maerkesvar, Maerkevaerdi, Registreringsfelt
from .samtykke import Samtykke
from .soegeindeks import Soegeindeks
from .traeer import Afdeling, Afdelingsnavn, Emne

__all__ = [
    "Afdeling",
    "Afdelingsnavn",
    "Afgoerelse",
    "Aktivitet",
    "Aktivitetsslags",
    "Behandling",
    "Bemaerkning",
    "Bemaerkningstema",
    "Borger",
    "Bruger",
    "Dokument",
    "Emne",
    "Henvendelse",
    "Henvender",
    "Instans",
    "Kategori",
    "Kontaktform",
    "Kontor",
    "Logkontrol",
    "Logpost",
    "Logreference",
    "Logstikproeve",
    "Logvurdering",
    "Lov",
    "Maerke",
    "Maerkesvar",
    "Maerkevaerdi",
    "Notat",
    "Nummerserie",
    "Partsperson",
    "Registreringsfelt",
    "Sag",
    "Samtykke",
    "Soegeindeks",
]
