"""Commands under the same policy as the pages: each names the one permission that it needs.

Whoever has the machine has the database, so a command asks for no login. It says instead for whom
it is run, `--som BRUGERNAVN`: that user must hold the permission, and the access log names the
user. Without it the machine itself stands behind, which may do what `roller.MASKINEN` says.
"""

from __future__ import annotations

from typing import Any

from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands, load_command_class
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    SystemCheckError,
)

from .models import Bruger
from .roller import MASKINEN, Rettighed, har

PROGRAMMETS = ("henvendelser", "beretning", "borgerraadgiver")


class Afvist(CommandError):
    """A command could not do what it was asked; the message says why, in Danish.

    Django prints the class's name before the message, so it is a word for the user.
    """


class Kommando(BaseCommand):
    """A command of the program; `self.af` is who it is run for, None for the machine itself."""

    rettighed: Rettighed
    af: Bruger | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not isinstance(getattr(cls, "rettighed", None), Rettighed):
            raise ImproperlyConfigured(f"{cls.__module__} nævner ingen rettighed.")

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(*args, **kwargs)
        parser.add_argument(
            "--som",
            metavar="BRUGERNAVN",
            help="brugeren, det gøres for: rollen skal give lov, og det står i loggen",
        )
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """As Django's, once it is known that the one it is run for may. Raises Afvist."""
        try:
            self.af = self._den_det_goeres_for(options.pop("som", None))
            return super().execute(*args, **options)
        except (Afvist, SystemCheckError):
            raise
        except CommandError as fejl:
            raise Afvist(*fejl.args, returncode=fejl.returncode) from fejl

    def _den_det_goeres_for(self, brugernavn: str | None) -> Bruger | None:
        if brugernavn is None:
            if self.rettighed not in MASKINEN:
                raise CommandError("Skriv, hvem det gøres for: --som BRUGERNAVN.")
            return None
        bruger = Bruger.objects.filter(username=brugernavn).first()
        if bruger is None or not har(bruger, self.rettighed):
            raise CommandError(f"»{brugernavn}« er ikke en aktiv bruger, hvis rolle giver lov.")
        return bruger


def hver_kommando_naevner_sin_rettighed(app_configs=None, **kwargs) -> list[Error]:
    """System check: a command of the program that is no Kommando keeps it from starting."""
    return [
        Error(
            f"Kommandoen »{navn}« nævner ingen rettighed.",
            hint="Lad den arve fra henvendelser.kommando.Kommando, og sæt rettighed.",
            id="roller.E003",
        )
        for navn, app in programmets_kommandoer().items()
        if not isinstance(load_command_class(app, navn), Kommando)
    ]


def programmets_kommandoer() -> dict[str, str]:
    """Name and app of every command that is the program's own."""
    return {
        navn: app
        for navn, app in sorted(get_commands().items())
        if isinstance(app, str) and app.split(".")[0] in PROGRAMMETS
    }
