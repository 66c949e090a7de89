"""Django's cache is one for all processes, says nothing of its keys, and is there by migrating."""

import pytest
from django.core.cache import cache
from django.db import connection

from borgerraadgiver.models import Cacheraekke

from .redskaber.samtidig import delt_database, samtidig


@pytest.mark.django_db
def test_hvad_der_laegges_i_cachen_kan_hentes_og_udloeber():
    cache.set("anne", [1, 2], timeout=60)
    assert cache.get("anne") == [1, 2]
    cache.set("anne", [1, 2], timeout=-1)
    assert cache.get("anne") is None


@pytest.mark.django_db
def test_noeglen_staar_ikke_i_tabellen():
    cache.set("login:192.0.2.7:anne.test", True)
    (noegle,) = Cacheraekke.objects.values_list("cache_key", flat=True)
    assert len(noegle) == 64


@pytest.mark.django_db
def test_en_overflod_skyller_ikke_en_brugt_kode_vaek():
    """Django's own limit is 300 entries, after which it throws out unexpired ones."""
    cache.add("brugt kode", True, timeout=600)
    for n in range(350):
        cache.set(f"andet {n}", n)
    assert not cache.add("brugt kode", True, timeout=600)


@pytest.mark.django_db
def test_add_efter_udloeb_lykkes():
    assert cache.add("kode", 1, timeout=-60)
    assert cache.add("kode", 2, timeout=60)
    assert not cache.add("kode", 3, timeout=60)
    assert cache.get("kode") == 2


ANTAL = 200
UDLOEBNE = f"""
from django.core.cache import cache
klar()
for n in range({ANTAL}):
    cache.set(f"kode {{n}}", 1, timeout=-60)
"""
FOERST = f"""
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
cache = caches["default"]
klar()
print(sum(ADD(f"kode {{n}}", 1, timeout=60) for n in range({ANTAL})))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_kun_en_af_fire_processer_er_den_foerste_efter_udloeb(tmp_path):
    miljoe = delt_database(tmp_path)

    def foerste(add: str) -> int:
        samtidig(UDLOEBNE, antal=1, miljoe=miljoe)
        svar = samtidig(FOERST.replace("ADD", add), antal=4, miljoe=miljoe)
        print(connection.vendor, add, svar)
        return sum(map(int, svar))

    assert foerste("cache.add") == ANTAL
    # The control, where writers do not queue for the whole transaction: Django's own `add`.
    if connection.vendor == "postgresql":
        djangos = "super(type(cache), cache).add"
        assert any(foerste(djangos) > ANTAL for _ in range(5))
