"""Talking to the provider: what is asked, and what of the answer is believed.

django-allauth does the protocol (authorization code, state, PKCE). What it leaves out is here: a
nonce, the ID token's signature in every case, and that both answers are about the same person.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.core.checks import Error
from django.http import HttpRequest
from django.urls import reverse
from jwt import PyJWTError, get_unverified_header

from henvendelser.valg import Rolle

NAVN = "kommunen"
NONCE = "adgang_nonce"
SIGNATURER = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}


@dataclass(frozen=True)
class Paastande:
    """What the provider says of a person, once it is believed."""

    udsteder: str
    emne: str
    alle: dict[str, Any]

    @property
    def uid(self) -> str:
        """Whom it is about: `sub` is unique with its issuer alone. Never the mail address."""
        return f"{self.udsteder}#{self.emne}"

    def liste(self, navn: str) -> list[str]:
        """A claim's values; providers write one value as a text, and more as a list."""
        vaerdi = self.alle.get(navn)
        vaerdier = vaerdi if isinstance(vaerdi, list) else [vaerdi]
        return [v for v in vaerdier if isinstance(v, str) and v.strip() and "\x00" not in v]

    def tekst(self, navn: str) -> str:
        vaerdi = self.alle.get(navn)
        return vaerdi.replace("\x00", "").strip() if isinstance(vaerdi, str) else ""


def er_sat_op() -> bool:
    return bool(settings.OIDC_UDBYDER and settings.OIDC_KLIENT)


def rollerne_findes(app_configs=None, **kwargs) -> list[Error]:
    """System check: a misspelt role in OIDC_ROLLER would be found out by whoever logs in first."""
    ukendte = sorted(set(settings.OIDC_ROLLER.values()) - set(Rolle.values))
    return [
        Error(f"OIDC_ROLLER nævner »{rolle}«, som ikke er en rolle.", id="adgang.E002")
        for rolle in ukendte
    ]


def app() -> SocialApp:
    """The one provider, from the settings. Nothing of it is in the database."""
    return SocialApp(
        provider="openid_connect",
        provider_id=NAVN,
        name="Kommunens login",
        client_id=settings.OIDC_KLIENT,
        secret=settings.OIDC_HEMMELIGHED,
        settings={"server_url": settings.OIDC_UDBYDER.rstrip("/")},
    )


class Protokol(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest, provider_id: str = NAVN) -> None:
        super().__init__(request, provider_id)

    @property
    def openid_config(self) -> dict:
        """The provider's description of itself. Raises OAuth2Error if it is of another issuer."""
        beskrivelse = super().openid_config
        if beskrivelse.get("issuer", "").rstrip("/") != settings.OIDC_UDBYDER.rstrip("/"):
            raise OAuth2Error("The provider calls itself by another name than OIDC_UDBYDER.")
        return beskrivelse

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return build_absolute_uri(request, reverse("kommunelogin_svar"))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs
    ) -> SocialLogin:
        """Raises OAuth2Error when anything in the answer does not fit."""
        nonce = request.session.pop(NONCE, "")
        try:
            id_token = self._decode_id_token(app, kwargs["response"]["id_token"])
            brugeroplysninger = self._fetch_user_info(token.token)
        except (KeyError, TypeError, ValueError, PyJWTError) as fejl:
            raise OAuth2Error("The provider's answer cannot be read.") from fejl
        if not nonce or not hmac.compare_digest(str(id_token.get("nonce", "")), nonce):
            raise OAuth2Error("The ID token was made for another login.")
        if not id_token.get("sub") or brugeroplysninger.get("sub") != id_token["sub"]:
            raise OAuth2Error("The ID token and the user information are of two persons.")
        paastande = Paastande(id_token["iss"], id_token["sub"], brugeroplysninger | id_token)
        login = self.get_provider().sociallogin_from_response(request, {"id_token": id_token})
        login.account.uid = paastande.uid
        login.account.extra_data = {}  # what the user's row holds is enough to keep
        login.email_addresses = []
        login.paastande = paastande
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict:
        if get_unverified_header(id_token).get("alg") not in SIGNATURER:
            raise OAuth2Error("The ID token is not signed with a public key.")
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )


class Udbyder(OpenIDConnectProvider):
    oauth2_adapter_class = Protokol
    pkce_enabled_default = True

    def begynd(self, request: HttpRequest, naeste: str | None):
        """Send the browser to the provider. `naeste` has been found to be an address of ours."""
        request.session[NONCE] = nonce = secrets.token_urlsafe(24)
        return self.redirect(request, "login", next_url=naeste, auth_params={"nonce": nonce})
