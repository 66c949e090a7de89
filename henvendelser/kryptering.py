"""Encryption at rest of what must not be read from a stolen file: CPR numbers and documents.

Fernet (AES-128-CBC and HMAC-SHA256, from `cryptography`) under settings.KRYPTERINGSNOEGLER: the
first key encrypts, all of them decrypt. What is encrypted carries the short name of its key, so
that the program can say which key is missing instead of only that something cannot be read.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SKILLETEGN = "."


class Krypteringsfejl(Exception):
    """What is encrypted cannot be read. The message is Danish and tells nothing of the content."""


class NoeglenMangler(Krypteringsfejl):
    """It was encrypted under a key that this installation no longer has."""

    def __init__(self, navn: str):
        super().__init__(
            f"Krypteringsnøglen »{navn}« mangler. Sæt den ind i KRYPTERINGSNOEGLER "
            "eller læg den tilbage fra sikkerhedskopien."
        )
        self.navn = navn


class Beskadiget(Krypteringsfejl):
    """The key is here, but the ciphertext is not what the key once made."""

    def __init__(self) -> None:
        super().__init__("Det krypterede indhold er beskadiget og kan ikke læses.")


@dataclass(frozen=True, repr=False)
class Noegle:
    """One key. `navn` is eight hexadecimal digits that say nothing of it."""

    navn: str
    fernet: Fernet
    raa: bytes

    def __repr__(self) -> str:
        return f"<Noegle {self.navn}>"


def ny_noegle() -> str:
    """A new random key, as it is written in KRYPTERINGSNOEGLER."""
    return Fernet.generate_key().decode("ascii")


def noegler() -> tuple[Noegle, ...]:
    """The installation's keys, the one that encrypts first.

    Raises ImproperlyConfigured, which names the place in the list and not the key.
    """
    return _laes(tuple(settings.KRYPTERINGSNOEGLER))


@functools.lru_cache(maxsize=8)
def _laes(tekster: tuple[str, ...]) -> tuple[Noegle, ...]:
    if not tekster:
        raise ImproperlyConfigured("KRYPTERINGSNOEGLER er tom.")
    laest = []
    for nummer, tekst in enumerate(tekster, start=1):
        try:
            fernet = Fernet(tekst)
        except ValueError:
            raise ImproperlyConfigured(
                f"Nøgle nr. {nummer} i KRYPTERINGSNOEGLER er ikke en nøgle. Lav en ny med "
                "»manage.py ny_noegle«."
            ) from None
        raa = tekst.encode("ascii")
        laest.append(Noegle(hashlib.sha256(b"navn:" + raa).hexdigest()[:8], fernet, raa))
    return tuple(laest)


def krypter(klart: bytes | str) -> str:
    """Encrypt under the first key. Equal contents give different answers."""
    noegle = noegler()[0]
    indhold = klart.encode() if isinstance(klart, str) else klart
    return noegle.navn + SKILLETEGN + noegle.fernet.encrypt(indhold).decode("ascii")


def dekrypter(skjult: str) -> bytes:
    """What `krypter` was given. Raises NoeglenMangler or Beskadiget; never answers garbage."""
    navn, skilt, resten = skjult.partition(SKILLETEGN)
    if not skilt:
        raise Beskadiget
    for noegle in noegler():
        if noegle.navn == navn:
            try:
                return noegle.fernet.decrypt(resten)
            except InvalidToken:
                raise Beskadiget from None
    raise NoeglenMangler(navn)


def noeglens_navn(skjult: str) -> str:
    """The short name of the key that `skjult` was encrypted under."""
    return skjult.partition(SKILLETEGN)[0]


def roter(skjult: str) -> str:
    """The same content under the first key; unchanged where it is under that key already."""
    if noeglens_navn(skjult) == noegler()[0].navn:
        return skjult
    return krypter(dekrypter(skjult))


def blindindeks(formaal: str, klart: str) -> str:
    """A keyed print by which an equal content is found without being readable.

    Made under a key of its own (HKDF of the first key and `formaal`), so that neither the print
    nor its key says anything of the content to whoever has the database alone.
    """
    return _aftryk(noegler()[0], formaal, klart)


def blindindekser(formaal: str, klart: str) -> list[str]:
    """The content's print under every key: what to look for while rows are being rotated."""
    return [_aftryk(noegle, formaal, klart) for noegle in noegler()]


def _aftryk(noegle: Noegle, formaal: str, klart: str) -> str:
    afledt = HKDF(SHA256(), 32, salt=None, info=f"blindindeks:{formaal}".encode())
    return hmac.new(afledt.derive(noegle.raa), klart.encode(), hashlib.sha256).hexdigest()


class Hemmelighed:
    """An encrypted text on its way between the database and whoever may read it.

    Only `vis()` decrypts. Printed, logged, compared in a template or caught in an error report it
    is dots. Two are equal if their plain texts are.
    """

    __slots__ = ("skjult",)
    MASKE = "●●●●●●●●"

    def __init__(self, skjult: str):
        self.skjult = skjult

    @classmethod
    def af(cls, klart: str) -> Hemmelighed:
        return cls(krypter(klart))

    def vis(self) -> str:
        """The plain text. Raises Krypteringsfejl."""
        return dekrypter(self.skjult).decode()

    def __str__(self) -> str:
        return self.MASKE

    def __repr__(self) -> str:
        return f"<Hemmelighed {self.MASKE}>"

    def __eq__(self, other) -> bool:
        if not isinstance(other, Hemmelighed):
            return NotImplemented
        return self.skjult == other.skjult or hmac.compare_digest(
            self.vis().encode(), other.vis().encode()
        )

    __hash__ = None
