"""Activities outside the cases: register, read, correct, find and lay the demo's."""

import io
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from henvendelser import models as m
from henvendelser.regler import i_dag
from tests import fabrik
from tests.conftest import logget_ind
from tests.fabrik import DAGEN

pytestmark = pytest.mark.django_db
NY = "/aktiviteter/ny/"
DEMO = Path(settings.BASE_DIR) / "fixtures" / "albertslund"
UDFYLDT = {
    "titel": "Notatpligt",
    "dato": "03.03.2025",
    "tidspunkt": "9.30",
    "timer": "2,5",
    "maalgruppe": "Nye sagsbehandlere",
    "antal_deltagere": "12",
    "note": "Se plancher",
}


@pytest.fixture
def data(kontor) -> dict:
    return UDFYLDT | {"slags": kontor.oplaeg.pk, "afdeling": kontor.boern.pk}


def test_en_ny_side_har_dags_dato_og_ingen_afdeling(klient, kontor):
    form = klient.get(NY).context["form"]
    assert form["dato"].value() == i_dag()
    assert form["afdeling"].value() is None
    assert [navn for _, navn in form["slags"].field.choices] == ["Vælg", "Oplæg"]


def test_uden_slags_siger_siden_hvad_der_mangler(klient):
    assert "Der mangler slags at vælge imellem" in klient.get(NY).content.decode()


def test_alt_hvad_der_skrives_gemmes_og_vises(klient, kontor, data, raadgiver):
    svar = klient.post(NY, data)
    aktivitet = m.Aktivitet.objects.get()
    assert svar["Location"] == f"/aktiviteter/{aktivitet.pk}/"
    gemt = {
        navn: getattr(aktivitet, navn) for navn in [*UDFYLDT, "slags", "afdeling", "oprettet_af"]
    }
    assert gemt == {
        "slags": kontor.oplaeg,
        "titel": "Notatpligt",
        "dato": DAGEN,
        "tidspunkt": time(9, 30),
        "timer": Decimal("2.50"),
        "maalgruppe": "Nye sagsbehandlere",
        "antal_deltagere": 12,
        "afdeling": kontor.boern,
        "note": "Se plancher",
        "oprettet_af": raadgiver,
    }
    side = klient.get(svar["Location"]).content.decode()
    for vist in ("Oplæg", "03.03.2025", "09.30", "2,5", "Nye sagsbehandlere", "12", "Se plancher"):
        assert f"<dd>{vist}</dd>" in side or f"<p>{vist}</p>" in side, vist


def test_kun_slags_titel_og_dato_skal_skrives(klient, kontor):
    klient.post(NY, {"slags": kontor.oplaeg.pk, "titel": "Møde", "dato": "03.03.2025"})
    aktivitet = m.Aktivitet.objects.get()
    assert (aktivitet.timer, aktivitet.antal_deltagere, aktivitet.afdeling) == (None, None, None)
    assert "Ikke oplyst" in klient.get(aktivitet.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("aendret", "felter"),
    [
        ({"slags": "", "titel": "", "dato": ""}, {"slags", "titel", "dato"}),
        ({"titel": "   "}, {"titel"}),
        ({"titel": "x" * 201}, {"titel"}),
        ({"slags": "999"}, {"slags"}),
        ({"dato": "01.01.2999"}, {"dato"}),
        ({"dato": "31.02.2025"}, {"dato"}),
        ({"tidspunkt": "25.00"}, {"tidspunkt"}),
        ({"timer": "0"}, {"timer"}),
        ({"timer": "0,24"}, {"timer"}),
        ({"timer": "-2"}, {"timer"}),
        ({"timer": "2,505"}, {"timer"}),
        ({"timer": "1000,01"}, {"timer"}),
        ({"timer": "NaN"}, {"timer"}),
        ({"timer": "mange"}, {"timer"}),
        ({"antal_deltagere": "-1"}, {"antal_deltagere"}),
        ({"antal_deltagere": "2,5"}, {"antal_deltagere"}),
        ({"antal_deltagere": "100001"}, {"antal_deltagere"}),
        ({"afdeling": "999"}, {"afdeling"}),
        ({"note": "a\x00b"}, {"note"}),
    ],
)
def test_fejl_siges_ved_feltet_paa_dansk_og_intet_er_gemt(klient, data, aendret, felter):
    svar = klient.post(NY, data | aendret)
    fejl = svar.context["form"].errors
    assert set(fejl) == felter
    assert not any("Ensure" in besked or "This" in besked for b in fejl.values() for besked in b)
    assert "Intet er gemt endnu" in svar.content.decode()
    assert not m.Aktivitet.objects.exists()


@pytest.mark.parametrize("timer", ["0,25", "1000", "2.5", "7"])
def test_timer_ved_graenserne_og_med_komma_eller_punktum(klient, data, timer):
    klient.post(NY, data | {"timer": timer})
    assert m.Aktivitet.objects.get().timer == Decimal(timer.replace(",", "."))


def test_en_afdeling_der_ikke_fandtes_den_dag_siges_ved_feltet(klient, kontor, data):
    kontor.boern.gyldig_fra = date(2025, 3, 4)
    kontor.boern.save()
    svar = klient.post(NY, data)
    assert set(svar.context["form"].errors) == {"afdeling"}


def test_samme_formular_to_gange_giver_en_aktivitet(klient, data):
    for _ in range(2):
        assert klient.post(NY, data | {"engang": "m"}).status_code == 302
    svar = klient.post(NY, data | {"engang": "m", "note": "Ny"})
    assert "Formularen er allerede gemt som en aktivitet" in svar.content.decode()
    assert m.Aktivitet.objects.count() == 1


def test_ret_viser_det_gemte_og_gemmer_det_nye(klient, kontor, data):
    klient.post(NY, data)
    aktivitet = m.Aktivitet.objects.get()
    url = f"{aktivitet.get_absolute_url()}ret/"
    form = klient.get(url).context["form"]
    assert 'value="2,50"' in str(form["timer"])
    assert 'value="09.30"' in str(form["tidspunkt"])
    svar = klient.post(url, data | {"version": form["version"].value(), "timer": "3"})
    assert svar["Location"] == aktivitet.get_absolute_url()
    aktivitet.refresh_from_db()
    assert aktivitet.timer == 3


def test_en_anden_har_rettet_imens(klient, kontor, data):
    klient.post(NY, data)
    aktivitet = m.Aktivitet.objects.get()
    url = f"{aktivitet.get_absolute_url()}ret/"
    mit = data | {"version": klient.get(url).context["form"]["version"].value(), "note": "Mit"}
    aktivitet.timer = Decimal(9)
    aktivitet.save()
    svar = klient.post(url, mit)
    assert "En anden har rettet aktiviteten, mens du skrev" in svar.content.decode()
    baeres = dict(svar.context["baeres"])
    assert baeres["note"] == "Mit"
    assert m.Aktivitet.objects.get().note == "Se plancher"
    klient.post(url, mit | {"version": baeres["version"]})
    assert m.Aktivitet.objects.get().note == "Mit"


def test_listen_filtreres_og_siges_i_ord(klient, kontor):
    moede = m.Aktivitetsslags.objects.create(navn="Møde")
    tidlig = fabrik.aktivitet(kontor.oplaeg, DAGEN, afdeling=kontor.enhed)
    sen = fabrik.aktivitet(kontor.oplaeg, DAGEN + timedelta(1))
    andet = fabrik.aktivitet(moede, DAGEN)

    def fundne(**parametre):
        svar = klient.get("/aktiviteter/", parametre)
        return set(svar.context["side"]), svar.context["saetning"]

    assert fundne() == ({tidlig, sen, andet}, "3 aktiviteter")
    dagen = "3.3.2025"
    assert fundne(fra=dagen, til=dagen) == ({tidlig, andet}, "2 aktiviteter holdt 3.3.2025")
    assert fundne(slags=moede.pk) == ({andet}, "1 aktivitet, slags: Møde")
    assert fundne(afdeling=kontor.skole.pk) == ({tidlig}, "1 aktivitet i Skole")
    assert fundne(afdeling="uoplyst")[0] == {sen, andet}


@pytest.mark.parametrize("rolle", ["leder", "administrator"])
def test_kun_raadgiveren_ser_aktiviteter(rolle, kontor, request):
    aktivitet = fabrik.aktivitet(kontor.oplaeg)
    bruger = request.getfixturevalue(rolle)
    assert not m.Aktivitet.objects.synlige_for(bruger).exists()
    klient = logget_ind(bruger)
    for url in ("/aktiviteter/", NY, aktivitet.get_absolute_url()):
        assert klient.get(url).status_code == 404


@pytest.mark.parametrize("felter", [{"timer": Decimal(0)}, {"timer": Decimal(-1)}, {"titel": ""}])
def test_databasen_afviser_timer_under_nul_og_ingen_titel(kontor, felter):
    raekke = {"slags": kontor.oplaeg, "dato": DAGEN, "titel": "x"} | felter
    with pytest.raises(IntegrityError), transaction.atomic():
        m.Aktivitet.objects.create(**raekke)
    with pytest.raises(ValidationError):
        fabrik.aktivitet(**raekke)


def test_demoens_aktiviteter_laegges_en_gang():
    call_command("opsaet", DEMO / "opsaetning.json", stdout=io.StringIO())
    for ventet in ("10 aktiviteter er registreret.", "Der er allerede aktiviteter."):
        ud = io.StringIO()
        call_command("demoaktiviteter", DEMO / "aktiviteter.json", stdout=ud)
        assert ud.getvalue().strip() == ventet
    assert m.Aktivitet.objects.count() == 10


@pytest.mark.parametrize(
    "indhold", ["", "{", '[{"slags": "Findes ikke", "titel": "x", "dato": "2025-01-01"}]', "[{}]"]
)
def test_en_demofil_der_ikke_holder_siges_og_intet_laegges(tmp_path, kontor, indhold):
    fil = tmp_path / "aktiviteter.json"
    fil.write_text(indhold, encoding="utf-8")
    with pytest.raises(CommandError, match=r"aktiviteter\.json"):
        call_command("demoaktiviteter", fil)
    assert not m.Aktivitet.objects.exists()
