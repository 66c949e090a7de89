"""The addresses of login, of the user's own page and of the users' pages.

Only what is used and has a page of ours. The names are django-allauth's, because its code looks
them up; sign-up, mail addresses and connecting foreign accounts have none here.
"""

from collections.abc import Callable

from allauth.account import views as konto
from allauth.mfa.base import views as faktor
from allauth.mfa.recovery_codes import views as koder
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as noegle
from django.urls import path, register_converter
from django.views.decorators.http import require_http_methods, require_POST

from henvendelser.roller import Rettighed, aaben_for_alle, kraever

from . import views
from .brugere import views as brugere
from .kommunelogin import views as kommunelogin


class Base36:
    """A user's id as django-allauth writes it in a link; without a hyphen, which follows it."""

    regex = "[0-9A-Za-z]{1,13}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Base36, "base36")
side = require_http_methods(["GET", "HEAD", "POST"])


def aaben(view: Callable) -> Callable:
    return aaben_for_alle(side(view))


def indlogget(view: Callable) -> Callable:
    return kraever(Rettighed.LOGGET_IND)(side(view))


AABNE = [
    path("log-ind/", aaben(konto.login), name="account_login"),
    path("log-ind/kode/", aaben(faktor.authenticate), name="mfa_authenticate"),
    path("log-ind/lukket/", aaben(konto.account_inactive), name="account_inactive"),
    path("glemt-adgangskode/", aaben(konto.password_reset), name="account_reset_password"),
    path(
        "glemt-adgangskode/sendt/",
        aaben(konto.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "vaelg-adgangskode/<base36:uidb36>-<str:key>/",
        aaben(konto.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "vaelg-adgangskode/valgt/",
        aaben(konto.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("log-ind/kommunen/", aaben(kommunelogin.begynd), name="kommunelogin"),
    path("log-ind/kommunen/svar/", aaben(kommunelogin.svar), name="kommunelogin_svar"),
    path("log-ind/kommunen/fejl/", aaben(kommunelogin.fejl), name="kommunelogin_fejl"),
    path("log-ind/kommunen/ingen-rolle/", aaben(kommunelogin.ingen_rolle), name="ingen_rolle"),
]

EGNE = [
    path("log-ud/", indlogget(require_POST(konto.logout)), name="account_logout"),
    path("konto/", indlogget(views.Konto.as_view()), name="mfa_index"),
    path("konto/adgangskode/", indlogget(views.Skift.as_view()), name="account_change_password"),
    path("konto/bekraeft/", indlogget(konto.reauthenticate), name="account_reauthenticate"),
    path("konto/bekraeft/kode/", indlogget(faktor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "konto/bekraeft/noegle/",
        indlogget(noegle.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("konto/ekstra-faktor/", indlogget(views.vaelg_faktor), name="vaelg_faktor"),
    path("konto/app/", indlogget(app.activate_totp), name="mfa_activate_totp"),
    path("konto/app/fjern/", indlogget(views.Fjernapp.as_view()), name="mfa_deactivate_totp"),
    path("konto/noegler/ny/", indlogget(views.Tilfoejnoegle.as_view()), name="mfa_add_webauthn"),
    path(
        "konto/noegler/<int:pk>/fjern/",
        indlogget(views.Fjernnoegle.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("konto/koder/", indlogget(koder.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "konto/koder/nye/",
        indlogget(koder.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("konto/sessioner/", indlogget(views.sessioner), name="sessioner"),
    path(
        "konto/sessioner/<int:pk>/log-ud/",
        indlogget(views.afslut_session),
        name="afslut_session",
    ),
]

BRUGERE = [
    path("adgang/", brugere.hvem_har_adgang, name="hvem_har_adgang"),
    path("opsaetning/brugere/", brugere.brugere, name="brugere"),
    path("opsaetning/brugere/ny/", brugere.ny_bruger, name="ny_bruger"),
    path("opsaetning/brugere/<int:pk>/", brugere.bruger, name="bruger"),
    path("opsaetning/brugere/<int:pk>/ret/", brugere.ret_bruger, name="ret_bruger"),
    *(
        path(
            f"opsaetning/brugere/<int:pk>/{handling.sti}/",
            brugere.side_for(handling),
            name=handling.navn,
        )
        for handling in brugere.HANDLINGER
    ),
]

urlpatterns = [*AABNE, *EGNE, *BRUGERE]
