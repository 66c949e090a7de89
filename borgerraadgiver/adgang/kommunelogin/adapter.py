"""What django-allauth asks when somebody comes back from the provider."""

from __future__ import annotations

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.shortcuts import redirect

from ..backend import maa_logge_ind
from ..faktor import UDBYDEREN, bekraeft
from .brugere import IngenRolle, bruger_fra_udbyder
from .udbyder import NAVN, Paastande, Udbyder, app, er_sat_op


class Kommuneadapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None) -> list[SocialApp]:
        return [app()] if er_sat_op() and provider in {None, NAVN, Udbyder.id} else []

    def get_provider(self, request, provider, client_id=None) -> Udbyder:
        return Udbyder(request, app=self.get_app(request, provider, client_id))

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Users are made below, with a role, or not at all."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        paastande = sociallogin.paastande
        try:
            konto = bruger_fra_udbyder(paastande=paastande)
        except IngenRolle:
            user_login_failed.send(
                sender=__name__,
                credentials={"username": paastande.tekst("preferred_username")},
                request=request,
            )
            raise ImmediateHttpResponse(redirect("ingen_rolle")) from None
        sociallogin.account, sociallogin.user = konto, konto.user
        sociallogin.state["process"] = "login"
        if har_vist_en_faktor(paastande) and maa_logge_ind(konto.user):
            bekraeft(request.session, konto.user, UDBYDEREN)

    def on_authentication_error(self, request, provider, **kwargs) -> None:
        """Cancelled, refused, forged or out of reach: one page, which tells none of it."""
        raise ImmediateHttpResponse(redirect("kommunelogin_fejl"))


def har_vist_en_faktor(paastande: Paastande) -> bool:
    """Whether the provider attests a second factor, by a value that the office has named.

    OIDC_FAKTOR holds values of `amr` (RFC 8176: `mfa`) or `acr`. Where it is empty the user's own
    factor is asked for here.
    """
    vist = {*paastande.liste("amr"), *paastande.liste("acr")}
    return bool(vist & set(settings.OIDC_FAKTOR))
