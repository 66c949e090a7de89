"""What is true of the reports: their sections, and the recommendations that outlive them."""

from .anbefaling import Adressat, Anbefaling, Opfoelgning
from .beretning import Afsnit, Art, Beretning

__all__ = ["Adressat", "Afsnit", "Anbefaling", "Art", "Beretning", "Opfoelgning"]
