"""What the office types, checked where it was typed."""

from .afgoerelse import AfgoerelseForm
from .aktivitet import AktivitetForm
from .henvendelse import AfslutForm
from .henvendelsesskema import Henvendelsesskema
from .soegning import SoegeForm

__all__ = ["AfgoerelseForm", "AfslutForm", "AktivitetForm", "Henvendelsesskema", "SoegeForm"]
