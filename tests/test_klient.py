"""The client's address is the line's, or what the office's own proxies added, never a claim."""

import pytest
from django.test import RequestFactory

from borgerraadgiver.klient import UKENDT, klientadresse, klientnoegle


def fra(linje: str, videresendt: str | None = None):
    hoveder = {} if videresendt is None else {"x-forwarded-for": videresendt}
    return RequestFactory().get("/", REMOTE_ADDR=linje, headers=hoveder)


@pytest.mark.parametrize(
    ("proxyer", "videresendt", "adresse"),
    [
        (0, None, "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 198.51.100.2, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.9, ", "10.0.0.1"),
        (1, "203.0.113.9, <script>", "10.0.0.1"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (1, "2001:DB8:0::7", "2001:db8::7"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_adressen_taelles_fra_hoejre(settings, proxyer, videresendt, adresse):
    settings.ANTAL_PROXYER = proxyer
    assert klientadresse(fra("10.0.0.1", videresendt)) == adresse


def test_en_forfalsket_adresse_giver_ikke_en_ny_noegle(settings):
    """What the client writes itself stands to the left of what the proxy adds."""
    settings.ANTAL_PROXYER = 1
    noegler = {klientnoegle(fra("10.0.0.1", f"192.0.2.{n}, 203.0.113.9")) for n in range(50)}
    assert noegler == {"203.0.113.9"}


def test_en_socket_uden_adresse(settings):
    settings.ANTAL_PROXYER = 1
    assert klientadresse(fra("")) == UKENDT
    assert klientadresse(fra("", "203.0.113.9")) == "203.0.113.9"


def test_et_helt_ipv6_net_er_een_klient():
    noegler = {klientnoegle(fra(f"2001:db8:1:2::{n:x}")) for n in range(50)}
    assert noegler == {"2001:db8:1:2::/64"}
    assert klientnoegle(fra("2001:db8:1:3::1")) == "2001:db8:1:3::/64"
