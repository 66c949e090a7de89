from django.apps import AppConfig


class BeretningConfig(AppConfig):
    name = "beretning"
    verbose_name = "Beretning"

    def ready(self) -> None:
        from henvendelser.kladder import steder

        from . import log  # noqa: F401 (registers what the access log calls a report)
        from .runder import mails

        steder.STEDER |= {
            "ny_anbefaling": "Ny anbefaling",
            "ret_anbefaling": "Rettelser i anbefaling {pk}",
            "ny_opfoelgning": "Status på en anbefaling",
            "skriv_rundesvar": "Afdelingens svar i en runde",
            "tillaeg": "Tillæg til et svar i en runde",
        }

        mails.forbind()
