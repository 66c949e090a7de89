"""A lead's unfinished answer is ciphertext in the database, and the old drafts have become so."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from henvendelser import kryptering
from henvendelser.handlinger.svar import Svarindhold, gem_kladde
from henvendelser.models import Svarkladde
from henvendelser.rotation import roter_felter
from henvendelser.valg import Erkendelse
from tests.conftest import logget_ind

FOER = [("henvendelser", "0020_bogstavgenveje")]
INDHOLD = Svarindhold(
    "Alma har fået »svar«.\nÆrligt.", Erkendelse.DELVIST, "Vi ringede.", "Nyt brev."
)
FELTER = {
    "tekst": INDHOLD.tekst,
    "erkendelse": "delvist",
    "gjort": INDHOLD.gjort,
    "laering": INDHOLD.laering,
}


def raat() -> str:
    """Every value of the table, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM henvendelser_svarkladde")
        return repr(cursor.fetchall())


@pytest.mark.django_db
def test_indholdet_er_krypteret_og_roteres(forespoergsel, leder_boern, settings):
    gem_kladde(forespoergsel=forespoergsel, indhold=INDHOLD, af=leder_boern)
    for ord_ in ("Alma", "delvist", "ringede", "brev"):
        assert ord_ not in raat(), ord_
    assert Svarkladde.objects.get().felter == FELTER
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle(), *settings.KRYPTERINGSNOEGLER]
    assert ("henvendelser.Svarkladde.indhold", 1) in list(roter_felter())
    settings.KRYPTERINGSNOEGLER = settings.KRYPTERINGSNOEGLER[:1]
    assert Svarkladde.objects.get().felter == FELTER


@pytest.mark.django_db
def test_lederen_ser_sin_kladde_og_mangler_noeglen_siges_det(forespoergsel, leder_boern, settings):
    browser, sti = logget_ind(leder_boern), f"/svar/{forespoergsel.pk}/"
    skrevet = {"tekst": "Vi er næsten færdige.", "erkendelse": "nej", "gem_kladde": "1"}
    assert browser.post(sti, skrevet).status_code == 302
    form = browser.get(sti).context["form"]
    assert (form["tekst"].value(), form["erkendelse"].value()) == ("Vi er næsten færdige.", "nej")
    rigtige = settings.KRYPTERINGSNOEGLER
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    svar = browser.get(sti)
    assert "Din kladde kan ikke læses" in svar.content.decode()
    assert not svar.context["form"]["tekst"].value()
    igen = browser.post(sti, skrevet | {"tekst": "Forfra."})
    assert "bliver ikke skrevet over" in igen.content.decode()
    assert igen.context["form"]["tekst"].value() == "Forfra."
    settings.KRYPTERINGSNOEGLER = rigtige
    assert browser.get(sti).context["form"]["tekst"].value() == "Vi er næsten færdige."


@pytest.mark.django_db
def test_kan_svaret_ikke_sendes_og_kladden_ikke_laeses_staar_det_skrevne_der(
    forespoergsel, leder_boern, settings
):
    browser, sti = logget_ind(leder_boern), f"/svar/{forespoergsel.pk}/"
    skrevet = {"tekst": "Det første.", "erkendelse": "nej"}
    browser.post(sti, skrevet | {"gem_kladde": "1"})
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    svar = browser.post(sti, skrevet | {"tekst": "Det andet.", "suppler": "1"})
    assert svar.status_code == 200
    assert svar.context["form"]["tekst"].value() == "Det andet."
    assert "bliver ikke skrevet over" in svar.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.langsom
def test_en_kladde_fra_foer_bliver_krypteret_og_den_gamle_tabel_er_vaek(forespoergsel, leder_boern):
    noegle, bruger = forespoergsel.pk, leder_boern.pk
    udfoerer = MigrationExecutor(connection)
    udfoerer.migrate(FOER)
    try:
        gammel = udfoerer.loader.project_state(FOER).apps.get_model("henvendelser", "Svarkladde")
        foer = gammel.objects.create(forespoergsel_id=noegle, bruger_id=bruger, **FELTER)
        tom = gammel.objects.create(forespoergsel_id=noegle, bruger_id=_en_anden(udfoerer))
        assert "Alma" in raat()
    finally:
        call_command("migrate", verbosity=0)  # with what comes after it: the search's index
    assert "Alma" not in raat()
    ny = Svarkladde.objects.get(bruger=bruger)
    assert (ny.felter, ny.gemt, ny.forespoergsel_id) == (FELTER, foer.gemt, noegle)
    assert Svarkladde.objects.get(bruger=tom.bruger_id).felter["tekst"] == ""
    assert "henvendelser_nysvarkladde" not in connection.introspection.table_names()


def _en_anden(udfoerer) -> int:
    bruger = udfoerer.loader.project_state(FOER).apps.get_model("henvendelser", "Bruger")
    return bruger.objects.create(username="en_anden").pk
