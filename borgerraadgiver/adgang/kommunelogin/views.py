"""To the municipality's login and back."""

from __future__ import annotations

from allauth.account.adapter import get_adapter as get_kontoadapter
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from requests import RequestException

from .udbyder import NAVN, Protokol, er_sat_op


@require_safe
def begynd(request: HttpRequest) -> HttpResponse:
    """A link and not a form: the CSP lets no form lead out of the program, also by a redirect."""
    if not er_sat_op():
        raise Http404
    if request.user.is_authenticated:
        return redirect("forside")
    naeste = request.GET.get("next", "")
    if not get_kontoadapter().is_safe_url(naeste):
        naeste = None
    try:
        return get_adapter().get_provider(request, NAVN).begynd(request, naeste)
    except (RequestException, OAuth2Error, KeyError, ValueError):
        return redirect("kommunelogin_fejl")


@require_safe
def svar(request: HttpRequest) -> HttpResponse:
    """Where the provider sends the browser back to."""
    if not er_sat_op():
        raise Http404
    try:
        return OAuth2CallbackView.adapter_view(Protokol(request))(request)
    except (RequestException, OAuth2Error, KeyError, ValueError):
        return redirect("kommunelogin_fejl")


@require_safe
def ingen_rolle(request: HttpRequest) -> HttpResponse:
    return render(request, "kommunelogin/ingen_rolle.html", status=403)


@require_safe
def fejl(request: HttpRequest) -> HttpResponse:
    return render(request, "kommunelogin/fejl.html", status=400)
