"""What is true of the register."""

from .afgoerelse import Afgoerelse, Bemaerkning
from .aktivitet import Aktivitet
from .borger import Borger
from .brev import Brev
from .bruger import Bruger
from .dokument import Dokument
from .forespoergsel import Forespoergsel, Forespoergselsdokument, Forespoergselspunkt
from .gemtfilter import GemtFilter
from .henvendelse import Henvendelse, Nummerserie, Sag
from .kladde import Kladde
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
from .kolonnevalg import Kolonnevalg
from .kontor import Kontor
from .logkontrol import Logkontrol, Logstikproeve, Logvurdering
from .logpost import Logpost, Logreference
from .notat import Notat
from .partsperson import Partsperson
from .registrering import Maerke, Maerkesvar, Maerkevaerdi, Registreringsfelt
from .samtykke import Samtykke
from .soegeindeks import Soegeindeks, Soegetekst
from .svar import (
    Fristforlaengelse,
    Opfoelgningsspoergsmaal,
    Svar,
    Svardokument,
    Svarkladde,
    Tilbagekaldelse,
    Videregivelse,
)
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
    "Brev",
    "Bruger",
    "Dokument",
    "Emne",
    "Forespoergsel",
    "Forespoergselsdokument",
    "Forespoergselspunkt",
    "Fristforlaengelse",
    "GemtFilter",
    "Henvendelse",
    "Henvender",
    "Instans",
    "Kategori",
    "Kladde",
    "Kolonnevalg",
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
    "Opfoelgningsspoergsmaal",
    "Partsperson",
    "Registreringsfelt",
    "Sag",
    "Samtykke",
    "Soegeindeks",
    "Soegetekst",
    "Svar",
    "Svardokument",
    "Svarkladde",
    "Tilbagekaldelse",
    "Videregivelse",
]
