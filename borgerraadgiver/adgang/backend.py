"""Who may be logged in at all; asked at login and again at every request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from henvendelser.models import Bruger

from .demo import er_demobruger


def maa_logge_ind(bruger: Bruger) -> bool:
    """Active, with a role, and a demo user only in a demo.

    A user without a role has nothing to see, and a claim from a login provider that is not
    understood must not end as a half-open door.
    """
    if not (bruger.is_active and bruger.rolle):
        return False
    return settings.DEMO or not er_demobruger(bruger)


class Adgang(AuthenticationBackend):
    """The only backend. `get_user` asks this too, so a session dies with the right to it."""

    def user_can_authenticate(self, user: Bruger) -> bool:
        return maa_logge_ind(user)
