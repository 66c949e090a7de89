"""What the adviser writes to a department is a draft until it is sent."""

import pytest

from henvendelser.handlinger.svar import Svarindhold, besvar
from henvendelser.models import Forespoergsel, Kladde
from henvendelser.valg import Erkendelse
from tests import fabrik
from tests.redskaber.kladder import maerket, skriv

pytestmark = pytest.mark.django_db
SVAR = Svarindhold("Vi beklager.", Erkendelse.DELVIST, "Vi har ringet.", "Ny skabelon.")


def kladde(klient, sti: str, **felter) -> Kladde:
    """The draft of the page's form with these fields."""
    assert skriv(klient, maerket(klient, sti), **felter).status_code == 200
    return Kladde.objects.get(indhold__isnull=False)


def vist_maerke(svar) -> str:
    return str(svar.context["kladde"].maerke)


def test_en_forespoergsel_fortsaettes_hvor_den_slap(klient, kontor, henvendelse, leder_boern):
    fabrik.samtykke(henvendelse)
    sti = f"{henvendelse.get_absolute_url()}forespoergsel/"
    valgt = [str(henvendelse.sager.first().pk)]
    valgte = {"afdeling": str(kontor.boern.pk), "art": "oversendelsessag", "sager": valgt}
    skrevet = {**valgte, "tekst": "Det gælder", "svarfrist": "snart"}
    fortsat = klient.get(kladde(klient, sti, **skrevet).get_absolute_url())
    assert {navn: fortsat.context["form"][navn].value() for navn in skrevet} == skrevet
    assert not Forespoergsel.objects.exists()
    svar = klient.post(
        sti, {**valgte, "tekst": "Det gælder Alma.", "kladde": vist_maerke(fortsat), "engang": "x"}
    )
    assert svar["Location"] == Forespoergsel.objects.get().get_absolute_url()
    assert [et.indhold for et in Kladde.objects.all()] == [None]


def test_et_opfoelgende_spoergsmaal_fortsaettes_hvor_det_slap(klient, forespoergsel, leder_boern):
    besvar(forespoergsel=forespoergsel, indhold=SVAR, runde=0, af=leder_boern)
    sti = f"{forespoergsel.get_absolute_url()}spoerg/"
    fortsat = klient.get(kladde(klient, sti, tekst="Hvad med").get_absolute_url())
    assert fortsat.context["form"]["tekst"].value() == "Hvad med"
    klient.post(sti, {"tekst": "Hvad med fristen?", "kladde": vist_maerke(fortsat)})
    assert forespoergsel.opfoelgninger.get().tekst == "Hvad med fristen?"
    assert [et.indhold for et in Kladde.objects.all()] == [None]
