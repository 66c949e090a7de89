"""What the office registers is shown, saved, filtered and told; what it does not, is not."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from henvendelser import models as m
from henvendelser.filtre import HenvendelseFilter
from henvendelser.models.henvendelse import KODER
from henvendelser.registreringsfelter import FELTER, Slags, kontorets_felter
from henvendelser.valg import Rolle
from tests import fabrik
from tests.conftest import logget_ind
from tests.fabrik import DAGEN, udfyldt

pytestmark = pytest.mark.django_db
NY = "/henvendelser/ny/"


def taend(*felter: str, **valg) -> None:
    for felt in felter:
        m.Registreringsfelt.objects.update_or_create(felt=felt, defaults={"til": True} | valg)


def sluk(*felter: str) -> None:
    for felt in felter:
        m.Registreringsfelt.objects.update_or_create(felt=felt, defaults={"til": False})


@pytest.fixture
def alt(kontor) -> dict[str, object]:
    """Every field switched on, and what is typed in each."""
    taend(*(felt.noegle for felt in FELTER))
    paaroerende = m.Henvender.objects.create(navn="Pårørende")
    tidligere = fabrik.henvendelse(DAGEN)
    return {
        "kontaktform": kontor.mail.pk,
        "henvender": paaroerende.pk,
        "bosat": "nej",
        "anonym": "ja",
        "genhenvendelse": tidligere.nummer,
        "kategori": kontor.klage.pk,
        "type": "aaben",
        "tvaergaaende": "ja",
        "behandling": kontor.dialog.pk,
        "moede": "ja",
        "moedeklage": "nej",
        "retsstilling": "materielt",
        "laering": "ja",
        "laering_hvilken": "Partshøring før afgørelsen",
    }


def _vaerdi(henvendelse: m.Henvendelse, felt) -> object:
    vaerdi = getattr(henvendelse, felt.noegle)
    if felt.slags == Slags.HENVISNING:
        return vaerdi.nummer
    return vaerdi.pk if felt.slags == Slags.LISTE else vaerdi


def test_hvert_felt_gemmes_og_staar_paa_sagens_side_og_i_rettesiden(klient, kontor, alt):
    svar = klient.post(NY, udfyldt(kontor, **alt))
    assert svar.status_code == 302, svar.context["skema"].henvendelse.errors
    ny = m.Henvendelse.objects.get(anonym="ja")
    egne = [felt for felt in FELTER if felt.grain is m.Henvendelse]
    assert {felt.noegle: _vaerdi(ny, felt) for felt in egne} | {
        "laering_hvilken": ny.laering_hvilken
    } == alt
    side = klient.get(svar["Location"])
    assert {(et.navn, et.vaerdi) for et in side.context["fakta"]} == {
        ("Kontaktform", "Mail"),
        ("Henvender", "Pårørende"),
        ("Bosat i kommunen", "Nej"),
        ("Anonym", "Ja"),
        ("Genhenvendelse", "Af 2025-0001"),
        ("Kategori", "Klage"),
        ("Type", "Åben"),
        ("Tværgående", "Ja"),
        ("Behandling", "Dialogsag"),
        ("Deltaget i møde", "Ja"),
        ("Klage over møde", "Nej"),
        ("Styrket retsstilling", "Materielt"),
        ("Læringsperspektiv", "Ja"),
        ("Hvad kan der læres?", "Partshøring før afgørelsen"),
    }
    ret = klient.get(svar["Location"] + "ret/").context["skema"].henvendelse
    assert {navn: ret[navn].value() for navn in alt} == alt
    tidligere = klient.get("/henvendelser/2025-0001/").context["fakta"]
    assert ("Senere genhenvendelse", "2025-0002") in {(et.navn, et.vaerdi) for et in tidligere}


def test_et_slukket_felt_vises_ingen_steder_og_beholder_det_der_er_registreret(klient, kontor, alt):
    url = klient.post(NY, udfyldt(kontor, **alt))["Location"]
    slukkelige = [felt for felt in FELTER if felt.kan_slukkes]
    sluk(*(felt.noegle for felt in slukkelige))
    ret = klient.get(url + "ret/").context["skema"]
    assert not {felt.noegle for felt in slukkelige} & set(ret.henvendelse.fields)
    assert "laering_hvilken" not in ret.henvendelse.fields
    assert "emne" not in ret.hovedsag.fields
    assert [et.navn for et in klient.get(url).context["fakta"]] == ["Behandling"]
    assert "Svartid" not in klient.get(url).content.decode()
    liste = klient.get("/henvendelser/")
    assert not {felt.noegle for felt in slukkelige} & set(liste.context["form"].fields)
    assert "Emne</th>" not in liste.content.decode()
    # Corrected without the fields, the inquiry keeps what they held.
    version = ret.henvendelse["version"].value()
    sag = ret.hovedsag["pk"].value()
    gemt = klient.post(
        url + "ret/",
        udfyldt(
            kontor,
            version=version,
            beskrivelse="Rettet",
            hovedsag__pk=str(sag),
            behandling=kontor.raad.pk,
        ),
    )
    assert gemt.status_code == 302
    efter = m.Henvendelse.objects.get(anonym="ja")
    assert (efter.beskrivelse, efter.retsstilling, efter.genhenvendelse_id) == (
        "Rettet",
        "materielt",
        m.Henvendelse.objects.get(nummer="2025-0001").pk,
    )
    assert efter.hovedsag.emne == kontor.svartid


def test_behandling_kan_ikke_slukkes(db):
    sluk("behandling")
    assert kontorets_felter()["behandling"].til


def test_et_paakraevet_felt_skal_udfyldes_men_opfindes_ikke_naar_en_gammel_rettes(klient, kontor):
    gammel = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    taend("bosat", paakraevet=True, hjaelpetekst="Spørg altid.")
    svar = klient.post(NY, udfyldt(kontor))
    assert set(svar.context["skema"].henvendelse.errors) == {"bosat"}
    assert "Spørg altid." in svar.content.decode()
    url = f"/henvendelser/{gammel.nummer}/ret/"
    skema = klient.get(url).context["skema"]
    data = udfyldt(
        kontor,
        version=skema.henvendelse["version"].value(),
        hovedsag__pk=str(gammel.hovedsag.pk),
    )
    assert klient.post(url, data).status_code == 302


def _fejl(data: dict) -> dict:
    klient = logget_ind(m.Bruger.objects.create_user("r", rolle=Rolle.RAADGIVER))
    return klient.post(NY, data).context["skema"].henvendelse.errors


@pytest.mark.parametrize(
    ("vaerdier", "felt", "besked"),
    [
        ({"anonym": "ja", "navn": "Alma"}, "anonym", "Henvendelsen er anonym"),
        ({"genhenvendelse": "2025-9999"}, "genhenvendelse", "ingen henvendelse med det nummer"),
        ({"genhenvendelse": "2025-0002"}, "genhenvendelse", "modtaget senere end denne"),
        ({"laering": "nej", "laering_hvilken": "x"}, None, "når der er et læringsperspektiv"),
        ({"bosat": "måske"}, "bosat", "måske"),
    ],
)
def test_det_der_ikke_kan_passe_siges_ved_feltet_og_intet_gemmes(
    kontor, alt, vaerdier, felt, besked
):
    fabrik.henvendelse(DAGEN.replace(day=4))
    foer = m.Henvendelse.objects.count()
    data = udfyldt(kontor, **(alt | {"anonym": "", "laering_hvilken": ""} | vaerdier))
    fejl = _fejl(data)
    assert list(fejl) == [felt or "__all__"]
    assert besked in str(fejl)
    assert (m.Henvendelse.objects.count(), m.Borger.objects.count()) == (foer, 0)


@pytest.mark.parametrize("felt", KODER)
def test_databasen_kender_kun_felternes_koder(kontor, felt):
    henvendelse = fabrik.henvendelse()
    with pytest.raises(IntegrityError), transaction.atomic(), fabrik.uden_om_loggen():
        m.Henvendelse.objects.filter(pk=henvendelse.pk).update(**{felt: "andet"})


def test_databasen_kender_ingen_henvendelse_der_vender_tilbage_til_sig_selv(kontor):
    henvendelse = fabrik.henvendelse()
    with pytest.raises(IntegrityError), transaction.atomic(), fabrik.uden_om_loggen():
        m.Henvendelse.objects.update(genhenvendelse=henvendelse)
    with pytest.raises(IntegrityError), transaction.atomic(), fabrik.uden_om_loggen():
        m.Henvendelse.objects.update(laering_hvilken="Noget", laering="nej")
    borger = m.Borger.objects.create(navn="Alma")
    with pytest.raises(IntegrityError), transaction.atomic(), fabrik.uden_om_loggen():
        m.Henvendelse.objects.update(anonym="ja", borger=borger)


def test_handlingen_afviser_en_anonym_med_navn(kontor):
    with pytest.raises(ValidationError) as fejl:
        fabrik.henvendelse(anonym="ja", borger=m.Borger(navn="Alma"))
    assert set(fejl.value.message_dict) == {"anonym"}
    assert not m.Borger.objects.exists()


def test_filtrene_finder_hvad_der_er_registreret(kontor):
    foerste = fabrik.henvendelse(bosat="ja", retsstilling="ved_ikke")
    anden = fabrik.henvendelse(bosat="nej", genhenvendelse=foerste, tvaergaaende="ja")
    tredje = fabrik.henvendelse()

    def fundne(**parametre):
        filter_ = HenvendelseFilter(parametre)
        assert filter_.is_valid()
        return set(filter_.qs)

    assert fundne(bosat="ja") == {foerste}
    assert fundne(bosat="nej,uoplyst") == {anden, tredje}
    assert fundne(genhenvendelse="ja") == {anden}
    assert fundne(genhenvendelse="nej") == {foerste, tredje}
    assert fundne(retsstilling="ved_ikke") == {foerste}
    assert fundne(tvaergaaende="ja", bosat="ja") == set()


def test_hvert_felt_har_navn_og_hjaelp_og_er_modellens_eget():
    for felt in FELTER:
        assert felt.navn and felt.hjaelp.endswith("."), felt.noegle
        assert felt.grain._meta.get_field(felt.noegle)
    assert len({felt.noegle for felt in FELTER}) == len(FELTER)
