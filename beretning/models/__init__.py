"""What is true of the reports: their sections, the recommendations that outlive them, and the
yearly round in which the departments answer."""

from .anbefaling import Adressat, Anbefaling, Opfoelgning
from .beretning import Afsnit, Art, Beretning
from .runde import Runde, Rundekladde, Rundesvar, Stillingtagen, Svarafsnit, Tillaeg

__all__ = [
    "Adressat",
    "Afsnit",
    "Anbefaling",
    "Art",
    "Beretning",
    "Opfoelgning",
    "Runde",
    "Rundekladde",
    "Rundesvar",
    "Stillingtagen",
    "Svarafsnit",
    "Tillaeg",
]
