"""Sending a request: what goes with it, by when it is to be answered, and what stops it."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from henvendelser import log
from henvendelser import models as m
from henvendelser.handlinger import afslut_henvendelse
from henvendelser.handlinger.forespoergsler import send_forespoergsel
from henvendelser.handlinger.samtykker import traek_samtykke_tilbage
from henvendelser.valg import Forespoergselsart, Samtykkeart, Tilbagetraekning
from tests import fabrik

pytestmark = pytest.mark.django_db
TIRSDAG = date(2025, 3, 4)


def send(henvendelse, afdeling, **felter) -> m.Forespoergsel:
    valg = {"art": Forespoergselsart.OVERSENDELSESSAG, "tekst": "Hvad er der sket?", "af": None}
    return send_forespoergsel(henvendelse=henvendelse, afdeling=afdeling, **valg | felter)


def test_uden_samtykke_sendes_intet(henvendelse, kontor, leder_boern):
    fabrik.samtykke(henvendelse, Samtykkeart.BRUG_I_BERETNING)  # a yes to something else
    fabrik.samtykke(fabrik.henvendelse())  # another citizen's
    with pytest.raises(ValidationError, match="ikke givet samtykke"):
        send(henvendelse, kontor.boern)
    assert not m.Forespoergsel.objects.exists()


def test_et_samtykke_der_er_trukket_tilbage_er_intet_samtykke(henvendelse, kontor, leder_boern):
    traek_samtykke_tilbage(
        samtykke=fabrik.samtykke(henvendelse),
        trukket_tilbage=fabrik.DAGEN,
        hvordan=Tilbagetraekning.TELEFON,
        af=None,
    )
    with pytest.raises(ValidationError, match="ikke givet samtykke"):
        send(henvendelse, kontor.boern)


def test_det_valgte_foelger_med_og_intet_andet(med_samtykke, kontor, raadgiver):
    valgt = fabrik.dokument(med_samtykke, "brev.txt")
    fabrik.dokument(med_samtykke, "notat.txt")
    hovedsag, foelgesag, _ = med_samtykke.sager.order_by("id")
    sendt = send(
        med_samtykke,
        kontor.boern,
        sager=[hovedsag, foelgesag],
        dokumenter=[valgt],
        af=raadgiver,
    )
    assert [str(punkt) for punkt in sendt.punkter.all()] == ["Svartid", "Sprogbrug"]
    assert [et.dokument for et in sendt.dokumenter.all()] == [valgt]
    assert (sendt.tekst, sendt.sendt_af) == ("Hvad er der sket?", raadgiver)
    assert sendt.samtykke == med_samtykke.samtykker.get()


def test_et_punkt_beholder_sit_emne_naar_sagen_rettes(med_samtykke, kontor):
    hovedsag = med_samtykke.hovedsag
    sendt = send(med_samtykke, kontor.boern, sager=[hovedsag])
    hovedsag.emne = kontor.andet
    hovedsag.save()
    assert [str(punkt) for punkt in sendt.punkter.all()] == ["Svartid"]


def test_tre_uger_uden_andet_valg_og_forklaringen_gemmes(med_samtykke, kontor, stil_uret):
    stil_uret(TIRSDAG)
    sendt = send(med_samtykke, kontor.boern)
    assert (sendt.svarfrist, sendt.frist) == (date(2025, 3, 25), date(2025, 3, 25))
    assert sendt.frist_forklaring == "3 uger fra tirsdag 4. marts 2025 er tirsdag 25. marts."


@pytest.mark.parametrize(
    ("sendt", "dage", "frist"),
    [
        # Easter 2025: 14 April + 3 days is Maundy Thursday, and the next working day the 22nd.
        (date(2025, 4, 14), 3, date(2025, 4, 22)),
        # Christmas: three weeks from the 4th is Christmas day, a Thursday; then the 26th; Monday.
        (date(2025, 12, 4), 21, date(2025, 12, 29)),
        # New Year's Eve, and the first: from a Wednesday to the Friday after.
        (date(2025, 12, 10), 21, date(2026, 1, 2)),
        # A leap day is a day: 8 February 2024 + 21 is 29 February.
        (date(2024, 2, 8), 21, date(2024, 2, 29)),
        (date(2023, 2, 8), 21, date(2023, 3, 1)),
        # The clocks change on 30 March 2025 and 26 October 2025: three weeks are 21 days still.
        (date(2025, 3, 10), 21, date(2025, 3, 31)),
        (date(2025, 10, 6), 21, date(2025, 10, 27)),
        # Ten days that end on a Saturday are told on the Monday.
        (date(2025, 6, 11), 10, date(2025, 6, 23)),
    ],
)
def test_kontorets_frist_over_aarets_dage(med_samtykke, stil_uret, sendt, dage, frist):
    m.Kontor.objects.update(svarfrist_dage=dage)
    stil_uret(sendt)
    assert send(med_samtykke, med_samtykke.hovedsag.afdeling).svarfrist == frist


def test_lige_efter_midnat_ved_skift_til_sommertid_er_det_den_danske_dag(
    med_samtykke, kontor, stil_uret
):
    """00.30 in Denmark is still the day before in UTC."""

    stil_uret(date(2025, 3, 31), time(0, 30))
    sendt = send(med_samtykke, kontor.boern)
    assert (sendt.sendt, sendt.svarfrist) == (date(2025, 3, 31), date(2025, 4, 22))


def test_en_valgt_frist_flyttes_til_en_arbejdsdag_og_skal_ligge_efter_i_dag(
    med_samtykke, kontor, stil_uret
):
    stil_uret(TIRSDAG)
    with pytest.raises(ValidationError) as fejl:
        send(med_samtykke, kontor.boern, svarfrist=TIRSDAG)
    assert fejl.value.message_dict == {"svarfrist": ["Fristen skal ligge efter i dag."]}
    sendt = send(med_samtykke, kontor.boern, svarfrist=date(2025, 4, 18))
    assert sendt.svarfrist == date(2025, 4, 22)


def test_andre_afdelingers_punkter_sendes_ikke(med_samtykke, kontor):
    skolens = med_samtykke.sager.get(afdeling=kontor.skole)
    with pytest.raises(ValidationError) as fejl:
        send(med_samtykke, kontor.boern, sager=[skolens])
    assert fejl.value.message_dict == {
        "sager": ["Det hører til en anden afdeling end »Børn & Familie«: »Andet« (Skole)."]
    }


def test_andre_henvendelsers_punkter_og_dokumenter_sendes_ikke(med_samtykke, kontor):
    anden = fabrik.henvendelse(afdeling=kontor.boern)
    with pytest.raises(ValidationError, match="anden henvendelse"):
        send(med_samtykke, kontor.boern, sager=[anden.hovedsag])
    with pytest.raises(ValidationError, match="anden henvendelse"):
        send(med_samtykke, kontor.boern, dokumenter=[fabrik.dokument(anden, "a.txt")])


def test_en_afdeling_uden_en_leder_der_kan_logge_ind_spoerges_ikke(med_samtykke, kontor):
    fabrik.leder(kontor.skole, is_active=False)
    with pytest.raises(ValidationError) as fejl:
        send(med_samtykke, kontor.skole)
    assert "»Skole« har ingen leder, der kan logge ind" in fejl.value.message_dict["afdeling"][0]


def test_en_nedlagt_afdeling_naevner_sin_efterfoelger(med_samtykke, kontor):
    kontor.boern.gyldig_til = date(2025, 1, 31)
    kontor.boern.efterfoelger = kontor.skole
    kontor.boern.save()
    with pytest.raises(ValidationError) as fejl:
        send(med_samtykke, kontor.boern)
    assert fejl.value.message_dict == {
        "afdeling": ["»Børn & Familie« blev nedlagt 31. januar 2025. Vælg »Skole«."]
    }


def test_en_afdeling_uden_for_kommunen_spoerges_ikke(med_samtykke, kontor):
    kontor.boern.ekstern = True
    kontor.boern.save()
    with pytest.raises(ValidationError, match="uden for kommunen"):
        send(med_samtykke, kontor.boern)


def test_en_afsluttet_henvendelse_spoerges_der_ikke_om(med_samtykke, kontor, raadgiver):
    afslut_henvendelse(
        henvendelse=med_samtykke, behandling=kontor.raad, afsluttet=fabrik.DAGEN, af=raadgiver
    )
    with pytest.raises(ValidationError, match="Genåbn den"):
        send(med_samtykke, kontor.boern)


def test_et_cpr_nummer_i_teksten_afvises(med_samtykke, kontor):
    with pytest.raises(ValidationError) as fejl:
        send(med_samtykke, kontor.boern, tekst="Det gælder 610190-1234.")
    assert set(fejl.value.message_dict) == {"tekst"}


def test_det_staar_i_sagens_log_uden_teksten(forespoergsel, raadgiver):
    post = m.Logpost.objects.om("forespoergsel", forespoergsel.pk).get()
    assert post.bruger_noegle == raadgiver.pk
    assert post.aendringer["forespoergsel.tekst"] is None
    assert post.aendringer["forespoergsel.afdeling"] == [None, "Børn & Familie"]
    assert forespoergsel.henvendelse.nummer in {r.betegnelse for r in post.referencer.all()}
    linjer = log.ord.linje(post).aendringer
    assert "Forespørgsel, afdeling: »Børn & Familie«" in linjer


def test_et_dokument_der_er_sendt_kan_ikke_slettes(med_samtykke, kontor, klient):
    dokument = fabrik.dokument(med_samtykke, "brev.txt")
    send(med_samtykke, kontor.boern, dokumenter=[dokument])
    svar = klient.post(f"{dokument.get_absolute_url()}slet/", follow=True)
    assert "er sendt til eller kommet fra en afdeling" in svar.content.decode()
    assert med_samtykke.dokumenter.get() == dokument
