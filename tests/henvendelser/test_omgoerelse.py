"""Omgørelsesprocenten: from counts, of what was decided on its merits; and a decision's law."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from beretning.levende_tal import Opslagsfejl, _kan_laegges_sammen, _procent
from beretning.optaelling import Erklaeringsfejl, erklaering_fra, optael
from beretning.periode import Periode
from henvendelser.models import Afgoerelse
from henvendelser.omgoerelse import Omgoerelse, procent
from henvendelser.valg import Udfald
from tests import fabrik
from tests.fabrik import DAGEN

AARET = Periode(date(2025, 1, 1), date(2025, 12, 31))
ANTAL = st.integers(0, 5_000)


@pytest.mark.parametrize(
    ("omgjorte", "alle", "ventet"),
    [
        (0, 0, None),
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (1, 2000, "0.1"),  # 0.05: half a tenth goes up
        (1, 2001, "0.0"),
    ],
)
def test_procenten_regnes_af_antal_med_en_decimal(omgjorte, alle, ventet):
    assert procent(omgjorte, alle) == (ventet and Decimal(ventet))


@given(ANTAL, ANTAL)
def test_procenten_er_hoejst_en_tyvendedel_fra_den_rigtige(omgjorte, andre):
    alle = omgjorte + andre
    if alle:
        assert abs(procent(omgjorte, alle) * alle - 100 * omgjorte) * 20 <= alle


@pytest.mark.parametrize(
    ("tal", "saetning"),
    [
        (
            Omgoerelse(4, 12, 3, 2),
            "Omgørelsesprocent 33,3: 4 hjemvist, ændret eller ophævet af 12 realitetsbehandlede. "
            "3 afviste og 2 uden oplyst udfald indgår ikke.",
        ),
        (
            Omgoerelse(0, 1, 0, 0),
            "Omgørelsesprocent 0: 0 hjemvist, ændret eller ophævet af 1 realitetsbehandlede.",
        ),
        (
            Omgoerelse(0, 0, 1, 0),
            "Omgørelsesprocenten kan ikke regnes: ingen afgørelser er realitetsbehandlet. "
            "1 afvist indgår ikke.",
        ),
    ],
)
def test_saetningen_siger_naevneren_og_hvad_der_er_udeladt(tal, saetning):
    assert str(tal) == saetning


@pytest.fixture
def afgoerelser(kontor) -> list[Afgoerelse]:
    """Børn: 2 of 3 changed; Skole: 0 of 1; one dismissed, two unknown, one the day before."""
    udfald = [
        (kontor.boern, Udfald.HJEMVIST),
        (kontor.boern, Udfald.OPHAEVET),
        (kontor.boern, Udfald.STADFAESTET),
        (kontor.boern, Udfald.AFVIST),
        (kontor.skole, Udfald.STADFAESTET),
        (kontor.skole, None),
        (None, None),
    ]
    fabrik.afgoerelse(kontor.ankestyrelsen, date(2024, 12, 31), udfald=Udfald.AENDRET)
    return [
        fabrik.afgoerelse(kontor.ankestyrelsen, afdeling=afdeling, udfald=et)
        for afdeling, et in udfald
    ]


@pytest.mark.django_db
def test_listen_siger_procenten_for_netop_det_filtrerede(klient, kontor, afgoerelser):
    def opsummering(**parametre) -> str:
        return str(klient.get("/afgoerelser/", parametre).context["opsummering"])

    assert opsummering(fra="1.1.2025").startswith(
        "Omgørelsesprocent 50: 2 hjemvist, ændret eller ophævet af 4 realitetsbehandlede. "
        "1 afvist og 2 uden oplyst udfald indgår ikke."
    )
    assert opsummering(fra="1.1.2025", afdeling=kontor.boern.pk).startswith(
        "Omgørelsesprocent 66,7: 2 hjemvist"
    )
    assert opsummering(udfald="afvist").startswith("Omgørelsesprocenten kan ikke regnes")
    assert opsummering(fra="1.1.2026") == ""
    svar = klient.get("/afgoerelser/bemaerkninger/")
    assert svar.context["opsummering"] == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("afgoerelser")
def test_maalet_trykker_begge_antal_procenten_og_det_udeladte():
    data = {"maal": "omgoerelsesprocent", "raekker": {"dimension": "afdeling", "niveau": 1}}
    tabel = optael(erklaering_fra("t", "T", data), AARET)
    assert [kolonne.navn for kolonne in tabel.kolonner] == [
        "Omgjort",
        "Realitetsbehandlet",
        "Omgørelsesprocent",
    ]
    trykt = {raekke.navn: tuple(c.antal for c in raekke.celler) for raekke in tabel.raekker}
    assert trykt == {
        "Børn & Familie": (2, 3, Decimal("66.7")),
        "Skole": (0, 1, Decimal("0.0")),
        "Uoplyst": (0, 0, None),
    }
    assert tuple(celle.antal for celle in tabel.i_alt) == (2, 4, Decimal("50.0"))
    assert tabel.noter == (
        "Omgørelsesprocenten er de hjemviste, ændrede og ophævede afgørelser i procent af de "
        "realitetsbehandlede. 1 afvist og 2 uden oplyst udfald indgår ikke.",
    )
    assert tabel.__class__.fra_data(tabel.som_data()) == tabel


@pytest.mark.django_db
@pytest.mark.usefixtures("afgoerelser")
def test_procenter_laegges_ikke_sammen_og_deles_ikke():
    data = {"maal": "omgoerelsesprocent", "raekker": {"dimension": "afdeling", "niveau": 1}}
    tabel = optael(erklaering_fra("t", "T", data), AARET)
    for goer in (
        lambda: _kan_laegges_sammen(tabel, "I alt"),
        lambda: _procent(tabel, "Skole", "I alt"),
    ):
        with pytest.raises(Opslagsfejl, match="hverken lægges sammen eller deles"):
            goer()
    assert _procent(tabel, "Skole", "Realitetsbehandlet") == 25


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {"raekker": {"dimension": "udfald"}},
        {"raekker": {"dimension": "afdeling"}, "kolonner": {"dimension": "aar"}},
        {"raekker": {"dimension": "afdeling"}, "filter": {"udfald": ["hjemvist"]}},
    ],
)
def test_det_der_ikke_giver_mening_kan_ikke_erklaeres(data):
    with pytest.raises(Erklaeringsfejl):
        erklaering_fra("t", "T", {"maal": "omgoerelsesprocent", **data})


@pytest.mark.django_db
def test_afgjort_og_lovgrundlag_gemmes_vises_og_filtreres(klient, kontor):
    data = {
        "instans": kontor.ankestyrelsen.pk,
        "modtaget": "03.03.2025",
        "afdeling": kontor.boern.pk,
        "afgjort": "27.02.2025",
        "lov": kontor.serviceloven.pk,
        "paragraf": "§ 95, stk. 3",
    }
    svar = klient.post("/afgoerelser/ny/", data)
    afgoerelse = Afgoerelse.objects.get()
    assert (afgoerelse.afgjort, afgoerelse.lov) == (date(2025, 2, 27), kontor.serviceloven)
    side = klient.get(svar["Location"]).content.decode()
    assert "<dd>27.02.2025</dd>" in side
    assert "<dd>Serviceloven § 95, stk. 3</dd>" in side
    fabrik.afgoerelse(kontor.ankestyrelsen)
    fundne = klient.get("/afgoerelser/", {"lov": kontor.serviceloven.pk}).context
    assert [*fundne["side"]] == [afgoerelse]
    assert fundne["saetning"] == "1 afgørelse, lov: Serviceloven"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("aendret", "felter"),
    [
        ({"afgjort": "04.03.2025"}, {"__all__"}),
        ({"afgjort": "31.02.2025"}, {"afgjort"}),
        ({"lov": "999"}, {"lov"}),
        ({"paragraf": "§ 95"}, {"__all__"}),
        ({"paragraf": "x" * 61}, {"paragraf"}),
    ],
)
def test_fejl_i_de_nye_felter_siges_og_intet_gemmes(klient, kontor, aendret, felter):
    data = {
        "instans": kontor.ankestyrelsen.pk,
        "modtaget": "03.03.2025",
        "afdeling": kontor.boern.pk,
    }
    svar = klient.post("/afgoerelser/ny/", data | aendret)
    assert set(svar.context["form"].errors) == felter
    assert not Afgoerelse.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("felter", [{"afgjort": DAGEN + timedelta(1)}, {"paragraf": "§ 1"}])
def test_databasen_afviser_en_afgoerelse_efter_modtagelsen_og_en_paragraf_uden_lov(kontor, felter):
    with pytest.raises(IntegrityError), transaction.atomic():
        Afgoerelse.objects.create(instans=kontor.ankestyrelsen, modtaget=DAGEN, **felter)
    Afgoerelse.objects.create(
        instans=kontor.ankestyrelsen,
        modtaget=DAGEN,
        afgjort=DAGEN,
        lov=kontor.serviceloven,
        paragraf="§ 1",
    )
