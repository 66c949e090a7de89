"""A page as a browser without a script meets it: its links and its forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Formular:
    """`felter` are what the browser would send; `valg` every value that each select offers."""

    metode: str
    adresse: str
    felter: dict[str, list[str]] = field(default_factory=dict)
    filfelter: list[str] = field(default_factory=list)
    slags: dict[str, str] = field(default_factory=dict)
    valg: dict[str, list[str]] = field(default_factory=dict)
    knapper: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Side:
    links: list[str] = field(default_factory=list)
    formularer: list[Formular] = field(default_factory=list)

    def formular_til(self, adresse: str) -> Formular:
        """The largest form that is sent back to the page at `adresse`."""
        egne = [f for f in self.formularer if f.metode == "post" and f.adresse in ("", adresse)]
        return max(egne, key=lambda formular: len(formular.felter))


def laes(html: str) -> Side:
    laeser = _Laeser()
    laeser.feed(html)
    return laeser.side


class _Laeser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.side = Side()
        self._formular: Formular | None = None
        self._valgfelt = ""
        self._tekstfelt = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {navn: vaerdi or "" for navn, vaerdi in attrs}
        self.side.links += [a[navn] for navn in ("href", "src") if navn in a]
        if tag == "form":
            self._formular = Formular(a.get("method", "get").lower(), a.get("action", ""))
            self.side.formularer.append(self._formular)
        elif self._formular is not None:
            self._felt(self._formular, tag, a, {navn for navn, _ in attrs})

    def _felt(self, formular: Formular, tag: str, a: dict[str, str], har: set[str]) -> None:
        navn, slags = a.get("name", ""), a.get("type", "text")
        if tag == "option" and self._valgfelt:
            formular.valg[self._valgfelt].append(a.get("value", ""))
            if "selected" in har:
                formular.felter.setdefault(self._valgfelt, []).append(a.get("value", ""))
        elif not navn or "disabled" in har:
            return
        elif tag == "select":
            self._valgfelt = navn
            formular.valg.setdefault(navn, [])
            formular.slags[navn] = tag
        elif tag == "textarea":
            self._tekstfelt = navn
            formular.felter.setdefault(navn, []).append("")
            formular.slags[navn] = tag
        elif tag == "button" or slags in ("submit", "image", "button"):
            formular.knapper.append((navn, a.get("value", "")))
        elif tag == "input":
            self._indtastning(formular, navn, slags, a.get("value", ""), har)

    @staticmethod
    def _indtastning(formular: Formular, navn: str, slags: str, vaerdi: str, har: set[str]) -> None:
        formular.slags[navn] = slags
        if slags == "file":
            formular.filfelter.append(navn)
        elif slags not in ("checkbox", "radio"):
            formular.felter.setdefault(navn, []).append(vaerdi)
        else:
            formular.valg.setdefault(navn, []).append(vaerdi or "on")
            if "checked" in har:
                formular.felter.setdefault(navn, []).append(vaerdi or "on")

    def handle_data(self, data: str) -> None:
        if self._tekstfelt and self._formular is not None:
            vaerdier = self._formular.felter[self._tekstfelt]
            vaerdier[-1] += data if vaerdier[-1] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._formular = None
        elif tag == "select" and self._valgfelt and self._formular is not None:
            # As a browser does: where none is chosen, the first one is.
            valg = self._formular.valg[self._valgfelt]
            self._formular.felter.setdefault(self._valgfelt, valg[:1])
            self._valgfelt = ""
        elif tag == "textarea":
            self._tekstfelt = ""
