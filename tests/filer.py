"""Files of every kind that can be stored, small and whole; and archives that lie."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pikepdf
from PIL import Image

_TYPER = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/{del_}" ContentType="{type}"/></Types>'
)
OOXML = "application/vnd.openxmlformats-officedocument.{}.main+xml"


def pakke(dele: dict[str, bytes | str], *, kompression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive with these entries, in their order."""
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w", kompression) as arkiv:
        for navn, indhold in dele.items():
            arkiv.writestr(navn, indhold)
    return ud.getvalue()


def office(del_: str, slags: str, **mere: bytes | str) -> bytes:
    typer = _TYPER.format(del_=del_, type=OOXML.format(slags))
    return pakke({"[Content_Types].xml": typer, del_: "<x/>", **mere})


def docx(tekst: str = "", **mere: bytes | str) -> bytes:
    typer = _TYPER.format(del_="word/document.xml", type=OOXML.format("wordprocessingml.document"))
    return pakke({"[Content_Types].xml": typer, "word/document.xml": f"<w>{tekst}</w>", **mere})


def xlsx() -> bytes:
    ud = io.BytesIO()
    bog = openpyxl.Workbook()
    bog.active["A1"] = "hej"
    bog.save(ud)
    return ud.getvalue()


def opendocument(slags: str) -> bytes:
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w") as arkiv:
        arkiv.writestr("mimetype", f"application/vnd.oasis.opendocument.{slags}")
        arkiv.writestr("content.xml", "<x/>")
    return ud.getvalue()


def pdf() -> bytes:
    ud = io.BytesIO()
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        dokument.save(ud)
    return ud.getvalue()


def billede(format_: str) -> bytes:
    ud = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(ud, format_)
    return ud.getvalue()


def _kasse(slags: bytes, indhold: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(indhold), slags) + indhold


def heic() -> bytes:
    ftyp = _kasse(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    return ftyp + _kasse(b"meta", bytes(12)) + _kasse(b"mdat", bytes(40))


def eml(vedhaeftet: str = "", indhold: bytes = b"hej") -> bytes:
    from email.message import EmailMessage

    besked = EmailMessage()
    besked["From"], besked["To"] = "alma@example.dk", "raadgiver@example.dk"
    besked["Subject"], besked["Date"] = "Blåbær", "Mon, 03 Mar 2025 10:00:00 +0100"
    besked.set_content("Kære rådgiver")
    if vedhaeftet:
        besked.add_attachment(
            indhold, maintype="application", subtype="octet-stream", filename=vedhaeftet
        )
    return besked.as_bytes()


def msg() -> bytes:
    """As much of an Outlook message as tells it from another OLE file."""
    hoved = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    return hoved + "__properties_version1.0".encode("utf-16-le") + bytes(512)


GODE: dict[str, bytes] = {
    "brev.pdf": pdf(),
    "brev.docx": docx(),
    "tal.xlsx": xlsx(),
    "oplæg.pptx": office("ppt/presentation.xml", "presentationml.presentation"),
    "brev.odt": opendocument("text"),
    "tal.ods": opendocument("spreadsheet"),
    "foto.jpg": billede("JPEG"),
    "foto.jpeg": billede("JPEG"),
    "foto.png": billede("PNG"),
    "foto.heic": heic(),
    "mail.eml": eml("bilag.pdf", pdf()),
    "mail.msg": msg(),
    "noter.txt": "Kære borgerrådgiver – blåbær".encode(),
    "gammel.txt": "Kære borgerrådgiver".encode("cp1252"),
    "notesblok.txt": "Kære borgerrådgiver".encode("utf-16"),
}


def bombe(udpakket: int) -> bytes:
    """A letter whose text is `udpakket` zeros: a thousandth of it on the wire."""
    return docx(**{"word/media/billede1.bmp": bytes(udpakket)})


def loegner(udpakket: int) -> bytes:
    """An archive that says of an entry that it is ten bytes."""
    hel = bombe(udpakket)
    stoerrelse, loegn = struct.pack("<I", udpakket), struct.pack("<I", 10)
    assert hel.count(stoerrelse) >= 2
    return hel.replace(stoerrelse, loegn)


def mange_dele(antal: int) -> bytes:
    return docx(**{f"word/media/{nr}": b"" for nr in range(antal)})


def indlejret(dybde: int) -> bytes:
    """A letter with an archive in it, that has an archive in it, `dybde` times."""
    inderst = pakke({"a": b"x"})
    for _ in range(dybde - 1):
        inderst = pakke({"a": inderst})
    return docx(**{"word/embeddings/ark.xlsx": inderst})


def krypteret() -> bytes:
    """The flag of a password on every entry."""
    hel = bytearray(docx())
    for maerke, forskydning in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        sted = hel.find(maerke)
        while sted >= 0:
            hel[sted + forskydning] |= 1
            sted = hel.find(maerke, sted + 1)
    return bytes(hel)


def crc_fejl() -> bytes:
    hel = bytearray(pakke({"[Content_Types].xml": "x" * 400}, kompression=zipfile.ZIP_STORED))
    hel[100] ^= 1
    return bytes(hel)
