"""The control: what is planted is found. Without it, a silent guard would look like a good page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .axe import brud

pytestmark = pytest.mark.browser

PLANTEDE = {
    "<img src=x onerror=1>": "Content Security Policy",
    "<script>window.ond = true</script>": "Content Security Policy",
    '<img src="https://example.invalid/x.png">': "Content Security Policy",
    '<link rel="stylesheet" href="/static/findes-ikke.css">': "404",
    '<img src="http://localhost:1/x.png">': "localhost:1",
}


def plant(side: Page, html: str) -> None:
    """The program's login page with its own headers, and something more in its body."""

    def svar(rute) -> None:
        aegte = rute.fetch()
        rute.fulfill(response=aegte, body=aegte.text().replace("</main>", f"{html}</main>"))

    side.route("**/log-ind/", svar)
    side.goto("/log-ind/", wait_until="networkidle")


@pytest.mark.parametrize("html", PLANTEDE)
def test_vagten_hoerer_hvad_der_gaar_galt(html, vinduer, vagt, db):
    side = vinduer.aabn()
    plant(side, html)
    fejl = " ".join(vagt.fejl)
    assert PLANTEDE[html] in fejl
    assert side.evaluate("window.ond") is None
    vagt.fejl.clear()


def test_vagten_hoerer_et_script_der_braekker(vinduer, vagt, db):
    side = vinduer.aabn()
    side.goto("/log-ind/")
    side.evaluate("setTimeout(() => { throw new Error('plantet'); })")
    side.wait_for_timeout(100)
    assert "plantet" in " ".join(vagt.fejl)
    vagt.fejl.clear()


def test_axe_finder_hvad_der_er_plantet(vinduer, db):
    side = vinduer.aabn()
    side.goto("/log-ind/")
    assert brud(side) == []
    side.locator("main").evaluate(
        """(main) => {
          main.insertAdjacentHTML("beforeend", "<input><a href='#'></a><p class=plet>Bleg</p>");
          main.querySelector(".plet").style.cssText = "color: #ddd; min-width: 3000px";
        }"""
    )
    fundet = brud(side)
    for regel in ("label:", "link-name:", "color-contrast:", "px i et vindue"):
        assert any(regel in linje for linje in fundet), regel
