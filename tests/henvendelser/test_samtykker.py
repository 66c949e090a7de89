"""Consents: given, holding, withdrawn, and never anything else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from henvendelser.handlinger.samtykker import traek_samtykke_tilbage
from henvendelser.log.ord import linje
from henvendelser.models import Henvendelse, Logpost, Samtykke
from henvendelser.regler import i_dag
from henvendelser.valg import Handling, Objekttype, Samtykkeart, Samtykkevej, Tilbagetraekning

from .. import fabrik

pytestmark = pytest.mark.django_db

KONTAKT, BERETNING = Samtykkeart
DAGEN = fabrik.DAGEN


@pytest.fixture
def henvendelse(kontor) -> Henvendelse:
    return fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)


def traek(samtykke, dag=DAGEN, hvordan=Tilbagetraekning.TELEFON, af=None) -> Samtykke:
    return traek_samtykke_tilbage(samtykke=samtykke, trukket_tilbage=dag, hvordan=hvordan, af=af)


def test_et_samtykke_gaelder_for_sin_art_til_det_traekkes_tilbage(henvendelse):
    andens = fabrik.samtykke(fabrik.henvendelse(), BERETNING)
    kontakt = fabrik.samtykke(henvendelse)
    assert [henvendelse.har_samtykke(art) for art in Samtykkeart] == [True, False]
    beretning = fabrik.samtykke(henvendelse, BERETNING)
    assert set(Samtykke.objects.gaeldende()) == {kontakt, beretning, andens}
    assert set(Samtykke.objects.gaeldende(BERETNING)) == {beretning, andens}
    traek(kontakt)
    assert [henvendelse.har_samtykke(art) for art in Samtykkeart] == [False, True]
    igen = fabrik.samtykke(henvendelse)
    assert set(henvendelse.samtykker.all()) == {kontakt, igen, beretning}
    assert henvendelse.har_samtykke(KONTAKT)


def test_der_er_hoejst_et_gaeldende_samtykke_af_hver_art(henvendelse):
    fabrik.samtykke(henvendelse)
    with pytest.raises(ValidationError) as fejl:
        fabrik.samtykke(henvendelse)
    assert set(fejl.value.error_dict) == {"art"}
    endnu_et = Samtykke(henvendelse=henvendelse, art=KONTAKT, givet=DAGEN, hvordan="telefon")
    with pytest.raises(IntegrityError), transaction.atomic():
        endnu_et.save()
    assert Samtykke.objects.count() == 1


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"givet": date.max}, "givet"),
        ({"art": "alt"}, "art"),
        ({"hvordan": "gættet"}, "hvordan"),
        ({"hvordan": Samtykkevej.FULDMAGT}, "givet_af"),
        ({"givet_af": "Ane, 610190-1234"}, "givet_af"),
        ({"omfang": "610190-1234"}, "omfang"),
    ],
)
def test_hvad_der_ikke_er_et_samtykke_gemmes_ikke(henvendelse, felter, felt):
    with pytest.raises(ValidationError) as fejl:
        fabrik.samtykke(henvendelse, **felter)
    assert set(fejl.value.error_dict) == {felt}
    assert not Samtykke.objects.exists()


def test_i_dag_kan_baade_gives_og_traekkes_tilbage(henvendelse):
    samtykke = fabrik.samtykke(henvendelse, givet=i_dag())
    assert traek(samtykke, i_dag()).trukket_tilbage == i_dag()
    with pytest.raises(ValidationError):
        traek(fabrik.samtykke(henvendelse), i_dag() + timedelta(days=1))


def test_det_kan_ikke_traekkes_tilbage_foer_det_blev_givet_eller_to_gange(henvendelse, raadgiver):
    samtykke = fabrik.samtykke(henvendelse)
    with pytest.raises(ValidationError) as fejl:
        traek(samtykke, DAGEN - timedelta(days=1))
    assert set(fejl.value.error_dict) == {"trukket_tilbage"}
    trukket = traek(samtykke, DAGEN, af=raadgiver)
    assert (trukket.trukket_tilbage, trukket.trukket_registreret_af) == (DAGEN, raadgiver)
    with pytest.raises(ValidationError, match="allerede trukket tilbage"):
        traek(samtykke, DAGEN + timedelta(days=1))
    samtykke.refresh_from_db()
    assert samtykke.trukket_tilbage == DAGEN


@pytest.mark.parametrize(
    "aendret",
    [
        {"trukket_tilbage": DAGEN - timedelta(days=1)},
        {"trukket_hvordan": None},
        {"trukket_hvordan": "glemt"},
        {"trukket_registreret": None},
        {"trukket_tilbage": None},
        {"art": "alt"},
        {"hvordan": "gættet"},
        {"hvordan": "fuldmagt", "givet_af": ""},
    ],
)
def test_databasen_selv_holder_hvad_et_samtykke_er(henvendelse, aendret):
    trukket = traek(fabrik.samtykke(henvendelse))
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Samtykke).filter(pk=trukket.pk).update(**aendret)
    QuerySet(Samtykke).filter(pk=trukket.pk).update(trukket_tilbage=DAGEN + timedelta(days=1))


def test_begge_dele_logges_felt_for_felt_uden_hvem_der_gav_det(henvendelse, raadgiver):
    with fabrik.uden_om_loggen():
        Henvendelse.objects.update(sidst_aktiv=DAGEN)
    samtykke = fabrik.samtykke(henvendelse, givet_af="Søster Prøve", af=raadgiver)
    henvendelse.refresh_from_db()
    assert henvendelse.sidst_aktiv == i_dag()
    traek(samtykke, af=raadgiver)
    trukket, givet = Logpost.objects.om(Objekttype.HENVENDELSE, henvendelse.pk)[:2]
    assert (givet.handling, trukket.handling) == (Handling.OPRETTELSE, Handling.AENDRING)
    assert linje(givet).aendringer == [
        "Samtykke, samtykke til: »Kontakt til afdelinger«",
        "Samtykke, givet: 3. marts 2025",
        "Samtykke, hvordan: »Mundtligt i telefonen«",
        "Samtykke, givet af (indholdet står ikke i loggen)",
    ]
    assert linje(trukket).aendringer == [
        "Samtykke, trukket tilbage: 3. marts 2025",
        "Samtykke, trukket tilbage hvordan: »Mundtligt i telefonen«",
    ]


def test_kan_der_ikke_logges_bliver_intet_samtykke_givet(henvendelse):
    fabrik.spaer_loggen()
    with pytest.raises(Exception, match="Der kan ikke skrives i loggen"):
        fabrik.samtykke(henvendelse)
    assert not Samtykke.objects.exists()


# --- the pages ---


def send(klient, henvendelse, **felter):
    felter = {"art": KONTAKT, "givet": "3.3.2025", "hvordan": "moede"} | felter
    return klient.post(
        reverse("giv_samtykke", args=[henvendelse.nummer]),
        {f"samtykke-{navn}": vaerdi for navn, vaerdi in felter.items()},
    )


def test_det_gives_paa_sagens_side_og_traekkes_tilbage(klient, henvendelse, raadgiver):
    svar = send(klient, henvendelse, hvordan="fuldmagt", givet_af="Ane Prøve, mor")
    assert svar["Location"] == f"{henvendelse.get_absolute_url()}#samtykke"
    samtykke = Samtykke.objects.get()
    assert (samtykke.art, samtykke.givet, samtykke.registreret_af) == (KONTAKT, DAGEN, raadgiver)
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert "Ane Prøve, mor" in side and "Trukket tilbage" not in side
    adresse = reverse("traek_samtykke_tilbage", args=[henvendelse.nummer, samtykke.pk])
    assert f'href="{adresse}"' in side
    klient.post(adresse, {"trukket_tilbage": "4.3.2025", "hvordan": "skriftligt"})
    samtykke.refresh_from_db()
    assert (samtykke.trukket_tilbage, samtykke.trukket_hvordan) == (date(2025, 3, 4), "skriftligt")
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert "Trukket tilbage" in side and adresse not in side
    assert klient.get(adresse)["Location"] == f"{henvendelse.get_absolute_url()}#samtykke"


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"art": ""}, "art"),
        ({"givet": "31.2.2025"}, "givet"),
        ({"givet": "1.1.2099"}, "givet"),
        ({"hvordan": ""}, "hvordan"),
        ({"hvordan": "fuldmagt"}, "givet_af"),
        ({"givet_af": "610190-1234"}, "givet_af"),
        ({"omfang": "x" * 201}, "omfang"),
    ],
)
def test_en_fejl_staar_paa_sagens_side_og_intet_gemmes(klient, henvendelse, felter, felt):
    svar = send(klient, henvendelse, **{"omfang": "kun Skole"} | felter)
    assert svar.status_code == 200
    form = svar.context["samtykkeform"]
    assert set(form.errors) == {felt}
    assert 'class="tilfoej" open' in svar.content.decode()
    assert form["omfang"].value() == ({"omfang": "kun Skole"} | felter)["omfang"]
    assert not Samtykke.objects.exists()


def test_to_gange_sendt_er_et_samtykke(klient, henvendelse):
    send(klient, henvendelse)
    svar = send(klient, henvendelse)
    assert set(svar.context["samtykkeform"].errors) == {"art"}
    assert Samtykke.objects.count() == 1


def test_en_anden_sags_samtykke_findes_ikke_her(klient, henvendelse):
    andens = fabrik.samtykke(fabrik.henvendelse())
    adresse = reverse("traek_samtykke_tilbage", args=[henvendelse.nummer, andens.pk])
    assert klient.get(adresse).status_code == 404
    assert klient.post(adresse, {"hvordan": "telefon"}).status_code == 404
    assert Samtykke.objects.gaeldende().count() == 1
