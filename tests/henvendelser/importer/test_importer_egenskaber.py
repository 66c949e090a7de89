"""For any register and any way to write it down, and for any bytes at all."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from henvendelser.importer import ImportFejl, indlaes_afgoerelser, indlaes_sager
from henvendelser.models import Afgoerelse, Henvendelse
from henvendelser.valg import Sagstype

AFDELINGER = ["", "Børn & Familie", "Læring", "PPR", "Ældre, Sundhed & Social"]
EMNER = [
    ("", ""),
    ("Andet", ""),
    ("Forvaltningsloven", "Vejledning"),
    ("Forvaltningsskik", "Åbenhed og tillid"),
    ("Offentlighedsloven", "Notatpligt"),
]
KOLONNER = [
    "henvendelse_id",
    "sagstype",
    "afdeling",
    "tema",
    "emne",
    "dato",
    "kontaktform",
    "beskrivelse",
]
DATOFORMER = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
# Letters that every encoding has; what CSV finds hard is among them. The edges are trimmed.
TEKST = st.text(st.sampled_from("abæøåÆØÅé ,;\"'\n–"), max_size=12).map(str.strip)
SAG = st.tuples(st.sampled_from(AFDELINGER), st.sampled_from(EMNER))
HENVENDELSE = st.tuples(
    st.dates(date(1990, 1, 1), date(2024, 12, 31)),
    st.sampled_from(["", "Telefon", "Mail"]),
    TEKST,
    st.lists(SAG, min_size=1, max_size=4),
)
REGISTER = st.dictionaries(TEKST.filter(bool), HENVENDELSE, max_size=6)
egenskab = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


@contextmanager
def uden_spor():
    """Whatever is written within is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def skrevet(draw, register):
    """The register as bytes: any column order, order of rows, dialect, encoding and date form."""
    raekker = []
    for id_, (dag, kontaktform, beskrivelse, sager) in register.items():
        for nummer, (afdeling, (tema, emne)) in enumerate(sager):
            skriv = draw(st.sampled_from([str, str.upper, str.lower, str.title]))
            raekker.append(
                {
                    "henvendelse_id": id_,
                    "sagstype": draw(st.sampled_from(["følgesag", "Foelgesag"]))
                    if nummer
                    else "hovedsag",
                    "afdeling": skriv(afdeling),
                    "tema": skriv(tema),
                    "emne": f" {emne} ",
                    "dato": dag.strftime(draw(st.sampled_from(DATOFORMER))),
                    "kontaktform": skriv(kontaktform),
                    "beskrivelse": beskrivelse,
                }
            )
    ud = io.StringIO()
    skriver = csv.DictWriter(
        ud,
        draw(st.permutations(KOLONNER)),
        delimiter=draw(st.sampled_from(",;")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\n\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    skriver.writeheader()
    skriver.writerows(draw(st.permutations(raekker)))
    return ud.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"])))


def navn(ting):
    return str(ting) if ting else ""


def indhold(sag):
    emne = sag.emne
    if emne and emne.overordnet:
        return navn(sag.afdeling), (emne.overordnet.navn, emne.navn)
    return navn(sag.afdeling), (navn(emne), "")


def i_registret():
    return {
        h.importnoegle: (
            h.modtaget,
            navn(h.kontaktform),
            h.beskrivelse,
            indhold(h.hovedsag),
            sorted(map(indhold, h.foelgesager)),
        )
        for h in Henvendelse.objects.all()
    }


@pytest.mark.langsom
@egenskab
@given(data=st.data(), register=REGISTER)
def test_et_register_skrevet_paa_enhver_maade_laeses_som_det_samme(kontor, data, register):
    with uden_spor():
        indlaes_sager(io.BytesIO(data.draw(skrevet(register))), af=None)
        assert i_registret() == {
            id_: (dag, kontaktform, beskrivelse, sager[0], sorted(sager[1:]))
            for id_, (dag, kontaktform, beskrivelse, sager) in register.items()
        }
        antal = sum(len(h[3]) for h in register.values())
        assert sum(h.sager.count() for h in Henvendelse.objects.all()) == antal
        igen = indlaes_sager(io.BytesIO(data.draw(skrevet(register))), af=None)
        assert (igen.nye, igen.fandtes) == (0, len(register))


def intet_eller_importfejl(laes, data):
    try:
        laes(io.BytesIO(data), af=None)
    except ImportFejl as afvist:
        assert afvist.fejl
        assert all(fejl.tekst for fejl in afvist.fejl)
    assert not Henvendelse.objects.exists()
    assert not Afgoerelse.objects.exists()


@egenskab
@given(data=st.binary(max_size=300))
@pytest.mark.parametrize("laes", [indlaes_sager, indlaes_afgoerelser])
def test_tilfaeldige_bytes_afvises_og_skriver_intet(kontor, laes, data):
    with uden_spor():
        intet_eller_importfejl(laes, data)


def som_tekst(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252")


@pytest.mark.langsom
@egenskab
@given(hale=st.binary(min_size=1, max_size=60) | st.text(max_size=60).map(str.encode))
def test_en_god_fil_med_oedelagt_hale_bliver_hel_eller_intet(kontor, hale):
    god = b"henvendelse_id,sagstype,afdeling,tema,emne,dato\n1,hovedsag,PPR,Andet,,2024-04-01\n"
    with uden_spor():
        try:
            indlaes_sager(io.BytesIO(god + hale), af=None)
        except ImportFejl:
            assert not Henvendelse.objects.exists()
        else:
            # Only blank lines can follow and still leave a whole file.
            assert not som_tekst(hale).translate({ord(","): None, ord('"'): None}).strip()
            assert Henvendelse.objects.get().sager.get().sagstype == Sagstype.HOVEDSAG
