"""A list as a file: exactly its rows in its order, in constant memory, safe to open.

A spreadsheet runs a text that begins like a formula. In XLSX a text is marked as one; in CSV, which
cannot say so, it gets an apostrophe before it (OWASP, "CSV Injection"). Days and numbers are days
and numbers, so a negative one is left alone.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO

from django.db.models import Model
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .models import Afgoerelse, Aktivitet, Bemaerkning, Forespoergsel, Henvendelse, Sag

Vaerdi = str | int | Decimal | date | None
LAENGSTE_CELLE = 32_767  # Excel's limit
_I_HUKOMMELSEN = 1_000_000
_FORMEL = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Kolonne:
    navn: str
    vaerdi: Callable[[Any], Vaerdi]
    personlig: bool = False


def _navn(objekt: Model | None) -> str | None:
    return str(objekt) if objekt else None


def _tema(sag: Sag) -> str | None:
    return _navn(sag.emne and (sag.emne.overordnet or sag.emne))


def _emne(sag: Sag) -> str | None:
    return sag.emne.navn if sag.emne and sag.emne.overordnet else None


def _om_henvendelsen(find: Callable[[Any], Henvendelse]) -> tuple[Kolonne, ...]:
    return (
        Kolonne("Status", lambda r: find(r).status.label),
        Kolonne("Afsluttet", lambda r: find(r).afsluttet),
        Kolonne("Kontaktform", lambda r: _navn(find(r).kontaktform)),
        Kolonne("Kategori", lambda r: _navn(find(r).kategori)),
        Kolonne("Behandling", lambda r: _navn(find(r).behandling)),
        Kolonne("Type", lambda r: find(r).get_type_display() or None),
        Kolonne("Borger", lambda r: find(r).borger and find(r).borger.navn, True),
        Kolonne("Telefon", lambda r: find(r).borger and find(r).borger.telefon, True),
        Kolonne("E-mail", lambda r: find(r).borger and find(r).borger.email, True),
        Kolonne("Beskrivelse", lambda r: find(r).beskrivelse, True),
    )


KOLONNER: dict[type[Model], tuple[Kolonne, ...]] = {
    Henvendelse: (
        Kolonne("Nummer", lambda h: h.nummer),
        Kolonne("Modtaget", lambda h: h.modtaget),
        Kolonne("Afdeling", lambda h: _navn(h.hovedsag.afdeling)),
        Kolonne("Tema", lambda h: _tema(h.hovedsag)),
        Kolonne("Emne", lambda h: _emne(h.hovedsag)),
        Kolonne("Følgesager", lambda h: h.antal_foelgesager),
        *_om_henvendelsen(lambda h: h),
    ),
    Sag: (
        Kolonne("Henvendelse", lambda s: s.henvendelse.nummer),
        Kolonne("Modtaget", lambda s: s.henvendelse.modtaget),
        Kolonne("Sagstype", lambda s: s.get_sagstype_display()),
        Kolonne("Afdeling", lambda s: _navn(s.afdeling)),
        Kolonne("Tema", _tema),
        Kolonne("Emne", _emne),
        *_om_henvendelsen(lambda s: s.henvendelse),
    ),
    Afgoerelse: (
        Kolonne("Modtaget", lambda a: a.modtaget),
        Kolonne("Instans", lambda a: _navn(a.instans)),
        Kolonne("Afdeling", lambda a: _navn(a.afdeling)),
        Kolonne("Udfald", lambda a: a.get_udfald_display() or None),
        Kolonne("Sagsbehandling", lambda a: a.resultat.label),
        Kolonne("Bemærkningstemaer", lambda a: ", ".join(map(str, a.bemaerkninger.all()))),
        Kolonne("Note", lambda a: a.note, True),
    ),
    Bemaerkning: (
        Kolonne("Afgørelse modtaget", lambda b: b.afgoerelse.modtaget),
        Kolonne("Bemærkningstema", str),
        Kolonne("Instans", lambda b: _navn(b.afgoerelse.instans)),
        Kolonne("Afdeling", lambda b: _navn(b.afgoerelse.afdeling)),
    ),
    Aktivitet: (
        Kolonne("Dato", lambda a: a.dato),
        Kolonne("Titel", lambda a: a.titel),
        Kolonne("Slags", lambda a: _navn(a.slags)),
        Kolonne("Målgruppe", lambda a: a.maalgruppe),
        Kolonne("Afdeling", lambda a: _navn(a.afdeling)),
        Kolonne("Deltagere", lambda a: a.antal_deltagere),
        Kolonne("Timer", lambda a: a.timer),
        Kolonne("Note", lambda a: a.note, True),
    ),
    Forespoergsel: (
        Kolonne("Nummer", lambda f: f.pk),
        Kolonne("Henvendelse", lambda f: f.henvendelse.nummer),
        Kolonne("Art", lambda f: f.get_art_display()),
        Kolonne("Afdeling", lambda f: _navn(f.afdeling)),
        Kolonne("Sendt", lambda f: f.sendt),
        Kolonne("Svarfrist", lambda f: f.svarfrist),
        Kolonne("Tilstand", lambda f: f.get_tilstand_display()),
        Kolonne("Besvaret", lambda f: f.besvaret),
        Kolonne("Afsluttet", lambda f: f.afsluttet),
        Kolonne("Fejl erkendt", lambda f: f.get_erkendelse_display() or None),
        Kolonne("Forlængelser", lambda f: f.antal_forlaengelser),
        Kolonne("Opfølgende spørgsmål", lambda f: f.antal_opfoelgninger),
        Kolonne("Spørgsmål", lambda f: f.tekst, True),
    ),
}


def kolonner(model: type[Model], *, med_personoplysninger: bool) -> list[Kolonne]:
    """The columns of the model's list; those that may tell who the citizen is only if asked for."""
    return [k for k in KOLONNER[model] if med_personoplysninger or not k.personlig]


def skriv(raekker: Iterable, kolonner: list[Kolonne], format: Format, titel: str) -> BinaryIO:
    """The rows as a file, open at its beginning; it is gone when it is closed."""
    fil = tempfile.SpooledTemporaryFile(_I_HUKOMMELSEN)  # noqa: SIM115 - the answer closes it
    linjer = ([kolonne.vaerdi(raekke) for kolonne in kolonner] for raekke in raekker)
    navne = [kolonne.navn for kolonne in kolonner]
    (_skriv_csv if format == Format.CSV else _skriv_xlsx)(fil, navne, linjer, titel)
    fil.seek(0)
    return fil


def _skriv_csv(fil: BinaryIO, navne: list[str], linjer: Iterable[list[Vaerdi]], titel: str) -> None:
    """As Danish Excel opens it: a BOM, semicolons, and days as Danes write them."""
    tekst = io.TextIOWrapper(fil, encoding="utf-8-sig", newline="", write_through=True)
    skriver = csv.writer(tekst, delimiter=";")
    skriver.writerow(navne)
    skriver.writerows([_csv_celle(vaerdi) for vaerdi in linje] for linje in linjer)
    tekst.detach()


def _csv_celle(vaerdi: Vaerdi) -> str | int:
    if vaerdi is None:
        return ""
    if isinstance(vaerdi, date):
        return f"{vaerdi:%d.%m.%Y}"
    if isinstance(vaerdi, str):
        return f"'{vaerdi}" if _FORMEL.match(vaerdi) else vaerdi
    return str(vaerdi).replace(".", ",") if isinstance(vaerdi, Decimal) else vaerdi


def _skriv_xlsx(
    fil: BinaryIO, navne: list[str], linjer: Iterable[list[Vaerdi]], titel: str
) -> None:
    """Rows are written as they come; nobody is named as the file's author."""
    bog = Workbook(write_only=True)
    bog.properties.creator = None
    ark = bog.create_sheet(titel)
    ark.freeze_panes = "A2"
    ark.append(navne)
    for linje in linjer:
        ark.append([_xlsx_celle(ark, vaerdi) for vaerdi in linje])
    bog.save(fil)


def _xlsx_celle(ark, vaerdi: Vaerdi) -> Any:
    if not isinstance(vaerdi, str | date):
        return vaerdi
    if isinstance(vaerdi, date):
        celle = WriteOnlyCell(ark, vaerdi)
        celle.number_format = "DD-MM-YYYY"
        return celle
    celle = WriteOnlyCell(ark, ILLEGAL_CHARACTERS_RE.sub("", vaerdi)[:LAENGSTE_CELLE])
    celle.data_type = "s"
    return celle
