"""A keyboard, and nothing else: counts what is pressed and notes where the focus goes."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

# Where the focus is, in words: the group's legend, the element's role and its label; and whether
# it can be seen there. What is marked as focused must look different and be inside the window.
FOKUS = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const ord = (tekst) => (tekst ?? "").replace(/\\s+/g, " ").trim();
  const rens = (element) => {
    const kopi = element.cloneNode(true);
    kopi.querySelectorAll("svg, .badge, .weight-normal").forEach((en) => en.remove());
    return ord(kopi.textContent);
  };
  const navn = ord(el.getAttribute("aria-label")) || rens(el.labels?.[0] ?? el);
  const gruppe = el.closest("fieldset")?.querySelector("legend");
  const form = getComputedStyle(el);
  const felt = el.getBoundingClientRect();
  const ramme = parseFloat(form.outlineWidth) > 0 && form.outlineStyle !== "none";
  return {
    navn: (gruppe ? `${rens(gruppe)}: ` : "") + navn,
    tag: el.tagName,
    synlig:
      (ramme || form.boxShadow !== "none" || el.tagName === "MAIN") &&
      felt.width > 1 && felt.bottom > 0 && felt.top < innerHeight &&
      felt.right > 0 && felt.left < innerWidth,
  };
}"""


class Tastatur:
    """Presses keys in a page. `orden` is the labels of what had the focus, in order."""

    def __init__(self, side: Page):
        self.side = side
        self.antal = 0
        self.orden: list[str] = []
        self.usynlige: list[str] = []

    def tryk(self, *taster: str) -> None:
        for tast in taster:
            self.side.keyboard.press(tast)
            self.antal += tast.count("+") + 1
            if tast in {"Tab", "Shift+Tab"}:
                self._noter()

    def skriv(self, tekst: str) -> None:
        self.side.keyboard.type(tekst)
        self.antal += len(tekst)

    def enter_til(self, sti: str) -> None:
        """Enter on a link or a button that leads to another page (a regular expression)."""
        self.tryk("Enter")
        self.side.wait_for_url(lambda url: re.fullmatch(sti, urlsplit(url).path))

    def fokus(self) -> str:
        fokus = self.side.evaluate(FOKUS)
        return fokus["navn"] if fokus else ""

    def _noter(self) -> None:
        fokus = self.side.evaluate(FOKUS)
        if fokus is None:
            self.orden.append("")
            return
        self.orden.append(fokus["navn"])
        if not fokus["synlig"]:
            self.usynlige.append(fokus["navn"])
