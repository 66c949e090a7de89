"""The user's own page, and where allauth's views do not do what is needed here."""

from __future__ import annotations

from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from henvendelser.roller import Rettighed, har

from .faktor import er_bekraeftet, har_faktor
from .klienter import beskriv


class Konto(IndexView):
    """What the user logs in with, and from where."""

    def get_context_data(self, **kwargs) -> dict:
        bruger = self.request.user
        faktorer = Authenticator.objects.filter(user=bruger).order_by("created_at")
        af_slags = {slags: [f for f in faktorer if f.type == slags] for slags in Authenticator.Type}
        koder = af_slags[Authenticator.Type.RECOVERY_CODES]
        return super().get_context_data(**kwargs) | {
            "apper": af_slags[Authenticator.Type.TOTP],
            "noegler": af_slags[Authenticator.Type.WEBAUTHN],
            "koder_tilbage": len(koder[0].wrap().get_unused_codes()) if koder else 0,
            "har_adgangskode": bruger.has_usable_password(),
            "kan_se_brugere": har(bruger, Rettighed.SE_BRUGERE),
        }


@require_safe
def vaelg_faktor(request: HttpRequest) -> HttpResponse:
    """Where a user without a second factor begins; with one, it is the user's own page."""
    if har_faktor(request.user) and er_bekraeftet(request.session, request.user):
        return redirect("mfa_index")
    return render(request, "mfa/vaelg.html")


class Skift(PasswordChangeView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Whoever logs in by the municipality's own login has no password here."""
        if not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Tilfoejnoegle(AddWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class Fjernapp(DeactivateTOTPView):
    def form_valid(self, form) -> HttpResponse:
        svar = super().form_valid(form)
        messages.success(self.request, "Appen er fjernet.")
        return svar


class Fjernnoegle(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)
        return super().form_valid(form)


@require_safe
def sessioner(request: HttpRequest) -> HttpResponse:
    """Where the user is logged in right now, the newest first."""
    egne = UserSession.objects.purge_and_list(request.user)
    egne.sort(key=lambda session: session.created_at, reverse=True)
    linjer = [
        {
            "pk": session.pk,
            "browser": beskriv(session.user_agent),
            "adresse": session.ip,
            "begyndt": session.created_at,
            "denne": session.session_key == request.session.session_key,
        }
        for session in egne
    ]
    return render(request, "usersessions/liste.html", {"linjer": linjer})


@require_POST
def afslut_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the user's own, on the server: its cookie opens nothing from then on."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session.end()
    messages.success(request, "Sessionen er logget ud.")
    return redirect("sessioner")
