"""A field of a form as it is written: what belongs together says so, whatever kind it is."""

import re
from html.parser import HTMLParser

import pytest
from django import forms

from henvendelser.templatetags.formularer import felt


class Formular(forms.Form):
    navn = forms.CharField(label="Navn & <titel>", help_text="Som i <b>brevet</b>.")
    note = forms.CharField(label="Note", required=False)
    dag = forms.DateField(label="Dag", required=False, widget=forms.DateInput)
    laast = forms.CharField(label="Låst", required=False, disabled=True)
    slet = forms.BooleanField(label="Slet", help_text="For altid.")
    valg = forms.ChoiceField(
        label="Hvad?", choices=[("a", "A")], widget=forms.RadioSelect, help_text="Vælg."
    )
    maerke = forms.CharField(widget=forms.HiddenInput)


class Tekst(HTMLParser):
    """What is read aloud of some HTML."""

    def __init__(self, html: str):
        super().__init__()
        self.dele: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.dele.append(data)

    def __str__(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.dele)).strip()


def skrevet(navn: str, uden_frivilligt: bool = False, data: dict | None = None) -> str:
    return felt(Formular(data)[navn], uden_frivilligt)


@pytest.mark.parametrize(
    ("navn", "laest", "uden_frivilligt"),
    [
        ("navn", "Navn & <titel> Som i brevet.", "Navn & <titel> Som i brevet."),
        ("note", "Note (frivilligt)", "Note"),
        ("dag", "Dag (dd.mm.åååå, frivilligt)", "Dag (dd.mm.åååå)"),
        ("laast", "Låst", "Låst"),
        ("slet", "Slet For altid.", "Slet For altid."),
        ("valg", "Hvad? Vælg. A", "Hvad? Vælg. A"),
        ("maerke", "", ""),
    ],
)
def test_et_felt_siger_sit_navn_sin_hjaelp_og_om_det_kan_undvaeres(navn, laest, uden_frivilligt):
    assert str(Tekst(skrevet(navn))) == laest
    assert str(Tekst(skrevet(navn, uden_frivilligt=True))) == uden_frivilligt


@pytest.mark.parametrize("navn", ["navn", "note", "dag", "laast", "slet", "valg"])
def test_et_felt_peger_paa_sin_etiket_sin_hjaelp_og_sine_fejl(navn):
    for data in (None, {"dag": "i går", "valg": "<b>"}):
        html, bundet = skrevet(navn, data=data), Formular(data)[navn]
        der_er = set(re.findall(r' id="([^"]+)"', html))
        peges = set(re.findall(r' aria-describedby="([^"]+)"', html))
        assert {id_ for ids in peges for id_ in ids.split()} == der_er & {
            f"id_{navn}_helptext",
            f"id_{navn}_error",
        }
        assert (f"id_{navn}_helptext" in der_er) == bool(bundet.help_text)
        assert (f"id_{navn}_error" in der_er) == bool(bundet.errors) == ("form-error" in html)
        assert set(re.findall(r' for="([^"]+)"', html)) <= der_er
        assert f"id_{navn}" in der_er


def test_hver_fejl_staar_ved_sit_felt_og_er_ikke_html():
    formular = Formular({})
    formular.add_error("navn", "Skriv ikke <b>.")
    html = felt(formular["navn"])
    assert "Skriv ikke &lt;b&gt;." in html
    assert str(Tekst(html)) == (
        "Navn & <titel> Som i brevet. Fejl: Dette felt er påkrævet.Fejl: Skriv ikke <b>."
    )


def test_et_skjult_felt_er_sit_input_alene():
    assert skrevet("maerke", data={"maerke": '"'}) == str(Formular({"maerke": '"'})["maerke"])
