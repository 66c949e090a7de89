"""What is encrypted is read by whoever has the key, and by nobody else."""

import stat

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import MaxLengthValidator

from borgerraadgiver.noegle import hemmelig_noegle
from henvendelser import kryptering
from henvendelser.kryptering import (
    Beskadiget,
    Hemmelighed,
    NoeglenMangler,
    blindindeks,
    blindindekser,
    dekrypter,
    krypter,
    noeglens_navn,
    noegler,
    roter,
)
from henvendelser.models.felter import KrypteretFelt

GAMMEL, NY = kryptering.ny_noegle(), kryptering.ny_noegle()


@pytest.fixture(autouse=True)
def den_gamle_noegle(settings):
    settings.KRYPTERINGSNOEGLER = [GAMMEL]


@pytest.mark.parametrize("klart", ["blåbærgrød", b"\x00\xff", "", "x" * 100_000])
def test_det_krypterede_kan_laeses_igen_og_staar_ikke_i_det(klart):
    skjult = krypter(klart)
    indhold = klart.encode() if isinstance(klart, str) else klart
    assert dekrypter(skjult) == indhold
    assert not indhold or indhold not in skjult.encode()


def test_det_samme_indhold_giver_hver_gang_noget_andet():
    assert len({krypter("det samme") for _ in range(10)}) == 10


def test_den_foerste_noegle_krypterer_og_alle_laeser(settings):
    under_gammel = krypter("før")
    settings.KRYPTERINGSNOEGLER = [NY, GAMMEL]
    under_ny = krypter("efter")
    assert dekrypter(under_gammel) == b"f\xc3\xb8r"
    assert noeglens_navn(under_gammel) != noeglens_navn(under_ny)
    settings.KRYPTERINGSNOEGLER = [NY]
    assert dekrypter(under_ny) == b"efter"


def test_en_manglende_noegle_naevnes_ved_sit_navn_og_ikke_ved_sig_selv(settings):
    skjult = krypter("hemmeligt")
    navn = noegler()[0].navn
    settings.KRYPTERINGSNOEGLER = [NY]
    with pytest.raises(NoeglenMangler, match=f"»{navn}« mangler") as fejl:
        dekrypter(skjult)
    assert GAMMEL not in str(fejl.value)
    assert GAMMEL not in repr(noegler())


@pytest.mark.parametrize("odelagt", ["", "ingenting", "{navn}.", "{navn}.gAAAAAxx", "{skjult}x"])
def test_det_beskadigede_vises_aldrig(odelagt):
    skjult = krypter("hemmeligt")
    with pytest.raises(Beskadiget):
        dekrypter(odelagt.format(navn=noegler()[0].navn, skjult=skjult[:-6]))


def test_rotation_laegger_over_paa_den_foerste_og_gentaget_goer_ingenting(settings):
    skjult = krypter("hemmeligt")
    assert roter(skjult) == skjult
    settings.KRYPTERINGSNOEGLER = [NY, GAMMEL]
    roteret = roter(skjult)
    assert roteret != skjult
    assert roter(roteret) == roteret
    settings.KRYPTERINGSNOEGLER = [NY]
    assert dekrypter(roteret) == b"hemmeligt"


def test_blindindekset_er_det_samme_for_det_samme_og_kun_under_samme_noegle(settings):
    et = blindindeks("cpr", "1")
    assert et == blindindeks("cpr", "1")
    assert len({et, blindindeks("cpr", "2"), blindindeks("andet", "1")}) == 3
    settings.KRYPTERINGSNOEGLER = [NY, GAMMEL]
    assert blindindeks("cpr", "1") != et
    assert blindindekser("cpr", "1") == [blindindeks("cpr", "1"), et]


@pytest.mark.parametrize("noegle", ["kort", "ø" * 44, ""])
def test_en_noegle_der_ikke_er_en_noegle_naevnes_ved_sit_nummer(settings, noegle):
    settings.KRYPTERINGSNOEGLER = [GAMMEL, noegle]
    with pytest.raises(ImproperlyConfigured, match=r"Nøgle nr\. 2") as fejl:
        krypter("x")
    assert not noegle or noegle not in str(fejl.value)


def test_uden_noegler_krypteres_der_ikke(settings):
    settings.KRYPTERINGSNOEGLER = []
    with pytest.raises(ImproperlyConfigured):
        krypter("x")


def test_noeglen_laves_en_gang_og_kun_ejeren_kan_laese_den(tmp_path):
    fil = tmp_path / "krypteringsnoegle"
    noegle = hemmelig_noegle(fil, kryptering.ny_noegle)
    assert Fernet(noegle)
    assert hemmelig_noegle(fil, kryptering.ny_noegle) == noegle
    assert stat.S_IMODE(fil.stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir()] == [fil.name]


def test_en_hemmelighed_er_prikker_overalt_undtagen_naar_den_vises():
    hemmelig = Hemmelighed.af("hemmeligt")
    skrevet = [str(hemmelig), repr(hemmelig), f"{hemmelig}", "%s" % hemmelig, repr([hemmelig])]  # noqa: UP031
    assert not any("hemmeligt" in ord_ or hemmelig.skjult in ord_ for ord_ in skrevet)
    assert hemmelig.vis() == "hemmeligt"
    assert hemmelig == Hemmelighed.af("hemmeligt")
    assert hemmelig != Hemmelighed.af("andet")
    assert hemmelig != "hemmeligt"


def test_feltet_giver_databasen_kun_det_krypterede():
    felt = KrypteretFelt(validators=[MaxLengthValidator(3)])
    skjult = felt.get_prep_value("abc")
    assert "abc" not in skjult
    assert felt.from_db_value(skjult, None, None).vis() == "abc"
    assert [felt.get_prep_value(tom) for tom in (None, "")] == [None, None]
    assert felt.clean("abc", None).vis() == "abc"
    with pytest.raises(ValidationError):
        felt.clean("abcd", None)
