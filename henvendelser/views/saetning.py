"""A list's filter in words: "87 henvendelser modtaget 1.4.2024–31.3.2025 om Forvaltningsskik"."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from ..dansk import Enhed
from ..filtre import UOPLYST, Registerfilter
from ..valg import Sagstype, Status

_ADJEKTIVER = {Status.AABEN: ("åben", "åbne"), Status.AFSLUTTET: ("afsluttet", "afsluttede")}
_SAGSTYPER = {
    Sagstype.HOVEDSAG: Enhed("hovedsag", "hovedsager"),
    Sagstype.FOELGESAG: Enhed("følgesag", "følgesager"),
}
# What has a word of its own in the sentence; anything else is told as "navn: værdi".
_FORHOLDSORD = {"afdeling": "i", "emne": "om", "instans": "fra"}


def saetning(filter_: Registerfilter, enhed: Enhed, antal: int, soegning: str = "") -> str:
    """How many there are, and of what. The filter's parameters hold."""
    rest = {navn: v for navn, v in filter_.form.cleaned_data.items() if v not in (None, "")}
    ord_ = [_begyndelse(rest, enhed, antal)]
    ord_ += _periode(filter_.dagens_ord, rest.pop("fra", None), rest.pop("til", None))
    ord_ += _periode("afsluttet", rest.pop("afsluttet_fra", None), rest.pop("afsluttet_til", None))
    ord_ += _periode("besvaret", rest.pop("besvaret_fra", None), rest.pop("besvaret_til", None))
    if dag := rest.pop("aaben_pr", None):
        ord_.append(f"åbne ved udgangen af {_dag(dag)}")
    if rest.get("sagstype") in _SAGSTYPER:
        ord_.append(f"med {_SAGSTYPER[rest.pop('sagstype')].ental}")
    for navn, forholdsord in _FORHOLDSORD.items():
        if navn in rest and rest[navn] != UOPLYST:
            ord_.append(f"{forholdsord} {filter_.form.fields[navn].med_ord(rest.pop(navn))}")
    if soegning:
        ord_.append(f"med »{soegning}«")
    dele = [" ".join(ord_)]
    for navn, vaerdi in rest.items():
        felt = filter_.form.fields[navn]
        dele.append(f"{felt.label.lower()}: {felt.med_ord(vaerdi)}")
    return ", ".join(dele)


def _begyndelse(rest: dict, enhed: Enhed, antal: int) -> str:
    """The count and what it counts; takes what is said here out of `rest`."""
    if enhed.ental == "sag" and rest.get("sagstype") in _SAGSTYPER:
        enhed = _SAGSTYPER[rest.pop("sagstype")]
    if rest.get("status") in _ADJEKTIVER:
        ental, flertal = _ADJEKTIVER[rest.pop("status")]
        if enhed.ental not in ("henvendelse",):
            return f"{enhed.antal(antal)} i {flertal} henvendelser"
        enhed = Enhed(f"{ental} {enhed.ental}", f"{flertal} {enhed.flertal}")
    return enhed.antal(antal)


def _periode(hvad: str, fra: date | None, til: date | None) -> list[str]:
    if fra and til:
        return [f"{hvad} {_dag(fra)}" if fra == til else f"{hvad} {_dag(fra)}–{_dag(til)}"]
    if fra:
        return [f"{hvad} fra {_dag(fra)}"]
    return [f"{hvad} til og med {_dag(til)}"] if til else []


def _dag(dag: date) -> str:
    return date_format(dag, "j.n.Y")
