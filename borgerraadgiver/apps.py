from django.apps import AppConfig


class SkalConfig(AppConfig):
    """The program around the register and the report: settings, login, the shell against the net.

    An app only because its two tables need a migration; it holds nothing about citizens.
    """

    name = "borgerraadgiver"
    verbose_name = "Skal"
