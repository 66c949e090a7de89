"""The rows that tests share are each test's own; the tests below are run from the top."""

import pytest

from henvendelser.dokumenter import lager
from henvendelser.models import Afdeling, Dokument, Henvendelse, Kontor

from . import fabrik
from .redskaber.lag import STAKKEN, lag

pytestmark = pytest.mark.django_db
bygget: list[str] = []


@lag
def register(kontor) -> dict[str, Henvendelse]:
    bygget.append("register")
    kontor.boern.navn = "Kun i laget"
    return {"en": fabrik.henvendelse(afdeling=kontor.boern)}


@lag
def stoerre(register) -> dict[str, Henvendelse]:
    bygget.append("større")
    return register | {"to": fabrik.henvendelse()}


@pytest.mark.parametrize("gang", [1, 2])
def test_hvad_en_proeve_goer_ser_den_naeste_intet_til(gang, register, kontor):
    assert bygget == ["register"]
    assert kontor.boern.navn == "Børn & Familie"
    assert set(Henvendelse.objects.all()) == set(register.values())
    register["en"].beskrivelse = "rettet"
    register["en"].save()
    register["to"] = fabrik.henvendelse()
    kontor.boern.navn = "Ødelagt"
    kontor.boern.save()


def test_det_andet_lag_staar_oven_paa_det_foerste(stoerre, register):
    assert bygget == ["register", "større"]
    assert set(Henvendelse.objects.all()) == set(stoerre.values()) > set(register.values())
    assert register["en"].beskrivelse == ""


@lag
def med_fil(kontor) -> Dokument:
    return fabrik.dokument(fabrik.henvendelse(), "brev.txt", b"indhold")


@pytest.mark.parametrize("gang", [1, 2])
def test_et_dokument_der_er_fjernet_er_der_igen(gang, med_fil):
    assert lager.laes(med_fil.lagernavn) == b"indhold"
    lager.slet(med_fil.lagernavn)
    with pytest.raises(lager.FilenMangler):
        lager.laes(med_fil.lagernavn)


def test_den_der_beder_om_mindre_ser_kun_det(kontor):
    assert not Henvendelse.objects.exists()
    assert Afdeling.objects.get(pk=kontor.boern.pk).navn == "Børn & Familie"


def test_den_der_intet_beder_om_ser_intet():
    assert not Kontor.objects.exists()


def test_den_der_beder_undervejs_faar_det_ogsaa(request):
    en = request.getfixturevalue("register")
    assert set(Henvendelse.objects.all()) == set(en.values())


def test_det_var_i_proevens_egen_transaktion():
    assert not Henvendelse.objects.exists()


@pytest.mark.parametrize("gang", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_den_der_gemmer_for_alvor_har_intet_under_sig(gang, stoerre):
    assert STAKKEN.hoejde == 0
    assert Henvendelse.objects.count() == len(stoerre) == 2
