"""What WeasyPrint leaves undone in a tagged PDF, mended just before the file is written.

The file passes the validators without most of this; a screen reader still stumbles over it.
Works on WeasyPrint's finished `pydyf.PDF` and knows the tag tree only, not the layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pydyf

PUNKT_PR_PIXEL = 0.75
SKRIFTTYPE = "IBM-Plex-Sans"
TILLADTE_LINK = ("https://", "http://", "mailto:", "tel:")

# PDF/A only accepts XMP properties outside its own list when the file describes their schema.
XMP_PDFUA = """
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:language><rdf:Bag><rdf:li>{sprog}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


class UgyldigtIndhold(ValueError):
    """The report holds something that must not stand in a printed report."""


def efterbehandl(pdf: pydyf.PDF, *, sprog: str, linktekster: Mapping[str, str]) -> None:
    """Everything in order; `linktekster` maps an anchor to what the link is called aloud."""
    elementer = [nr for nr, objekt in enumerate(pdf.objects) if _er(objekt, "/StructElem")]
    _kraev_vores_skrift(pdf)
    _skriv_pdfua(pdf, sprog)
    _giv_overskriftsceller_retning(pdf, elementer)
    _saml_listepunkter(pdf, elementer)
    _maerk_fodnoter(pdf, elementer)
    _skriv_id_trae(pdf, elementer)
    _flyt_figurrammer(pdf, elementer)
    _fjern_dobbelte_link(pdf, elementer)
    _forklar_link(pdf, linktekster)


def _er(objekt: object, slags: str) -> bool:
    return isinstance(objekt, dict) and objekt.get("Type") == slags


def _hent(pdf: pydyf.PDF, henvisning: bytes) -> pydyf.Object:
    return pdf.objects[int(henvisning.split()[0])]


def _kraev_vores_skrift(pdf: pydyf.PDF) -> None:
    """A sign that our fonts lack is silently taken from whatever font the machine has."""
    for objekt in pdf.objects:
        if not _er(objekt, "/Font"):
            continue
        navn = str(objekt["BaseFont"])
        if SKRIFTTYPE not in navn:
            raise UgyldigtIndhold(
                f"Et tegn i beretningen findes ikke i skrifttypen og er hentet i {navn}."
            )


def _skriv_pdfua(pdf: pydyf.PDF, sprog: str) -> None:
    metadata = _hent(pdf, pdf.catalog["Metadata"])
    xmp = b"".join(metadata.stream)
    slut = b"</rdf:RDF>"
    if xmp.count(slut) != 1:
        raise RuntimeError("WeasyPrint writes its XMP in a new way.")
    metadata.stream = [xmp.replace(slut, XMP_PDFUA.format(sprog=sprog).encode() + slut)]
    metadata.compress = False  # archives search the metadata without unpacking it


def _giv_overskriftsceller_retning(pdf: pydyf.PDF, elementer: list[int]) -> None:
    """A TH in the table's head heads its column, any other its row: our tables are flat."""
    for nr in elementer:
        element = pdf.objects[nr]
        if element["S"] != "/TH":
            continue
        gruppe = _hent(pdf, _hent(pdf, element["P"])["P"])
        element["A"]["Scope"] = "/Column" if gruppe["S"] == "/THead" else "/Row"


def _saml_listepunkter(pdf: pydyf.PDF, elementer: list[int]) -> None:
    """Paragraphs in a list item belong in its body; WeasyPrint hangs them beside the label."""
    for nr in elementer:
        punkt = pdf.objects[nr]
        if punkt["S"] != "/LI":
            continue
        loese = [barn for barn in punkt["K"] if _hent(pdf, barn)["S"] not in ("/Lbl", "/LBody")]
        if not loese:
            continue
        krop = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": pydyf.Array(loese),
                "Pg": punkt["Pg"],
                "P": punkt.reference,
            }
        )
        pdf.add_object(krop)
        for barn in loese:
            _hent(pdf, barn)["P"] = krop.reference
        punkt["K"] = pydyf.Array(
            [*(barn for barn in punkt["K"] if barn not in loese), krop.reference]
        )


def _maerk_fodnoter(pdf: pydyf.PDF, elementer: list[int]) -> None:
    """The footnotes of a page lie in an anonymous box right under the document."""
    for nr in elementer:
        element = pdf.objects[nr]
        if element["S"] != "/NonStruct" or _er(_hent(pdf, element["P"]), "/StructTreeRoot"):
            continue
        if _hent(pdf, element["P"])["S"] != "/Document":
            continue
        for henvisning in element["K"]:
            fodnote = _hent(pdf, henvisning)
            if fodnote["S"] == "/Span":
                fodnote["S"] = "/Note"
                fodnote["ID"] = pydyf.String(f"fodnote-{fodnote.number}")


def _skriv_id_trae(pdf: pydyf.PDF, elementer: list[int]) -> None:
    """Without it a reader cannot find the header cells that a cell's /Headers names."""
    navne = {
        pdf.objects[nr]["ID"].data: pdf.objects[nr] for nr in elementer if "ID" in pdf.objects[nr]
    }
    if not navne:
        return
    par = pydyf.Array()
    for navn in sorted(navne):
        par.extend((navn, navne[navn].reference))
    trae = pydyf.Dictionary({"Names": par})
    pdf.add_object(trae)
    _hent(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = trae.reference


def _flyt_figurrammer(pdf: pydyf.PDF, elementer: list[int]) -> None:
    """From CSS pixels counted from the top to PDF points counted from the bottom."""
    for nr in elementer:
        element = pdf.objects[nr]
        if element["S"] != "/Figure":
            continue
        hoejde = _hent(pdf, element["Pg"])["MediaBox"][3]
        x1, y1, x2, y2 = (maal * PUNKT_PR_PIXEL for maal in element["A"]["BBox"])
        element["A"]["BBox"] = pydyf.Array((x1, hoejde - y2, x2, hoejde - y1))


def _fjern_dobbelte_link(pdf: pydyf.PDF, elementer: list[int]) -> None:
    """Bold text in a link becomes a second link in the first, outside the tag that PDF/UA wants."""
    overfloedige = {}
    for nr in elementer:
        element = pdf.objects[nr]
        if element["S"] == "/Link" or not _ligger_i_link(pdf, element):
            continue
        for barn in [barn for barn in element["K"] if isinstance(barn, bytes)]:
            henvisning = _hent(pdf, barn)
            if _er(henvisning, "/OBJR"):
                element["K"].remove(barn)
                overfloedige[henvisning["Obj"]] = _hent(pdf, henvisning["Obj"])["StructParent"]
    for objekt in pdf.objects:
        if _er(objekt, "/Page") and "Annots" in objekt:
            objekt["Annots"] = pydyf.Array(
                link for link in objekt["Annots"] if link not in overfloedige
            )
    numre = _hent(pdf, _hent(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    par = zip(numre[::2], numre[1::2], strict=True)
    numre[:] = [led for led in par if led[0] not in overfloedige.values()]
    numre[:] = [vaerdi for led in numre for vaerdi in led]
    for link in overfloedige:
        _hent(pdf, link).clear()


def _ligger_i_link(pdf: pydyf.PDF, element: pydyf.Dictionary) -> bool:
    while not _er(element, "/StructTreeRoot"):
        if element["S"] == "/Link":
            return True
        element = _hent(pdf, element["P"])
    return False


def _forklar_link(pdf: pydyf.PDF, linktekster: Mapping[str, str]) -> None:
    for link in _links(pdf):
        if "Dest" in link:
            anker = link["Dest"].string
            link["Contents"] = pydyf.String(linktekster.get(anker, "Gå til stedet i beretningen"))
            continue
        maal = link["A"]["URI"].string
        if not maal.startswith(TILLADTE_LINK):
            raise UgyldigtIndhold(f"Linket »{maal}« fører ikke til en side på nettet.")
        link["Contents"] = pydyf.String(f"Åbn {maal}")


def _links(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    for objekt in pdf.objects:
        if _er(objekt, "/Annot") and objekt["Subtype"] == "/Link":
            yield objekt
