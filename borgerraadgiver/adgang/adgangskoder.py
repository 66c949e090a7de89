"""What a password may not be, beside Django's own rules."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.exceptions import ValidationError

ORD = frozenset(Path(__file__).with_name("almindelige.txt").read_text(encoding="utf-8").split())
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "@": "a", "$": "s"})
CIFFERBOGSTAVER = str.maketrans("013457", "oleast")


class DanskeOrd:
    """Refuses a common word dressed up with figures and signs: »Sommer2026!!«, »K0mmun3.1234«.

    Django's list of common passwords is English, and most of what is on it is shorter than a
    password here may be.
    """

    def validate(self, password: str, user=None) -> None:
        if _er_almindelig(password):
            raise ValidationError(
                "Adgangskoden er et almindeligt ord med tal eller tegn. Brug flere ord.",
                code="dansk_ord",
            )

    def get_help_text(self) -> str:
        return "Den må ikke være et almindeligt ord med tal eller tegn. Brug gerne en sætning."


def _er_almindelig(password: str) -> bool:
    tekst = password.casefold().translate(ASCII)
    kandidater = {re.sub(r"[^a-z]", "", t) for t in (tekst, tekst.translate(CIFFERBOGSTAVER))}
    # The digits behind a word are read both as letters and as digits: »k0mmun31234«.
    kandidater.add(re.sub(r"[^a-z]", "", re.sub(r"\d+\W*$", "", tekst).translate(CIFFERBOGSTAVER)))
    return any(_kun_almindelige_ord(kandidat) for kandidat in kandidater)


def _kun_almindelige_ord(tekst: str) -> bool:
    """One word of the list, or one repeated."""
    if not tekst:
        return False
    return any(tekst == ord_ * (len(tekst) // len(ord_)) for ord_ in ORD if tekst.startswith(ord_))
