"""What whoever sets the office up types: its own settings, its fields, and the values of lists."""

from __future__ import annotations

from django import forms
from django.utils.dates import MONTHS

from ..lister import Liste
from ..models import Afdeling, Emne, Kontor, Maerke
from ..models.kodelister import Kodeliste
from ..registreringsfelter import Felt
from ..trae import Trae
from ..valg import REGLER, Enhedsregel, Maerkeslags
from .felter import INDRYK, Fritekst


class Gyldighedsdag(forms.DateField):
    """A day on which something begins or ends; it may well lie ahead."""

    default_error_messages = {"invalid": "Skriv en dato, der findes, fx 31.12.2026."}


class KontorForm(forms.ModelForm):
    use_required_attribute = False

    kommune = Fritekst(label="Kommune", help_text="Står øverst på hver side.", max_length=200)
    enhed = forms.ChoiceField(
        label="Hvad er en henvendelse?",
        choices=[(regel.value, f"{regel.label}. {REGLER[regel]}") for regel in Enhedsregel],
        widget=forms.RadioSelect,
    )
    foelgesager = forms.BooleanField(
        label="Registrér flere klagepunkter i en henvendelse",
        required=False,
        help_text="Det primære klagepunkt er hovedsagen, de øvrige er følgesager.",
    )
    dobbelt_dage = forms.IntegerField(
        label="Dage, hvor en ny henvendelse kan være den samme",
        min_value=0,
        max_value=365,
        help_text="Inden for så mange dage spørges der, om en ny henvendelse fra den samme borger "
        "til den samme afdeling hører til en tidligere. 0 betyder, at der ikke spørges.",
    )
    svarfrist_dage = forms.IntegerField(
        label="Dage, en afdeling har til at svare",
        min_value=1,
        max_value=365,
        help_text="Så længe har en afdeling, når du ikke vælger en anden dag. 21 er tre uger.",
    )
    aaret_begynder = forms.TypedChoiceField(
        label="Beretningens år begynder i",
        help_text="Overblikkets tal for året tælles herfra.",
        choices=list(MONTHS.items()),
        coerce=int,
    )

    class Meta:
        model = Kontor
        fields = (
            "kommune",
            "enhed",
            "foelgesager",
            "dobbelt_dage",
            "svarfrist_dage",
            "aaret_begynder",
            "lukket_grundlovsdag",
            "lukket_juleaftensdag",
            "lukket_nytaarsaftensdag",
        )


class FeltForm(forms.Form):
    """The office's choice for one standard field."""

    use_required_attribute = False

    til = forms.BooleanField(label="Kontoret registrerer feltet", required=False)
    paakraevet = forms.BooleanField(
        label="Feltet skal udfyldes",
        required=False,
        help_text="Når en henvendelse registreres. En ældre henvendelse kan rettes uden.",
    )
    hjaelpetekst = Fritekst(
        label="Egen hjælpetekst",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Står ved feltet i stedet for programmets egen.",
    )

    def __init__(self, *args, felt: Felt, **kwargs):
        super().__init__(*args, **kwargs)
        if not felt.kan_slukkes:
            del self.fields["til"]
        if not felt.kan_kraeves:
            del self.fields["paakraevet"]

    def clean(self) -> dict:
        svar = super().clean()
        if svar.get("paakraevet") and not svar.get("til", True):
            self.add_error("paakraevet", "Et felt, der ikke registreres, kan ikke skulle udfyldes.")
        return svar

    def valg(self) -> dict:
        """What is chosen, also of what cannot be."""
        return {"til": True, "paakraevet": False} | self.cleaned_data


class PostForm(forms.ModelForm):
    """A value of a list: what is common to all of them."""

    use_required_attribute = False

    navn = Fritekst(label="Navn", max_length=200)
    gyldig_fra = Gyldighedsdag(
        label="Gælder fra",
        help_text="Lad feltet stå tomt, hvis den altid har kunnet vælges.",
        required=False,
    )
    gyldig_til = Gyldighedsdag(
        label="Gælder til og med",
        help_text="Den sidste dag, den kan vælges. Det, der er registreret, bliver stående.",
        required=False,
    )

    def __init__(self, *args, liste: Liste, **kwargs):
        super().__init__(*args, **kwargs)
        self.liste = liste
        if "overordnet" in self.fields:
            self._tilbyd_pladser()

    def _tilbyd_pladser(self) -> None:
        felt, trae = self.fields["overordnet"], Trae.af(self.liste.model)
        egen = trae.gren(self.instance.pk) if self.instance.pk else frozenset()
        felt.choices = [
            ("", "Øverst"),
            *(
                (knude.pk, INDRYK * (trae.niveau(knude.pk) - 1) + knude.navn)
                for knude in trae
                if knude.pk not in egen and self._kan_have_under(trae, knude)
            ),
        ]

    def _kan_have_under(self, trae: Trae, knude) -> bool:
        return self.liste.model is not Emne or trae.niveau(knude.pk) == 1

    class Meta:
        model = Kodeliste
        fields = ("navn", "gyldig_fra", "gyldig_til")


class EmneForm(PostForm):
    class Meta:
        model = Emne
        fields = ("navn", "overordnet", "gyldig_fra", "gyldig_til")
        labels = {"overordnet": "Tema"}


class AfdelingForm(PostForm):
    kortnavn = Fritekst(
        label="Kort navn", max_length=60, required=False, help_text="Til smalle kolonner."
    )
    ekstern = forms.BooleanField(
        label="Uden for kommunen", required=False, help_text="Fx Udbetaling Danmark."
    )
    efterfoelger = forms.ModelChoiceField(
        Afdeling.objects.all(),
        label="Afløses af",
        required=False,
        empty_label="Ingen",
        help_text="Den afdeling, der har overtaget opgaverne, når denne er nedlagt.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["efterfoelger"].queryset = Afdeling.objects.exclude(pk=self.instance.pk)
        self.fields["gyldig_fra"].label = "Findes fra"
        self.fields["gyldig_til"].label = "Findes til og med"

    class Meta:
        model = Afdeling
        fields = (
            "navn",
            "kortnavn",
            "overordnet",
            "ekstern",
            "gyldig_fra",
            "gyldig_til",
            "efterfoelger",
        )
        labels = {"overordnet": "Ligger under"}


class MaerkeForm(PostForm):
    navn = Fritekst(label="Navn", max_length=100, help_text="Fx Hjemløshed.")
    slags = forms.ChoiceField(
        label="Hvad svares der?", choices=Maerkeslags.choices, widget=forms.RadioSelect
    )
    hjaelpetekst = Fritekst(
        label="Hjælpetekst", max_length=300, required=False, help_text="Står ved mærket."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["slags"]
        else:
            self.fields["slags"].initial = Maerkeslags.JANEJ

    class Meta:
        model = Maerke
        fields = ("navn", "slags", "hjaelpetekst", "gyldig_fra", "gyldig_til")


def postform(liste: Liste) -> type[PostForm]:
    """The form of a list's values."""
    egne = {Afdeling: AfdelingForm, Emne: EmneForm, Maerke: MaerkeForm}
    return egne.get(liste.model) or forms.modelform_factory(
        liste.model, form=PostForm, fields=PostForm.Meta.fields
    )
