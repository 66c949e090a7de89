"""django-allauth's forms in Danish, each attempt counted before it is tried."""

from __future__ import annotations

from allauth.account import forms as konto
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as faktor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts

from . import spaerring

# What a made-up answer of a security key makes the library raise, besides a refusal of its own.
UGYLDIGT_SVAR = (ValueError, TypeError, KeyError, AttributeError, InvalidSignature)


class Dansk:
    """Labels and hints in our words: `etiketter` and `hjaelp` by the field's name."""

    etiketter: dict[str, str] = {}
    hjaelp: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for navn, felt in self.fields.items():
            felt.label = self.etiketter.get(navn, felt.label)
            felt.help_text = self.hjaelp.get(navn, "")
            felt.widget.attrs.pop("placeholder", None)


def krav_til_adgangskoden() -> str:
    return " ".join(password_validators_help_texts())


class Kode(Dansk):
    etiketter = {"code": "Kode"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        spaerring.tag_kode(context.request, self.user)
        return super().clean_code()


class Loginformular(Dansk, konto.LoginForm):
    etiketter = {"login": "Brugernavn", "password": "Adgangskode"}


class Bekraeftadgangskode(Dansk, konto.ReauthenticateForm):
    etiketter = {"password": "Adgangskode"}


class Skiftadgangskode(Dansk, konto.ChangePasswordForm):
    etiketter = {
        "oldpassword": "Nuværende adgangskode",
        "password1": "Ny adgangskode",
        "password2": "Ny adgangskode igen",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = krav_til_adgangskoden()

    def clean_oldpassword(self) -> str:
        spaerring.tag_login(context.request, self.user.username)
        return super().clean_oldpassword()


class Vaelgadgangskode(Dansk, konto.ResetPasswordKeyForm):
    etiketter = {"password1": "Ny adgangskode", "password2": "Ny adgangskode igen"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = krav_til_adgangskoden()


class Glemtadgangskode(Dansk, konto.ResetPasswordForm):
    etiketter = {"email": "Mailadresse"}

    def clean_email(self) -> str:
        spaerring.tag_nulstilling(context.request)
        return super().clean_email()


class Loginkode(Kode, faktor.AuthenticateForm):
    pass


class Bekraeftkode(Kode, faktor.ReauthenticateForm):
    pass


class Nyapp(Kode, totp.ActivateTOTPForm):
    etiketter = {"code": "Kode fra appen"}

    def clean_code(self) -> str:
        """The code that set the app up is used, too: it does not log in afterwards."""
        kode = super().clean_code()
        if not TOTP(Authenticator(user=self.user))._mark_code_used(kode):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return kode


class Noeglesvar(Dansk):
    """The answer of a security key, which anybody can make up."""

    def clean_credential(self) -> Authenticator:
        spaerring.tag_kode(context.request, self.user)
        try:
            return super().clean_credential()
        except forms.ValidationError:
            raise
        except UGYLDIGT_SVAR as fejl:
            raise get_mfa_adapter().validation_error("incorrect_code") from fejl


class Loginnoegle(Noeglesvar, webauthn.AuthenticateWebAuthnForm):
    pass


class Bekraeftnoegle(Noeglesvar, webauthn.ReauthenticateWebAuthnForm):
    pass


class Nynoegle(Dansk, webauthn.AddWebAuthnForm):
    name = forms.CharField(max_length=60, required=False)

    etiketter = {"name": "Nøglens navn"}
    hjaelp = {"name": "Så du kan kende den fra dine andre nøgler."}

    def clean(self) -> dict:
        try:
            return super().clean()
        except forms.ValidationError:
            raise
        except UGYLDIGT_SVAR as fejl:
            raise get_mfa_adapter().validation_error("incorrect_code") from fejl
