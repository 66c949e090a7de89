"""The index says what the register says, whoever wrote to it; what is deleted is gone from it."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from henvendelser import models as m
from henvendelser.handlinger import Sagsindhold, ret_henvendelse
from henvendelser.log import triggere
from henvendelser.soegning import indeks, kilder, sqlite
from tests import fabrik

pytestmark = pytest.mark.django_db
TEKSTER = st.sampled_from(["", "klage", "Klagen over Ærø", "12 34 56 78", "%", "bo@example.dk"])


def indekset() -> set[tuple]:
    """Every row of the index with all that it says."""
    return set(m.Soegeindeks.objects.values_list("rowid", "ord", "stamme"))


def efterses() -> None:
    foer = indekset()
    indeks.genindekser()
    assert foer == indekset()


def test_et_opslag_for_hver_tekst_med_ord(kontor):
    indeks.genindekser()
    foer = m.Soegeindeks.objects.count()
    fabrik.henvendelse(borger=m.Borger(navn="Alma", email="a@example.dk"), beskrivelse="…")
    assert m.Soegeindeks.objects.count() == foer + 3  # the number, the name, the e-mail
    efterses()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 9), TEKSTER, TEKSTER), max_size=12))
def test_indekset_er_som_bygget_paa_ny_efter_enhver_raekke_aendringer(db, skridt):
    with transaction.atomic():
        for nr, (slags, hvilken, en, anden) in enumerate(skridt):
            _aendr(slags, hvilken, en, anden, f"{nr}")
        efterses()
        transaction.set_rollback(True)


@fabrik.uden_om_loggen()
def _aendr(slags: int, hvilken: int, en: str, anden: str, navn: str) -> None:
    borgere, henvendelser = m.Borger.objects.order_by("id"), m.Henvendelse.objects.order_by("id")
    borger = borgere[hvilken % len(borgere)] if borgere else None
    henvendelse = henvendelser[hvilken % len(henvendelser)] if henvendelser else None
    if slags == 0:
        fabrik.henvendelse(borger=m.Borger(navn=en or "Bo", telefon=anden), beskrivelse=anden)
    elif slags == 1:
        m.Borger.objects.bulk_create([m.Borger(navn=en or "Bo"), m.Borger(email=anden or "a@b.dk")])
    elif slags == 2 and borger:
        borger.navn, borger.telefon = en or "Bo", anden
        borger.save()
    elif slags == 3:
        m.Borger.objects.update(email=anden, navn=en or "Bo")
    elif slags == 4 and henvendelse:
        henvendelse.sager.all().delete()
        henvendelse.delete()
    elif slags == 5:
        m.Borger.objects.filter(henvendelser=None).delete()
    elif slags == 6 and henvendelse:
        henvendelse.beskrivelse = en
        m.Henvendelse.objects.bulk_update([henvendelse], ["beskrivelse"])
    elif slags == 7:
        m.Emne.objects.create(navn=f"{en} {navn}")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE henvendelser_emne SET navn = %s || id", [anden])
    elif slags == 8:
        slagsen, _ = m.Aktivitetsslags.objects.get_or_create(navn="Oplæg")
        fabrik.aktivitet(slagsen, titel=en or "Kursus", note=anden)
        fabrik.afgoerelse(m.Instans.objects.get_or_create(navn="Ankestyrelsen")[0], note=en)
    elif slags == 9:
        m.Afgoerelse.objects.update(note=anden)
        m.Aktivitet.objects.update(titel=en or "Møde", maalgruppe=anden)
    elif slags == 10:
        m.Afgoerelse.objects.filter(note=en).delete()
        m.Aktivitet.objects.filter(note=anden).delete()


def test_en_aendring_der_fortrydes_er_heller_ikke_i_indekset(kontor):
    foer = indekset()
    with transaction.atomic():
        fabrik.henvendelse(beskrivelse="fortrudt")
        assert indekset() != foer
        transaction.set_rollback(True)
    assert indekset() == foer


def test_en_borger_der_slettes_med_sin_sidste_henvendelse_findes_ikke_mere(kontor, raadgiver):
    fundet = fabrik.henvendelse(borger=m.Borger(navn="Zacharias"))
    assert m.Henvendelse.objects.soeg("zacharias").exists()
    ret_henvendelse(
        henvendelse=fundet,
        hovedsag=Sagsindhold(None, None, fundet.hovedsag.pk),
        foelgesager=[],
        borger=None,
        af=raadgiver,
    )
    assert not m.Borger.objects.exists()
    assert not m.Henvendelse.objects.soeg("zacharias").exists()
    efterses()


def test_intet_krypteret_staar_i_indekset(kontor):
    indekserede = {
        kilde.model._meta.get_field(felt.navn) for kilde in kilder.KILDER for felt in kilde.felter
    }
    assert not {felt for felt in indekserede if type(felt).__name__ in _KRYPTEREDE}
    fabrik.henvendelse(borger=m.Borger(navn="Dorte", cpr="610190-1234"))
    assert "1234" not in str(indekset())


_KRYPTEREDE = {"KrypteretFelt", "CprFelt", "Blindindeks"}


def test_kildernes_numre_er_deres_egne():
    numre = [kilde.nr for kilde in kilder.KILDER]
    assert sorted(set(numre)) == sorted(numre)
    omraader = sorted(kilde.omraade for kilde in kilder.KILDER)
    assert all(foer[1] < efter[0] for foer, efter in pairwise(omraader))


def test_kommandoen_genindekser_retter_et_indeks_der_er_kommet_ud_af_trit(kontor, capsys):
    fabrik.henvendelse(beskrivelse="klage")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {m.Soegeindeks._meta.db_table}")
    assert not m.Henvendelse.objects.soeg("klage").exists()
    call_command("genindekser")
    assert m.Henvendelse.objects.soeg("klage").exists()
    assert capsys.readouterr().out == "Søgeindekset er bygget op igen.\n"


@pytest.mark.django_db(transaction=True)
def test_et_toemt_register_er_et_tomt_indeks():
    """On PostgreSQL no row is deleted by TRUNCATE; the tests' own cleaning up does it."""
    fabrik.henvendelse(date(2025, 1, 1), borger=m.Borger(navn="Alma"))
    triggere.fjern(connection, triggere.tabeller())  # or the cases' notes refuse it
    toem = "TRUNCATE {} CASCADE" if connection.vendor == "postgresql" else "DELETE FROM {}"
    with transaction.atomic(), connection.cursor() as cursor:
        for model in (m.Sag, m.Henvendelse, m.Borger):
            cursor.execute(toem.format(model._meta.db_table))
    assert indekset() == set()


@pytest.mark.django_db(transaction=True)
def test_den_slettedes_ord_er_ude_af_filen():
    """Not only not found: the bytes are overwritten, as `secure_delete` has it of other tables."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's VACUUM overwrites what is deleted")
    fabrik.henvendelse(borger=m.Borger(navn="Bo"), beskrivelse="en klage")
    borger = m.Borger.objects.create(navn="Zacharias")
    assert _i_indeksets_tabeller("zacharias")
    borger.delete()
    assert not _i_indeksets_tabeller("zacharias")
    assert _i_indeksets_tabeller("klage")


def _i_indeksets_tabeller(ord_: str) -> bool:
    """Whether the word, or what FTS5's prefixes leave of it, stands in the index's own tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT block FROM {sqlite.INDEKS}_data")
        blokke = [bytes(blok) for (blok,) in cursor]
        cursor.execute(f"SELECT c0 FROM {sqlite.INDEKS}_content")
        indhold = [str(tekst) for (tekst,) in cursor]
    return any(ord_[1:].encode() in blok for blok in blokke) or any(ord_ in t for t in indhold)


def test_en_tekst_der_er_for_lang_for_databasen_kan_gemmes(kontor):
    lang = " ".join(f"ord{nr}" for nr in range(200_000)) + " slutningen"
    fundet = fabrik.henvendelse(beskrivelse=lang + "x" * 5000)
    assert list(m.Henvendelse.objects.soeg("ord1234 ord12")) == [fundet]
    assert not m.Henvendelse.objects.soeg("slutningen").exists()
