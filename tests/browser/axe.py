"""axe-core in the page, and whether the page is wider than the window."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[1] / "statisk" / "axe.min.js").read_text(encoding="utf-8")
# Evaluated over the debugger's protocol, which the page's content security policy does not govern:
# the policy stays as it is.
KOER = """async () => {
  const svar = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    resultTypes: ["violations"],
    preload: false,
  });
  const sted = (node) => `${node.target.join(" ")} ${node.html.slice(0, 120)}`;
  return svar.violations.map((brud) => `${brud.id}: ${brud.nodes.map(sted).join(" | ")}`);
}"""
FOR_BRED = """() => {
  const plads = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= plads) return [];
  const stikker_ud = [...document.querySelectorAll("body *")]
    .filter((el) => el.getBoundingClientRect().right > plads + 1)
    .map((el) => `${el.tagName} ${el.getAttribute("class") ?? ""} ${el.id}`.trim());
  const bredde = document.scrollingElement.scrollWidth;
  return [`${bredde} px i et vindue på ${plads}: ${stikker_ud.join(", ")}`];
}"""


def brud(side: Page) -> list[str]:
    """What is wrong with the page as it stands: rules of WCAG 2.1 A and AA, and its width."""
    side.evaluate(AXE)
    return [*side.evaluate(KOER), *for_bred(side)]


def for_bred(side: Page) -> list[str]:
    """Whether one has to scroll sideways to read the page, and what makes it so wide."""
    return side.evaluate(FOR_BRED)
