"""The register of recommendations: who sees what, what holds, and what is kept for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from beretning.anbefalinger.filtre import AnbefalingFilter, OpfoelgningFilter
from beretning.anbefalinger.handlinger import (
    genaabn_anbefaling,
    luk_anbefaling,
    ret_anbefaling,
    skriv_opfoelgning,
)
from beretning.models import Adressat, Anbefaling, Opfoelgning
from beretning.valg import Stilling
from henvendelser.models import Afdeling, Logpost
from henvendelser.models.uforanderlig import Uforanderlig
from henvendelser.regler import i_dag
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db
UDGANG = date(2025, 3, 31)


def fejl(grund) -> dict[str, list[str]]:
    return grund.value.message_dict


# Who sees what


def test_lederen_ser_kun_offentliggjorte_til_egne_afdelinger_og_dem_under(kontor, leder):
    leder.afdelinger.set([kontor.skole])
    nedlagt = Afdeling.objects.create(navn="Fritid", efterfoelger=kontor.enhed)
    ser = {
        fabrik.anbefaling([kontor.skole], 1),
        fabrik.anbefaling([kontor.enhed], 2),
        fabrik.anbefaling([nedlagt], 3),
        fabrik.anbefaling([kontor.boern, kontor.skole], 4, offentliggjort=i_dag()),
    }
    fabrik.anbefaling([kontor.boern], 5)
    fabrik.anbefaling([kontor.skole], 6, offentliggjort=None)
    i_morgen = fabrik.anbefaling([kontor.skole], 7, offentliggjort=None)
    with fabrik.uden_om_loggen():
        Anbefaling.objects.filter(pk=i_morgen.pk).update(offentliggjort=i_dag() + timedelta(1))
    assert set(Anbefaling.objects.synlige_for(leder)) == ser


def test_lederen_af_en_enhed_ser_ikke_det_der_er_rettet_til_dem_over(kontor, leder):
    leder.afdelinger.set([kontor.enhed])
    fabrik.anbefaling([kontor.skole])
    assert not Anbefaling.objects.synlige_for(leder).exists()


def test_lederen_ser_ikke_hvad_en_anden_afdeling_har_svaret(kontor, leder):
    faelles = fabrik.anbefaling([kontor.boern, kontor.skole])
    fabrik.opfoelgning(faelles, kontor.boern, gjort="Breve skrevet om")
    fabrik.opfoelgning(faelles, kontor.skole, gjort="Intet endnu")
    sider = [
        logget_ind(leder).get(sti).content.decode()
        for sti in (faelles.get_absolute_url(), "/anbefalinger/")
    ]
    assert "Breve skrevet om" in sider[0]
    assert all("Intet endnu" not in side and "Skole" not in side for side in sider)


def test_administratoren_ser_ingen(kontor, administrator):
    fabrik.anbefaling([kontor.boern])
    assert not Anbefaling.objects.synlige_for(administrator).exists()
    assert not Adressat.objects.synlige_for(administrator).exists()
    assert logget_ind(administrator).get("/anbefalinger/").status_code == 404


def test_lederens_side_har_ingen_knapper_og_raadgiverens_har(kontor, leder, klient):
    sti = fabrik.anbefaling([kontor.boern]).get_absolute_url()
    assert f"{sti}ret/" in klient.get(sti).content.decode()
    lederens = logget_ind(leder).get(sti).content.decode()
    assert f"{sti}ret/" not in lederens
    assert "/anbefalinger/status/" not in lederens


# What holds


def test_et_nummer_bruges_en_gang_om_aaret(kontor):
    fabrik.anbefaling([kontor.boern], 1)
    fabrik.anbefaling([kontor.boern], 1, aar=2025)
    with pytest.raises(ValidationError, match="nummer i det år"):
        fabrik.anbefaling([kontor.boern], 1)


def test_en_anbefaling_uden_afdeling_gemmes_ikke(kontor):
    with pytest.raises(ValidationError) as grund:
        fabrik.anbefaling([])
    assert fejl(grund) == {"afdelinger": ["Vælg mindst én afdeling."]}
    assert not Anbefaling.objects.exists()


def test_en_afdeling_der_har_svaret_kan_ikke_fjernes(kontor, raadgiver):
    anbefaling = fabrik.anbefaling([kontor.boern, kontor.skole])
    fabrik.opfoelgning(anbefaling, kontor.boern)
    ret_anbefaling(anbefaling=anbefaling, afdelinger=[kontor.boern, kontor.enhed], af=raadgiver)
    assert set(anbefaling.afdelinger.all()) == {kontor.boern, kontor.enhed}
    with pytest.raises(ValidationError) as grund:
        ret_anbefaling(anbefaling=anbefaling, afdelinger=[kontor.enhed], af=raadgiver)
    assert "Børn & Familie" in fejl(grund)["afdelinger"][0]
    assert set(anbefaling.afdelinger.all()) == {kontor.boern, kontor.enhed}


def test_en_lukning_siger_hvem_hvornaar_og_hvorfor_og_kan_fortrydes(kontor, raadgiver):
    anbefaling = fabrik.anbefaling([kontor.boern])
    lukket = luk_anbefaling(anbefaling=anbefaling, begrundelse="Den er fulgt.", af=raadgiver)
    assert (lukket.lukket, lukket.lukket_af, lukket.lukket_begrundelse) == (
        i_dag(),
        raadgiver,
        "Den er fulgt.",
    )
    with pytest.raises(ValidationError, match="allerede lukket"):
        luk_anbefaling(anbefaling=anbefaling, begrundelse="Igen", af=raadgiver)
    aaben = genaabn_anbefaling(anbefaling=anbefaling, af=raadgiver)
    assert (aaben.lukket, aaben.lukket_af, aaben.lukket_begrundelse) == (None, None, "")
    assert set(Anbefaling.objects.aabne()) == {anbefaling}


def test_databasen_lader_ingen_lukke_uden_at_sige_hvorfor(kontor):
    anbefaling = fabrik.anbefaling([kontor.boern])
    with fabrik.uden_om_loggen(), transaction.atomic(), pytest.raises(IntegrityError):
        Anbefaling.objects.filter(pk=anbefaling.pk).update(lukket=UDGANG)


# The status, year by year


def test_en_ny_status_i_samme_aar_traeder_i_stedet_og_den_gamle_bliver_staaende(kontor):
    anbefaling = fabrik.anbefaling([kontor.boern])
    aaret_foer = fabrik.opfoelgning(anbefaling, kontor.boern, pr=date(2024, 12, 31))
    foerste = fabrik.opfoelgning(anbefaling, kontor.boern, pr=date(2025, 1, 1))
    anden = fabrik.opfoelgning(
        anbefaling, kontor.boern, pr=UDGANG, stilling=Stilling.IKKE, begrundelse="Mangler folk."
    )
    assert anden.erstatter == foerste
    assert set(Opfoelgning.objects.gaeldende()) == {aaret_foer, anden}
    assert set(Opfoelgning.objects.all()) == {aaret_foer, foerste, anden}
    (adressat,) = Adressat.objects.med_status()
    assert (adressat.stilling, adressat.status_pr) == (Stilling.IKKE, UDGANG)


def test_ikke_fulgt_begrundes(kontor):
    anbefaling = fabrik.anbefaling([kontor.boern])
    with pytest.raises(ValidationError, match="hvorfor anbefalingen ikke er fulgt"):
        fabrik.opfoelgning(anbefaling, kontor.boern, stilling=Stilling.IKKE)


def test_en_status_er_ikke_i_fremtiden(kontor):
    anbefaling = fabrik.anbefaling([kontor.boern])
    with pytest.raises(ValidationError) as grund:
        fabrik.opfoelgning(anbefaling, kontor.boern, pr=i_dag() + timedelta(1))
    assert set(fejl(grund)) == {"pr"}
    assert fabrik.opfoelgning(anbefaling, kontor.boern, pr=i_dag())


def test_hverken_programmet_eller_databasen_aendrer_en_status(kontor):
    status = fabrik.opfoelgning(fabrik.anbefaling([kontor.boern]), kontor.boern)
    with pytest.raises(Uforanderlig):
        status.save()
    with pytest.raises(Uforanderlig):
        Opfoelgning.objects.update(gjort="noget andet")
    for sql in (
        "UPDATE beretning_opfoelgning SET gjort = 'x'",
        "DELETE FROM beretning_opfoelgning",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_en_status_kan_ikke_erstatte_en_anden_afdelings(kontor):
    anbefaling = fabrik.anbefaling([kontor.boern, kontor.skole])
    fremmed = fabrik.opfoelgning(anbefaling, kontor.skole)
    skaev = Opfoelgning(
        adressat=anbefaling.adressater.get(afdeling=kontor.boern),
        pr=UDGANG,
        stilling=Stilling.FULGT,
        erstatter=fremmed,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        skaev.save()
        connection.check_constraints()


def test_hver_skrivning_logges_uden_ordene(kontor, raadgiver):
    foer = Logpost.objects.count()
    anbefaling = fabrik.anbefaling([kontor.boern], af=raadgiver)
    skriv_opfoelgning(
        adressat=anbefaling.adressater.get(),
        pr=UDGANG,
        stilling=Stilling.DELVIST,
        gjort="Nye breve",
        af=raadgiver,
    )
    luk_anbefaling(anbefaling=anbefaling, begrundelse="Nået", af=raadgiver)
    poster = list(Logpost.objects.order_by("id")[foer:])
    assert [post.handling for post in poster] == ["oprettelse", "aendring", "aendring"]
    assert {r.betegnelse for post in poster for r in post.referencer.all()} == {"2024-1"}
    assert poster[0].aendringer["adressater"] == [None, ["Børn & Familie"]]
    assert poster[1].aendringer["stilling"] == [None, "Delvist fulgt"]
    assert poster[1].aendringer["gjort"] is None
    assert poster[2].aendringer["lukket"] == [None, i_dag().isoformat()]


# The pages


def test_en_anbefaling_skrives_ind_faar_status_og_lukkes_i_browseren(kontor, klient):
    svar = klient.post(
        "/anbefalinger/ny/",
        {
            "aar": "2024",
            "nummer": "1",
            "tekst": "Skriv, hvad borgeren kan gøre.",
            "afdelinger": [str(kontor.boern.pk), str(kontor.enhed.pk)],
            "offentliggjort": "3.3.2025",
        },
    )
    anbefaling = Anbefaling.objects.get()
    assert svar.url == anbefaling.get_absolute_url()
    assert set(anbefaling.afdelinger.all()) == {kontor.boern, kontor.enhed}
    adressat = anbefaling.adressater.get(afdeling=kontor.boern)
    status = f"/anbefalinger/status/{adressat.pk}/"
    mangler = klient.post(status, {"pr": "3.3.2025", "stilling": "ikke", "gjort": "Ingenting"})
    assert "hvorfor anbefalingen ikke er fulgt" in mangler.content.decode()
    assert "Ingenting" in mangler.content.decode()
    assert klient.post(status, {"pr": "3.3.2025", "stilling": "fulgt"}).status_code == 302
    assert klient.post(f"{svar.url}luk/", {"begrundelse": ""}).status_code == 200
    assert klient.post(f"{svar.url}luk/", {"begrundelse": "Nået."}).url == svar.url
    side = klient.get(svar.url).content.decode()
    assert "Nået." in side
    assert "Genåbn" in side
    assert klient.post(f"{svar.url}genaabn/").url == svar.url
    anbefaling.refresh_from_db()
    assert anbefaling.lukket is None


def test_formularen_foreslaar_naeste_nummer_og_siger_hvad_der_mangler(kontor, klient):
    fabrik.anbefaling([kontor.boern], 3, aar=i_dag().year)
    form = klient.get("/anbefalinger/ny/").context["form"]
    assert (form["aar"].value(), form["nummer"].value()) == (i_dag().year, 4)
    form = klient.post("/anbefalinger/ny/", {"aar": "forrige", "nummer": "0"}).context["form"]
    assert set(form.errors) == {"aar", "nummer", "tekst", "afdelinger"}


@pytest.mark.parametrize(
    ("parametre", "numre"),
    [
        ({}, {1, 2, 3}),
        ({"aar": "2023"}, {3}),
        ({"tilstand": "lukket"}, {2}),
        ({"tilstand": "aaben"}, {1, 3}),
        ({"afdeling": "skole"}, {2, 3}),
        ({"stilling": "fulgt"}, {1}),
        ({"stilling": "uoplyst"}, {2, 3}),
        ({"stilling": "delvist"}, set()),
        ({"afdeling": "skole", "tilstand": "aaben"}, {3}),
    ],
)
def test_listen_filtreres(parametre, numre, kontor, raadgiver):
    en = fabrik.anbefaling([kontor.boern], 1)
    fabrik.opfoelgning(en, kontor.boern, stilling=Stilling.DELVIST, pr=date(2024, 1, 1))
    fabrik.opfoelgning(en, kontor.boern)
    to = fabrik.anbefaling([kontor.enhed], 2)
    luk_anbefaling(anbefaling=to, begrundelse="Reglen er væk.", af=raadgiver)
    fabrik.anbefaling([kontor.skole, kontor.boern], 3, aar=2023)
    afdeling = {"afdeling": str(kontor.skole.pk)} if "afdeling" in parametre else {}
    filter_ = AnbefalingFilter({**parametre, **afdeling}, Anbefaling.objects.all())
    assert {anbefaling.nummer for anbefaling in filter_.qs} == numre


def test_statuslisten_har_kun_det_der_gaelder(kontor):
    anbefaling = fabrik.anbefaling([kontor.boern])
    fabrik.opfoelgning(anbefaling, kontor.boern, pr=date(2025, 1, 1), stilling=Stilling.DELVIST)
    sidste = fabrik.opfoelgning(anbefaling, kontor.boern, pr=UDGANG)
    assert set(OpfoelgningFilter({}, Opfoelgning.objects.all()).qs) == {sidste}
    ingen = OpfoelgningFilter({"fra": "1.4.2025"}, Opfoelgning.objects.all())
    assert not ingen.qs.exists()


@pytest.mark.parametrize(("sti", "antal"), [("/anbefalinger/", 12), ("/anbefalinger/status/", 11)])
def test_en_liste_koster_det_samme_med_mange_raekker(
    sti, antal, kontor, klient, django_assert_num_queries
):
    def en_mere(nummer: int) -> None:
        anbefaling = fabrik.anbefaling([kontor.boern, kontor.skole], nummer)
        fabrik.opfoelgning(anbefaling, kontor.boern)

    en_mere(1)
    klient.get(sti)
    with django_assert_num_queries(antal):
        klient.get(sti)
    for nummer in range(2, 12):
        en_mere(nummer)
    with django_assert_num_queries(antal):
        assert klient.get(sti).context["antal"] == 11
