"""Where a request comes from, as far as it can be trusted.

Anyone can send an X-Forwarded-For. Only what the office's own proxies have added to its right end
is true, so it is counted from there: with ANTAL_PROXYER=1 the last address is what the one proxy
saw, with 2 the last but one. Without a proxy the header is not looked at.
"""

from __future__ import annotations

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

UKENDT = "ukendt"
_MED_PORT = re.compile(r"\[(?P<v6>[^\]]+)\](:\d+)?|(?P<v4>[\d.]+):\d+")


def klientadresse(request: HttpRequest) -> str:
    """The client's IP address in its normal form; `ukendt` where there is none to be had.

    A header with fewer addresses than there are proxies, or with something else than an address at
    the counted place, did not come through them: then the neighbour on the line counts.
    """
    led = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    antal = settings.ANTAL_PROXYER
    if 0 < antal <= len(led) and (adresse := _laes(led[-antal])):
        return str(adresse)
    return str(_laes(request.META.get("REMOTE_ADDR", "")) or UKENDT)


def klientnoegle(request: HttpRequest) -> str:
    """What attempts are counted by: the address, and for IPv6 the network of 64 bits.

    A single household or machine has 2^64 addresses of its own there, and could use a new one for
    each attempt.
    """
    tekst = klientadresse(request)
    adresse = _laes(tekst)
    if isinstance(adresse, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((adresse, 64), strict=False))
    return tekst


def _laes(tekst: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Also as some proxies write it: with a port, in brackets, IPv4 dressed as IPv6."""
    tekst = tekst.strip()
    if fundet := _MED_PORT.fullmatch(tekst):
        tekst = fundet["v6"] or fundet["v4"]
    try:
        adresse = ipaddress.ip_address(tekst)
    except ValueError:
        return None
    return getattr(adresse, "ipv4_mapped", None) or adresse
