"""The yearly round: who is asked about what, and that nothing a department writes is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from beretning.afsnit import udskriv
from beretning.anbefalinger.handlinger import luk_anbefaling
from beretning.models import (
    Afsnit,
    Art,
    Opfoelgning,
    Rundekladde,
    Rundesvar,
    Stillingtagen,
    Svarafsnit,
    Tillaeg,
)
from beretning.runder.handlinger import (
    AlleredeSendt,
    Kanikke,
    Rettet,
    RundenErLukket,
    Ufaerdigt,
    gem_kladde,
    genaabn_runde,
    luk_runde,
    send_svar,
    skriv_tillaeg,
)
from beretning.runder.kladde import laes_kladde
from beretning.runder.ledere import ledere_af
from beretning.runder.placering import placer_svar
from beretning.runder.svar import BEGGE, BEGRUND, INTET, TEKST, VAELG, Emne, Punkt, Svarindhold
from beretning.valg import Stilling
from henvendelser import kryptering
from henvendelser.models import Afdeling, Bruger
from henvendelser.regler import i_dag
from henvendelser.rotation import roter_felter
from henvendelser.valg import Rolle
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db
ORD = "Vi har skrevet  brevene om.\n\n1. Først {afslag} & så resten.\n<b>Ikke fed</b>"


@pytest.fixture
def runde(kontor):
    """Both departments are asked about one recommendation each."""
    fabrik.anbefaling([kontor.boern], 1)
    fabrik.anbefaling([kontor.skole], 2)
    return fabrik.runde(fabrik.beretning(), [kontor.boern, kontor.skole])


def svar_fra(runde, afdeling) -> Rundesvar:
    return runde.svar.get(afdeling=afdeling)


def indhold(svar, *emner, stilling=Stilling.FULGT, ingen=False, **felter) -> Svarindhold:
    adressater = svar.stillingtagen.values_list("adressat", flat=True)
    return Svarindhold(tuple(Punkt(pk, stilling, **felter) for pk in adressater), emner, ingen)


def send(svar, *emner, af=None, **valg) -> Rundesvar:
    alt = indhold(svar, *(emner or (Emne("Breve", ORD),)), **valg)
    return send_svar(svar=svar, indhold=alt, version=svar.version, af=af)


def kladdens_ord(svar) -> list[str]:
    return [emne.tekst for emne in laes_kladde(svar)[0].emner]


# Who is asked about what


def test_hver_afdeling_spoerges_om_sine_aabne_offentliggjorte_anbefalinger(kontor, raadgiver):
    beretning = fabrik.beretning()
    nedlagt = Afdeling.objects.create(
        navn="Fritid", gyldig_til=i_dag() - timedelta(1), efterfoelger=kontor.enhed
    )
    spurgt = [
        fabrik.anbefaling([kontor.boern, kontor.enhed], 1),
        fabrik.anbefaling([nedlagt], 2),
    ]
    luk_anbefaling(
        anbefaling=fabrik.anbefaling([kontor.boern], 3), begrundelse="Nået.", af=raadgiver
    )
    fabrik.anbefaling([kontor.boern], 4, offentliggjort=None)
    fabrik.anbefaling([kontor.boern], 5, beretning=beretning)
    fabrik.anbefaling([kontor.skole], 6)
    runde = fabrik.runde(beretning, [kontor.boern, kontor.enhed])
    stillet = {
        (et.svar.afdeling, et.adressat.anbefaling, et.adressat.afdeling)
        for et in Stillingtagen.objects.all()
    }
    assert stillet == {
        (kontor.boern, spurgt[0], kontor.boern),
        (kontor.enhed, spurgt[0], kontor.enhed),
        (kontor.enhed, spurgt[1], nedlagt),
    }
    assert {svar.tilstand for svar in runde.svar.all()} == {"ikke_begyndt"}


@pytest.mark.parametrize(
    ("aendret", "felt"),
    [({"frist": date(2020, 1, 1)}, "frist"), ({"afdelinger": []}, "afdelinger")],
)
def test_en_runde_uden_frist_i_fremtiden_eller_afdelinger_aabnes_ikke(aendret, felt, kontor):
    valg = {"afdelinger": [kontor.boern]} | aendret
    with pytest.raises(ValidationError) as grund:
        fabrik.runde(fabrik.beretning(), **valg)
    assert set(grund.value.message_dict) == {felt}
    assert not Rundesvar.objects.exists()


def test_en_beretning_har_een_runde(runde, kontor):
    with pytest.raises(ValidationError):
        fabrik.runde(runde.beretning, [kontor.boern])


def test_en_deaktiveret_leder_kan_ikke_svare_og_det_ses(kontor, leder):
    assert ledere_af([kontor.boern, kontor.enhed]) == {
        kontor.boern.pk: [leder],
        kontor.enhed.pk: [],
    }
    leder.is_active = False
    leder.save()
    assert ledere_af([kontor.boern]) == {kontor.boern.pk: []}


def test_efterfoelgerens_leder_overtager_kladden_fra_en_nedlagt_afdeling(runde, kontor, leder):
    gem_kladde(
        svar=(svar := svar_fra(runde, kontor.skole)),
        indhold=indhold(svar, Emne("Breve", "Halvt færdigt")),
        version=0,
        af=None,
    )
    assert set(Rundesvar.objects.synlige_for(leder)) == {svar_fra(runde, kontor.boern)}
    Afdeling.objects.filter(pk=kontor.skole.pk).update(
        gyldig_til=i_dag() - timedelta(1), efterfoelger=kontor.boern
    )
    assert set(Rundesvar.objects.synlige_for(leder)) == set(runde.svar.all())
    side = logget_ind(leder).get(f"/runder/svar/{svar.pk}/skriv/").content.decode()
    assert "Halvt færdigt" in side


# Writing and sending


def test_en_kladde_maa_mangle_alt_og_ses_ikke_af_raadgiveren(runde, kontor, leder, klient):
    svar = svar_fra(runde, kontor.boern)
    gemt = gem_kladde(
        svar=svar,
        indhold=indhold(svar, Emne("", "En hemmelig kladde"), stilling=""),
        version=0,
        af=leder,
    )
    assert (gemt.tilstand, gemt.gemt_af, gemt.version) == ("kladde", leder, 1)
    assert not Opfoelgning.objects.exists()
    for sti in (svar.get_absolute_url(), runde.get_absolute_url()):
        assert "hemmelig" not in klient.get(sti).content.decode()
    assert "hemmelig" in logget_ind(leder).get(svar.get_absolute_url()).content.decode()


def test_kladden_er_krypteret_roteres_og_er_vaek_naar_svaret_er_sendt(
    runde, kontor, leder, raadgiver, settings
):
    svar = svar_fra(runde, kontor.boern)
    alt = indhold(svar, Emne("Alma", "Prøve"), gjort="Et nyt brev", dokumentation="Mappen")
    gem_kladde(svar=svar, indhold=alt, version=0, af=leder)
    with connection.cursor() as cursor:
        raa = ""
        for model in (Rundesvar, Rundekladde, Stillingtagen, Svarafsnit):
            cursor.execute(str(model.objects.all().query))
            raa += repr(cursor.fetchall())
    assert not [ord_ for ord_ in ("Alma", "Prøve", "nyt brev", "Mappen") if ord_ in raa]
    assert set(Rundekladde.objects.synlige_for(leder)) == {Rundekladde.objects.get()}
    assert not Rundekladde.objects.synlige_for(raadgiver).exists()
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle(), *settings.KRYPTERINGSNOEGLER]
    assert ("beretning.Rundekladde.indhold", 1) in list(roter_felter())
    settings.KRYPTERINGSNOEGLER = settings.KRYPTERINGSNOEGLER[:1]
    assert laes_kladde(svar) == (alt, "")
    send_svar(svar=svar, indhold=alt, version=1, af=leder)
    assert not Rundekladde.objects.exists()
    assert (Stillingtagen.objects.get(svar=svar).gjort, Svarafsnit.objects.get().overskrift) == (
        "Et nyt brev",
        "Alma",
    )


def test_mangler_noeglen_siges_det_og_skemaet_er_tomt(runde, kontor, leder, settings):
    svar = svar_fra(runde, kontor.boern)
    gem_kladde(svar=svar, indhold=indhold(svar, Emne("A", "Alma")), version=0, af=leder)
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    for sti in (svar.get_absolute_url(), f"/runder/svar/{svar.pk}/skriv/"):
        side = logget_ind(leder).get(sti).content.decode()
        assert "Kladden kan ikke læses" in side and "Alma" not in side


def test_en_kladde_der_ikke_kan_laeses_skrives_ikke_over(runde, kontor, leder, settings):
    svar, rigtige = svar_fra(runde, kontor.boern), settings.KRYPTERINGSNOEGLER
    gem_kladde(svar=svar, indhold=indhold(svar, Emne("A", "Alma")), version=0, af=leder)
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    with pytest.raises(ValidationError, match="bliver ikke skrevet over"):
        gem_kladde(svar=svar, indhold=indhold(svar, Emne("B", "Bo")), version=1, af=leder)
    settings.KRYPTERINGSNOEGLER = rigtige
    assert laes_kladde(svar)[0].emner == (Emne("A", "Alma"),)


@pytest.mark.parametrize(
    ("valg", "emner", "ventet"),
    [
        ({"stilling": ""}, [Emne("A", "b")], ({"stilling": VAELG}, {}, "")),
        ({"stilling": Stilling.IKKE}, [Emne("A", "b")], ({"begrundelse": BEGRUND}, {}, "")),
        ({}, [Emne("A", "")], ({}, {0: {"tekst": TEKST}}, "")),
        ({}, [], ({}, {}, INTET)),
        ({"ingen": True}, [Emne("A", "b")], ({}, {}, BEGGE)),
    ],
)
def test_et_svar_der_mangler_noget_sendes_ikke(valg, emner, ventet, runde, kontor):
    svar = svar_fra(runde, kontor.boern)
    with pytest.raises(Ufaerdigt) as grund:
        send_svar(svar=svar, indhold=indhold(svar, *emner, **valg), version=0, af=None)
    mangler = grund.value.mangler
    assert (*mangler.punkter.values(), {})[0] == ventet[0]
    assert (mangler.emner, mangler.i_alt) == ventet[1:]
    svar.refresh_from_db()
    assert (svar.sendt, svar.version) == (None, 0)


def test_et_sendt_svar_staar_i_anbefalingsregistret_pr_periodens_sidste_dag(runde, kontor, leder):
    svar = send(svar_fra(runde, kontor.boern), stilling=Stilling.DELVIST, gjort="Kurser", af=leder)
    (opfoelgning,) = Opfoelgning.objects.all()
    assert (opfoelgning.adressat.afdeling, opfoelgning.stilling, opfoelgning.gjort) == (
        kontor.boern,
        Stilling.DELVIST,
        "Kurser",
    )
    assert opfoelgning.pr == min(runde.beretning.til, i_dag())
    assert svar.stillingtagen.get().opfoelgning == opfoelgning
    assert (svar.sendt_af, svar.tilstand) == (leder, "sendt")


def test_et_sendt_svar_aendres_ikke_men_kan_foejes_til(runde, kontor, leder):
    svar = send(svar_fra(runde, kontor.boern))
    for handling in (gem_kladde, send_svar):
        with pytest.raises(AlleredeSendt, match="tillæg"):
            handling(svar=svar, indhold=indhold(svar, Emne("B", "c")), version=1, af=leder)
    assert [et.tekst for et in svar.afsnit.all()] == [ORD]
    tillaeg = skriv_tillaeg(svar=svar, tekst="Og et kursus mere.", af=leder)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE beretning_tillaeg SET tekst = 'x'")
    assert set(Tillaeg.objects.synlige_for(leder)) == {tillaeg}


def test_et_svar_der_ikke_er_sendt_faar_intet_tillaeg(runde, kontor, leder):
    with pytest.raises(Kanikke, match="ikke sendt endnu"):
        skriv_tillaeg(svar=svar_fra(runde, kontor.boern), tekst="x", af=leder)


def test_den_anden_af_to_der_skriver_paa_een_gang_faar_det_at_vide(runde, kontor, leder):
    svar = svar_fra(runde, kontor.boern)
    gem_kladde(svar=svar, indhold=indhold(svar, Emne("A", "førstes")), version=0, af=leder)
    with pytest.raises(Rettet, match=str(leder)):
        gem_kladde(svar=svar, indhold=indhold(svar, Emne("A", "andens")), version=0, af=leder)
    assert kladdens_ord(svar) == ["førstes"]
    igen = gem_kladde(svar=svar, indhold=indhold(svar, Emne("A", "andens")), version=1, af=leder)
    assert (kladdens_ord(svar), igen.version) == (["andens"], 2)


# Closing


def test_en_lukket_runde_skriver_tavsheden_ind_og_kan_genaabnes(runde, kontor, raadgiver):
    send(svar_fra(runde, kontor.boern))
    luk_runde(runde=runde, af=raadgiver)
    stillinger = {o.adressat.afdeling: o.stilling for o in Opfoelgning.objects.gaeldende()}
    assert stillinger == {kontor.boern: "fulgt", kontor.skole: "ubesvaret"}
    svar = svar_fra(runde, kontor.skole)
    with pytest.raises(RundenErLukket, match="åbne runden igen"):
        send(svar)
    genaabn_runde(runde=runde, af=raadgiver)
    send(svar_fra(runde, kontor.skole))
    stillinger = {o.adressat.afdeling: o.stilling for o in Opfoelgning.objects.gaeldende()}
    assert stillinger == {kontor.boern: "fulgt", kontor.skole: "fulgt"}


def test_det_raadgiveren_selv_har_skrevet_bliver_ikke_til_tavshed(runde, kontor, raadgiver):
    anbefaling = svar_fra(runde, kontor.skole).stillingtagen.get().adressat.anbefaling
    pr = min(runde.beretning.til, i_dag())
    fabrik.opfoelgning(anbefaling, kontor.skole, pr=pr, stilling=Stilling.DELVIST)
    luk_runde(runde=runde, af=raadgiver)
    gaeldende = Opfoelgning.objects.gaeldende().get(adressat__anbefaling=anbefaling)
    assert gaeldende.stilling == Stilling.DELVIST


# The pages


def skemaet(svar, **aendret) -> dict[str, str]:
    adressat = svar.stillingtagen.get().adressat_id
    data = {
        f"punkt-{adressat}-stilling": "delvist",
        f"punkt-{adressat}-gjort": "Nye breve",
        "emner-TOTAL_FORMS": "2",
        "emner-INITIAL_FORMS": "0",
        "emner-0-overskrift": "Kommunikation",
        "emner-0-tekst": ORD,
        "version": str(svar.version),
        "handling": "send",
    }
    return data | aendret


def test_lederen_skriver_en_kladde_og_sender_den(runde, kontor, leder):
    browser, svar = logget_ind(leder), svar_fra(runde, kontor.boern)
    sti = f"/runder/svar/{svar.pk}/skriv/"
    assert browser.post(sti, skemaet(svar, handling="kladde")).url == svar.get_absolute_url()
    svar.refresh_from_db()
    assert svar.tilstand == "kladde"
    igen = browser.get(sti).content.decode()
    assert "Nye breve" in igen
    assert "Kommunikation" in igen
    assert browser.post(sti, skemaet(svar)).url == svar.get_absolute_url()
    svar.refresh_from_db()
    assert (svar.sendt_af, [et.overskrift for et in svar.afsnit.all()]) == (
        leder,
        ["Kommunikation"],
    )
    assert browser.get(sti).url == svar.get_absolute_url()
    browser.post(f"/runder/svar/{svar.pk}/tillaeg/", {"tekst": "Og mere."})
    assert "Og mere." in browser.get(svar.get_absolute_url()).content.decode()


def test_fejl_staar_ved_feltet_og_det_skrevne_bliver_staaende(runde, kontor, leder):
    browser, svar = logget_ind(leder), svar_fra(runde, kontor.boern)
    sti = f"/runder/svar/{svar.pk}/skriv/"
    adressat = svar.stillingtagen.get().adressat_id
    aendret = {f"punkt-{adressat}-stilling": "ikke", "emner-1-tekst": "Uden overskrift"}
    side = browser.post(sti, skemaet(svar, **aendret)).content.decode()
    for ventet in (BEGRUND, "Skriv en overskrift", "Nye breve", "Uden overskrift", "Emne 2, "):
        assert ventet in side
    cpr = browser.post(sti, skemaet(svar, **{"emner-0-tekst": "Om 010190-1234"}))
    assert "ligner et CPR-nummer" in cpr.content.decode()
    svar.refresh_from_db()
    assert svar.version == 0


def test_to_ledere_paa_een_gang_i_browseren(runde, kontor, leder):
    kollega = Bruger.objects.create_user("kollega", rolle=Rolle.AFDELINGSLEDER)
    kollega.afdelinger.add(kontor.boern)
    svar = svar_fra(runde, kontor.boern)
    sti = f"/runder/svar/{svar.pk}/skriv/"
    logget_ind(kollega).post(sti, skemaet(svar, handling="kladde"))
    browser = logget_ind(leder)
    min_ = skemaet(svar, **{"emner-0-tekst": "Mit eget"})
    svaret = browser.post(sti, min_)
    side = svaret.content.decode()
    assert "kollega har gemt svaret, mens du skrev" in side
    assert "Mit eget" in side
    version = svaret.context["skema"].i_alt["version"].value()
    assert browser.post(sti, min_ | {"version": version}).status_code == 302
    svar.refresh_from_db()
    assert (svar.sendt_af, svar.afsnit.get().tekst) == (leder, "Mit eget")


def test_et_svar_efter_at_runden_er_lukket_gemmes_som_kladde(runde, kontor, leder, raadgiver):
    browser, svar = logget_ind(leder), svar_fra(runde, kontor.boern)
    luk_runde(runde=runde, af=raadgiver)
    svaret = browser.post(f"/runder/svar/{svar.pk}/skriv/", skemaet(svar), follow=True)
    assert "er gemt som kladde" in svaret.content.decode()
    svar.refresh_from_db()
    assert (svar.tilstand, kladdens_ord(svar)) == ("kladde", [ORD])


def test_runden_aabnes_foelges_lukkes_og_saettes_i_beretningen_i_browseren(kontor, klient):
    fabrik.anbefaling([kontor.boern], 1)
    beretning = fabrik.beretning()
    form = klient.get("/runder/ny/").context["form"]
    assert form.initial["afdelinger"] == [str(kontor.boern.pk)]
    data = {"beretning": beretning.pk, "frist": "1.1.2099", "afdelinger": [kontor.boern.pk]}
    sti = klient.post("/runder/ny/", data).url
    assert "Ingen leder kan logge ind" in klient.get(sti).content.decode()
    assert klient.post(f"{sti}frist/", {"frist": "1.1.2020"}).status_code == 200
    assert klient.post(f"{sti}frist/", {"frist": "2.1.2099"}).url == sti
    send(Rundesvar.objects.get())
    assert klient.post(f"{sti}luk/").url == sti
    assert klient.post(f"{sti}placer/").url == beretning.get_absolute_url()
    assert Afsnit.objects.filter(art=Art.AFDELINGSSVAR).count() == 1
    assert "Breve" in klient.get(beretning.get_absolute_url()).content.decode()
    assert klient.post(f"{sti}genaabn/").url == sti


# In the report


def test_svarene_staar_i_beretningen_uredigeret_og_afdeling_for_afdeling(runde, kontor, raadgiver):
    beretning = runde.beretning
    for nr, (art, navn) in enumerate([(Art.TEKST, "Resumé"), (Art.BILAG, "Bilag")]):
        Afsnit.objects.create(beretning=beretning, raekkefoelge=nr, art=art, overskrift=navn)
    send(svar_fra(runde, kontor.boern))
    placer_svar(runde=runde, efter=None, af=raadgiver)
    assert udskriv(beretning).fejl == (
        "Runden er ikke lukket endnu, så svarene kan ændre sig. Luk den først.",
    )
    luk_runde(runde=runde, af=raadgiver)
    placer_svar(runde=runde, efter=None, af=raadgiver)  # once more changes nothing
    udskrift = udskriv(beretning)
    assert udskrift.fejl == ()
    assert [(hoved.nummer, hoved.tekst) for hoved in udskrift.overskrifter] == [
        ("1", "Resumé"),
        ("2", "Tilbagemelding fra afdelingerne"),
        ("2.1", "Opfølgning på tidligere anbefalinger"),
        ("2.2", "Afdelingernes egne ord"),
        ("2.2.1", "Børn & Familie"),
        ("2.2.2", "Skole"),
        ("Bilag 1", "Bilag"),
    ]
    svar = {blok.svar.afdeling: blok.svar for blok in udskrift.blokke if blok.svar}
    assert svar["Skole"].besked == "Afdelingen har ikke svaret."
    assert [del_.overskrift for del_ in svar["Børn & Familie"].dele] == [
        "Anbefaling 2024-1",
        "Breve",
    ]
    assert svar["Børn & Familie"].dele[1].punkter == (("", ORD),)
    (statusser,) = [blok.statusser for blok in udskrift.blokke if blok.statusser]
    assert [(et.nummer, et.afdeling, et.status) for et in statusser] == [
        ("2024-1", "Børn & Familie", "Fulgt"),
        ("2024-2", "Skole", "Ikke besvaret"),
    ]


def test_ingen_bemaerkninger_siger_om_der_er_svaret_paa_anbefalinger(kontor, klient):
    fabrik.anbefaling([kontor.boern])
    runde = fabrik.runde(fabrik.beretning(), [kontor.boern, kontor.skole])
    for afdeling in (kontor.boern, kontor.skole):
        svar = svar_fra(runde, afdeling)
        alt = indhold(svar, ingen=True)
        send_svar(svar=svar, indhold=alt, version=0, af=None)
    side = klient.get(f"/runder/{runde.pk}/opfoelgning/").content.decode()
    assert side.count("Ingen bemærkninger i øvrigt.") == 1
    assert side.count("Ingen bemærkninger.") == 1


def test_afdelingens_tegn_vises_som_de_er_skrevet(runde, kontor, klient):
    send(svar_fra(runde, kontor.boern))
    side = klient.get(f"/runder/{runde.pk}/opfoelgning/").content.decode()
    assert "Først {afslag} &amp; så resten." in side
    assert "&lt;b&gt;Ikke fed&lt;/b&gt;" in side


def test_svaret_over_fristen_ses(runde, kontor):
    svar = svar_fra(runde, kontor.boern)
    assert not svar.er_over_fristen
    svar.runde.frist = i_dag()
    assert not svar.er_over_fristen
    svar.runde.frist = i_dag() - timedelta(1)
    assert svar.er_over_fristen
    svar.runde.lukket = timezone.now()
    assert not svar.er_over_fristen
