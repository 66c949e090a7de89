from django.apps import AppConfig
from django.core.checks import register
from django.db.backends.signals import connection_created


class HenvendelserConfig(AppConfig):
    name = "henvendelser"
    verbose_name = "Register"

    def ready(self) -> None:
        from . import roller
        from .dansk import laer_sqlite_dansk

        connection_created.connect(laer_sqlite_dansk, dispatch_uid="laer_sqlite_dansk")
        register(roller.hver_adresse_naevner_sin_rettighed)
