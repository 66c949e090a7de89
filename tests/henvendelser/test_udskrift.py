"""A case on paper: all of it, oldest first, and nothing of the CPR number."""

from __future__ import annotations

import pytest

from henvendelser.models import Borger, Henvendelse, Logpost
from henvendelser.valg import Handling

from .. import fabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def henvendelse(kontor) -> Henvendelse:
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        foelgesager=((kontor.skole, kontor.andet),),
        borger=Borger(navn="Alma Prøve", cpr="6101901234"),
        beskrivelse="Venter på svar.",
    )
    fabrik.person(henvendelse, "Ane Prøve", note="Ringer selv.")
    fabrik.samtykke(henvendelse, omfang="kun Skole")
    fabrik.notat(henvendelse, "Det nye.", retter=fabrik.notat(henvendelse, "Det gamle."))
    fabrik.dokument(henvendelse, "svar.txt")
    return henvendelse


def side(klient, henvendelse) -> str:
    return klient.get(f"{henvendelse.get_absolute_url()}udskriv/").content.decode()


def test_alt_paa_sagen_er_med_i_laeseorden(klient, henvendelse):
    tekst = side(klient, henvendelse)
    steder = [
        "Følgesag: Skole, Andet",
        "Alma Prøve",
        "Ane Prøve",
        "Ringer selv.",
        "kun Skole",
        "Venter på svar.",
        "Det gamle.",
        "Det nye.",
        "svar.txt",
        "tidslinje-overskrift",
    ]
    assert sorted(steder, key=tekst.index) == steder
    assert f"<td>Henvendelse {henvendelse.nummer} <strong>Fortroligt</strong></td>" in tekst


def test_nummeret_staar_ikke_paa_papiret(klient, henvendelse):
    tekst = side(klient, henvendelse)
    assert "610190" not in tekst and "901234" not in tekst
    assert "Registreret, skrives ikke ud" in tekst


def test_det_logges_som_en_eksport(klient, henvendelse):
    foer = Logpost.objects.count()
    side(klient, henvendelse)
    post = Logpost.objects.first()
    assert Logpost.objects.count() == foer + 1
    assert (post.handling, post.adresse) == (Handling.EKSPORT, "udskriv_henvendelse")


def test_en_tom_henvendelse_siger_at_der_ikke_er_noget(klient, kontor):
    tekst = side(klient, fabrik.henvendelse())
    for besked in ("Anonym", "Ingen.", "Intet samtykke.", "Ingen notater.", "Ingen dokumenter."):
        assert besked in tekst


@pytest.mark.parametrize("antal", [1, 3])
def test_den_koster_det_samme_hvor_meget_der_er(
    klient, kontor, antal, raadgiver, django_assert_num_queries
):
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern, foelgesager=((kontor.skole, kontor.andet),) * antal
    )
    for nr in range(antal):
        fabrik.notat(henvendelse, af=raadgiver)
        fabrik.person(henvendelse)
        fabrik.dokument(henvendelse, f"{nr}.txt", str(nr).encode())
    with django_assert_num_queries(18):
        side(klient, henvendelse)
