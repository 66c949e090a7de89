"""What the office types, checked where it was typed."""

from .afgoerelse import AfgoerelseForm
from .henvendelse import AfslutForm, Henvendelsesskema
from .soegning import SoegeForm

__all__ = ["AfgoerelseForm", "AfslutForm", "Henvendelsesskema", "SoegeForm"]
