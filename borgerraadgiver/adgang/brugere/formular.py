from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from henvendelser.forms.felter import Afdelinger, Fritekst, Mailfelt, tilfoej_fejl
from henvendelser.models import Afdeling, Bruger
from henvendelser.regler import uden_cpr
from henvendelser.valg import Rolle

from .handlinger import IkkeTilladt, brugerens_aftryk, opret_bruger, ret_bruger

# Where the model names a field otherwise than the form.
FELTNAVNE = {"username": "brugernavn", "email": "mail", "first_name": "navn", "last_name": "navn"}
BRUGERNAVN_BRUGT = "Der er allerede en bruger med det brugernavn."
MAIL_BRUGT = "Der er allerede en bruger med den mailadresse. Hver bruger har sin egen."


class BrugerForm(forms.Form):
    """A user with a role; without `bruger` a new one."""

    use_required_attribute = False

    navn = Fritekst(
        label="Navn", max_length=150, error_messages={"required": "Skriv brugerens navn."}
    )
    mail = Mailfelt(
        label="Mailadresse",
        max_length=254,
        help_text="Brugerens egen. Linket til at vælge adgangskode sendes hertil.",
        error_messages={
            "required": "Skriv en mailadresse.",
            "invalid": "Skriv en mailadresse, fx navn@kommune.dk.",
        },
    )
    brugernavn = forms.CharField(
        label="Brugernavn",
        max_length=150,
        help_text="Det, brugeren logger ind med. Kan ikke ændres senere.",
        validators=[Bruger.username_validator, uden_cpr],
        error_messages={"required": "Skriv et brugernavn."},
    )
    rolle = forms.ChoiceField(
        label="Rolle",
        choices=Rolle.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en rolle.", "invalid_choice": "Vælg en af rollerne."},
    )
    afdelinger = forms.MultipleChoiceField(
        label="Afdelinger",
        help_text="Kun for en afdelingsleder, som også ser det, der er sendt til enhederne under.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Vælg afdelinger fra listen."},
    )
    version = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, bruger: Bruger | None = None, egen: bool = False, **kwargs):
        """`egen`: the user is who fills it in, and keeps the role."""
        self.bruger = bruger
        valgte = {afdeling.pk for afdeling in bruger.afdelinger.all()} if bruger else set()
        super().__init__(*args, initial=self._initial(bruger, valgte), **kwargs)
        afdelinger = Afdelinger(valgte, eksterne=False)
        self.afdelinger: dict[str, Afdeling] = {str(a.pk): a for a in afdelinger.poster}
        self.fields["afdelinger"].choices = afdelinger.muligheder
        if not afdelinger.poster:
            self.fields["afdelinger"].help_text = "Der er ingen afdelinger at vælge endnu."
        if bruger:
            del self.fields["brugernavn"]
        else:
            del self.fields["version"]
        if egen:
            del self.fields["rolle"], self.fields["afdelinger"]

    @staticmethod
    def _initial(bruger: Bruger | None, valgte: set[int]) -> dict:
        if not bruger:
            return {}
        return {
            "navn": bruger.get_full_name(),
            "mail": bruger.email,
            "rolle": bruger.rolle,
            "afdelinger": [str(pk) for pk in valgte],
            "version": brugerens_aftryk(bruger),
        }

    def clean_brugernavn(self) -> str:
        brugernavn = self.cleaned_data["brugernavn"].lower()
        if Bruger.objects.filter(username__iexact=brugernavn).exists():
            raise ValidationError(BRUGERNAVN_BRUGT)
        return brugernavn

    def clean_mail(self) -> str:
        mail = self.cleaned_data["mail"].lower()
        andre = Bruger.objects.exclude(pk=self.bruger.pk if self.bruger else None)
        if andre.filter(email__iexact=mail).exists():
            raise ValidationError(MAIL_BRUGT)
        return mail

    def tag_ny_version(self) -> None:
        """Let what was typed be saved, on purpose, over what somebody else saved meanwhile."""
        self.data = self.data.copy()
        self.data["version"] = brugerens_aftryk(Bruger.objects.get(pk=self.bruger.pk))

    def gem(self, af: Bruger) -> Bruger | None:
        """Save the user. None: what did not hold now stands at its field.

        Raises Rettet when somebody else has saved the user since the page was shown.
        """
        if not self.is_valid():
            return None
        vaerdier = dict(self.cleaned_data)
        if "afdelinger" in vaerdier:
            vaerdier["afdelinger"] = [self.afdelinger[noegle] for noegle in vaerdier["afdelinger"]]
        try:
            if not self.bruger:
                return opret_bruger(af=af, **vaerdier)
            vaerdier = {"rolle": self.bruger.rolle} | vaerdier
            return ret_bruger(
                bruger=self.bruger, set_som=vaerdier.pop("version"), af=af, **vaerdier
            )
        except ValidationError as fejl:
            tilfoej_fejl(self, _med_formularens_navne(fejl))
        except IkkeTilladt as fejl:
            self.add_error(None, str(fejl))
        except IntegrityError:
            # Somebody else has taken the name or the address since it was looked up above.
            self.add_error(None, "Brugernavnet eller mailadressen er lige taget. Prøv igen.")
        return None


def _med_formularens_navne(fejl: ValidationError) -> ValidationError:
    if not hasattr(fejl, "error_dict"):
        return fejl
    return ValidationError(
        {FELTNAVNE.get(felt, felt): beskeder for felt, beskeder in fejl.error_dict.items()}
    )
