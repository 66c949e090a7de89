"""Commands stand under the same policy as the pages."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, load_command_class
from django.core.management.base import BaseCommand

from beretning.models import Beretning
from henvendelser import kommando
from henvendelser.kommando import Kommando, programmets_kommandoer
from henvendelser.models import Bruger, Henvendelse, Logpost
from henvendelser.roller import MASKINEN, POLITIK, Rettighed
from henvendelser.valg import Formaal, Handling, Rolle

KOMMANDOER = {
    "dan_beretning": Rettighed.SE_BERETNING,
    "demoafgoerelser": Rettighed.REGISTRERE,
    "demoaktiviteter": Rettighed.REGISTRERE,
    "demoanbefalinger": Rettighed.ANBEFALE,
    "demobrugere": Rettighed.STYRE_BRUGERE,
    "demoforespoergsler": Rettighed.REGISTRERE,
    "genindekser": Rettighed.DRIFT,
    "importer": Rettighed.REGISTRERE,
    "ny_noegle": Rettighed.DRIFT,
    "opret_beretning": Rettighed.OPSAETTE,
    "opret_bruger": Rettighed.STYRE_BRUGERE,
    "opsaet": Rettighed.OPSAETTE,
    "roter_noegler": Rettighed.DRIFT,
    "ryd_dokumenter": Rettighed.DRIFT,
    "ryd_op": Rettighed.DRIFT,
    "slet_gammel_log": Rettighed.DRIFT,
    "tabeller": Rettighed.SE_BERETNING,
    "send_paamindelser": Rettighed.DRIFT,
    "vedligehold": Rettighed.DRIFT,
}
SAGER = "henvendelse_id,sagstype,afdeling,tema,emne,dato\n1,hovedsag,{},{},{},2025-01-02\n"


def koer(*ord_: str) -> None:
    call_command(*ord_, stdout=io.StringIO())


@pytest.fixture
def beretning(db) -> Beretning:
    return Beretning.objects.create(
        noegle="b", titel="B", fra=date(2025, 1, 1), til=date(2025, 12, 31), dateret="2026-01-02"
    )


@pytest.fixture
def regneark(kontor, tmp_path) -> Path:
    fil = tmp_path / "sager.csv"
    fil.write_text(
        SAGER.format(kontor.boern.navn, kontor.svartid.overordnet.navn, kontor.svartid.navn),
        encoding="utf-8",
    )
    return fil


def test_hver_kommando_naevner_den_rettighed_der_staar_her():
    fundet = {
        navn: load_command_class(app, navn).rettighed
        for navn, app in programmets_kommandoer().items()
    }
    assert fundet == KOMMANDOER


def test_en_kommando_uden_rettighed_kan_ikke_skrives():
    with pytest.raises(ImproperlyConfigured, match="nævner ingen rettighed"):
        type("Command", (Kommando,), {})


def test_en_kommando_uden_om_politikken_standser_programmet(monkeypatch):
    assert kommando.hver_kommando_naevner_sin_rettighed() == []
    monkeypatch.setattr(kommando, "load_command_class", lambda app, navn: BaseCommand())
    fejl = kommando.hver_kommando_naevner_sin_rettighed()
    assert {et.id for et in fejl} == {"roller.E003"}
    assert len(fejl) == len(KOMMANDOER)


def test_natlige_job_koerer_uden_bruger():
    assert set(KOMMANDOER.values()) <= MASKINEN


@pytest.mark.django_db
@pytest.mark.parametrize("rolle", Rolle)
@pytest.mark.parametrize("navn", ["tabeller", "vedligehold"])
def test_den_det_goeres_for_skal_have_rettigheden(beretning, rolle, navn):
    Bruger.objects.create_user("bo", rolle=rolle)
    ord_ = [navn, *(["b"] if navn == "tabeller" else []), "--som", "bo"]
    if KOMMANDOER[navn] in POLITIK[rolle]:
        koer(*ord_)
    else:
        with pytest.raises(CommandError, match="ikke en aktiv bruger"):
            koer(*ord_)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ord_",
    [
        ("tabeller", "findes-ikke"),
        ("tabeller", "b", "--som", "findes-ikke"),
        ("importer", "sager", "findes-ikke.csv"),
        ("opsaet", "findes-ikke.json"),
        ("demoaktiviteter", "findes-ikke.json"),
    ],
)
def test_hver_kommando_siger_afvist_og_ikke_programmets_navn_for_det(ord_, capsys):
    kommando_ = load_command_class(programmets_kommandoer()[ord_[0]], ord_[0])
    with pytest.raises(SystemExit):
        kommando_.run_from_argv(["manage.py", *ord_])
    assert capsys.readouterr().err.startswith("Afvist: ")


@pytest.mark.django_db
def test_en_lukket_eller_ukendt_bruger_kan_intet(beretning):
    Bruger.objects.create_user("bo", rolle=Rolle.RAADGIVER, is_active=False)
    for navn in ("bo", "findes-ikke", ""):
        with pytest.raises(CommandError, match="ikke en aktiv bruger"):
            koer("tabeller", "b", "--som", navn)


def test_en_rettighed_maskinen_ikke_har_kraever_en_bruger(monkeypatch, beretning):
    monkeypatch.setattr(kommando, "MASKINEN", MASKINEN - {Rettighed.SE_BERETNING})
    with pytest.raises(CommandError, match="--som"):
        koer("tabeller", "b")


@pytest.mark.parametrize(("som", "navn"), [((), ""), (("--som", "raadgiver"), "raadgiver")])
def test_hvem_tallene_udleveres_for_staar_i_loggen(beretning, raadgiver, som, navn):
    koer("tabeller", "b", *som)
    post = Logpost.objects.get(handling=Handling.EKSPORT)
    assert (post.brugernavn, post.formaal) == (navn, Formaal.BERETNING)


def test_hvem_der_indlaeses_for_staar_paa_henvendelsen_og_i_loggen(regneark, raadgiver):
    koer("importer", "sager", str(regneark), "--som", "raadgiver")
    assert Henvendelse.objects.get().oprettet_af == raadgiver
    assert Logpost.objects.filter(brugernavn="raadgiver").exists()
