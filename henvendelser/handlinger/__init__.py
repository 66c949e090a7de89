"""What changes several rows: each a named action in one transaction, with the one who does it.

Forms, the importer and commands all come through here. Every action validates what it writes
(models' validators, `clean` and constraints) and raises ValidationError, by field where there is
one; then nothing is written.
"""

from .afgoerelser import registrer_afgoerelse, ret_afgoerelse
from .foej_til import foej_til_henvendelse
from .henvendelser import (
    Sagsindhold,
    UgyldigSag,
    afslut_henvendelse,
    genaabn_henvendelse,
    naeste_nummer,
    registrer_henvendelse,
    ret_henvendelse,
)
from .indlaest import Import

__all__ = [
    "Import",
    "Sagsindhold",
    "UgyldigSag",
    "afslut_henvendelse",
    "foej_til_henvendelse",
    "genaabn_henvendelse",
    "naeste_nummer",
    "registrer_afgoerelse",
    "registrer_henvendelse",
    "ret_afgoerelse",
    "ret_henvendelse",
]
