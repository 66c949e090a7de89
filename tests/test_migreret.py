"""The test database is a copy of the register that bin/test migrated, where there is one."""

import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from .redskaber.migreret import FAELLES, REGISTER, SKABELON, proevedatabase

pytestmark = pytest.mark.en_gang
NAVN = "file:proeve_kopi?mode=memory&cache=shared"


@pytest.fixture(autouse=True)
def _uden_bin_test(monkeypatch):
    for navn in (FAELLES, SKABELON):
        monkeypatch.delenv(navn, raising=False)


def forbindelse(database: str) -> SimpleNamespace:
    creation = SimpleNamespace(_create_test_db=lambda *args: NAVN)
    return SimpleNamespace(vendor=database, creation=creation, settings_dict={"TEST": {}})


def test_paa_sqlite_er_den_registerets_raekker_i_hukommelsen(tmp_path, monkeypatch):
    with closing(sqlite3.connect(tmp_path / REGISTER)) as register:
        register.execute("PRAGMA journal_mode=WAL")  # as the program's own
        register.execute("CREATE TABLE sag (navn)")
        register.execute("INSERT INTO sag VALUES ('den ene')")
        register.commit()
    monkeypatch.setenv(FAELLES, str(tmp_path))
    den = forbindelse("sqlite")
    with proevedatabase(den):
        assert den.creation._create_test_db(0, True) == NAVN
        with closing(sqlite3.connect(NAVN, uri=True)) as kopi:
            assert kopi.execute("SELECT navn FROM sag").fetchall() == [("den ene",)]
            kopi.execute("DELETE FROM sag")
            kopi.commit()
    with closing(sqlite3.connect(tmp_path / REGISTER)) as register:
        assert register.execute("SELECT count(*) FROM sag").fetchone() == (1,)


def test_paa_postgresql_er_den_lavet_af_den_migrerede(monkeypatch):
    monkeypatch.setenv(SKABELON, "register")
    den = forbindelse("postgresql")
    with proevedatabase(den):
        assert den.settings_dict == {"TEST": {"TEMPLATE": "register"}}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_uden_bin_test_migreres_der_her(database):
    den = forbindelse(database)
    lav = den.creation._create_test_db
    with proevedatabase(den):
        assert (den.creation._create_test_db, den.settings_dict) == (lav, {"TEST": {}})
