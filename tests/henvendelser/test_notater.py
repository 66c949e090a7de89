"""Notes: written, signed, never changed, corrected by new ones, gone only with their case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import RestrictedError
from django.urls import reverse

from henvendelser.handlinger.notater import skriv_notat
from henvendelser.log import triggere
from henvendelser.log.ord import linje
from henvendelser.models import Henvendelse, Logpost, Notat
from henvendelser.models.notat import UDEN_TEKST, nummererede
from henvendelser.models.uforanderlig import Uforanderlig
from henvendelser.regler import i_dag
from henvendelser.valg import Handling, Objekttype
from tests.fabrik import udfyldt

from .. import fabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def henvendelse(kontor) -> Henvendelse:
    return fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)


def raa(sql: str, *argumenter) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, argumenter)
        return cursor.rowcount


# --- written and corrected ---


def test_et_notat_er_skrevet_i_dag_og_underskrevet(henvendelse, raadgiver):
    notat = fabrik.notat(henvendelse, "  Borgeren ringede.  ", af=raadgiver)
    assert (notat.tekst, notat.dato, notat.skrevet_af, notat.retter) == (
        "Borgeren ringede.",
        i_dag(),
        raadgiver,
        None,
    )
    assert fabrik.notat(henvendelse, dato=fabrik.DAGEN).dato == fabrik.DAGEN


def test_numrene_er_de_skrevnes_orden_og_en_rettelse_kendes_fra_begge_sider(henvendelse):
    fabrik.notat(fabrik.henvendelse())  # another case's does not count
    foerste, andet = (fabrik.notat(henvendelse) for _ in range(2))
    rettelse = fabrik.notat(henvendelse, retter=foerste, dato=fabrik.DAGEN)
    igen = fabrik.notat(henvendelse, retter=rettelse)
    vist = [
        (et.notat, et.nr, et.retter, et.rettet_af) for et in nummererede(henvendelse.notater.all())
    ]
    assert vist == [
        (igen, 4, 3, None),
        (rettelse, 3, 1, 4),
        (andet, 2, None, None),
        (foerste, 1, None, 3),
    ]


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"tekst": " \n "}, "tekst"),
        ({"tekst": "Det er 610190-1234."}, "tekst"),
        ({"dato": date.max}, "dato"),
        ({"dato": date(1989, 12, 31)}, "dato"),
    ],
)
def test_hvad_der_ikke_er_et_notat_gemmes_ikke(henvendelse, felter, felt):
    with pytest.raises(ValidationError) as fejl:
        fabrik.notat(henvendelse, **felter)
    assert set(fejl.value.error_dict) == {felt}
    assert not Notat.objects.exists()


def test_et_notat_rettes_en_gang_og_paa_sin_egen_sag(henvendelse):
    notat = fabrik.notat(henvendelse)
    fabrik.notat(henvendelse, retter=notat)
    with pytest.raises(ValidationError) as fejl:
        fabrik.notat(henvendelse, retter=notat)
    assert set(fejl.value.error_dict) == {"retter"}
    with pytest.raises(ValidationError) as fejl:
        fabrik.notat(fabrik.henvendelse(), retter=fabrik.notat(henvendelse))
    assert set(fejl.value.error_dict) == {"retter"}
    assert Notat.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_databasen_selv_holder_rettelsen_paa_samme_sag(kontor):
    notat = fabrik.notat(fabrik.henvendelse())
    with pytest.raises(IntegrityError), transaction.atomic():
        Notat(henvendelse=fabrik.henvendelse(), tekst="x", retter=notat).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notat(henvendelse=notat.henvendelse, tekst="").save()
    assert Notat.objects.get() == notat


# --- never changed ---


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {t} SET tekst = 'andet'",
        "UPDATE {t} SET skrevet_af_id = NULL",
        "DELETE FROM {t}",
        "TRUNCATE {t} CASCADE",
        "REPLACE INTO {t} SELECT * FROM {t}",
        "INSERT INTO {t} SELECT * FROM {t} WHERE true ON CONFLICT (id) DO UPDATE SET id = 0",
    ],
)
def test_databasen_afviser_raa_sql_der_aendrer_eller_sletter(henvendelse, raadgiver, sql):
    fabrik.notat(henvendelse, af=raadgiver)
    foer = list(Notat.objects.values())
    with pytest.raises(DatabaseError):
        raa(sql.format(t="henvendelser_notat"))
    assert list(Notat.objects.values()) == foer


def test_uden_triggerne_lykkes_det(henvendelse):
    """The control: it is the triggers that refuse."""
    fabrik.notat(henvendelse)
    triggere.fjern(connection, ["henvendelser_notat"])
    assert raa("UPDATE henvendelser_notat SET tekst = 'andet'") == 1
    assert raa("DELETE FROM henvendelser_notat") == 1


def test_programmet_selv_aendrer_og_sletter_heller_ikke(henvendelse):
    notat = fabrik.notat(henvendelse)
    for forsoeg in (
        notat.save,
        notat.delete,
        henvendelse.notater.all().delete,
        lambda: henvendelse.notater.update(tekst=""),
        lambda: Notat.objects.bulk_update([notat], ["tekst"]),
        lambda: Notat.objects.bulk_create([notat]),
    ):
        with pytest.raises((Uforanderlig, TypeError)):
            forsoeg()
    assert list(Notat.objects.values_list("tekst", flat=True)) == ["Talte med borgeren."]


# --- gone with the whole case, and never alone ---


def slet_hele(henvendelse: Henvendelse) -> None:
    with fabrik.uden_om_loggen():
        henvendelse.delete()


def test_et_notat_gaar_kun_med_sin_hele_sag(henvendelse):
    andens = fabrik.notat(fabrik.henvendelse())
    fabrik.notat(henvendelse, retter=fabrik.notat(henvendelse))
    with pytest.raises((DatabaseError, RestrictedError)), transaction.atomic():
        slet_hele(henvendelse)
    assert henvendelse.notater.count() == 2
    with triggere.sletter_sagen(henvendelse.pk):
        with pytest.raises(DatabaseError):  # of this case only
            raa("DELETE FROM henvendelser_notat WHERE id = %s", andens.pk)
        slet_hele(henvendelse)
    assert list(Notat.objects.all()) == [andens]


def test_bagefter_er_der_lukket_igen(henvendelse):
    fabrik.notat(henvendelse)
    with triggere.sletter_sagen(henvendelse.pk):
        pass
    with pytest.raises(DatabaseError):
        raa("DELETE FROM henvendelser_notat")
    with pytest.raises(ZeroDivisionError), triggere.sletter_sagen(henvendelse.pk):
        1 / 0  # noqa: B018
    with pytest.raises(DatabaseError):
        raa("DELETE FROM henvendelser_notat")


# --- logged and found ---


def test_det_logges_at_der_er_skrevet_og_ikke_hvad(henvendelse, raadgiver):
    with fabrik.uden_om_loggen():
        Henvendelse.objects.update(sidst_aktiv=fabrik.DAGEN)
    fabrik.notat(henvendelse, "Hemmeligheden", dato=fabrik.DAGEN, af=raadgiver)
    henvendelse.refresh_from_db()
    assert henvendelse.sidst_aktiv == i_dag()
    post = Logpost.objects.om(Objekttype.HENVENDELSE, henvendelse.pk).first()
    assert (post.handling, post.brugernavn) == (Handling.OPRETTELSE, raadgiver.username)
    assert linje(post).aendringer == [
        "Notat, dato: 3. marts 2025",
        "Notat (indholdet står ikke i loggen)",
    ]
    assert "Hemmeligheden" not in repr(post.aendringer)


def test_kan_der_ikke_logges_bliver_intet_skrevet(henvendelse):
    fabrik.spaer_loggen()
    with pytest.raises(Exception, match="Der kan ikke skrives i loggen"):
        fabrik.notat(henvendelse)
    assert not Notat.objects.exists()


def test_ordene_i_et_notat_finder_sagen(henvendelse):
    fabrik.henvendelse()
    rettet = fabrik.notat(henvendelse, "Ældreboligen blev afslået.")
    fabrik.notat(henvendelse, "Ældreboligen blev bevilget.", retter=rettet)
    for ord_ in ("ældrebolig", "afslået", "bevilget ældreboliger"):
        assert list(Henvendelse.objects.soeg(ord_)) == [henvendelse], ord_
    with triggere.sletter_sagen(henvendelse.pk):
        slet_hele(henvendelse)
    assert not Henvendelse.objects.soeg("bevilget").exists()


# --- the pages ---


def send(klient, henvendelse, tekst="Ringede op.", dato="3.3.2025", engang="m1"):
    return klient.post(
        reverse("skriv_notat", args=[henvendelse.nummer]),
        {"notat-tekst": tekst, "notat-dato": dato, "engang": engang},
    )


def test_et_notat_skrives_paa_sagens_side(klient, henvendelse, raadgiver):
    svar = send(klient, henvendelse)
    notat = henvendelse.notater.get()
    assert svar["Location"] == f"{henvendelse.get_absolute_url()}#notat-{notat.pk}"
    assert (notat.tekst, notat.dato, notat.skrevet_af) == ("Ringede op.", fabrik.DAGEN, raadgiver)
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert f'<li id="notat-{notat.pk}">' in side and "Ringede op." in side


def test_sendt_to_gange_er_det_et_notat_og_med_andre_ord_er_det_to(klient, henvendelse):
    svar = [send(klient, henvendelse), send(klient, henvendelse)]
    assert svar[0]["Location"] == svar[1]["Location"]
    assert henvendelse.notater.count() == 1
    send(klient, henvendelse, "Noget andet.")
    assert set(henvendelse.notater.values_list("tekst", flat=True)) == {
        "Ringede op.",
        "Noget andet.",
    }


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"tekst": "  "}, "tekst"),
        ({"tekst": "Hun er 610190-1234."}, "tekst"),
        ({"dato": "31.2.2025"}, "dato"),
        ({"dato": "1.1.2099"}, "dato"),
    ],
)
def test_en_fejl_staar_paa_sagens_side_og_det_skrevne_er_der(klient, henvendelse, felter, felt):
    svar = send(klient, henvendelse, **felter)
    assert svar.status_code == 200
    form = svar.context["notatform"]
    assert set(form.errors) == {felt}
    assert form["tekst"].value() == felter.get("tekst", "Ringede op.")
    assert not Notat.objects.exists()


def test_det_rettede_staar_overstreget_med_henvisning(klient, henvendelse):
    notat = fabrik.notat(henvendelse, "Fristen er den 1. maj.")
    adresse = reverse("ret_notat", args=[henvendelse.nummer, notat.pk])
    side = klient.get(adresse)
    assert side.context["form"]["tekst"].value() == "Fristen er den 1. maj."
    felter = {"notat-tekst": "Fristen er den 1. juni.", "notat-dato": "3.3.2025", "engang": "r"}
    assert klient.post(adresse, felter).status_code == 302
    rettelse = henvendelse.notater.get(retter=notat)
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert "Retter notat 1." in side and "Rettet af notat 2." in side
    assert '<del class="loebende"><p>Fristen er den 1. maj.</p></del>' in side
    assert adresse not in side
    # What is corrected already leads to where that is read.
    assert klient.get(adresse)["Location"].endswith(f"#notat-{notat.pk}")
    svar = klient.post(adresse, felter | {"engang": "andet"})
    assert svar.status_code == 200
    assert "allerede rettet" in svar.content.decode()
    assert set(henvendelse.notater.all()) == {notat, rettelse}


def test_en_anden_sags_notat_findes_ikke_her(klient, henvendelse):
    andens = fabrik.notat(fabrik.henvendelse())
    adresse = reverse("ret_notat", args=[henvendelse.nummer, andens.pk])
    assert klient.get(adresse).status_code == 404
    assert klient.post(adresse, {"notat-tekst": "x", "notat-dato": "3.3.2025"}).status_code == 404
    assert Notat.objects.count() == 1


def test_det_foerste_notat_skrives_sammen_med_henvendelsen(klient, kontor, raadgiver):
    sag = {"afdeling": kontor.skole.pk, "emne": kontor.andet.pk}
    svar = klient.post("/henvendelser/ny/", udfyldt(kontor, sag, notat="Lovede at ringe mandag."))
    ny = Henvendelse.objects.get()
    assert svar["Location"] == ny.get_absolute_url()
    notat = ny.notater.get()
    assert (notat.tekst, notat.skrevet_af) == ("Lovede at ringe mandag.", raadgiver)
    assert len(ny.foelgesager) == 1
    assert 'name="notat"' not in klient.get(f"{ny.get_absolute_url()}ret/").content.decode()


def test_et_notat_der_ikke_kan_gemmes_standser_hele_registreringen(klient, kontor):
    svar = klient.post("/henvendelser/ny/", udfyldt(kontor, notat="Han er 610190-1234."))
    assert set(svar.context["skema"].henvendelse.errors) == {"notat"}
    assert not Henvendelse.objects.exists()
    klient.post("/henvendelser/ny/", udfyldt(kontor))
    assert not Notat.objects.exists()


def test_foejes_det_nye_til_en_tidligere_gaar_notatet_med(henvendelse, raadgiver):
    from henvendelser.handlinger import foej_til_henvendelse

    foej_til_henvendelse(
        henvendelse=henvendelse,
        sager=(),
        beskrivelse="",
        modtaget=i_dag() - timedelta(days=1),
        notat="Ringede igen.",
        af=raadgiver,
    )
    assert henvendelse.notater.get().tekst == "Ringede igen."


def test_uden_tekst_siges_det_samme_i_formular_og_handling(henvendelse, klient):
    with pytest.raises(ValidationError, match=UDEN_TEKST):
        skriv_notat(henvendelse=henvendelse, tekst="", af=None)
    assert UDEN_TEKST in send(klient, henvendelse, "").content.decode()
