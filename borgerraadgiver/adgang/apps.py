from django.apps import AppConfig
from django.core.checks import Tags, register


class AdgangConfig(AppConfig):
    name = "borgerraadgiver.adgang"
    verbose_name = "Adgang"

    def ready(self) -> None:
        from . import demo, signaler
        from .brugere import besked
        from .kommunelogin import udbyder

        signaler.forbind()
        besked.forbind()
        register(demo.demo_staar_ikke_ved_et_register_i_drift, Tags.database)
        register(udbyder.rollerne_findes)
