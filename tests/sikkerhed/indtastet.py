"""What a form is filled in with, so that a POST by one who may has an effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from .. import fabrik
from .side import laes
from .verden import Verden


def ny(**felter: str) -> Callable[[Verden, Client, str], Mapping[str, Any]]:
    """A new inquiry, filled in."""
    return lambda verden, klient, sti: fabrik.udfyldt(verden.kontor, **felter)


class _Fil(SimpleUploadedFile):
    """A file that can be sent again and again."""

    def read(self, *args) -> bytes:
        self.seek(0)
        return super().read(*args)


def en_fil(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """A new document."""
    return {"filer": _Fil("nyt.txt", b"nyt")}


def sendt(**felter: str) -> Callable[..., Mapping[str, Any]]:
    """What is sent from a part of a page that has several forms."""
    return lambda verden, klient, sti: felter


def siden(**aendret: str | Callable[[Verden], Any]) -> Callable[..., Mapping[str, Any]]:
    """The form as the adviser is shown it at the address, with `aendret` on top.

    A value that is known only once the world is made is a function of it.
    """

    def udfyldt(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
        formular = laes(klient.get(sti).content.decode()).formular_til(sti)
        vaerdier = {
            navn: vaerdi(verden) if callable(vaerdi) else vaerdi for navn, vaerdi in aendret.items()
        }
        return {**formular.felter, **vaerdier}

    return udfyldt


def navn(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """A new name, which is all that a value of a list must have."""
    return {"navn": "Et helt nyt navn"}


def et_svar(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """An answer to the question that the world's requests have come to."""
    return {"runde": "1", "tekst": "Vi beklager.", "erkendelse": "ja", "send": "1"}


def til_en_kollega(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """To the other lead of the department that the request was sent to."""
    (objekt,) = (o for o, den in verden.forespoergsler.items() if f"/{den.pk}/" in sti)
    return {"til": verden.brugere[objekt].pk}


def dialog(verden: Verden) -> int:
    return verden.kontor.dialog.pk


def boern(verden: Verden) -> int:
    return verden.kontor.boern.pk


def enheden(verden: Verden) -> int:
    """A department that none of the world's rounds asks."""
    return verden.kontor.enhed.pk


def kladden(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """A lead's draft, once more, with nothing in it."""
    return {
        "version": "1",
        "emner-TOTAL_FORMS": "0",
        "emner-INITIAL_FORMS": "0",
        "ingen_bemaerkninger": "on",
        "handling": "kladde",
    }


def oplaeg(verden: Verden) -> int:
    return verden.kontor.oplaeg.pk


def som_csv(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    return {"format": "csv"}


def skrevet(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """What the script sends while the adviser types: it carries the mark of the adviser's form."""
    return siden(beskrivelse="nyt")(verden, klient, "/henvendelser/ny/")
