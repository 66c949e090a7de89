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
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .kolonner import Kolonne, Vaerdi

LAENGSTE_CELLE = 32_767  # Excel's limit
_I_HUKOMMELSEN = 1_000_000
_FORMEL = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


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
