"""The forms over a recommendation: itself, its closing, and how it stands with a department."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model

from henvendelser.forms.felter import Afdelinger, Dagfelt, Fritekst, Postfelt
from henvendelser.forms.postform import Postform
from henvendelser.models import Bruger
from henvendelser.regler import i_dag

from ..models import Adressat, Anbefaling, Beretning, Opfoelgning
from ..models.anbefaling import FOERSTE_AAR, SIDSTE_AAR
from ..valg import SVARMULIGHEDER
from .handlinger import registrer_anbefaling, ret_anbefaling, skriv_opfoelgning

LAENGST = 100_000
UDEN_BORGERE = "Skriv ikke oplysninger om borgere her."


def langt(label: str, *, raekker: int = 4, hjaelp: str = "", **kwargs) -> Fritekst:
    """A field of several lines, which may be left empty."""
    return Fritekst(
        label=label,
        help_text=hjaelp,
        required=False,
        max_length=LAENGST,
        widget=forms.Textarea(attrs={"rows": raekker}),
        **kwargs,
    )


class _Tal(forms.IntegerField):
    widget = forms.TextInput(attrs={"inputmode": "numeric"})


class AnbefalingForm(Postform):
    model = Anbefaling
    kan_udfyldes = True

    aar = _Tal(
        label="År",
        help_text="Det år, beretningen handler om.",
        min_value=FOERSTE_AAR,
        max_value=SIDSTE_AAR,
        error_messages={
            "required": "Skriv et årstal.",
            "invalid": "Skriv et årstal, fx 2025.",
            "min_value": f"Skriv et årstal fra {FOERSTE_AAR}.",
            "max_value": f"Skriv et årstal til og med {SIDSTE_AAR}.",
        },
    )
    nummer = _Tal(
        label="Nummer",
        help_text="Som den er nummereret i beretningen.",
        min_value=1,
        max_value=9_999,
        error_messages={
            "required": "Skriv et nummer.",
            "invalid": "Skriv et helt tal.",
            "min_value": "Skriv 1 eller derover.",
            "max_value": "Skriv højst 9.999.",
        },
    )
    beretning = Postfelt(
        label="Beretning",
        help_text="Den beretning, anbefalingen står i.",
        tom="Ingen, der ligger her",
        required=False,
    )
    tekst = Fritekst(
        label="Anbefaling",
        help_text="Som den står i beretningen.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Skriv anbefalingen.",
            "max_length": "Skriv højst 5.000 tegn, og resten under uddybning.",
        },
    )
    uddybning = langt("Uddybning", hjaelp=UDEN_BORGERE)
    afdelinger = forms.MultipleChoiceField(
        label="Rettet til",
        help_text="De afdelinger, der skal følge anbefalingen.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst én afdeling.",
            "invalid_choice": "Vælg afdelinger fra listen.",
        },
    )
    frist = forms.DateField(
        label="Frist",
        help_text="Den dag, anbefalingen senest skal være fulgt, hvis der er sat en.",
        required=False,
        error_messages={"invalid": Dagfelt.default_error_messages["invalid"]},
    )
    offentliggjort = Dagfelt(
        label="Offentliggjort",
        help_text=(
            "Den dag, beretningen med anbefalingen blev afgivet. Fra da af kan afdelingerne, den "
            "er rettet til, se den her."
        ),
        required=False,
    )

    def __init__(self, *args, post: Anbefaling | None = None, **kwargs):
        super().__init__(*args, post=post, **kwargs)
        valgte = post.adressater.values_list("afdeling", flat=True) if post else ()
        afdelinger = Afdelinger(valgte, eksterne=False)
        self.afdelinger = {str(afdeling.pk): afdeling for afdeling in afdelinger.poster}
        self.fields["afdelinger"].choices = afdelinger.muligheder
        beretninger = list(Beretning.objects.all())
        self.fields["beretning"].tilbyd([(str(b.pk), b.titel) for b in beretninger], beretninger)

    def clean_afdelinger(self) -> list:
        return [self.afdelinger[noegle] for noegle in self.cleaned_data["afdelinger"]]

    @staticmethod
    def indhold(post: Anbefaling) -> dict[str, Any]:
        return {
            "aar": post.aar,
            "nummer": post.nummer,
            "beretning": post.beretning_id,
            "tekst": post.tekst,
            "uddybning": post.uddybning,
            "afdelinger": [str(a.afdeling_id) for a in post.adressater.order_by("afdeling")],
            "frist": post.frist,
            "offentliggjort": post.offentliggjort,
        }

    @staticmethod
    def forslag() -> dict[str, Any]:
        """The newest report's year, and the number after its last."""
        nyeste = Beretning.objects.first()
        aar = nyeste.til.year if nyeste else i_dag().year
        sidste = Anbefaling.objects.filter(aar=aar).order_by("-nummer").first()
        return {"aar": aar, "nummer": sidste.nummer + 1 if sidste else 1, "beretning": nyeste}

    def registrer(self, vaerdier: dict[str, Any], af: Bruger) -> Anbefaling:
        return registrer_anbefaling(af=af, **vaerdier)

    def ret(self, post: Anbefaling, vaerdier: dict[str, Any], af: Bruger) -> Anbefaling:
        afdelinger = vaerdier.pop("afdelinger")
        for navn, vaerdi in vaerdier.items():
            setattr(post, navn, vaerdi)
        return ret_anbefaling(anbefaling=post, afdelinger=afdelinger, af=af)


class LukForm(forms.Form):
    use_required_attribute = False

    begrundelse = Fritekst(
        label="Hvorfor lukkes den?",
        help_text="Fx at anbefalingen er fulgt, eller at reglerne er lavet om.",
        max_length=LAENGST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor anbefalingen lukkes."},
    )


class StatusForm(Postform):
    """How a recommendation stands with one department. What was said before is kept."""

    model = Opfoelgning
    kan_udfyldes = True

    pr = Dagfelt(label="Status pr.", help_text="Den dag, status beskriver.")
    stilling = forms.ChoiceField(
        label="Er anbefalingen fulgt?",
        choices=SVARMULIGHEDER,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om den er fulgt."},
    )
    begrundelse = langt("Begrundelse", raekker=3, hjaelp="Skal skrives, når den ikke er fulgt.")
    gjort = langt("Hvad er gjort?", hjaelp=UDEN_BORGERE)
    dokumentation = langt(
        "Dokumentation", raekker=2, hjaelp="Hvor det kan ses, fx en vejledning eller et referat."
    )

    def __init__(self, *args, adressat: Adressat, **kwargs):
        self.adressat = adressat
        super().__init__(*args, **kwargs)

    @staticmethod
    def forslag() -> dict[str, Any]:
        return {"pr": i_dag()}

    def registrer(self, vaerdier: dict[str, Any], af: Bruger) -> Model:
        skriv_opfoelgning(adressat=self.adressat, af=af, **vaerdier)
        return self.adressat.anbefaling
