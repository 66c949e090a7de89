from django.apps import AppConfig


class BeretningConfig(AppConfig):
    name = "beretning"
    verbose_name = "Beretning"
