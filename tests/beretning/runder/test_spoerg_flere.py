"""A department that is asked while the round is open, as it would have been from the first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from beretning.anbefalinger.handlinger import luk_anbefaling
from beretning.models import Runde, Rundesvar
from beretning.runder.handlinger import RundenErLukket, luk_runde, spoerg_flere
from henvendelser.log.ord import linje
from henvendelser.models import Afdeling, Brev, Logpost
from henvendelser.regler import i_dag
from henvendelser.valg import Handling, Objekttype
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db


@pytest.fixture
def runde(kontor) -> Runde:
    """Børn alone is asked, about one recommendation."""
    fabrik.anbefaling([kontor.boern, kontor.skole], 1)
    return fabrik.runde(fabrik.beretning(), [kontor.boern])


def sti(runde) -> str:
    return f"/runder/{runde.pk}/spoerg-flere/"


def spurgt_om(svar: Rundesvar) -> set[str]:
    return {et.adressat.anbefaling.betegnelse for et in svar.stillingtagen.all()}


def aabnet_for(runde: Runde, dage: int) -> None:
    with fabrik.uden_om_loggen():
        Runde.objects.filter(pk=runde.pk).update(aabnet=timezone.now() - timedelta(dage))


def test_den_spoerges_om_det_der_kunne_spoerges_om_da_runden_blev_aabnet(runde, kontor, raadgiver):
    aabnet_for(runde, 10)
    i_dag_ = i_dag()
    samme_dag = fabrik.anbefaling([kontor.skole], 2, offentliggjort=i_dag_ - timedelta(10))
    fabrik.anbefaling([kontor.skole], 3, offentliggjort=i_dag_ - timedelta(9))
    fabrik.anbefaling([kontor.skole], 4, beretning=runde.beretning)
    luk_anbefaling(
        anbefaling=fabrik.anbefaling([kontor.skole], 5), begrundelse="Nået.", af=raadgiver
    )
    (svar,) = spoerg_flere(runde=runde, afdelinger=[kontor.skole], af=raadgiver)
    assert spurgt_om(svar) == {"2024-1", samme_dag.betegnelse}
    assert {en.afdeling for en in runde.svar.all()} == {kontor.boern, kontor.skole}


def test_det_en_nedlagt_afdeling_svarer_paa_spoerges_efterfoelgeren_ikke_om(
    runde, kontor, raadgiver
):
    Afdeling.objects.filter(pk=kontor.boern.pk).update(
        gyldig_til=i_dag() - timedelta(1), efterfoelger=kontor.enhed
    )
    (svar,) = spoerg_flere(runde=runde, afdelinger=[kontor.enhed], af=raadgiver)
    assert spurgt_om(svar) == set()


def test_kun_den_nyes_ledere_faar_mail_og_det_logges(runde, kontor, leder, raadgiver):
    ny_leder = fabrik.leder(kontor.skole)
    Brev.objects.all().delete()
    (svar,) = spoerg_flere(runde=runde, afdelinger=[kontor.skole], af=raadgiver)
    assert [(brev.modtager, brev.sti) for brev in Brev.objects.all()] == [
        (ny_leder, f"/runder/svar/{svar.pk}/skriv/")
    ]
    post = Logpost.objects.om(Objekttype.RUNDE, runde.pk).order_by("-id").first()
    assert (post.handling, post.brugernavn) == (Handling.OPRETTELSE, "raadgiver")
    assert "Skole" in str(linje(post).aendringer)
    assert logget_ind(ny_leder).get(f"/runder/svar/{svar.pk}/skriv/").status_code == 200


def test_hvad_der_ikke_kan_spoerges_om_aendrer_intet(runde, kontor, raadgiver):
    def afvist(*afdelinger: Afdeling) -> str:
        with pytest.raises(ValidationError) as grund:
            spoerg_flere(runde=runde, afdelinger=afdelinger, af=raadgiver)
        return grund.value.message_dict["afdelinger"][0]

    assert afvist() == "Vælg mindst én afdeling."
    assert afvist(kontor.skole, kontor.boern) == "Er allerede spurgt: Børn & Familie."
    with fabrik.uden_om_loggen():
        Runde.objects.filter(pk=runde.pk).update(frist=i_dag() - timedelta(1))
    assert afvist(kontor.skole).startswith("Rundens frist er overskredet.")
    luk_runde(runde=runde, af=raadgiver)
    with pytest.raises(RundenErLukket):
        spoerg_flere(runde=runde, afdelinger=[kontor.skole], af=raadgiver)
    assert Rundesvar.objects.get().afdeling == kontor.boern


# The page


def test_siden_tilbyder_dem_der_ikke_er_spurgt_og_spoerger_dem(runde, kontor, klient):
    form = klient.get(sti(runde)).context["form"]
    assert form.fields["afdelinger"].choices == [
        (str(kontor.skole.pk), "Skole (1)"),
        (str(kontor.enhed.pk), "Skolefritid, Skole (0)"),
    ]
    assert f'href="{sti(runde)}"' in klient.get(runde.get_absolute_url()).content.decode()
    for sendt in ({}, {"afdelinger": [kontor.boern.pk]}, {"afdelinger": ["x"]}):
        assert klient.post(sti(runde), sendt).context["form"].errors
    assert Rundesvar.objects.count() == 1
    begge = {"afdelinger": [kontor.skole.pk, kontor.enhed.pk]}
    svar = klient.post(sti(runde), begge, follow=True).content.decode()
    assert "Spurgt: Skole, Skolefritid. Se herunder, hvem der kan svare." in svar
    assert {en.afdeling for en in runde.svar.all()} == {kontor.boern, kontor.skole, kontor.enhed}
    assert "Alle afdelinger er spurgt" in klient.get(sti(runde)).content.decode()
    assert klient.post(sti(runde), begge).context["form"].errors


def test_en_lukket_runde_foerer_tilbage_med_grunden(runde, kontor, klient, raadgiver):
    luk_runde(runde=runde, af=raadgiver)
    for svar in (klient.get(sti(runde)), klient.post(sti(runde), {"afdelinger": kontor.skole.pk})):
        assert svar["Location"] == runde.get_absolute_url()
    side = klient.get(runde.get_absolute_url()).content.decode()
    assert "Genåbn den, før du spørger flere afdelinger." in side
    assert sti(runde) not in side
    assert Rundesvar.objects.count() == 1
