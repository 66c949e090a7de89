"""The pages: the adviser's, and the lead's, who sees the request and nothing else of the case."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile

from henvendelser import models as m
from henvendelser.handlinger.forespoergsler import afslut_forespoergsel
from henvendelser.handlinger.samtykker import traek_samtykke_tilbage
from henvendelser.handlinger.svar import Svarindhold, bed_om_forlaengelse, besvar
from henvendelser.regler import i_dag
from henvendelser.valg import Erkendelse, Tilbagetraekning
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db
SVAR = Svarindhold("Vi beklager.", Erkendelse.DELVIST, "Vi har ringet.", "Ny skabelon.")
SENDES = {"runde": "0", "tekst": "Vi beklager.", "erkendelse": "ja", "send": "1"}


@pytest.fixture
def lederens(leder_boern):
    return logget_ind(leder_boern)


def side(klient, sti) -> str:
    return klient.get(sti).content.decode()


def beskeder(svar) -> list[str]:
    return [str(besked) for besked in get_messages(svar.wsgi_request)]


# The adviser


def test_uden_samtykke_siger_siden_hvad_der_mangler(klient, henvendelse, leder_boern):
    sti = henvendelse.get_absolute_url()
    assert "når borgerens samtykke til det er registreret" in side(klient, sti)
    svar = klient.get(f"{sti}forespoergsel/", follow=True)
    assert "Borgeren har ikke givet samtykke" in svar.content.decode()


def test_raadgiveren_spoerger_fra_sagen(klient, henvendelse, kontor, leder_boern):
    fabrik.samtykke(henvendelse, omfang="kun om svartiden")
    dokument = fabrik.dokument(henvendelse, "brev.txt")
    sti = f"{henvendelse.get_absolute_url()}forespoergsel/"
    vist = klient.get(sti)
    assert "Det gælder kun: kun om svartiden" in vist.content.decode()
    form = vist.context["form"]
    assert form["afdeling"].value() == kontor.boern.pk
    assert len(form["sager"].value()) == 2  # those of the department of the hovedsag
    data = {
        "afdeling": kontor.boern.pk,
        "art": "dialogsag",
        "sager": form["sager"].value(),
        "tekst": "Det gælder Anna Testesen. Hvorfor er der ikke svaret?",
        "dokumenter": [dokument.pk],
        "engang": "x1",
    }
    svar = klient.post(sti, data)
    sendt = m.Forespoergsel.objects.get()
    assert svar["Location"] == f"/forespoergsler/{sendt.pk}/"
    assert klient.post(sti, data)["Location"] == svar["Location"]  # sent twice, made once
    assert m.Forespoergsel.objects.count() == 1
    vist = side(klient, svar["Location"])
    for del_ in ("Anna Testesen", "Svartid", "Sprogbrug", "brev.txt", "Afventer svar"):
        assert del_ in vist, del_
    assert f"/forespoergsler/{sendt.pk}/" in side(klient, henvendelse.get_absolute_url())


@pytest.mark.parametrize(
    ("felt", "vaerdi", "besked"),
    [
        ("tekst", "", "Skriv, hvad du spørger om."),
        ("afdeling", "", "Vælg den afdeling, der skal svare."),
        ("svarfrist", "31.2.2099", "Skriv en dato, der findes"),
        ("svarfrist", "1.1.2020", "Fristen skal ligge efter i dag."),
        ("tekst", "Se 610190-1234", "ligner et CPR-nummer"),
    ],
)
def test_det_der_ikke_holder_siges_og_det_skrevne_bliver(
    klient, med_samtykke, felt, vaerdi, besked
):
    henvendelse = med_samtykke
    data = {
        "afdeling": henvendelse.hovedsag.afdeling_id,
        "art": "dialogsag",
        "tekst": "Hvorfor?",
        "svarfrist": "",
    }
    svar = klient.post(f"{henvendelse.get_absolute_url()}forespoergsel/", data | {felt: vaerdi})
    assert svar.status_code == 200
    assert besked in str(svar.context["form"].errors[felt])
    assert svar.context["form"]["art"].value() == "dialogsag"
    assert not m.Forespoergsel.objects.exists()


def test_raadgiveren_giver_laengere_frist_og_faar_borgerens_besked(
    klient, forespoergsel, leder_boern
):
    forlaengelse = bed_om_forlaengelse(
        forespoergsel=forespoergsel,
        oensket=forespoergsel.frist + timedelta(7),
        begrundelse="Vi venter på en læge.",
        af=leder_boern,
    )
    sti = forespoergsel.get_absolute_url()
    assert "Afdelingen beder om længere frist" in side(klient, sti)
    vist = side(klient, f"{sti}frist/")
    assert "Vi venter på en læge." in vist and "har bedt om længere tid" in vist
    assert klient.post(f"{sti}frist/", {}).context["form"].errors
    klient.post(f"{sti}frist/", {"giv": "ja", "svar": "I orden."})
    assert m.Forespoergsel.objects.get().frist == forlaengelse.oensket
    vist = side(klient, sti)
    assert "Længere frist givet" in vist and "Besked til borgeren om fristen" in vist


def test_raadgiveren_spoerger_igen_afslutter_genaabner_og_kalder_tilbage(
    klient, forespoergsel, leder_boern
):
    sti = forespoergsel.get_absolute_url()
    svar = klient.post(f"{sti}afslut/", {"godtaget": "ja"}, follow=True)
    assert "Det kan ikke gøres, som forespørgslen er nu." in svar.content.decode()
    besvar(forespoergsel=forespoergsel, indhold=SVAR, runde=0, af=leder_boern)
    klient.post(f"{sti}spoerg/", {"tekst": "Hvornår?"})
    assert m.Forespoergsel.objects.get().tilstand == "opfoelgning"
    besvar(forespoergsel=forespoergsel, indhold=SVAR, runde=1, af=leder_boern)
    klient.post(f"{sti}afslut/", {"godtaget": "nej"})
    assert m.Forespoergsel.objects.get().godtaget is False
    klient.post(f"{sti}genaabn/")
    klient.post(f"{sti}tilbagekald/", {"grund": "Løst."})
    assert m.Forespoergsel.objects.get().tilstand == "tilbagekaldt"
    assert "Løst." in side(klient, sti)


def test_et_tilbagetrukket_samtykke_lukker_afdelingen_ude_og_siges_til_raadgiveren(
    klient, lederens, forespoergsel
):
    findes_ikke = lederens.get("/svar/999999/").content
    assert lederens.get(f"/svar/{forespoergsel.pk}/").status_code == 200
    traek_samtykke_tilbage(
        samtykke=forespoergsel.samtykke,
        trukket_tilbage=i_dag(),
        hvordan=Tilbagetraekning.SKRIFTLIGT,
        af=None,
    )
    svar = lederens.get(f"/svar/{forespoergsel.pk}/")
    assert (svar.status_code, svar.content) == (404, findes_ikke)
    assert lederens.post(f"/svar/{forespoergsel.pk}/", SENDES).status_code == 404
    assert "Der er intet, du skal svare på" in side(lederens, "/")
    vist = side(klient, forespoergsel.get_absolute_url())
    assert "Borgeren har trukket samtykket tilbage" in vist


@pytest.mark.parametrize("antal", [1, 3])
def test_listen_spoerger_lige_meget_uanset_antal(
    klient, kontor, leder_boern, antal, django_assert_num_queries
):
    for _ in range(antal):
        fabrik.forespoergsel(fabrik.henvendelse(), kontor.boern)
    klient.get("/forespoergsler/")
    with django_assert_num_queries(13):
        svar = klient.get("/forespoergsler/")
    assert len(svar.context["side"].object_list) == antal


def test_listens_filtre(klient, henvendelse, kontor, stil_uret):
    stil_uret(date(2025, 3, 3))
    gammel = fabrik.forespoergsel(henvendelse, kontor.boern)
    stil_uret(date(2025, 4, 7))
    ny = fabrik.forespoergsel(henvendelse, kontor.skole)
    besvaret = fabrik.forespoergsel(henvendelse, kontor.boern)
    besvar(forespoergsel=besvaret, indhold=SVAR, runde=0, af=None)
    beder = fabrik.forespoergsel(henvendelse, kontor.boern)
    bed_om_forlaengelse(
        forespoergsel=beder, oensket=date(2025, 6, 2), begrundelse="Ferie.", af=None
    )
    stil_uret(date(2025, 4, 25))

    def fundne(**filter_) -> set:
        svar = klient.get("/forespoergsler/", filter_)
        assert not svar.context["form"].errors
        return {en.pk for en in svar.context["side"]}

    assert fundne() == {gammel.pk, ny.pk, besvaret.pk, beder.pk}
    assert fundne(frist="overskredet") == {gammel.pk}
    assert fundne(frist="uge") == {ny.pk, beder.pk}
    assert fundne(tilstand="besvaret") == {besvaret.pk}
    assert fundne(afdeling=kontor.skole.pk) == {ny.pk}
    assert fundne(venter_paa="raadgiver") == {besvaret.pk, beder.pk}
    assert fundne(venter_paa="afdeling") == {gammel.pk, ny.pk}
    assert fundne(rettidighed="over_fristen") == {gammel.pk}
    assert fundne(rettidighed="til_tiden") == {besvaret.pk}
    assert fundne(erkendelse="delvist", laering="ja") == {besvaret.pk}
    assert fundne(besvaret_fra="07.04.2025", besvaret_til="07.04.2025") == {besvaret.pk}
    assert fundne(fra="04.04.2025", til="07.04.2025") == {ny.pk, besvaret.pk, beder.pk}


# The lead


def test_lederen_ser_forespoergslen_og_intet_andet_af_sagen(lederens, henvendelse, kontor):
    """The rest of the case is marked, and not there."""
    sendt = fabrik.dokument(henvendelse, "sendt.txt", b"dette fulgte med")
    skjult = fabrik.dokument(henvendelse, "skjult.txt", b"dette fulgte ikke med")
    den = fabrik.forespoergsel(
        henvendelse, kontor.boern, sager=[henvendelse.hovedsag], dokumenter=[sendt]
    )
    sti = f"/svar/{den.pk}/"
    vist = side(lederens, sti)
    assert "sendt.txt" in vist and "Svartid" in vist
    for intet in ("skjult.txt", "Sprogbrug", "Det, borgeren fortalte.", henvendelse.nummer):
        assert intet not in vist, intet
    assert lederens.get(f"{sti}dokumenter/{sendt.uuid}/").content == b"dette fulgte med"
    assert lederens.get(f"{sti}dokumenter/{skjult.uuid}/").status_code == 404


def test_lederen_svarer_med_tekst_og_dokument(lederens, klient, forespoergsel):
    sti = f"/svar/{forespoergsel.pk}/"
    fil = SimpleUploadedFile("afgørelse.txt", b"Afgjort.")
    svar = lederens.post(
        sti, SENDES | {"gjort": "Ringet.", "laering": "Ny skabelon.", "filer": fil}, follow=True
    )
    assert "Svaret er sendt til borgerrådgiveren" in svar.content.decode()
    assert 'name="send"' not in svar.content.decode()
    vist = side(klient, forespoergsel.get_absolute_url())
    for del_ in ("Vi beklager.", "Ringet.", "Ny skabelon.", "afgørelse.txt", "Fejlen erkendes"):
        assert del_ in vist, del_


@pytest.mark.parametrize(
    ("aendret", "felt"), [({"tekst": ""}, "tekst"), ({"erkendelse": ""}, "erkendelse")]
)
def test_et_svar_der_mangler_noget_sendes_ikke_og_det_skrevne_bliver(
    lederens, forespoergsel, aendret, felt
):
    data = SENDES | {"gjort": "Vi har ringet."} | aendret
    svar = lederens.post(f"/svar/{forespoergsel.pk}/", data)
    assert list(svar.context["form"].errors) == [felt]
    assert "Vi har ringet." in svar.content.decode()
    assert not m.Svar.objects.exists()


def test_en_farlig_fil_afvises_som_hos_raadgiveren(lederens, forespoergsel):
    fil = SimpleUploadedFile("program.exe", b"MZ\x90\x00")
    svar = lederens.post(f"/svar/{forespoergsel.pk}/", SENDES | {"filer": fil})
    assert list(svar.context["form"].errors) == ["filer"]
    assert not m.Svar.objects.exists()


def test_en_tom_kladde_kan_gemmes_og_saettes_ind_igen(lederens, forespoergsel):
    sti = f"/svar/{forespoergsel.pk}/"
    data = {"runde": "0", "tekst": "", "gjort": "Halvt færdigt", "gem_kladde": "1"}
    svar = lederens.post(sti, data, follow=True)
    assert "Kladden er gemt" in svar.content.decode()
    assert svar.context["form"]["gjort"].value() == "Halvt færdigt"
    assert not m.Svar.objects.exists()


def test_den_anden_af_to_ledere_mister_intet(lederens, kollega, forespoergsel):
    sti = f"/svar/{forespoergsel.pk}/"
    kollegaens = logget_ind(kollega)
    kollegaens.get(sti)
    lederens.post(sti, SENDES)
    svar = kollegaens.post(sti, SENDES | {"tekst": "Det, kollegaen skrev."}, follow=True)
    vist = svar.content.decode()
    assert "Bente har svaret, mens du skrev" in vist
    assert svar.context["form"]["tekst"].value() == "Det, kollegaen skrev."
    kollegaens.post(sti, {"tekst": "Det, kollegaen skrev.", "suppler": "1"})
    assert [et.tekst for et in m.Svar.objects.all()] == ["Vi beklager.", "Det, kollegaen skrev."]


def test_et_svar_efter_afslutning_siges_klart_og_staar_der_stadig(
    lederens, kollega, forespoergsel, raadgiver
):
    besvar(forespoergsel=forespoergsel, indhold=SVAR, runde=0, af=kollega)
    afslut_forespoergsel(forespoergsel=forespoergsel, godtaget=True, af=raadgiver)
    svar = lederens.post(f"/svar/{forespoergsel.pk}/", SENDES | {"tekst": "For sent."}, follow=True)
    vist = svar.content.decode()
    assert "Borgerrådgiveren har afsluttet forespørgslen." in vist
    assert "Din kladde, som ikke er sendt" in vist and "For sent." in vist
    assert m.Svar.objects.count() == 1


def test_laengere_frist_til_en_dag_der_er_gaaet_afvises_ved_feltet(lederens, forespoergsel):
    sti = f"/svar/{forespoergsel.pk}/frist/"
    data = {"oensket": "1.1.2020", "begrundelse": "Ferie."}
    svar = lederens.post(sti, data)
    assert svar.context["form"].errors == {"oensket": ["Fristen skal ligge efter i dag."]}
    assert "Ferie." in svar.content.decode()
    oensket = forespoergsel.frist + timedelta(14)
    lederens.post(sti, data | {"oensket": f"{oensket:%d.%m.%Y}"})
    assert "I har bedt om længere frist" in side(lederens, f"/svar/{forespoergsel.pk}/")


def test_lederen_giver_videre_til_en_kollega(lederens, kollega, leder_skole, forespoergsel):
    sti = f"/svar/{forespoergsel.pk}/videre/"
    valg = [str(navn) for _, navn in lederens.get(sti).context["form"].fields["til"].choices]
    assert valg == ["Vælg kollega", "Carl"]
    lederens.post(sti, {"til": kollega.pk, "besked": "Du ved mest."})
    assert "givet videre til Carl" in side(lederens, "/")
    assert lederens.post(sti, {"til": leder_skole.pk}).context["form"].errors


def test_en_lukket_leders_link_foerer_til_login(forespoergsel, leder_boern):
    lederens = logget_ind(leder_boern)
    leder_boern.is_active = False
    leder_boern.save()
    svar = lederens.get(f"/svar/{forespoergsel.pk}/")
    assert svar.status_code == 302 and svar["Location"].startswith("/log-ind/")


def test_lederens_laesning_og_svar_staar_i_sagens_log(lederens, leder_boern, forespoergsel):
    lederens.get("/")
    lederens.get(f"/svar/{forespoergsel.pk}/")
    poster = m.Logpost.objects.om("forespoergsel", forespoergsel.pk).filter(
        bruger_noegle=leder_boern.pk
    )
    assert [(post.adresse, post.handling) for post in poster] == [
        ("svar", "laesning"),
        ("forside", "laesning"),
    ]
