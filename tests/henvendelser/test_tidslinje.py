"""What has happened to a case, in one list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from henvendelser.dokumenter.handlinger import slet_dokument
from henvendelser.frister import Kalender, valgt_frist
from henvendelser.handlinger import afslut_henvendelse, genaabn_henvendelse, ret_henvendelse
from henvendelser.handlinger.frist import saet_frist
from henvendelser.handlinger.henvendelser import Sagsindhold
from henvendelser.handlinger.personer import fjern_person
from henvendelser.handlinger.samtykker import traek_samtykke_tilbage
from henvendelser.models import Henvendelse
from henvendelser.regler import dansk_dato, i_dag
from henvendelser.tidslinje import KILDER, Kilde, Punkt, tidslinje

from .. import fabrik

pytestmark = pytest.mark.django_db

DAGEN = fabrik.DAGEN
FRIST = date(2030, 4, 1)


@pytest.fixture
def henvendelse(kontor) -> Henvendelse:
    return fabrik.henvendelse(
        afdeling=kontor.boern, emne=kontor.svartid, kontaktform=kontor.telefon
    )


def linjer(henvendelse) -> list[tuple[date, str, str]]:
    frisk = Henvendelse.objects.get(pk=henvendelse.pk)
    return [(punkt.dag, punkt.hvad, punkt.mere) for punkt in tidslinje(frisk)]


def ret(henvendelse, **felter):
    for felt, vaerdi in felter.items():
        setattr(henvendelse, felt, vaerdi)
    sag = henvendelse.hovedsag
    return ret_henvendelse(
        henvendelse=henvendelse,
        hovedsag=Sagsindhold(sag.afdeling, sag.emne, sag.pk),
        foelgesager=[],
        borger=None,
        af=None,
    )


MODTAGET = (DAGEN, "Modtaget", "Telefon")


def registreret() -> tuple[date, str, str]:
    """Of today, which may have begun since the tests were read."""
    return (i_dag(), "Registreret", "")


def test_en_ny_henvendelse_er_modtaget_og_registreret(henvendelse):
    assert linjer(henvendelse) == [MODTAGET, registreret()]
    assert [hvad for _, hvad, _ in linjer(fabrik.henvendelse(i_dag()))] == ["Modtaget"]


def test_alt_hvad_der_sker_staar_i_tidens_orden(henvendelse, kontor):
    """All there is, with what an adviser would call it; the days are those it happened on."""
    fabrik.notat(fabrik.henvendelse(), "en andens")
    ret(henvendelse, beskrivelse="Nyt")
    frist = valgt_frist(FRIST, Kalender())
    saet_frist(henvendelse=henvendelse, frist=frist, af=None)
    foerste = fabrik.notat(henvendelse, "Ringede.", dato=DAGEN + timedelta(days=1))
    fabrik.notat(henvendelse, "Skrev.", retter=foerste)
    fabrik.dokument(henvendelse, "svar.txt")
    slet_dokument(dokument=fabrik.dokument(henvendelse, "forkert.txt", b"andet"), af=None)
    samtykke = fabrik.samtykke(henvendelse, givet=DAGEN + timedelta(days=2))
    traek_samtykke_tilbage(
        samtykke=samtykke, trukket_tilbage=DAGEN + timedelta(days=3), hvordan="moede", af=None
    )
    fjern_person(person=fabrik.person(henvendelse), af=None)
    assert linjer(henvendelse) == [
        MODTAGET,
        (DAGEN + timedelta(days=1), "Notat 1", ""),
        (DAGEN + timedelta(days=2), "Samtykke givet", "Kontakt til afdelinger"),
        (DAGEN + timedelta(days=3), "Samtykke trukket tilbage", "Kontakt til afdelinger"),
        registreret(),
        (i_dag(), "Rettet", "Beskrivelse"),
        (i_dag(), "Frist sat", "1. april 2030"),
        (i_dag(), "Notat 2, retter notat 1", "Skrev."),
        (i_dag(), "Dokument", "svar.txt"),
        (i_dag(), "Dokument slettet", ""),
        (i_dag(), "Person tilføjet", "Pårørende"),
        (i_dag(), "Person fjernet", "Pårørende"),
        (FRIST, "Frist for opfølgning", frist.forklaring),
    ]
    saet_frist(henvendelse=henvendelse, frist=None, af=None)
    assert linjer(henvendelse)[-1] == (i_dag(), "Frist fjernet", "")


def test_en_afslutning_huskes_ogsaa_efter_genaabningen(henvendelse, kontor):
    afslut_henvendelse(
        henvendelse=henvendelse,
        behandling=kontor.dialog,
        afsluttet=DAGEN + timedelta(days=5),
        af=None,
    )
    lukket = (DAGEN + timedelta(days=5), "Afsluttet", "Dialogsag")
    assert linjer(henvendelse) == [MODTAGET, lukket, registreret()]
    genaabn_henvendelse(henvendelse=henvendelse, af=None)
    tidligere = (DAGEN + timedelta(days=5), "Afsluttet", "")
    assert linjer(henvendelse) == [MODTAGET, tidligere, registreret(), (i_dag(), "Genåbnet", "")]
    afslut_henvendelse(henvendelse=henvendelse, behandling=kontor.raad, afsluttet=i_dag(), af=None)
    assert linjer(henvendelse)[-1] == (i_dag(), "Afsluttet", "Råd og vejledning")
    assert [hvad for _, hvad, _ in linjer(henvendelse)].count("Afsluttet") == 2


def test_laesninger_staar_ikke_paa_den(henvendelse, klient):
    klient.get(henvendelse.get_absolute_url())
    assert linjer(henvendelse) == [MODTAGET, registreret()]


@pytest.mark.parametrize("antal", [1, 4])
def test_den_koster_det_samme_hvor_lang_den_end_er(
    henvendelse, raadgiver, antal, django_assert_num_queries
):
    for nr in range(antal):
        fabrik.notat(henvendelse, af=raadgiver)
        fabrik.dokument(henvendelse, f"{nr}.txt", str(nr).encode())
        fabrik.person(henvendelse, af=raadgiver)
        samtykke = fabrik.samtykke(henvendelse, af=raadgiver)
        traek_samtykke_tilbage(
            samtykke=samtykke, trukket_tilbage=i_dag(), hvordan="telefon", af=raadgiver
        )
    frisk = Henvendelse.objects.med_sager().med_registrering().get(pk=henvendelse.pk)
    with django_assert_num_queries(6):
        assert len(tidslinje(frisk)) == 2 + 5 * antal


def test_en_ny_slags_er_en_erklaering(henvendelse, monkeypatch):
    dag = DAGEN - timedelta(days=1)
    ny = Kilde(lambda henvendelse: [1], lambda nr: iter([Punkt(dag, timezone.now(), f"Ny {nr}")]))
    monkeypatch.setattr("henvendelser.tidslinje.KILDER", (*KILDER, ny))
    assert linjer(henvendelse)[0] == (dag, "Ny 1", "")


def test_siden_viser_den_med_links_til_det_der_staar_mere_om(henvendelse, klient):
    notat = fabrik.notat(henvendelse, f"Om {'meget ' * 60}")
    side = klient.get(henvendelse.get_absolute_url()).content.decode()
    assert f'<a href="#notat-{notat.pk}">Notat 1</a>' in side
    assert f'<time datetime="{DAGEN.isoformat()}">' in side
    assert dansk_dato(DAGEN) in side or "03.03.2025" in side
    (vist,) = [punkt for punkt in tidslinje(henvendelse) if punkt.hvad == "Notat 1"]
    assert len(vist.mere) == 140 and vist.mere.endswith("…")
