"""A citizen's CPR number: asked for at one place, kept encrypted, shown on request only."""

from __future__ import annotations

import logging
import sys
from datetime import date

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.signals import got_request_exception
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, TextField
from django.urls import reverse
from django.views.debug import ExceptionReporter

from henvendelser import borgere, cpr, kryptering
from henvendelser.borgere import AndreOplysninger, Oplysninger, gem_borger
from henvendelser.forms.felter import aftryk
from henvendelser.models import Borger, Bruger, Henvendelse, Logpost
from henvendelser.models.felter import KrypteretFelt
from henvendelser.regler import gyldigt_cpr, uden_cpr
from henvendelser.valg import Handling
from tests import fabrik
from tests.fabrik import udfyldt

pytestmark = pytest.mark.django_db

# Days of 61–91: numbers that stand in for one, and that no living person has as the own.
NUMMER = "6101901234"
SKREVET = "610190-1234"
ANDET = "6203854321"


# --- the rule ---


@pytest.mark.parametrize(
    ("cifre", "dag"),
    [
        ("6101901234", date(1990, 1, 1)),
        ("9112990000", date(1999, 12, 31)),
        ("0101003999", date(1900, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101575000", date(2057, 1, 1)),
        ("0101585000", date(1858, 1, 1)),
        ("0101998999", date(1899, 1, 1)),
        ("0101369999", date(2036, 1, 1)),
        ("0101379000", date(1937, 1, 1)),
        ("2902004000", date(2000, 2, 29)),
        ("2902000000", None),  # 1900 was no leap year
        ("3204901234", None),
        ("6000901234", None),
        ("9201901234", None),
        ("0113901234", None),
        ("010190123", None),
        ("", None),
    ],
)
def test_foedselsdagen_foelger_syvende_ciffer_og_erstatningsnumre(cifre, dag):
    assert cpr.foedselsdag(cifre) == dag


@pytest.mark.parametrize(
    "tekst", ["6101901234", "610190-1234", " 610190 1234 ", "610190 - 1234", "610190–1234"]
)
def test_nummeret_kan_skrives_paa_flere_maader(tekst):
    assert cpr.laes(tekst) == NUMMER
    gyldigt_cpr(tekst)


@pytest.mark.parametrize("tekst", ["", "610190", "610190-123", "320190-1234", "x610190-1234"])
def test_det_der_ikke_er_et_nummer_afvises_uden_at_blive_gentaget(tekst):
    with pytest.raises(ValidationError) as fejl:
        gyldigt_cpr(tekst)
    assert not tekst or tekst not in fejl.value.message


def test_den_der_ikke_er_foedt_har_ikke_et_nummer():
    with pytest.raises(ValidationError, match="fremtiden"):
        gyldigt_cpr("0101575000")


@pytest.mark.parametrize(
    "tekst",
    [
        "610190-1234",
        "6101901234",
        "Hendes nummer er 610190 1234.",
        "610190 - 1234",
        "610190–1234",
        "610190\u00a01234",
        "610190/1234",
        "61 01 90 1234",
        "61 01 90-1234",
        "61.01.90-1234",
        "x610190-1234y",
        "sag 12, 610190-1234, 3 børn",
        "٦١٠١٩٠-١٢٣٤",
        # The price: a date of six digits before a postal code reads as one.
        "010125 2100 København",
    ],
)
def test_et_nummer_i_en_tekst_afvises(tekst):
    with pytest.raises(ValidationError, match="ligner et CPR-nummer"):
        uden_cpr(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "27.00.00-A00-12-25",
        "27.36.04-G01-3-24",
        "2025-0123",
        "+45 12 34 56 78",
        "+4512345678",
        "004512345678",
        "tlf. 12 12 12 12",
        "01.02.25 2100 København",
        "01-02-25 kl. 1430",
        "320190-1234",
        "611390-1234",
        "1610190-1234",
        "610190-12345",
        "123 456 7890",
        "610190-XXXX",
        "610190\n1234 Byen",
        "§ 110190, stk. 2",
    ],
)
def test_det_der_ligner_af_afstand_afvises_ikke(tekst):
    uden_cpr(tekst)


def test_hver_tekst_der_kan_skrives_i_registret_afviser_et_nummer():
    """A new text field gets the rule by being a Navnefelt or a Tekstfelt. What the program itself
    writes is `editable=False`; the users' own fields are not about citizens."""
    med, uden = set(), set()
    for model in apps.get_app_config("henvendelser").get_models():
        for felt in model._meta.concrete_fields:
            fri = isinstance(felt, (CharField, TextField)) and felt.editable and not felt.choices
            if fri and model is not Bruger and not isinstance(felt, KrypteretFelt):
                (med if uden_cpr in felt.validators else uden).add(f"{model.__name__}.{felt.name}")
    assert {"Borger.navn", "Borger.telefon", "Borger.email", "Henvendelse.beskrivelse"} <= med
    assert uden == set()


# --- registering ---


def gem(klient, kontor, **felter):
    return klient.post("/henvendelser/ny/", udfyldt(kontor, **felter))


def ret(klient, henvendelse, kontor, **felter):
    adresse = reverse("ret_henvendelse", args=[henvendelse.nummer])
    version = klient.get(adresse).context["skema"].udfyldning.henvendelse["version"]
    borger = henvendelse.borger
    gemt = {n: getattr(borger, n) for n in ("navn", "telefon", "email")} if borger else {}
    gemt |= {"hovedsag-pk": str(henvendelse.hovedsag.pk), "version": version}
    return klient.post(adresse, udfyldt(kontor) | gemt | felter)


def borger_med_cpr(navn="Alma Ærøe", nummer=NUMMER, **felter) -> Henvendelse:
    return fabrik.henvendelse(borger=Borger(navn=navn, cpr=nummer, **felter))


def hele_databasen() -> str:
    with connection.cursor() as cursor:
        tekst = []
        for tabel in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(tabel)}")  # noqa: S608
            tekst.append(repr(cursor.fetchall()))
    return "\n".join(tekst)


def former(nummer=NUMMER) -> list[str]:
    """Every way the number could stand somewhere in clear."""
    return [nummer, cpr.skriv(nummer), f"{nummer[:6]} {nummer[6:]}"]


def test_nummeret_gemmes_krypteret_og_staar_intetsteds_i_klartekst(
    klient, kontor, caplog, mailoutbox
):
    caplog.set_level(logging.DEBUG)
    svar = gem(klient, kontor, navn="Alma Ærøe", cpr=SKREVET, engang="maerket")
    henvendelse = Henvendelse.objects.get()
    assert svar["Location"] == henvendelse.get_absolute_url()
    assert henvendelse.borger.cpr.vis() == NUMMER
    database = hele_databasen()
    assert "Alma Ærøe" in database
    sider = [
        klient.get(adresse).content.decode()
        for adresse in (
            svar["Location"],
            f"{svar['Location']}ret/",
            "/henvendelser/",
            "/henvendelser/sager/",
        )
    ]
    assert all(cpr.MASKE in side for side in sider[:2])
    sessioner = repr([session.get_decoded() for session in Session.objects.all()])
    assert "maerket" in sessioner
    dump = serializers.serialize("json", Borger.objects.all())
    steder = [database, sessioner, dump, caplog.text, svar["Location"], repr(mailoutbox), *sider]
    assert [form for form in former() for sted in steder if form in sted] == []


def test_den_sessionen_husker_kan_ikke_gaettes_af_det_der_staar_i_databasen(klient, kontor):
    """The print of a sent form is keyed: an open one would let the number be tried out."""
    sendt = udfyldt(kontor, navn="Alma", cpr=NUMMER, engang="maerket")
    klient.post("/henvendelser/ny/", sendt)
    husket = klient.session["gemte"]["maerket"][1]
    aabent = aftryk({navn: [vaerdi] for navn, vaerdi in sendt.items()})
    assert len(husket) == len(aabent) == 64
    assert husket != aabent


def test_kun_cpr_er_ogsaa_en_borger(klient, kontor):
    gem(klient, kontor, cpr=NUMMER)
    assert str(Henvendelse.objects.get().borger) == "Borger med CPR-nummer"


@pytest.mark.parametrize("cpr_", ["320190-1234", "ikke et nummer", "0101575000"])
def test_en_fejl_beholder_det_skrevne_paa_siden_og_gemmer_intet(klient, kontor, cpr_):
    svar = gem(klient, kontor, cpr=cpr_, navn="Alma")
    assert svar.status_code == 200
    assert list(svar.context["skema"].henvendelse.errors) == ["cpr"]
    assert f'value="{cpr_}"' in svar.content.decode()
    assert svar["Cache-Control"] == "no-store"
    assert not Borger.objects.exists()
    assert cpr_ not in hele_databasen()


@pytest.mark.parametrize("felt", ["navn", "telefon", "email", "beskrivelse"])
def test_et_nummer_i_et_andet_felt_afvises_der_hvor_det_staar(klient, kontor, felt):
    vaerdi = f"{NUMMER}@example.dk" if felt == "email" else f"Om {SKREVET}"
    svar = gem(klient, kontor, **{"navn": "Alma", felt: vaerdi})
    assert list(svar.context["skema"].henvendelse.errors) == [felt]
    assert not Henvendelse.objects.exists()


@pytest.mark.parametrize("felt", ["navn", "telefon", "email"])
def test_modellen_afviser_et_nummer_i_et_andet_felt(felt):
    with pytest.raises(ValidationError) as fejl:
        fabrik.henvendelse(borger=Borger(**{"navn": "Alma", felt: NUMMER}))
    assert felt in fejl.value.message_dict


def test_en_soegning_paa_et_nummer_finder_borgeren_og_viser_det_ikke_igen(klient, kontor):
    henvendelse = borger_med_cpr()
    fabrik.henvendelse()
    svar = klient.post("/henvendelser/", {"soeg": SKREVET}, follow=True)
    assert list(svar.context["side"]) == [henvendelse]
    assert svar.context["saetning"] == "1 henvendelse med »CPR-nummeret«"
    for cifre in (SKREVET, NUMMER):
        assert cifre not in svar.content.decode()
        assert cifre not in repr(dict(klient.session))
        assert cifre not in hele_databasen()


def test_en_soegning_paa_et_nummer_blandt_andre_ord_afvises_og_huskes_ikke(klient, kontor):
    svar = klient.post("/henvendelser/", {"soeg": f"Alma {SKREVET}"})
    assert "ligner et CPR-nummer" in svar.content.decode()
    assert SKREVET not in repr(dict(klient.session))


# --- correcting ---


def test_et_tomt_felt_beholder_nummeret(klient, kontor):
    henvendelse = borger_med_cpr()
    assert ret(klient, henvendelse, kontor, navn="Alma Holm").status_code == 302
    borger = Borger.objects.get()
    assert (borger.navn, borger.cpr.vis()) == ("Alma Holm", NUMMER)


def test_et_nyt_nummer_afloeser_det_gamle(klient, kontor):
    henvendelse = borger_med_cpr()
    ret(klient, henvendelse, kontor, cpr=ANDET)
    assert Borger.objects.get().cpr.vis() == ANDET
    assert Borger.objects.med_cpr(ANDET).exists()
    assert not Borger.objects.med_cpr(NUMMER).exists()


def test_nummeret_kan_slettes(klient, kontor):
    henvendelse = borger_med_cpr()
    ret(klient, henvendelse, kontor, slet_cpr="on")
    assert Borger.objects.filter(navn="Alma Ærøe", cpr=None, cpr_indeks=None).count() == 1


def test_uden_andre_oplysninger_sletter_det_borgeren(klient, kontor):
    henvendelse = borger_med_cpr(navn="")
    ret(klient, henvendelse, kontor, slet_cpr="on")
    assert not Borger.objects.exists()
    henvendelse.refresh_from_db()
    assert henvendelse.borger is None


def test_et_nyt_nummer_og_slet_paa_en_gang_er_en_fejl(klient, kontor):
    henvendelse = borger_med_cpr()
    svar = ret(klient, henvendelse, kontor, cpr=ANDET, slet_cpr="on")
    assert list(svar.context["skema"].henvendelse.errors) == ["slet_cpr"]
    assert Borger.objects.get().cpr.vis() == NUMMER


def test_en_andens_nye_nummer_opdages_naar_der_gemmes(klient, kontor):
    henvendelse = borger_med_cpr()
    adresse = reverse("ret_henvendelse", args=[henvendelse.nummer])
    version = klient.get(adresse).context["skema"].udfyldning.henvendelse["version"]
    borger = Borger.objects.get()
    borger.cpr = ANDET
    borger.save()
    gemt = {"hovedsag-pk": str(henvendelse.hovedsag.pk), "version": version, "navn": "Alma"}
    svar = klient.post(adresse, udfyldt(kontor) | gemt)
    assert svar.context["rettet_af_anden"]
    assert Borger.objects.get().navn == "Alma Ærøe"


# --- the same citizen ---


@pytest.mark.parametrize("navn", ["Alma Ærøe", ""])
def test_samme_nummer_er_samme_borger(klient, kontor, navn):
    borger_med_cpr(telefon="12345678")
    assert gem(klient, kontor, cpr=NUMMER, navn=navn, email="alma@example.dk").status_code == 302
    borger = Borger.objects.get()
    assert borger.henvendelser.count() == 2
    assert (borger.navn, borger.telefon, borger.email) == (
        "Alma Ærøe",
        "12345678",
        "alma@example.dk",
    )


@pytest.mark.parametrize(
    ("svaret", "navn"),
    [(Oplysninger.REGISTREREDE, "Alma Ærøe"), (Oplysninger.SKREVNE, "Alma Holm")],
)
def test_et_andet_navn_bliver_der_spurgt_om(klient, kontor, svaret, navn):
    borger_med_cpr()
    svar = gem(klient, kontor, cpr=NUMMER, navn="Alma Holm")
    assert list(svar.context["skema"].henvendelse.errors) == ["gaelder"]
    assert Henvendelse.objects.count() == 1
    assert "»Alma Ærøe«" in svar.content.decode()
    assert gem(klient, kontor, cpr=NUMMER, navn="Alma Holm", gaelder=svaret).status_code == 302
    assert {(b.navn, b.henvendelser.count()) for b in Borger.objects.all()} == {(navn, 2)}


@pytest.mark.parametrize("svaret", ["", "noget tredje"])
def test_uden_svar_gemmes_der_ikke(klient, kontor, svaret):
    borger_med_cpr()
    svar = gem(klient, kontor, cpr=NUMMER, navn="Alma Holm", gaelder=svaret)
    assert list(svar.context["skema"].henvendelse.errors) == ["gaelder"]
    assert Henvendelse.objects.count() == 1


def test_et_andet_nummer_paa_en_af_flere_henvendelser_er_en_anden_borger(klient, kontor):
    foerste, anden = borger_med_cpr(), borger_med_cpr()
    ret(klient, anden, kontor, cpr=ANDET, navn="Bo Dam")
    assert {(h.pk, h.borger.navn, h.borger.cpr.vis()) for h in Henvendelse.objects.all()} == {
        (foerste.pk, "Alma Ærøe", NUMMER),
        (anden.pk, "Bo Dam", ANDET),
    }


def test_en_rettelse_til_en_andens_nummer_flytter_henvendelsen_til_den_borger(klient, kontor):
    alma = borger_med_cpr().borger
    anden = borger_med_cpr(navn="", telefon="87654321", nummer=None)
    ret(klient, anden, kontor, cpr=NUMMER)
    assert {(b.pk, b.telefon, b.henvendelser.count()) for b in Borger.objects.all()} == {
        (alma.pk, "87654321", 2)
    }


def test_databasen_har_nummeret_en_gang():
    Borger.objects.create(navn="Alma", cpr=NUMMER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Borger.objects.create(navn="Bo", cpr=NUMMER)
    Borger.objects.create(navn="Cis")
    Borger.objects.create(navn="Dan")


def test_den_der_kom_imellem_findes_ogsaa(monkeypatch):
    """Two register the same number at once: the second finds the first one's citizen."""
    rigtig = borgere._med_samme_cpr
    svar = iter([None])
    monkeypatch.setattr(
        borgere, "_med_samme_cpr", lambda borger: next(svar, rigtig(borger)) if svar else None
    )
    monkeypatch.setattr(Borger, "validate_constraints", lambda self, exclude=None: None)
    Borger.objects.create(navn="Alma", cpr=NUMMER)
    with transaction.atomic():
        fundet = gem_borger(Borger(navn="Alma", cpr=NUMMER, telefon="12345678"))
    assert Borger.objects.get() == fundet
    assert fundet.telefon == "12345678"


def test_handlingen_naevner_den_borger_der_findes():
    alma = borger_med_cpr().borger
    with pytest.raises(AndreOplysninger) as fejl:
        fabrik.henvendelse(borger=Borger(navn="Bo", cpr=NUMMER))
    assert fejl.value.borger == alma


# --- showing ---


def test_nummeret_vises_kun_paa_det_svar_der_bad_om_det(klient, kontor):
    henvendelse = borger_med_cpr()
    adresse = reverse("vis_cpr", args=[henvendelse.nummer])
    svar = klient.post(adresse)
    assert SKREVET in svar.content.decode()
    assert svar["Cache-Control"] == "no-store"
    post = Logpost.objects.latest("id")
    assert (post.handling, post.brugernavn) == (Handling.CPR, "raadgiver")
    assert {ref.type for ref in post.referencer.all()} == {"henvendelse", "borger"}
    igen = klient.get(adresse)
    assert igen["Location"] == henvendelse.get_absolute_url()
    assert SKREVET not in klient.get(igen["Location"]).content.decode()


def test_uden_nummer_er_der_intet_at_vise(klient, kontor):
    for henvendelse in (fabrik.henvendelse(), borger_med_cpr(nummer=None)):
        svar = klient.post(reverse("vis_cpr", args=[henvendelse.nummer]))
        assert svar["Location"] == henvendelse.get_absolute_url()
        assert "Vis CPR-nummer" not in klient.get(svar["Location"]).content.decode()


def test_en_manglende_noegle_siges_og_siden_vises_ellers(klient, kontor, settings):
    henvendelse = borger_med_cpr()
    navn = kryptering.noegler()[0].navn
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert "Alma Ærøe" in side
    assert cpr.MASKE in side
    svar = klient.post(reverse("vis_cpr", args=[henvendelse.nummer])).content.decode()
    assert f"Krypteringsnøglen »{navn}« mangler" in svar
    assert not Logpost.objects.filter(handling=Handling.CPR).exists()
    assert Logpost.objects.filter(handling=Handling.LAESNING).count() == 2


@pytest.mark.parametrize("felter", [{"navn": "Alma Holm"}, {"cpr": ANDET}, {"cpr": NUMMER}])
def test_med_en_manglende_noegle_gemmes_der_ikke(klient, kontor, settings, felter):
    henvendelse = borger_med_cpr()
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    svar = ret(klient, henvendelse, kontor, **felter)
    assert "mangler" in svar.context["skema"].henvendelse.errors["cpr"][0]
    assert Borger.objects.get().navn == "Alma Ærøe"


@pytest.mark.parametrize("kode", ["html", "text"])
def test_en_fejlrapport_rummer_intet_indhold(klient, kontor, monkeypatch, settings, kode):
    """Reports leave the program by mail: they tell where it failed, and no value."""
    rapporter = []

    def fejler(*args, **kwargs):
        hemmelig = args, kwargs  # noqa: F841
        raise RuntimeError("i stykker")

    def rapporter_fejl(sender, request, **_):
        rapport = ExceptionReporter(request, *sys.exc_info(), is_email=True)
        rapporter.append(getattr(rapport, f"get_traceback_{kode}")())

    monkeypatch.setattr("henvendelser.models.Borger.full_clean", fejler)
    got_request_exception.connect(rapporter_fejl)
    klient.raise_request_exception = False
    try:
        svar = gem(klient, kontor, navn="Hemmelig Hansen", cpr=SKREVET, beskrivelse="Fortroligt")
    finally:
        got_request_exception.disconnect(rapporter_fejl)
    assert svar.status_code == 500
    (rapport,) = rapporter
    assert "i stykker" in rapport
    assert "gem_borger" in rapport
    ord_ = [
        *former(),
        "Hemmelig Hansen",
        "Fortroligt",
        klient.cookies[settings.SESSION_COOKIE_NAME].value,
    ]
    assert [ord_ for ord_ in ord_ if ord_ in rapport] == []
