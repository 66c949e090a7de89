from django.apps import AppConfig
from django.core.checks import Tags, register


class AdgangConfig(AppConfig):
    name = "borgerraadgiver.adgang"
    verbose_name = "Adgang"

    def ready(self) -> None:
        from henvendelser.rotation import ogsaa

        from . import demo, rotation, signaler
        from .brugere import besked
        from .kommunelogin import udbyder

        signaler.forbind()
        besked.forbind()
        ogsaa("Ekstra faktorer", rotation.roter_faktorer)
        register(demo.demo_staar_ikke_ved_et_register_i_drift, Tags.database)
        register(udbyder.rollerne_findes)
