"""What a department does: answer, supplement, ask for time, hand on; and what goes wrong."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from henvendelser import models as m
from henvendelser.dokumenter.handlinger import godkend
from henvendelser.forespoergsler.tilstande import ForkertTilstand
from henvendelser.forespoergsler.traad import borgerbesked, traad
from henvendelser.handlinger.forespoergsler import (
    afgoer_forlaengelse,
    afslut_forespoergsel,
    flyt_forespoergsel,
    spoerg_igen,
    tilbagekald_forespoergsel,
)
from henvendelser.handlinger.samtykker import traek_samtykke_tilbage
from henvendelser.handlinger.svar import (
    SvaretImens,
    Svarindhold,
    bed_om_forlaengelse,
    besvar,
    gem_kladde,
    giv_videre,
    suppler,
)
from henvendelser.regler import i_dag
from henvendelser.valg import Erkendelse, Forlaengelsesudfald, Tilbagetraekning
from tests import fabrik

pytestmark = pytest.mark.django_db
SVAR = Svarindhold("Vi beklager.", Erkendelse.DELVIST, "Vi har ringet.", "Ny skabelon.")
KORT = Svarindhold("Og så dette.")


def svar(forespoergsel, af, runde=0, indhold=SVAR, **felter) -> m.Svar:
    return besvar(forespoergsel=forespoergsel, indhold=indhold, runde=runde, af=af, **felter)


def bed(forespoergsel, af, dage=14) -> m.Fristforlaengelse:
    return bed_om_forlaengelse(
        forespoergsel=forespoergsel,
        oensket=forespoergsel.frist + timedelta(dage),
        begrundelse="Ferie.",
        af=af,
    )


def traek_tilbage(forespoergsel) -> None:
    traek_samtykke_tilbage(
        samtykke=forespoergsel.samtykke,
        trukket_tilbage=i_dag(),
        hvordan=Tilbagetraekning.TELEFON,
        af=None,
    )


def test_synlige_er_kun_egen_afdelings_og_kun_mens_samtykket_gaelder(
    forespoergsel, leder_boern, leder_skole, raadgiver, administrator
):
    kontor_skole = leder_skole.afdelinger.get()
    skolens = fabrik.forespoergsel(fabrik.henvendelse(), kontor_skole)

    def synlige(bruger) -> set:
        return set(m.Forespoergsel.objects.synlige_for(bruger))

    assert synlige(leder_boern) == {forespoergsel}
    assert synlige(leder_skole) == {skolens}
    assert synlige(raadgiver) == {forespoergsel, skolens}
    assert synlige(administrator) == set()
    traek_tilbage(forespoergsel)
    assert synlige(leder_boern) == set()
    assert synlige(raadgiver) == {forespoergsel, skolens}


def test_en_andens_leder_kan_ikke_svare(forespoergsel, leder_skole):
    with pytest.raises(ValidationError, match="ikke længere adgang"):
        svar(forespoergsel, leder_skole)
    assert not m.Svar.objects.exists()


def test_svarets_dokumenter_er_sagens_dokumenter(forespoergsel, leder_boern):
    sendt = svar(forespoergsel, leder_boern, filer=[godkend("afgørelse.txt", b"Afgjort.")])
    dokument = forespoergsel.henvendelse.dokumenter.get()
    assert [et.dokument for et in sendt.dokumenter.all()] == [dokument]
    assert dokument.tilfoejet_af == leder_boern


def test_den_anden_af_to_der_svarer_paa_en_gang_faar_besked(forespoergsel, leder_boern, kollega):
    svar(forespoergsel, leder_boern)
    with pytest.raises(SvaretImens, match="Bente har svaret, mens du skrev"):
        svar(forespoergsel, kollega, indhold=KORT)
    assert [et.tekst for et in m.Svar.objects.all()] == ["Vi beklager."]


def test_en_gammel_side_svarer_ikke_paa_et_nyt_spoergsmaal(
    forespoergsel, leder_boern, kollega, raadgiver
):
    """The colleague's page is from before the answer; meanwhile the adviser has asked on."""
    svar(forespoergsel, leder_boern)
    spoerg_igen(forespoergsel=forespoergsel, tekst="Hvornår?", af=raadgiver)
    with pytest.raises(SvaretImens):
        svar(forespoergsel, kollega, runde=0, indhold=KORT)
    assert m.Forespoergsel.objects.get().tilstand == "opfoelgning"


@pytest.mark.parametrize("hvordan", ["afsluttet", "kaldt forespørgslen tilbage"])
def test_svar_efter_slut_siger_hvorfor_og_kladden_bliver(
    forespoergsel, leder_boern, kollega, raadgiver, hvordan
):
    svar(forespoergsel, leder_boern)
    if hvordan == "afsluttet":
        afslut_forespoergsel(forespoergsel=forespoergsel, godtaget=True, af=raadgiver)
    else:
        tilbagekald_forespoergsel(forespoergsel=forespoergsel, grund="Løst.", af=raadgiver)
    with pytest.raises(ForkertTilstand, match=hvordan):
        svar(forespoergsel, kollega)
    with pytest.raises(ForkertTilstand, match=hvordan):
        suppler(forespoergsel=forespoergsel, indhold=KORT, af=leder_boern)
    gem_kladde(forespoergsel=forespoergsel, indhold=KORT, af=kollega)
    assert m.Svarkladde.objects.get().felter["tekst"] == "Og så dette."
    assert m.Svar.objects.count() == 1


def test_et_supplement_foejes_til_og_aendrer_kun_det_det_siger(forespoergsel, leder_boern):
    svar(forespoergsel, leder_boern, indhold=Svarindhold("Nej.", Erkendelse.NEJ))
    assert m.Forespoergsel.objects.get().laering == "nej"
    suppler(forespoergsel=forespoergsel, indhold=KORT, af=leder_boern)
    assert m.Forespoergsel.objects.get().erkendelse == "nej"
    senere = Svarindhold("Alligevel.", Erkendelse.JA, laering="Ny vejledning.")
    suppler(forespoergsel=forespoergsel, indhold=senere, af=leder_boern)
    nu = m.Forespoergsel.objects.get()
    assert (nu.tilstand, nu.erkendelse, nu.laering) == ("besvaret", "ja", "ja")
    assert [et.art for et in nu.svar.all()] == ["svar", "supplement", "supplement"]


def test_en_kladde_er_skriverens_egen_og_forsvinder_med_svaret(forespoergsel, leder_boern, kollega):
    gem_kladde(forespoergsel=forespoergsel, indhold=KORT, af=leder_boern)
    gem_kladde(forespoergsel=forespoergsel, indhold=SVAR, af=leder_boern)
    gem_kladde(forespoergsel=forespoergsel, indhold=KORT, af=kollega)
    assert {(k.bruger, k.felter["tekst"]) for k in m.Svarkladde.objects.all()} == {
        (leder_boern, "Vi beklager."),
        (kollega, "Og så dette."),
    }
    svar(forespoergsel, leder_boern)
    assert [k.bruger for k in m.Svarkladde.objects.all()] == [kollega]


def test_svarfristen_flyttes_naar_forlaengelsen_gives(
    forespoergsel, leder_boern, raadgiver, stil_uret
):
    foer = forespoergsel.frist
    forlaengelse = bed(forespoergsel, leder_boern)
    assert m.Forespoergsel.objects.get().frist == foer  # till it is decided
    afgoer_forlaengelse(forlaengelse=forlaengelse, giv=True, svar="I orden.", af=raadgiver)
    nu = m.Forespoergsel.objects.get()
    assert nu.frist == nu.svarfrist == forlaengelse.oensket > foer
    assert (nu.antal_forlaengelser, nu.frist_forklaring[:6]) == (1, "Valgt ")


def test_et_afslag_flytter_intet_og_begge_afgoeres_kun_en_gang(
    forespoergsel, leder_boern, raadgiver
):
    forlaengelse = bed(forespoergsel, leder_boern)
    afgoer_forlaengelse(forlaengelse=forlaengelse, giv=False, af=raadgiver)
    nu = m.Forespoergsel.objects.get()
    assert (nu.frist, nu.antal_forlaengelser) == (forespoergsel.frist, 0)
    with pytest.raises(ValidationError, match="allerede afgjort: Afslået"):
        afgoer_forlaengelse(forlaengelse=forlaengelse, giv=True, af=raadgiver)
    bed(forespoergsel, leder_boern)  # one may ask again


@pytest.mark.parametrize(
    ("oensket", "besked"),
    [
        (lambda frist: i_dag() - timedelta(1), "Fristen skal ligge efter i dag."),
        (lambda frist: i_dag(), "Fristen skal ligge efter i dag."),
        (lambda frist: frist, "Den nye frist skal ligge efter den nuværende."),
        (lambda frist: date(2199, 1, 1), "Helligdagene kendes kun til og med år 2100."),
    ],
)
def test_en_frist_der_ikke_giver_mening_afvises(forespoergsel, leder_boern, oensket, besked):
    with pytest.raises(ValidationError) as fejl:
        bed_om_forlaengelse(
            forespoergsel=forespoergsel,
            oensket=oensket(forespoergsel.frist),
            begrundelse="Ferie.",
            af=leder_boern,
        )
    assert fejl.value.message_dict == {"oensket": [besked]}


def test_en_forlaengelse_der_er_blevet_gammel_kan_ikke_gives(
    forespoergsel, leder_boern, raadgiver, stil_uret
):
    forlaengelse = bed(forespoergsel, leder_boern)
    stil_uret(forlaengelse.oensket + timedelta(1))
    with pytest.raises(ValidationError, match="efter i dag"):
        afgoer_forlaengelse(forlaengelse=forlaengelse, giv=True, af=raadgiver)
    assert m.Fristforlaengelse.objects.get().udfald is None


def test_kun_et_oenske_ad_gangen_og_det_bortfalder_med_svaret(forespoergsel, leder_boern, kollega):
    bed(forespoergsel, leder_boern)
    with pytest.raises(ValidationError, match="allerede bedt om længere frist"):
        bed(forespoergsel, kollega)
    svar(forespoergsel, kollega)
    assert m.Fristforlaengelse.objects.get().udfald == Forlaengelsesudfald.BORTFALDET


def test_opfoelgningens_frist_flytter_ikke_det_foerste_svars(forespoergsel, leder_boern, raadgiver):
    foerste = forespoergsel.svarfrist
    svar(forespoergsel, leder_boern)
    spoerg_igen(forespoergsel=forespoergsel, tekst="Hvornår?", af=raadgiver)
    forlaengelse = bed(m.Forespoergsel.objects.get(), leder_boern)
    afgoer_forlaengelse(forlaengelse=forlaengelse, giv=True, af=raadgiver)
    nu = m.Forespoergsel.objects.get()
    assert (nu.svarfrist, nu.frist) == (foerste, forlaengelse.oensket)


def test_borgerens_besked_siger_begge_frister(forespoergsel, leder_boern, raadgiver, stil_uret):
    stil_uret(date(2025, 3, 4))
    den = fabrik.forespoergsel(fabrik.henvendelse(), forespoergsel.afdeling)
    forlaengelse = bed(den, leder_boern)
    besked = borgerbesked(forlaengelse)
    assert "senest 25. marts 2025" in besked
    assert "nu senest 8. april 2025" in besked
    afslaaet = afgoer_forlaengelse(forlaengelse=forlaengelse, giv=False, af=raadgiver)
    assert "nu senest" not in borgerbesked(afslaaet)


def test_kun_en_kollega_i_afdelingen_kan_overtage(forespoergsel, leder_boern, kollega, leder_skole):
    with pytest.raises(ValidationError, match="Vælg en kollega"):
        giv_videre(forespoergsel=forespoergsel, til=leder_skole, af=leder_boern)
    giv_videre(forespoergsel=forespoergsel, til=kollega, besked="Du ved mest.", af=leder_boern)
    assert m.Forespoergsel.objects.get().ansvarlig == kollega


def test_traaden_er_den_samme_paa_begge_sider_paa_naer_kollegaens_besked(
    forespoergsel, leder_boern, kollega, raadgiver
):
    giv_videre(forespoergsel=forespoergsel, til=kollega, besked="Du ved mest.", af=leder_boern)
    afgoer_forlaengelse(
        forlaengelse=bed(forespoergsel, kollega), giv=True, svar="I orden.", af=raadgiver
    )
    svar(forespoergsel, kollega)
    spoerg_igen(forespoergsel=forespoergsel, tekst="Hvornår?", af=raadgiver)
    nu = m.Forespoergsel.objects.get()
    afdelingens, raadgiverens = (traad(nu, for_afdelingen=hvem) for hvem in (True, False))
    overskrifter = [et.overskrift for et in raadgiverens]
    assert overskrifter == [
        "Givet videre til Carl",
        "Bedt om længere frist",
        "Længere frist givet",
        "Svar",
        "Opfølgende spørgsmål",
    ]
    assert [et.overskrift for et in afdelingens] == overskrifter
    assert afdelingens[0].tekst == "Du ved mest."
    assert [et.tekst for et in raadgiverens] == ["", *(et.tekst for et in afdelingens[1:])]


def test_traaden_spoerger_lige_meget_uanset_laengde(
    forespoergsel, leder_boern, raadgiver, django_assert_num_queries
):
    svar(forespoergsel, leder_boern, filer=[godkend("a.txt", b"a")])
    for _ in range(3):
        suppler(
            forespoergsel=forespoergsel,
            indhold=KORT,
            filer=[godkend(f"b{_}.txt", b"b")],
            af=leder_boern,
        )
    nu = m.Forespoergsel.objects.hele().get()
    with django_assert_num_queries(7):
        assert len(traad(nu, for_afdelingen=True)) == 4


def test_en_nedlagt_afdelings_forespoergsel_sendes_videre_til_efterfoelgeren(
    forespoergsel, kontor, leder_boern, leder_skole, raadgiver
):
    kontor.boern.gyldig_til = i_dag() - timedelta(1)
    kontor.boern.save()
    svar(forespoergsel, leder_boern)  # nothing is lost: the old lead may still answer
    with pytest.raises(ValidationError, match="afløser ikke"):
        flyt_forespoergsel(forespoergsel=forespoergsel, afdeling=kontor.skole, af=raadgiver)
    kontor.boern.efterfoelger = kontor.skole
    kontor.boern.save()
    flyt_forespoergsel(forespoergsel=forespoergsel, afdeling=kontor.skole, af=raadgiver)
    assert set(m.Forespoergsel.objects.synlige_for(leder_skole)) == {forespoergsel}
    assert not m.Forespoergsel.objects.synlige_for(leder_boern).exists()
    suppler(forespoergsel=forespoergsel, indhold=KORT, af=leder_skole)
