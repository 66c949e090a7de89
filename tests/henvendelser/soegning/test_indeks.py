"""The index says what the register says, whoever wrote to it; what is deleted is gone from it."""

from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise

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
from tests.redskaber.samtidig import delt_database, samtidig

pytestmark = pytest.mark.django_db
TEKSTER = st.sampled_from(["", "klage", "Klagen over Ærø", "12 34 56 78", "%", "bo@example.dk"])


def indekset() -> set[tuple]:
    """Every row of the index with all that it says."""
    return set(m.Soegeindeks.objects.values_list("rowid", "ord")) | set(
        m.Soegetekst.objects.values_list("rowid", "hoerer_til", "ord", "stamme", "laant")
    )


def efterses() -> None:
    foer = indekset()
    indeks.genindekser()
    assert foer == indekset()


def test_et_opslag_for_hver_sag_med_alle_dens_ord(kontor):
    opslag, tekster = set(m.Soegeindeks.objects.all()), set(m.Soegetekst.objects.all())
    sagen = fabrik.henvendelse(
        borger=m.Borger(navn="Alma", email="a@example.dk"),
        beskrivelse="…",
        afdeling=kontor.skole,
        emne=kontor.svartid,
    )
    fabrik.notat(sagen, "Ringede tilbage")
    (nyt,) = set(m.Soegeindeks.objects.all()) - opslag
    assert nyt.rowid == kilder.kilde_til(m.Henvendelse).plads + sagen.pk
    nye = [t for t in m.Soegetekst.objects.order_by("rowid") if t not in tekster]
    ordene = [t.ord for t in nye]
    steder = f"¶3x{kontor.skole.pk} ¶4x{kontor.svartid.pk}"
    borgerens = ["alma", "a example dk"]
    assert ordene == ["2025 0001", "", *borgerens, "ringede tilbage", steder]
    assert {t.hoerer_til for t in nye if t.ord in borgerens} == {t.laant for t in nye if not t.ord}
    efterses()


def test_et_nyt_navn_paa_en_afdeling_roerer_ikke_sagernes_opslag(kontor):
    sagen = fabrik.henvendelse(afdeling=kontor.skole)
    opslag = m.Soegeindeks.objects.filter(rowid__range=kilder.kilde_til(m.Henvendelse).omraade)
    foer = set(opslag.values_list("rowid", "ord"))
    m.Afdeling.objects.filter(pk=kontor.skole.pk).update(navn="Dannelse")
    assert set(opslag.values_list("rowid", "ord")) == foer
    assert list(m.Henvendelse.objects.soeg("dannelse")) == [sagen]
    assert not m.Henvendelse.objects.soeg("skole").exists()


def test_hvert_navn_der_foerer_til_noget_har_et_maerke_i_dets_opslag():
    """What is found by a name is found by who points at it, each way that the excerpts know."""
    for fundet in (m.Henvendelse, m.Afgoerelse, m.Aktivitet):
        dele = {
            kilde.model
            for kilde in kilder.kilder_fra(fundet)
            for vej in kilde.veje[fundet]
            if not er_navn(vej)
        }
        ved_navn = {kilde.model for kilde in kilder.navne(fundet)}
        alle = {kilde.model for kilde in kilder.kilder_fra(fundet)}
        assert dele | ved_navn == alle
        assert not dele & ved_navn


def er_navn(vej: str) -> bool:
    """Whether the way leads to what many point at, and not to the object's own or its citizen."""
    return vej not in ("", "borger", "dokumenter", "notater", "personer")


LOEBENUMMER = count()


@dataclass(frozen=True)
class Valgt:
    """What one change is made with: two texts, and which of the rows that there are."""

    nr: int
    en: str
    anden: str

    def af(self, raekker):
        """One of the rows; None when there are none."""
        raekker = list(raekker.order_by("pk"))
        return raekker[self.nr % len(raekker)] if raekker else None


@pytest.mark.langsom
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 14),
            st.builds(Valgt, nr=st.integers(0, 9), en=TEKSTER, anden=TEKSTER),
        ),
        max_size=12,
    )
)
def test_indekset_er_som_bygget_paa_ny_efter_enhver_raekke_aendringer(db, skridt):
    with transaction.atomic(), fabrik.uden_om_loggen():
        for slags, valgt in skridt:
            AENDRINGER[slags](valgt)
        efterses()
        transaction.set_rollback(True)


def _ny_sag(valgt):
    borger = m.Borger(navn=valgt.en or "Bo", telefon=valgt.anden)
    fabrik.henvendelse(borger=borger, beskrivelse=valgt.anden)


def _nye_borgere(valgt):
    nye = [m.Borger(navn=valgt.en or "Bo"), m.Borger(email=valgt.anden or "a@b.dk")]
    m.Borger.objects.bulk_create(nye)


def _ret_en_borger(valgt):
    if borger := valgt.af(m.Borger.objects.all()):
        borger.navn, borger.telefon = valgt.en or "Bo", valgt.anden
        borger.save()


def _ret_alle_borgere(valgt):
    m.Borger.objects.update(email=valgt.anden, navn=valgt.en or "Bo")


def _byt_borger(valgt):
    if sagen := valgt.af(m.Henvendelse.objects.all()):
        sagen.borger = valgt.af(m.Borger.objects.all()) if valgt.en else None
        sagen.save()


def _slet_en_sag(valgt):
    if sagen := valgt.af(m.Henvendelse.objects.filter(notater=None)):
        sagen.sager.all().delete()
        sagen.delete()


def _slet_borgere(valgt):
    m.Borger.objects.filter(henvendelser=None).delete()


def _ret_en_beskrivelse(valgt):
    if sagen := valgt.af(m.Henvendelse.objects.all()):
        sagen.beskrivelse = valgt.en
        m.Henvendelse.objects.bulk_update([sagen], ["beskrivelse"])


def _ret_emner_i_haanden(valgt):
    m.Emne.objects.create(navn=f"{valgt.en} {m.Emne.objects.count()}")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE henvendelser_emne SET navn = %s || id", [valgt.anden])


def _ret_sager(valgt):
    if sagen := valgt.af(m.Sag.objects.all()):
        sagen.emne = valgt.af(m.Emne.objects.all())
        sagen.save()


def _nye_afgoerelser_og_aktiviteter(valgt):
    slagsen, _ = m.Aktivitetsslags.objects.get_or_create(navn="Oplæg")
    fabrik.aktivitet(slagsen, titel=valgt.en or "Kursus", note=valgt.anden)
    instans, _ = m.Instans.objects.get_or_create(navn="Ankestyrelsen")
    tema, _ = m.Bemaerkningstema.objects.get_or_create(navn="Svar")
    fabrik.afgoerelse(instans, note=valgt.en, temaer=[tema])


def _ret_afgoerelser_og_aktiviteter(valgt):
    m.Afgoerelse.objects.update(note=valgt.anden)
    m.Aktivitet.objects.update(titel=valgt.en or "Møde", maalgruppe=valgt.anden)


def _slet_afgoerelser_og_aktiviteter(valgt):
    m.Afgoerelse.objects.filter(note=valgt.en).delete()
    m.Aktivitet.objects.filter(note=valgt.anden).delete()


def _tilfoej_til_en_sag(valgt):
    if sagen := valgt.af(m.Henvendelse.objects.all()):
        fabrik.notat(sagen, valgt.en or "Notat")
        fabrik.person(sagen, valgt.anden or "Bo", note=valgt.en)
        nr = next(LOEBENUMMER)
        fabrik.dokument(sagen, f"{valgt.en or 'Brev'} {nr}.txt", b"%d" % nr)


def _flyt_og_fjern(valgt):
    """What a merge does, the texts go to another case; and what is taken away again."""
    if sagen := valgt.af(m.Henvendelse.objects.all()):
        m.Partsperson.objects.update(henvendelse=sagen, telefon=valgt.anden)
        m.Dokument.objects.exclude(henvendelse=None).update(henvendelse=sagen)
    m.Partsperson.objects.filter(note=valgt.en).delete()
    m.Dokument.objects.filter(navn__startswith="Brev").delete()


AENDRINGER = (
    _ny_sag,
    _nye_borgere,
    _ret_en_borger,
    _ret_alle_borgere,
    _byt_borger,
    _slet_en_sag,
    _slet_borgere,
    _ret_en_beskrivelse,
    _ret_emner_i_haanden,
    _ret_sager,
    _nye_afgoerelser_og_aktiviteter,
    _ret_afgoerelser_og_aktiviteter,
    _slet_afgoerelser_og_aktiviteter,
    _tilfoej_til_en_sag,
    _flyt_og_fjern,
)


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


def test_en_import_i_et_tomt_register_laeser_kun_hver_raekkes_egne_tekster(kontor):
    """PostgreSQL keeps a trigger's plan for as long as the connection lasts: it is made here, when
    there is next to nothing, and must be as good when there is much."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers are planned anew for each statement")
    for _ in range(8):
        fabrik.henvendelse(afdeling=kontor.boern)
    foer = _laest()
    fabrik.mange_henvendelser(200, kontor)  # 600 rows: the inquiry's and its two cases'
    gennemgaaet, slaaet_op = (efter - f for efter, f in zip(_laest(), foer, strict=True))
    assert gennemgaaet == 0
    assert slaaet_op <= 600 * 8


def _laest() -> tuple[int, int]:
    """The index's rows that this transaction has read by reading all, and by an index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(seq_tup_read)::bigint, sum(idx_tup_fetch)::bigint "
            "FROM pg_stat_xact_user_tables WHERE relname IN (%s, %s)",
            [m.Soegeindeks._meta.db_table, m.Soegetekst._meta.db_table],
        )
        return cursor.fetchone()


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
    sagen = fabrik.henvendelse(borger=m.Borger(navn="Zacharias"), beskrivelse="en klage")
    assert _i_indeksets_tabeller("zacharias")
    borger, sagen.borger = sagen.borger, None
    sagen.save()
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
        cursor.execute(f"SELECT ord, stamme FROM {sqlite.TEKSTER}")
        indhold += map(str, cursor)
    return any(ord_[1:].encode() in blok for blok in blokke) or any(ord_ in t for t in indhold)


def test_en_tekst_der_er_for_lang_for_databasen_kan_gemmes(kontor):
    lang = " ".join(f"ord{nr}" for nr in range(200_000)) + " slutningen"
    fundet = fabrik.henvendelse(beskrivelse=lang + "x" * 5000)
    assert list(m.Henvendelse.objects.soeg("ord1234 ord12")) == [fundet]
    assert not m.Henvendelse.objects.soeg("slutningen").exists()


def test_det_sidste_ord_i_en_meget_lang_sag_findes(kontor):
    """PostgreSQL holds 1 MB of words, and the places of 16,383, for a row."""
    sagen = fabrik.henvendelse(beskrivelse="begyndelsen")
    for nr in range(4):
        ordene = " ".join(f"ord{nr}x{hvilket}" for hvilket in range(8_000))
        fabrik.notat(sagen, f"{ordene} afslutning{nr}")
    fabrik.person(sagen, "Ane Prøve", email="ane@example.dk")
    for tekst in ("begyndelserne afslutning3", "ord3x7999", "afslutning2", "ane@example.dk"):
        assert list(m.Henvendelse.objects.soeg(tekst)) == [sagen], tekst


def test_ord_i_hver_sin_tekst_staar_ikke_sammen(kontor):
    sagen = fabrik.henvendelse(beskrivelse="sendt til afdelingen")
    fabrik.notat(sagen, "og svaret kom")
    fabrik.notat(sagen, "den næste dag")
    assert not m.Henvendelse.objects.soeg('"afdelingen og"').exists()
    fabrik.person(sagen, "Ane Prøve", telefon="12 34 56 78", email="bo@example.dk")
    assert not m.Henvendelse.objects.soeg('"kom den"').exists()
    assert not m.Henvendelse.objects.soeg('"prøve 12345678"').exists()
    assert list(m.Henvendelse.objects.soeg('"ane prøve"')) == [sagen]
    assert list(m.Henvendelse.objects.soeg('"svaret kom"')) == [sagen]


OPRET = """
from tests import fabrik
fabrik.henvendelse()
klar()
"""
# Each leaves its transaction open a little, so that the next begins before it has ended.
SKRIVER = """
import os, time
from django.db import transaction
from henvendelser.models import Henvendelse, Partsperson
from tests import fabrik
sagen = Henvendelse.objects.get()
ordene = [f"p{os.getpid()}x{nr}" for nr in range(15)]
klar()
for ord_ in ordene:
    with fabrik.uden_om_loggen(), transaction.atomic():
        Partsperson.objects.create(henvendelse=sagen, rolle="paaroerende", navn=ord_)
        time.sleep(0.01)
print(" ".join(ordene))
"""
SOEGER = """
from henvendelser.models import Henvendelse
klar()
print(sum(Henvendelse.objects.soeg(ord_).exists() for ord_ in ORDENE))
"""


@pytest.mark.langsom
@pytest.mark.django_db(transaction=True)
def test_det_som_fire_skriver_i_samme_sag_paa_en_gang_findes_alt_sammen(tmp_path):
    miljoe = delt_database(tmp_path)
    samtidig(OPRET, antal=1, miljoe=miljoe)
    ordene = " ".join(samtidig(SKRIVER, antal=4, miljoe=miljoe)).split()
    fundne = samtidig(f"ORDENE = {ordene}" + SOEGER, antal=1, miljoe=miljoe)
    assert (len(ordene), fundne) == (60, ["60"])
