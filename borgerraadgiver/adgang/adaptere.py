"""How django-allauth is to behave here: who gets in, what is counted, what is written."""

from __future__ import annotations

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from borgerraadgiver.klient import UKENDT, klientadresse
from henvendelser.kryptering import dekrypter, krypter
from henvendelser.models import Bruger

from . import kontobesked, spaerring
from .backend import maa_logge_ind
from .faktor import EGENTLIGE, NOEGLE, UDBYDEREN

KODEN_PASSER_IKKE = "Koden passer ikke, eller den er brugt. Vent på den næste kode, og prøv igen."


class Kontoadapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": (
            "Brugernavnet eller adgangskoden passer ikke. Prøv igen. Husk store og små bogstaver."
        ),
        "incorrect_password": "Adgangskoden passer ikke.",
        "enter_current_password": "Adgangskoden passer ikke.",
        "invalid_password_reset": "Linket virker ikke længere.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Users are made by the administrator alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        adresse = klientadresse(request)
        return "0.0.0.0" if adresse == UKENDT else adresse  # noqa: S104 (stored, not listened on)

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """In place of allauth's own counting, which waits for a lock in the cache."""
        try:
            spaerring.tag_login(request, credentials.get("username", ""))
        except ValidationError:
            user_login_failed.send(
                sender=__name__,
                credentials={"username": credentials.get("username", "")},
                request=request,
            )
            raise

    def pre_login(self, request: HttpRequest, user: Bruger, **kwargs) -> HttpResponse | None:
        """By whatever provider: who may not log in does not come to the second factor either."""
        if maa_logge_ind(user):
            return None
        clear_login(request)
        return redirect("account_inactive")

    def get_login_stages(self) -> list[str]:
        """Without the question for a factor where the provider has attested one.

        `AndenFaktor` still looks at whose the mark is, so leaving it out here opens nothing.
        """
        stadier = super().get_login_stages()
        if self.request.session.get(NOEGLE, {}).get("faktor") == UDBYDEREN:
            stadier.remove("allauth.mfa.stages.AuthenticateStage")
        return stadier

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Passwords and factors are changed within minutes of having shown one."""
        optegnelser = get_authentication_records(self.request, self.request.user)
        if not optegnelser:
            return True
        return time.time() - optegnelser[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def send_password_reset_mail(self, user: Bruger, email: str, context: dict) -> None:
        if maa_logge_ind(user) and spaerring.maa_faa_mail(email):
            self.send_mail("account/email/password_reset_key", email, context)

    def send_notification_mail(self, template_prefix: str, user: Bruger, *args, **kwargs) -> None:
        """In place of allauth's own mails, which tell the address and the browser."""
        kontobesked.giv_besked(user, template_prefix)


class Faktoradapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": KODEN_PASSER_IKKE,
        "cannot_delete_authenticator": (
            "Det er din eneste ekstra faktor, og den kan du ikke undvære. "
            "Tilføj en anden først, så kan du fjerne denne."
        ),
    }

    def encrypt(self, text: str) -> str:
        """The secrets of apps and recovery codes: whoever steals the database cannot log in."""
        return krypter(text)

    def decrypt(self, encrypted_text: str) -> str:
        return dekrypter(encrypted_text).decode()

    def get_totp_issuer(self) -> str:
        return "Borgerrådgiveren"

    def get_totp_label(self, user: Bruger) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return "Borgerrådgiveren"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one: the user could reach nothing with it gone."""
        return (
            Authenticator.objects.filter(user_id=authenticator.user_id, type__in=EGENTLIGE)
            .exclude(pk=authenticator.pk)
            .exists()
        )

    def generate_authenticator_name(self, user: Bruger, type: Authenticator.Type) -> str:
        antal = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Sikkerhedsnøgle {antal + 1}"
