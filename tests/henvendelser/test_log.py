"""The log itself: what an entry holds, and that nobody changes or removes one."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from henvendelser import log
from henvendelser.log import Reference, triggere
from henvendelser.log.skriv import BUNDT
from henvendelser.models import Bruger, Logpost, Logreference
from henvendelser.models.uforanderlig import Uforanderlig
from henvendelser.valg import Formaal, Handling, Objekttype, Rolle
from tests import fabrik

pytestmark = pytest.mark.django_db

SLET = "DELETE FROM {t}"
LOGTABELLER = {"henvendelser_logpost", "henvendelser_logreference"}
KONTROLTABELLER = {
    "henvendelser_logkontrol",
    "henvendelser_logstikproeve",
    "henvendelser_logvurdering",
}


def en_post(**felter) -> Logpost:
    return log.skriv(
        **{
            "af": None,
            "handling": Handling.LAESNING,
            "formaal": Formaal.SAGSBEHANDLING,
            "om": [Reference(Objekttype.HENVENDELSE, 7, "2025-0007")],
        }
        | felter
    )


def aldrende(dage: float) -> Logpost:
    """An entry with its reference, written so many days ago."""
    tidspunkt = timezone.now() - timedelta(days=dage)
    post = Logpost.objects.create(
        tidspunkt=tidspunkt, handling=Handling.LAESNING, formaal=Formaal.DRIFT
    )
    Logreference.objects.create(logpost=post, tidspunkt=tidspunkt, type="borger", noegle=3)
    return post


def raa(sql: str) -> int:
    """The statement by raw SQL, in a savepoint of its own; answers how many rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def indhold() -> list:
    return [*Logpost.objects.values(), *Logreference.objects.values()]


def test_en_post_siger_hvem_hvad_hvornaar_og_til_hvad(raadgiver, kontor):
    foer = timezone.now()
    borger = fabrik.m.Borger(navn="Alma Andersen")
    henvendelse = fabrik.henvendelse(borger=borger, foelgesager=((kontor.boern, None),))
    post = log.skriv(
        af=raadgiver,
        handling=Handling.AENDRING,
        formaal=Formaal.SAGSBEHANDLING,
        om=[henvendelse, *henvendelse.sager.all()],
        aendringer={"modtaget": ["2025-03-03", "2025-03-04"]},
    )
    post.refresh_from_db()
    assert foer <= post.tidspunkt <= timezone.now()
    assert (post.bruger_noegle, post.brugernavn, post.rolle) == (
        raadgiver.pk,
        "raadgiver",
        Rolle.RAADGIVER,
    )
    assert post.aendringer == {"modtaget": ["2025-03-03", "2025-03-04"]}
    assert [(r.type, r.noegle, r.betegnelse) for r in post.referencer.all()] == [
        ("henvendelse", henvendelse.pk, henvendelse.nummer),
        ("borger", borger.pk, ""),
    ]
    assert {r.tidspunkt for r in post.referencer.all()} == {post.tidspunkt}


@pytest.mark.parametrize("antal", [0, 1, BUNDT - 1, BUNDT, BUNDT + 1, 3 * BUNDT])
def test_hvert_objekt_har_sin_reference_ogsaa_naar_de_er_mange(antal, django_assert_num_queries):
    om = [Reference(Objekttype.BORGER, noegle, f"nr. {noegle}") for noegle in range(antal)]
    bundter = -(-antal // BUNDT)
    with django_assert_num_queries(3 + bundter):  # the entry within its savepoint
        post = en_post(om=om)
    assert post.antal == antal
    assert [
        (r.type, r.noegle, r.betegnelse, r.tidspunkt) for r in post.referencer.order_by("noegle")
    ] == [("borger", noegle, f"nr. {noegle}", post.tidspunkt) for noegle in range(antal)]


def test_posten_overlever_baade_brugeren_og_objektet():
    bruger = Bruger.objects.create_user("kort tid", rolle=Rolle.RAADGIVER)
    post = en_post(af=bruger, om=[bruger])
    noegle = bruger.pk
    bruger.delete()
    post = Logpost.objects.get(pk=post.pk)
    assert (post.bruger_noegle, post.brugernavn) == (noegle, "kort tid")
    assert str(post.referencer.get()) == "Bruger kort tid"


def test_et_ukendt_objekt_kan_ikke_logges():
    with pytest.raises(TypeError):
        en_post(om=[object()])
    assert not Logpost.objects.exists()


@pytest.mark.parametrize("tabel", sorted(LOGTABELLER))
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {t} SET tidspunkt = tidspunkt",
        "DELETE FROM {t}",
        "DELETE FROM {t} WHERE id > 0",
        "TRUNCATE {t} CASCADE",
        "REPLACE INTO {t} SELECT * FROM {t}",
        "INSERT INTO {t} SELECT * FROM {t} WHERE true ON CONFLICT (id) DO UPDATE SET id = 0",
    ],
)
def test_databasen_afviser_raa_sql_der_aendrer_eller_sletter(tabel, sql):
    en_post()
    foer = indhold()
    with pytest.raises(DatabaseError):
        raa(sql.format(t=tabel))
    assert indhold() == foer


@pytest.mark.parametrize("tabel", sorted(LOGTABELLER))
@pytest.mark.parametrize("sql", ["UPDATE {t} SET tidspunkt = tidspunkt", "DELETE FROM {t}"])
def test_uden_triggerne_lykkes_det(tabel, sql):
    """The control: it is the triggers that refuse."""
    post = en_post()
    triggere.fjern(connection, LOGTABELLER)
    if sql.startswith("DELETE") and tabel == "henvendelser_logpost":
        raa("DELETE FROM henvendelser_logreference")
    assert raa(sql.format(t=tabel)) == 1
    assert post.pk


def test_triggerne_staar_paa_hver_tabel_der_kun_tilfoejes_til():
    # The whole set of tables: tests/test_sendt_staar_fast.py.
    assert set(triggere.tabeller()) >= LOGTABELLER | KONTROLTABELLER
    triggere.fjern(connection, LOGTABELLER)
    triggere.saet_efter_migrate(using="default")
    en_post()
    for tabel in LOGTABELLER:
        with pytest.raises(DatabaseError):
            raa(SLET.format(t=tabel))


def test_programmet_selv_aendrer_og_sletter_heller_ikke():
    post = en_post()
    for forsoeg in (
        post.save,
        post.delete,
        Logpost.objects.all().delete,
        lambda: Logpost.objects.update(brugernavn=""),
        lambda: Logpost.objects.bulk_update([post], ["brugernavn"]),
        post.referencer.all().delete,
    ):
        with pytest.raises(Uforanderlig):
            forsoeg()
    assert Logpost.objects.count() == 1


def test_kun_det_der_er_aeldre_end_graensen_kan_slettes():
    udloebet, _lige_foer = aldrende(settings.LOG_DAGE + 0.01), aldrende(settings.LOG_DAGE - 0.01)
    for tabel in sorted(LOGTABELLER, reverse=True):
        with pytest.raises(DatabaseError):
            raa(SLET.format(t=tabel))
    call_command("slet_gammel_log", verbosity=0)
    tilbage = set(Logpost.objects.values_list("pk", flat=True))
    assert tilbage == {_lige_foer.pk}
    assert set(Logreference.objects.values_list("logpost", flat=True)) == {_lige_foer.pk}
    assert udloebet.pk not in tilbage


def test_kommandoen_siger_hvor_mange_den_slettede(capsys):
    aldrende(settings.LOG_DAGE + 1)
    call_command("slet_gammel_log")
    assert capsys.readouterr().out == "1 logpost ældre end 1827 dage er slettet.\n"


def test_graensen_er_indstillingens_naar_migrate_har_koert(settings):
    settings.LOG_DAGE = 10
    aldrende(11)
    with pytest.raises(DatabaseError):  # the triggers still hold what they were set to
        call_command("slet_gammel_log", verbosity=0)
    triggere.saet_efter_migrate(using="default")
    call_command("slet_gammel_log", verbosity=0)
    assert not Logpost.objects.exists()


def test_en_post_der_ikke_kan_skrives_er_en_logfejl_og_standser_det_den_handler_om():
    raa("ALTER TABLE henvendelser_logpost RENAME TO gemt_vaek")
    with pytest.raises(log.Logfejl) as fejl, transaction.atomic():
        fabrik.m.Kontor.objects.create(pk=1, kommune="Prøvekøbing")
        en_post()
    assert isinstance(fejl.value.__cause__, DatabaseError)
    assert not fabrik.m.Kontor.objects.exists()


def test_kun_skriv_laver_logposter():
    """The package's own text: nobody else makes an entry."""
    syndere = set()
    for fil in [
        *settings.BASE_DIR.glob("henvendelser/**/*.py"),
        *settings.BASE_DIR.glob("b*/**/*.py"),
    ]:
        if re.search(
            r"Logpost\(|Logreference\(|Log(post|reference)\.objects\.\w*create", fil.read_text()
        ):
            syndere.add(fil.relative_to(settings.BASE_DIR).as_posix())
    assert syndere == {"henvendelser/log/skriv.py", "henvendelser/models/logpost.py"}
