from django.apps import AppConfig


class BeretningConfig(AppConfig):
    name = "beretning"
    verbose_name = "Beretning"

    def ready(self) -> None:
        from . import log  # noqa: F401 (registers what the access log calls a report)
