"""A form with a draft, as the page and its script go about it."""

from __future__ import annotations

import re

from henvendelser.kladder.maerke import Maerke
from tests.sikkerhed.side import laes

GEM = "/kladder/gem/"


def maerket(klient, sti: str, formular: str = "") -> str:
    """The mark of the form as the page is shown; `formular` where that is not the page's own."""
    adresse = formular or sti.split("?", maxsplit=1)[0]
    alle = re.findall(r'name="kladde" value="([^"]+)"', klient.get(sti).content.decode())
    (maerke,) = [en for en in alle if Maerke.laes(en).adresse == adresse]
    return maerke


def sendt_af(side, adresse: str) -> dict[str, str]:
    """What a browser would send of the form to that address."""
    felter = laes(side.content.decode()).formular_til(adresse).felter
    return {navn: vaerdier[-1] for navn, vaerdier in felter.items()}


def skriv(klient, maerke: str, **felter):
    """What the script sends while somebody types."""
    return klient.post(GEM, {"kladde": maerke, **felter})


def send_udlogget(klient, sti: str, felter: dict):
    """A form that is sent when its session has ended."""
    klient.logout()
    return klient.post(sti, felter)
