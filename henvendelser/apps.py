from django.apps import AppConfig
from django.core.checks import register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_delete, post_migrate


class HenvendelserConfig(AppConfig):
    name = "henvendelser"
    verbose_name = "Register"

    def ready(self) -> None:
        from . import kommando, planer, roller, rotation
        from .dansk import laer_sqlite_dansk
        from .dokumenter.handlinger import fjern_fil
        from .forespoergsler import mails
        from .log import brugere, triggere
        from .models import Dokument
        from .soegning import indeks
        from .soegning.ord import laer_sqlite_ord

        connection_created.connect(laer_sqlite_dansk, dispatch_uid="laer_sqlite_dansk")
        connection_created.connect(laer_sqlite_ord, dispatch_uid="laer_sqlite_ord")
        connection_created.connect(
            triggere.laer_sqlite_sletning, dispatch_uid="laer_sqlite_sletning"
        )
        connection_created.connect(planer.saet_planer, dispatch_uid="saet_planer")
        brugere.forbind()
        mails.forbind()
        indeks.lyt_efter_sletninger()
        post_migrate.connect(
            indeks.saet_efter_migrate, sender=self, dispatch_uid="saet_soegeindeks"
        )
        post_migrate.connect(
            triggere.saet_efter_migrate, sender=self, dispatch_uid="saet_efter_migrate"
        )
        post_delete.connect(fjern_fil, sender=Dokument, dispatch_uid="fjern_fil")
        rotation.ogsaa("Dokumenternes filer", rotation.roter_dokumenter)
        register(roller.hver_adresse_naevner_sin_rettighed)
        register(roller.hver_adresse_siger_hvad_den_viser)
        register(kommando.hver_kommando_naevner_sin_rettighed)
