"""A number in a table, and the page behind it: the same count through the real address."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from beretning.optaelling import DIMENSIONER, MAAL, Akse, Erklaering, Erklaeringsfejl, optael
from beretning.periode import Periode
from henvendelser.valg import Henvendelsestype, Udfald
from tests import fabrik
from tests.redskaber.lag import lag

pytestmark = pytest.mark.django_db
PERIODE = Periode(date(2025, 1, 1), date(2025, 6, 30))


@lag
def blandet(kontor) -> None:
    """Rows on both sides of the period's days, stated and not, closed and not."""
    for nr, dag in enumerate(
        (date(2024, 12, 31), PERIODE.fra, date(2025, 3, 3), PERIODE.til, date(2025, 7, 1))
    ):
        fabrik.henvendelse(
            dag,
            afdeling=(kontor.boern, kontor.skole, None)[nr % 3],
            emne=(kontor.skik, kontor.svartid, kontor.andet, None)[nr % 4],
            foelgesager=((kontor.enhed, kontor.sprog), (kontor.boern, None)),
            kontaktform=(kontor.mail, None)[nr % 2],
            kategori=(None, kontor.klage)[nr % 2],
            type=(Henvendelsestype.AABEN, None)[nr % 2],
            behandling=kontor.raad,
            afsluttet=(date(2025, 6, 30), date(2025, 7, 1), None)[nr % 3] if nr < 4 else None,
        )
        fabrik.afgoerelse(
            kontor.ankestyrelsen,
            dag,
            afdeling=(kontor.enhed, None)[nr % 2],
            udfald=(None, Udfald.AFVIST, Udfald.HJEMVIST)[nr % 3],
            temaer=((), (kontor.begrundelse,), (kontor.begrundelse, None))[nr % 3],
        )
        fabrik.aktivitet(
            kontor.oplaeg,
            dag,
            afdeling=(kontor.enhed, None)[nr % 2],
            timer=(Decimal("2.25"), None)[nr % 3 % 2],
        )


@pytest.mark.langsom
@pytest.mark.parametrize("maal", MAAL.values(), ids=MAAL)
def test_hver_celle_er_laengden_af_sin_liste(maal, blandet, klient):
    proevet = 0
    for raekker in DIMENSIONER:
        try:
            erklaering = Erklaering(noegle="t", titel="T", maal=maal, raekker=Akse(raekker))
        except Erklaeringsfejl:
            continue
        for raekke in optael(erklaering, PERIODE).raekker:
            for celle in raekke.celler[: 2 if maal.andel else 1 if maal.varighed else None]:
                if celle.antal is None:
                    continue
                svar = klient.get(reverse(maal.liste), dict(celle.filter))
                assert svar.context["form"].is_valid(), celle
                antal = _summen(svar, maal.sum_af) if maal.sum_af else svar.context["antal"]
                assert antal == celle.antal, (raekker.noegle, raekke.navn, celle)
                proevet += 1
    assert proevet >= 12


def _summen(svar, felt: str) -> Decimal:
    return sum(getattr(raekke, felt) or 0 for raekke in svar.context["side"])
