"""The signed mark that a form carries: whose draft its fields are, and which one.

Whoever has the mark can put words into that one draft, and read nothing. It is in the page and
never in an address, and lets the fields in when the session they were typed under has ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing

FELT = "kladde"
_SALT = "henvendelser.kladder"
# A session ends after HOEJST_TIMER; a page that is older than this was left, not worked in.
HOLDBAR = 24 * 3600


@dataclass(frozen=True)
class Maerke:
    uuid: UUID
    bruger: int
    adresse: str

    @classmethod
    def nyt(cls, bruger: int, adresse: str) -> Maerke:
        return cls(uuid4(), bruger, adresse)

    @classmethod
    def laes(cls, tekst: str) -> Maerke | None:
        """The mark; None when it is not one of the program's own or is too old."""
        try:
            uuid, bruger, adresse = signing.loads(tekst, salt=_SALT, max_age=HOLDBAR)
        except (signing.BadSignature, ValueError):
            return None
        return cls(UUID(uuid), bruger, adresse)

    def __str__(self) -> str:
        return signing.dumps([self.uuid.hex, self.bruger, self.adresse], salt=_SALT)
