"""The people on a case: added, corrected, removed, found."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from henvendelser.handlinger.personer import fjern_person, ret_person
from henvendelser.kladder.maerke import Maerke
from henvendelser.log.ord import linje
from henvendelser.models import Henvendelse, Kladde, Logpost, Partsperson
from henvendelser.regler import i_dag
from henvendelser.valg import Handling, Objekttype, Partsrolle

from .. import fabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def henvendelse(kontor) -> Henvendelse:
    return fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"rolle": "ven"}, "rolle"),
        ({"navn": ""}, "__all__"),
        ({"navn": "Ane 610190-1234"}, "navn"),
        ({"tilknytning": "610190-1234"}, "tilknytning"),
        ({"telefon": "6101901234"}, "telefon"),
        ({"email": "ane"}, "email"),
        ({"email": "610190-1234@example.dk"}, "email"),
        ({"note": "Hun er 610190-1234."}, "note"),
    ],
)
def test_hvad_der_ikke_er_en_person_gemmes_ikke(henvendelse, felter, felt):
    with pytest.raises(ValidationError) as fejl:
        fabrik.person(henvendelse, **felter)
    assert set(fejl.value.error_dict) == {felt}
    assert not Partsperson.objects.exists()


@pytest.mark.parametrize("kendes", [{"navn": "A"}, {"telefon": "1"}, {"email": "a@b.dk"}])
def test_en_af_de_tre_er_nok_at_kende_nogen_paa(henvendelse, kendes):
    person = fabrik.person(henvendelse, **{"navn": ""} | kendes)
    assert str(person) == next(iter(kendes.values()))


@pytest.mark.parametrize("aendret", [{"rolle": "ven"}, {"navn": ""}])
def test_databasen_selv_holder_hvad_en_person_er(henvendelse, aendret):
    fabrik.person(henvendelse)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Partsperson).update(**aendret)
    assert QuerySet(Partsperson).update(navn="", telefon="1") == 1


def test_hver_aendring_logges_uden_navne_og_sagen_er_aktiv(henvendelse, raadgiver):
    with fabrik.uden_om_loggen():
        Henvendelse.objects.update(sidst_aktiv=fabrik.DAGEN)
    person = fabrik.person(henvendelse, "Hemmelig Person", af=raadgiver)
    henvendelse.refresh_from_db()
    assert henvendelse.sidst_aktiv == i_dag()
    person.rolle, person.telefon = Partsrolle.VAERGE, "12345678"
    ret_person(person=person, af=raadgiver)
    fjern_person(person=person, af=raadgiver)
    poster = Logpost.objects.om(Objekttype.HENVENDELSE, henvendelse.pk)[:3]
    assert [(post.handling, linje(post).aendringer) for post in poster] == [
        (
            Handling.SLETNING,
            [
                "Person, rolle: »Værge« er fjernet",
                "Person, navn (indholdet står ikke i loggen)",
                "Person, telefon (indholdet står ikke i loggen)",
            ],
        ),
        (
            Handling.AENDRING,
            [
                "Person, rolle: fra »Pårørende« til »Værge«",
                "Person, telefon (indholdet står ikke i loggen)",
            ],
        ),
        (
            Handling.OPRETTELSE,
            ["Person, rolle: »Pårørende«", "Person, navn (indholdet står ikke i loggen)"],
        ),
    ]
    assert "Hemmelig" not in repr([post.aendringer for post in poster])
    assert not Partsperson.objects.exists()


def test_en_person_findes_som_en_borger(henvendelse):
    fabrik.henvendelse()
    person = fabrik.person(
        henvendelse,
        "Åse Ærø",
        telefon="+45 87 65 43 21",
        email="aase@kontor.example",
        tilknytning="advokaten",
        note="Taler kun om boligsagen.",
    )
    for ord_ in ("åse", "87654321", "aase@kontor.example", "advokat", "boligsag"):
        assert list(Henvendelse.objects.soeg(ord_)) == [henvendelse], ord_
    fjern_person(person=person, af=None)
    assert not Henvendelse.objects.soeg("åse").exists()


# --- the pages ---


def send(klient, henvendelse, **felter):
    felter = {"rolle": "vaerge", "navn": "Bo Prøve", "engang": "m"} | felter
    return klient.post(
        reverse("tilfoej_person", args=[henvendelse.nummer]),
        {n if n == "engang" else f"person-{n}": v for n, v in felter.items()},
    )


def test_en_person_tilfoejes_paa_sagens_side_en_gang(klient, henvendelse):
    svar = [send(klient, henvendelse), send(klient, henvendelse)]
    assert {et["Location"] for et in svar} == {f"{henvendelse.get_absolute_url()}#personer"}
    person = henvendelse.personer.get()
    assert (person.navn, person.rolle) == ("Bo Prøve", Partsrolle.VAERGE)
    send(klient, henvendelse, navn="Ida Prøve")
    assert set(henvendelse.personer.values_list("navn", flat=True)) == {"Bo Prøve", "Ida Prøve"}
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert "Bo Prøve" in side and "Værge" in side


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"rolle": ""}, "rolle"),
        ({"navn": ""}, "navn"),
        ({"navn": "x" * 201}, "navn"),
        ({"telefon": "6101901234"}, "telefon"),
        ({"email": "ane"}, "email"),
        ({"note": "610190-1234"}, "note"),
    ],
)
def test_en_fejl_staar_paa_sagens_side_og_det_skrevne_er_der(klient, henvendelse, felter, felt):
    svar = send(klient, henvendelse, **{"tilknytning": "nabo"} | felter)
    assert svar.status_code == 200
    form = svar.context["personform"]
    assert (set(form.errors), form["tilknytning"].value()) == ({felt}, "nabo")
    assert not Partsperson.objects.exists()


def test_en_person_rettes_og_fjernes(klient, henvendelse):
    person = fabrik.person(henvendelse, note="Ringer selv.")
    adresse = reverse("ret_person", args=[henvendelse.nummer, person.pk])
    form = klient.get(adresse).context["form"]
    felter = {form.add_prefix(felt): form[felt].value() for felt in form.fields}
    klient.post(adresse, felter | {"person-navn": "Ane Rettet"})
    person.refresh_from_db()
    assert (person.navn, person.note) == ("Ane Rettet", "Ringer selv.")
    fjern = reverse("fjern_person", args=[henvendelse.nummer, person.pk])
    assert "Ane Rettet" in klient.get(fjern).content.decode()
    assert Partsperson.objects.exists()
    assert klient.post(fjern)["Location"] == f"{henvendelse.get_absolute_url()}#personer"
    assert not Partsperson.objects.exists()


def test_fjernes_en_person_er_det_skrevne_en_kladde_til_en_ny(klient, henvendelse, raadgiver):
    person, anden = fabrik.person(henvendelse), fabrik.person(henvendelse)
    ret, ret_anden = (
        reverse("ret_person", args=[henvendelse.nummer, p.pk]) for p in (person, anden)
    )
    for adresse, navn in ((ret, "Ane Rettet"), (ret_anden, "Bo Rettet")):
        maerke = str(Maerke.nyt(raadgiver.pk, adresse))
        klient.post(reverse("gem_kladde"), {"kladde": maerke, "person-navn": navn})
    fjern_person(person=person, af=raadgiver)
    kladder = {k.felter()["person-navn"]: k for k in Kladde.objects.all()}
    assert kladder["Bo Rettet"].adresse == ret_anden
    side = klient.get(kladder["Ane Rettet"].get_absolute_url(), follow=True)
    assert side.status_code == 200
    assert side.context["personform"]["navn"].value() == "Ane Rettet"


def test_en_anden_sags_person_findes_ikke_her(klient, henvendelse):
    andens = fabrik.person(fabrik.henvendelse())
    for navn in ("ret_person", "fjern_person"):
        adresse = reverse(navn, args=[henvendelse.nummer, andens.pk])
        assert (klient.get(adresse).status_code, klient.post(adresse).status_code) == (404, 404)
    assert Partsperson.objects.get() == andens
