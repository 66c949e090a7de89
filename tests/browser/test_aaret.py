"""One case through a year, as three people see it, till the department's words are in the PDF.

The administrator gives a department's lead an access. A citizen calls the adviser; the department
is asked, reminded, given longer time, asked again, and answers. The adviser recommends something,
and asks a year later what became of it; the answer is printed in the report. Each follows the links
in the mails, and each step is seen by what stands on that one's own screen.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from henvendelser.models import Bruger

from . import aarets_personer as p

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.langsom]

BERETNING = {
    "noegle": "aaret",
    "titel": p.BERETNINGEN,
    "fra": "2025-04-01",
    "til": "2026-03-31",
    "dateret": "2026-05-20",
    "afsender": "Borgerrådgiveren",
    "afsnit": [{"art": "tekst", "overskrift": "Året der gik", "tekst": "Et år med færre klager."}],
}


@pytest.fixture
def den_dag(vinduer, stil_uret) -> Callable[[date, str], Page]:
    """It is that day, and somebody sits down at the computer and logs in."""

    def den(dag: date, brugernavn: str) -> Page:
        stil_uret(dag)
        side = vinduer.aabn(Bruger.objects.get(username=brugernavn))
        side.goto("/")
        return side

    return den


@pytest.fixture
def kontorets_folk(kontor, raadgiver, administrator) -> None:
    """The adviser, who has a mail address, and the administrator; nobody of the departments."""
    raadgiver.email = p.RAADGIVERS_MAIL
    raadgiver.save()


def cron() -> str:
    ud = StringIO()
    call_command("send_paamindelser", stdout=ud)
    return ud.getvalue()


def laeg_beretningen(mappe: Path) -> None:
    skabelon = mappe / "beretning.json"
    skabelon.write_text(json.dumps(BERETNING), encoding="utf-8")
    call_command("opret_beretning", skabelon, stdout=StringIO())


def test_et_aar_fra_opkaldet_til_afdelingens_ord_i_beretningen(
    kontorets_folk, den_dag, stil_uret, vagt, tmp_path
):
    p.giver_lederen_adgang(den_dag(date(2025, 1, 10), "administrator"))

    opkaldet = den_dag(date(2025, 1, 13), "raadgiver")
    sagen = p.registrerer_opkaldet(opkaldet)
    p.kan_ikke_spoerge_uden_samtykke(opkaldet)
    p.registrerer_samtykket(opkaldet)
    p.spoerger_afdelingen(opkaldet)
    p.laeser_forespoergslen(den_dag(date(2025, 1, 14), "bente"))

    stil_uret(date(2025, 1, 28))
    assert "Nye påmindelser: 0." in cron()
    stil_uret(date(2025, 1, 29))
    assert "Nye påmindelser: 1." in cron()
    p.beder_om_tid(den_dag(date(2025, 1, 29), "bente"))
    p.giver_laengere_frist(den_dag(date(2025, 1, 30), "raadgiver"))
    p.svarer(den_dag(date(2025, 2, 13), "bente"))
    p.spoerger_igen(den_dag(date(2025, 2, 17), "raadgiver"))
    p.svarer_paa_det_opfoelgende(den_dag(date(2025, 2, 24), "bente"))
    slut = den_dag(date(2025, 2, 26), "raadgiver")
    p.godtager_svaret(slut)
    slut.goto(sagen)
    expect(slut.get_by_role("region", name="Forespørgsler til afdelinger")).to_contain_text(
        "Afsluttet"
    )
    p.anbefaler(den_dag(date(2025, 5, 30), "raadgiver"))

    # A year later.
    laeg_beretningen(tmp_path)
    p.aabner_runden(den_dag(date(2026, 4, 7), "raadgiver"))
    p.svarer_i_runden(den_dag(date(2026, 4, 20), "bente"))
    vagt.ventede.add("/pdf/")  # a download takes the answer out of the page's hands
    til_sidst = den_dag(date(2026, 5, 4), "raadgiver")
    p.saetter_svarene_i_beretningen(til_sidst)
    trykt = p.henter_pdf(til_sidst)
    for ord_ in (p.AFDELING, p.ANBEFALING, p.GJORT, "Ansøgninger", p.LAERT):
        assert ord_ in trykt
    for fortroligt in (p.FORTROLIGT, p.SPOERGSMAAL, "Alma", p.FOERSTE_SVAR):
        assert fortroligt not in trykt
