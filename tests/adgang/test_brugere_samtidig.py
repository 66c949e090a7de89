"""What only a real transaction shows: two administrators at once, and the mail after the saving."""

from __future__ import annotations

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from borgerraadgiver.adgang.brugere.besked import IKKE_SENDT
from henvendelser.models import Bruger
from henvendelser.valg import Rolle
from tests.conftest import logget_ind

from ..redskaber.samtidig import delt_database, samtidig

pytestmark = pytest.mark.django_db(transaction=True)

OPRET = """
from henvendelser.models import Bruger
for navn in ("ada", "bo"):
    Bruger.objects.create_user(navn, rolle="administrator")
klar()
"""
# Each of the two takes a place of its own, and closes the other.
LUK_HINANDEN = """
import os, pathlib
from borgerraadgiver.adgang.brugere import handlinger as h
from henvendelser.models import Bruger

def plads():
    for n in (0, 1):
        try:
            open(pathlib.Path(os.environ["DATA"]) / f"plads-{len(MAERKE)}-{n}", "x").close()
            return n
        except FileExistsError:
            pass

MAERKE = "LAAS"
brugere = list(Bruger.objects.order_by("username"))
n = plads()
af, anden = brugere[n], brugere[1 - n]
klar()
try:
    h.luk_bruger(bruger=anden, af=af)
    print("lukket")
except h.IkkeTilladt:
    print("afvist")
"""
UDEN_LAAS = LUK_HINANDEN.replace(
    'MAERKE = "LAAS"',
    """MAERKE = "UDEN LAAS"
def uden_laas(af):
    aktive = Bruger.objects.filter(rolle="administrator", is_active=True)
    pks = set(aktive.values_list("pk", flat=True))
    time.sleep(1)
    return pks
h._laas_administratorer = uden_laas
""",
)
AKTIVE = """
from henvendelser.models import Bruger
klar()
print(Bruger.objects.filter(is_active=True).count())
"""
GENAABN = """
from henvendelser.models import Bruger
from tests import fabrik
with fabrik.uden_om_loggen():
    Bruger.objects.update(is_active=True)
klar()
"""


@pytest.mark.langsom
def test_to_administratorer_kan_ikke_lukke_hinanden_samtidig(tmp_path):
    miljoe = delt_database(tmp_path)
    samtidig(OPRET, antal=1, miljoe=miljoe)
    assert sorted(samtidig(LUK_HINANDEN, antal=2, miljoe=miljoe)) == ["afvist", "lukket"]
    assert samtidig(AKTIVE, antal=1, miljoe=miljoe) == ["1"]
    if connection.vendor == "postgresql":  # SQLite has but one writer at a time, lock or not
        samtidig(GENAABN, antal=1, miljoe=miljoe)
        assert samtidig(UDEN_LAAS, antal=2, miljoe=miljoe) == ["lukket", "lukket"]
        assert samtidig(AKTIVE, antal=1, miljoe=miljoe) == ["0"]


def test_administratoren_faar_at_vide_at_beskeden_ikke_kunne_sendes(monkeypatch):
    ada = Bruger.objects.create_user("ada", rolle=Rolle.ADMINISTRATOR)
    bo = Bruger.objects.create_user("bo", "bo@kommune.example", rolle=Rolle.RAADGIVER)
    klient = logget_ind(ada)

    def nede(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(EmailBackend, "send_messages", nede)
    svar = klient.post(f"/opsaetning/brugere/{bo.pk}/luk/", follow=True)
    assert [str(besked) for besked in svar.context["messages"]] == [
        IKKE_SENDT,
        "Adgangen er lukket.",
    ]
    assert not Bruger.objects.get(pk=bo.pk).is_active
