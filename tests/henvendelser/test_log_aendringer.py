"""What is changed is logged field by field, never with what a citizen has told."""

import pytest
from django.contrib.auth.signals import user_login_failed
from django.test import Client

from henvendelser import handlinger as h
from henvendelser import log
from henvendelser import models as m
from henvendelser.handlinger import Sagsindhold
from henvendelser.models import Logpost, Logreference
from henvendelser.models.logget import LoggetQuerySet, Masseskrivning
from henvendelser.valg import Formaal, Handling, Rolle, Udfald
from tests import fabrik
from tests.fabrik import DAGEN

pytestmark = pytest.mark.django_db
HEMMELIGT = "ZQXHEMMELIGT"


def seneste() -> Logpost:
    return Logpost.objects.latest("id")


def om(post: Logpost) -> set[tuple[str, int]]:
    return set(post.referencer.values_list("type", "noegle"))


def test_en_ny_henvendelse_logges_med_det_aabne_og_uden_det_personlige(kontor, raadgiver):
    borger = m.Borger(navn=HEMMELIGT, telefon=HEMMELIGT)
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        foelgesager=((kontor.skole, None),),
        kontaktform=kontor.telefon,
        borger=borger,
        beskrivelse=HEMMELIGT,
        af=raadgiver,
    )
    hovedsag, foelgesag = henvendelse.sager.order_by("id")
    post = seneste()
    assert (post.handling, post.bruger_noegle, post.antal) == (
        Handling.OPRETTELSE,
        raadgiver.pk,
        1,
    )
    assert post.aendringer == {
        "modtaget": [None, "2025-03-03"],
        "borger": None,
        "kontaktform": [None, "Telefon"],
        "beskrivelse": None,
        f"sag.{hovedsag.pk}": [None, ["Hovedsag", "Børn & Familie", "Svartid"]],
        f"sag.{foelgesag.pk}": [None, ["Følgesag", "Skole", ""]],
        "borger.navn": None,
        "borger.telefon": None,
    }
    assert om(post) == {("henvendelse", henvendelse.pk), ("borger", borger.pk)}


def test_en_rettelse_logges_med_foer_og_efter(kontor, raadgiver):
    borger = m.Borger(navn=HEMMELIGT)
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern, foelgesager=((kontor.skole, None),), borger=borger
    )
    hovedsag, foelgesag = henvendelse.sager.order_by("id")
    henvendelse.kontaktform = kontor.mail
    henvendelse.beskrivelse = HEMMELIGT
    borger.navn = f"{HEMMELIGT} igen"
    h.ret_henvendelse(
        henvendelse=henvendelse,
        hovedsag=Sagsindhold(kontor.boern, kontor.sprog, hovedsag.pk),
        foelgesager=[Sagsindhold(None, kontor.andet)],
        borger=borger,
        af=raadgiver,
    )
    ny = henvendelse.sager.latest("id")
    assert seneste().aendringer == {
        "kontaktform": [None, "Mail"],
        "beskrivelse": None,
        "borger.navn": None,
        f"sag.{hovedsag.pk}": [
            ["Hovedsag", "Børn & Familie", ""],
            ["Hovedsag", "Børn & Familie", "Sprogbrug"],
        ],
        f"sag.{foelgesag.pk}": [["Følgesag", "Skole", ""], None],
        f"sag.{ny.pk}": [None, ["Følgesag", "", "Andet"]],
    }


def test_en_borger_der_slettes_har_sin_egen_post_og_sagens_naevner_den(kontor, raadgiver):
    borger = m.Borger(navn=HEMMELIGT)
    henvendelse = fabrik.henvendelse(borger=borger)
    noegle = borger.pk
    h.ret_henvendelse(
        henvendelse=henvendelse,
        hovedsag=Sagsindhold(None, None, henvendelse.hovedsag.pk),
        foelgesager=[],
        borger=None,
        af=raadgiver,
    )
    sletning, rettelse = Logpost.objects.order_by("-id")[:2]
    assert (rettelse.handling, om(rettelse)) == (
        Handling.AENDRING,
        {("henvendelse", henvendelse.pk), ("borger", noegle)},
    )
    assert (sletning.handling, om(sletning)) == (Handling.SLETNING, {("borger", noegle)})


def test_afslut_og_genaabn_logges(kontor, raadgiver):
    henvendelse = fabrik.henvendelse()
    h.afslut_henvendelse(
        henvendelse=henvendelse, behandling=kontor.raad, afsluttet=DAGEN, af=raadgiver
    )
    assert seneste().aendringer == {
        "afsluttet": [None, "2025-03-03"],
        "behandling": [None, "Råd og vejledning"],
    }
    h.genaabn_henvendelse(henvendelse=henvendelse, af=raadgiver)
    assert seneste().aendringer == {"afsluttet": ["2025-03-03", None]}


def test_en_afgoerelse_logges_med_sine_temaer(kontor, raadgiver):
    afgoerelse = fabrik.afgoerelse(
        kontor.ankestyrelsen, temaer=[kontor.begrundelse], note=HEMMELIGT
    )
    assert seneste().aendringer == {
        "instans": [None, "Ankestyrelsen"],
        "modtaget": [None, "2025-03-03"],
        "note": None,
        "bemaerkninger": [None, ["Begrundelse"]],
    }
    afgoerelse.udfald = Udfald.HJEMVIST
    h.ret_afgoerelse(afgoerelse=afgoerelse, temaer=[kontor.oplysning], af=raadgiver)
    assert seneste().aendringer == {
        "udfald": [None, "Hjemvist"],
        "bemaerkninger": [["Begrundelse"], ["Sagsoplysning"]],
    }


def test_intet_af_det_personlige_staar_noget_sted_i_loggen(kontor, raadgiver):
    test_en_rettelse_logges_med_foer_og_efter(kontor, raadgiver)
    assert HEMMELIGT not in str([*Logpost.objects.values(), *Logreference.objects.values()])


def test_kan_der_ikke_logges_bliver_intet_aendret(klient, kontor):
    henvendelse = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    fabrik.spaer_loggen()
    svar = klient.post("/henvendelser/ny/", fabrik.udfyldt(kontor))
    assert svar.status_code == 503
    assert list(m.Henvendelse.objects.all()) == [henvendelse]
    sti = f"{henvendelse.get_absolute_url()}afslut/"
    svar = klient.post(sti, {"behandling": kontor.raad.pk, "afsluttet": "03.03.2025"})
    henvendelse.refresh_from_db()
    assert (svar.status_code, henvendelse.afsluttet) == (503, None)


# ---- Many at a time ----


@pytest.mark.parametrize(
    "model", [m.Henvendelse, m.Sag, m.Borger, m.Afgoerelse, m.Bemaerkning], ids=lambda x: x.__name__
)
def test_intet_der_logges_skrives_samlet_uden_en_post(model):
    assert isinstance(model.objects.all(), LoggetQuerySet)
    for skriv in (
        lambda: model.objects.update(pk=1),
        lambda: model.objects.all().delete(),
        lambda: model.objects.bulk_create([]),
        lambda: model.objects.bulk_update([], ["pk"]),
    ):
        with pytest.raises(Masseskrivning):
            skriv()
    assert not hasattr(model.objects, "delete")


def test_rettigheder_gives_ikke_samlet(raadgiver, administrator):
    for skriv in (
        lambda: m.Bruger.objects.update(rolle=Rolle.RAADGIVER),
        lambda: m.Bruger.objects.update(is_active=True, first_name="Ny"),
        lambda: m.Bruger.objects.bulk_create([]),
        lambda: m.Bruger.objects.bulk_update([], ["rolle"]),
    ):
        with pytest.raises(Masseskrivning):
            skriv()
    assert m.Bruger.objects.update(first_name="Ny") == 2
    m.Bruger.objects.filter(pk=raadgiver.pk).delete()
    assert (seneste().handling, om(seneste())) == (Handling.SLETNING, {("bruger", raadgiver.pk)})


def test_samlet_kraever_en_post_og_goer_ellers_alt_om(raadgiver):
    henvendelse = fabrik.henvendelse()
    with pytest.raises(log.UloggetSkrivning), log.samlet():
        m.Henvendelse.objects.update(beskrivelse="væk")
    henvendelse.refresh_from_db()
    assert henvendelse.beskrivelse == ""
    with log.samlet():
        m.Henvendelse.objects.update(beskrivelse="ny")
        log.skriv(
            af=raadgiver,
            handling=Handling.AENDRING,
            formaal=Formaal.SAGSBEHANDLING,
            om=[henvendelse],
        )
    henvendelse.refresh_from_db()
    assert henvendelse.beskrivelse == "ny"
    with pytest.raises(Masseskrivning):
        m.Henvendelse.objects.update(beskrivelse="igen")


# ---- Users ----


def test_login_og_log_ud_logges(raadgiver):
    klient = Client()
    klient.force_login(raadgiver)
    assert (seneste().handling, seneste().brugernavn) == (Handling.LOGIN, "raadgiver")
    klient.logout()
    assert (seneste().handling, om(seneste())) == (Handling.LOGUD, {("bruger", raadgiver.pk)})


@pytest.mark.parametrize(
    ("navn", "kendt"), [("Raadgiver", True), (HEMMELIGT, False), ("\x00", False)]
)
def test_et_mislykket_login_logges_uden_det_der_blev_skrevet(raadgiver, navn, kendt):
    foer = Logpost.objects.count()
    user_login_failed.send(sender=__name__, credentials={"username": navn, "password": HEMMELIGT})
    assert Logpost.objects.count() == foer + 1
    post = seneste()
    assert (post.handling, post.brugernavn) == (Handling.MISLYKKET_LOGIN, "")
    assert om(post) == ({("bruger", raadgiver.pk)} if kendt else set())
    assert HEMMELIGT not in str([*Logpost.objects.values(), *Logreference.objects.values()])


def test_rettigheder_logges_naar_de_gives_aendres_og_tages(kontor):
    bruger = m.Bruger.objects.create_user("ny", rolle=Rolle.AFDELINGSLEDER)
    assert (seneste().handling, seneste().bruger_noegle) == (Handling.RETTIGHEDSAENDRING, None)
    assert seneste().aendringer["rolle"] == [None, "afdelingsleder"]
    bruger.afdelinger.set([kontor.boern, kontor.skole])
    assert seneste().aendringer == {"afdelinger": [None, ["Børn & Familie", "Skole"]]}
    kontor.skole.ledere.remove(bruger)
    assert seneste().aendringer == {"afdelinger": [["Skole"], None]}
    bruger.afdelinger.clear()
    assert seneste().aendringer == {"afdelinger": [["Børn & Familie"], None]}
    bruger.rolle, bruger.is_active = Rolle.RAADGIVER, False
    bruger.save()
    assert seneste().aendringer == {
        "rolle": ["afdelingsleder", "raadgiver"],
        "is_active": [True, False],
    }
    foer = Logpost.objects.count()
    bruger.first_name = "Ny"
    bruger.save()
    bruger.save(update_fields=["last_login"])
    assert Logpost.objects.count() == foer
    noegle = bruger.pk
    bruger.delete()
    assert (seneste().handling, om(seneste())) == (Handling.SLETNING, {("bruger", noegle)})
