"""The state machine and what the database holds of it."""

from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from henvendelser import models as m
from henvendelser.forespoergsler.tilstande import OVERGANGE, ForkertTilstand, Skridt, kan, tag
from henvendelser.handlinger.forespoergsler import (
    afslut_forespoergsel,
    genaabn_forespoergsel,
    spoerg_igen,
    tilbagekald_forespoergsel,
)
from henvendelser.handlinger.svar import Svarindhold, besvar
from henvendelser.valg import Erkendelse
from henvendelser.valg import Forespoergselstilstand as T
from tests import fabrik

pytestmark = pytest.mark.django_db
SVAR = Svarindhold("Vi beklager.", Erkendelse.JA, "Vi har ringet.", "Ny skabelon.")


def test_hvert_skridt_kan_kun_tages_hvor_tabellen_siger_det(forespoergsel):
    for skridt, tilstand in product(Skridt, T):
        forespoergsel.tilstand = tilstand
        til = OVERGANGE[skridt].get(tilstand)
        assert kan(forespoergsel, skridt) == bool(til)
        if til:
            tag(forespoergsel, skridt)
            assert forespoergsel.tilstand == til
        else:
            with pytest.raises(ForkertTilstand):
                tag(forespoergsel, skridt)


def test_et_helt_forloeb(forespoergsel, leder_boern, raadgiver):
    def nu():
        return m.Forespoergsel.objects.get()

    besvar(forespoergsel=forespoergsel, indhold=SVAR, runde=0, af=leder_boern)
    assert (nu().tilstand, nu().frist) == ("besvaret", None)
    assert (nu().erkendelse, nu().laering) == ("ja", "ja")
    spoerg_igen(forespoergsel=nu(), tekst="Og hvornår?", af=raadgiver)
    assert (nu().tilstand, nu().antal_opfoelgninger) == ("opfoelgning", 1)
    assert nu().frist and nu().frist_forklaring
    besvar(forespoergsel=nu(), indhold=Svarindhold("I går."), runde=1, af=leder_boern)
    assert (nu().tilstand, nu().erkendelse) == ("besvaret", "ja")  # not asked again
    afslut_forespoergsel(forespoergsel=nu(), godtaget=True, af=raadgiver)
    assert (nu().tilstand, nu().godtaget, bool(nu().afsluttet)) == ("afsluttet", True, True)
    genaabn_forespoergsel(forespoergsel=nu(), af=raadgiver)
    assert (nu().tilstand, nu().godtaget, nu().afsluttet) == ("besvaret", None, None)
    tilbagekald_forespoergsel(forespoergsel=nu(), grund="Borgeren ønsker det.", af=raadgiver)
    assert nu().tilstand == "tilbagekaldt"
    assert nu().svar.count() == 2


def test_hver_handling_er_aktivitet_paa_sagen_og_staar_i_loggen(forespoergsel, leder_boern):
    with fabrik.uden_om_loggen():
        m.Henvendelse.objects.update(sidst_aktiv=fabrik.DAGEN)
    foer = m.Logpost.objects.count()
    besvar(forespoergsel=forespoergsel, indhold=SVAR, runde=0, af=leder_boern)
    assert m.Henvendelse.objects.get().sidst_aktiv > fabrik.DAGEN
    assert m.Logpost.objects.count() == foer + 1
    post = m.Logpost.objects.first()
    assert post.aendringer["svar.tekst"] is None
    assert post.aendringer["forespoergsel.tilstand"] == ["Afventer svar", "Besvaret"]
    assert "Vi beklager" not in str(post.aendringer)


@pytest.mark.parametrize(
    "felter",
    [
        {"frist": None},
        {"frist_forklaring": ""},
        {"tilstand": "besvaret"},
        {"tilstand": "afsluttet"},
        {"besvaret": fabrik.DAGEN},
        {"afsluttet": fabrik.DAGEN},
        {"godtaget": True},
        {"erkendelse": "ja"},
        {"tilstand": "ukendt"},
        {"art": "ukendt"},
        {"svarfrist": fabrik.DAGEN},
        {"samtykke": None},
    ],
)
def test_databasen_afviser_det_der_ikke_haenger_sammen(forespoergsel, felter):
    with fabrik.uden_om_loggen(), pytest.raises(IntegrityError), transaction.atomic():
        m.Forespoergsel.objects.update(**felter)


def test_databasen_afviser_to_svar_paa_det_samme(forespoergsel, leder_boern):
    m.Svar(forespoergsel=forespoergsel, art="svar", tekst="Et", af=leder_boern).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        m.Svar(forespoergsel=forespoergsel, art="svar", tekst="To", af=leder_boern).save()
    m.Svar(forespoergsel=forespoergsel, art="supplement", tekst="To", af=leder_boern).save()


def test_et_svar_rettes_ikke(forespoergsel, leder_boern):
    svar = besvar(forespoergsel=forespoergsel, indhold=SVAR, runde=0, af=leder_boern)
    svar.tekst = "Noget andet."
    with pytest.raises(TypeError, match="kan ikke ændres"):
        svar.save()
    with pytest.raises(TypeError):
        m.Svar.objects.update(tekst="Noget andet.")
    assert m.Svar.objects.get().tekst == "Vi beklager."


def test_det_der_fejler_gemmer_intet(forespoergsel, leder_boern):
    foer = m.Logpost.objects.count()
    with pytest.raises(ValidationError):
        besvar(forespoergsel=forespoergsel, indhold=Svarindhold(""), runde=0, af=leder_boern)
    assert not m.Svar.objects.exists()
    assert m.Forespoergsel.objects.get().tilstand == "sendt"
    assert m.Logpost.objects.count() == foer
