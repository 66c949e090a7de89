"""Each field says what it wants, or is excused by name: a person does not have to guess.

The forms are found, not listed: whatever a view can reach is imported with the addresses.
"""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.urls import get_resolver

from henvendelser.registreringsfelter import FELTER

PAKKER = ("henvendelser.", "beretning.", "borgerraadgiver.")
# The login's are django-allauth's with other names, and imported only when somebody logs in.
LOGIN = "borgerraadgiver.adgang.formularer"

NAVNET = "the name says all there is to fill in"
DAGEN = "a day, and the name says which"
SPOERGER = "the label is the whole question"
VALGENE = "the choices say what they mean"
SENERE = "the help is set when the form is made, from the office's settings or what is there"

UNDTAGET: dict[str, str] = {
    "AfgoerForm.giv": SPOERGER,
    "AfgoerForm.svar": SPOERGER,
    "AfslutForespoergselForm.godtaget": SPOERGER,
    "AktivitetForm.dato": DAGEN,
    "AktivitetForm.slags": VALGENE,
    "AktivitetForm.tidspunkt": NAVNET,
    "AfdelingForm.navn": NAVNET,
    "AfdelingForm.overordnet": VALGENE,
    "BrugerForm.navn": NAVNET,
    "BrugerForm.rolle": VALGENE,
    "DokumentForm.filer": NAVNET,
    "EksportForm.format": VALGENE,
    "EmneForm.navn": NAVNET,
    "EmneForm.overordnet": VALGENE,
    "FeltForm.til": SPOERGER,
    "ForespoergselForm.art": VALGENE,
    "ForespoergselForm.svarfrist": SENERE,
    "ForlaengelseForm.begrundelse": SPOERGER,
    "ForlaengelseForm.oensket": SPOERGER,
    "FristForm.antal": "goes on with the sentence that the day's help begins",
    "FristForm.enhed": "as above",
    "HenvendelseForm.email": NAVNET,
    "HenvendelseForm.gaelder": VALGENE,
    "HenvendelseForm.navn": NAVNET,
    "HenvendelseForm.slet_cpr": SPOERGER,
    "HenvendelseForm.telefon": NAVNET,
    "KolonneForm.kolonner": SENERE,
    "KontorForm.enhed": VALGENE,
    "KontorForm.lukket_grundlovsdag": SPOERGER,
    "KontorForm.lukket_juleaftensdag": SPOERGER,
    "KontorForm.lukket_nytaarsaftensdag": SPOERGER,
    "MaerkeForm.slags": VALGENE,
    "OpfoelgningForm.svarfrist": SENERE,
    "OpfoelgningForm.tekst": SPOERGER,
    "PersonForm.email": NAVNET,
    "PersonForm.navn": NAVNET,
    "PersonForm.rolle": VALGENE,
    "PersonForm.telefon": NAVNET,
    "PlacerForm.efter": VALGENE,
    "PostForm.navn": NAVNET,
    "PunktForm.begrundelse": SPOERGER,
    "PunktForm.stilling": SPOERGER,
    "SagForm.emne": SENERE,
    "SamtykkeForm.art": VALGENE,
    "SamtykkeForm.hvordan": VALGENE,
    "SoegeForm.soeg": SENERE,
    "StatusForm.stilling": SPOERGER,
    "SvarForm.erkendelse": SPOERGER,
    "SvarForm.filer": NAVNET,
    "SvarForm.gjort": SPOERGER,
    "SvarForm.tekst": NAVNET,
    "TilbagekaldForm.grund": SPOERGER,
    "TilbagetraekningForm.hvordan": VALGENE,
    "VidereForm.til": SPOERGER,
    "VurderingForm.udfald": VALGENE,
    "_I_altForm.ingen_bemaerkninger": SPOERGER,
}


def _under(klasse: type) -> Iterator[type]:
    for barn in klasse.__subclasses__():
        yield barn
        yield from _under(barn)


def formularer() -> dict[str, type[forms.BaseForm]]:
    """Every form of the program's own that has fields, but the lists' filters and login."""
    assert get_resolver().url_patterns  # the addresses import the views, and they the forms
    return {
        form.__name__: form
        for form in _under(forms.BaseForm)
        if form.__module__.startswith(PAKKER) and form.__module__ != LOGIN and form.base_fields
    }


def test_hvert_felt_har_en_hjaelpetekst_eller_en_grund_til_at_undvaere():
    fundne = formularer()
    assert {"HenvendelseForm", "SagForm", "SvarForm", "AnbefalingForm", "BrugerForm"} <= set(fundne)
    uden = {
        f"{navn}.{felt}"
        for navn, form in fundne.items()
        for felt, det in form.base_fields.items()
        if not det.help_text and not isinstance(det.widget, forms.HiddenInput)
    }
    assert uden == set(UNDTAGET)


def test_en_hjaelpetekst_er_en_kort_hel_saetning():
    forkerte = {
        f"{navn}.{felt}": det.help_text
        for navn, form in formularer().items()
        for felt, det in form.base_fields.items()
        if det.help_text and not (len(det.help_text) <= 200 and det.help_text[-1] in ".?»")
    }
    assert forkerte == {}


def test_hvert_felt_kontoret_kan_registrere_har_en():
    assert [felt.noegle for felt in FELTER if not felt.hjaelp] == []
