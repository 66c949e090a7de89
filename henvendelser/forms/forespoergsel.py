"""The adviser's forms about a request."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from ..forespoergsler.svarfrist import kontorets_svarfrist
from ..models import Dokument, Henvendelse, Sag
from ..regler import i_dag
from ..valg import Forespoergselsart
from .felter import Afdelinger, Fritekst, Postfelt, soegbar
from .postform import som_skrevet

HOEJST = 100_000
_DATO = {"invalid": "Skriv en dato, der findes, som dag.måned.år, fx 3.4.2025."}


def langt_felt(navn: str, raekker: int = 4, *, mangler: str = "", **mere) -> Fritekst:
    """A text of several lines; required where there is something to say when it is missing."""
    return Fritekst(
        label=navn,
        required=bool(mangler),
        max_length=HOEJST,
        widget=forms.Textarea(attrs={"rows": raekker}),
        error_messages={"required": mangler} if mangler else {},
        **mere,
    )


def fristfelt(navn: str, **mere) -> forms.DateField:
    return forms.DateField(label=navn, error_messages=_DATO, **mere)


class _Punktfelt(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, sag: Sag) -> str:
        emne = sag.emne.navn if sag.emne else "Emne ikke oplyst"
        return f"{emne} ({sag.afdeling})" if sag.afdeling else emne


class ForespoergselForm(forms.Form):
    """What a department is asked. All that it gets to see of the case is chosen here."""

    use_required_attribute = False

    afdeling = Postfelt(
        label="Afdeling",
        help_text="Afdelingens leder ser kun det, du sender her.",
        tom="Vælg afdeling",
        widget=soegbar(),
        error_messages={"required": "Vælg den afdeling, der skal svare."},
    )
    art = forms.ChoiceField(
        label="Art",
        choices=[
            (
                Forespoergselsart.DIALOGSAG,
                "Dialogsag: du spørger afdelingen på borgerens vegne",
            ),
            (
                Forespoergselsart.OVERSENDELSESSAG,
                "Oversendelsessag: afdelingen skal selv svare på borgerens klage",
            ),
        ],
        initial=Forespoergselsart.DIALOGSAG,
        widget=forms.RadioSelect,
    )
    sager = _Punktfelt(
        Sag.objects.none(),
        label="Hvilke punkter spørger du om?",
        help_text="Afdelingen ser kun de punkter, du vælger.",
        required=False,
    )
    tekst = langt_felt(
        "Hvad spørger du om?",
        8,
        mangler="Skriv, hvad du spørger om.",
        help_text="Skriv også, hvem det gælder. Afdelingen ser ikke borgerens navn andre steder.",
    )
    dokumenter = forms.ModelMultipleChoiceField(
        Dokument.objects.none(),
        label="Hvilke dokumenter skal med?",
        help_text="Afdelingen ser kun de dokumenter, du vælger.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    svarfrist = fristfelt("Svar senest", required=False)

    def __init__(self, *args, henvendelse: Henvendelse, udfyldt: QueryDict | None = None, **kwargs):
        """`udfyldt` is what a draft has of it, right or wrong; it is shown and not judged yet."""
        hovedsag = henvendelse.hovedsag
        forslag = {"afdeling": hovedsag.afdeling_id, "sager": [s.pk for s in _egne(henvendelse)]}
        if udfyldt is not None:
            forslag |= som_skrevet(type(self), udfyldt)
        super().__init__(*args, initial=forslag, **kwargs)
        afdelinger = Afdelinger([hovedsag.afdeling_id], eksterne=False)
        self.fields["afdeling"].tilbyd(afdelinger.muligheder, afdelinger.poster)
        sager = henvendelse.sager.select_related("emne", "afdeling").order_by("id")
        self.fields["sager"].queryset = sager
        self.fields["dokumenter"].queryset = henvendelse.dokumenter.all()
        if not henvendelse.dokumenter.exists():
            del self.fields["dokumenter"]
        frist = kontorets_svarfrist(i_dag())
        self.fields["svarfrist"].help_text = f"Lad feltet stå tomt for {frist.forklaring}"


def _egne(henvendelse: Henvendelse) -> list[Sag]:
    """The issues of the hovedsag's own department: what is most often asked about."""
    hos = henvendelse.hovedsag.afdeling_id
    return [sag for sag in henvendelse.sager.all() if sag.afdeling_id == hos]


class OpfoelgningForm(forms.Form):
    use_required_attribute = False

    tekst = langt_felt("Hvad mangler der svar på?", 6, mangler="Skriv, hvad der mangler svar på.")
    svarfrist = fristfelt("Svar senest", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        frist = kontorets_svarfrist(i_dag())
        self.fields["svarfrist"].help_text = f"Lad feltet stå tomt for {frist.forklaring}"


class AfgoerForm(forms.Form):
    use_required_attribute = False

    giv = forms.TypedChoiceField(
        label="Hvad svarer du?",
        choices=[("ja", "Giv den længere frist"), ("nej", "Fasthold fristen")],
        coerce=lambda valgt: valgt == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om fristen bliver længere."},
    )
    svar = langt_felt("Besked til afdelingen", 3)


class AfslutForespoergselForm(forms.Form):
    use_required_attribute = False

    godtaget = forms.TypedChoiceField(
        label="Er svaret godt nok?",
        choices=[
            ("ja", "Ja, svaret er godtaget"),
            ("nej", "Nej, men der kommer ikke mere ud af at spørge"),
        ],
        coerce=lambda valgt: valgt == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om svaret er godtaget."},
    )


class TilbagekaldForm(forms.Form):
    use_required_attribute = False

    grund = langt_felt("Hvorfor? Afdelingen kan læse det.", 3, mangler="Skriv, hvorfor.")
