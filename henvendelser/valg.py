"""Choices that the program itself gives a meaning; an office's own lists are `Kodeliste` models."""

from django.db.models import TextChoices


class Rolle(TextChoices):
    RAADGIVER = "raadgiver", "Borgerrådgiver"
    AFDELINGSLEDER = "afdelingsleder", "Afdelingsleder"
    ADMINISTRATOR = "administrator", "Administrator"


class Sagstype(TextChoices):
    HOVEDSAG = "hovedsag", "Hovedsag"
    FOELGESAG = "foelgesag", "Følgesag"


class Henvendelsestype(TextChoices):
    AFGRAENSET = "afgraenset", "Afgrænset"
    AABEN = "aaben", "Åben"


class Status(TextChoices):
    AABEN = "aaben", "Åben"
    AFSLUTTET = "afsluttet", "Afsluttet"


class Udfald(TextChoices):
    """What the appeals body decided. Not stated is None: many offices note only the remarks."""

    STADFAESTET = "stadfaestet", "Stadfæstet"
    AENDRET = "aendret", "Ændret"
    OPHAEVET = "ophaevet", "Ophævet"
    HJEMVIST = "hjemvist", "Hjemvist"
    AFVIST = "afvist", "Afvist"


class Sagsbehandlingsresultat(TextChoices):
    """What a decision says of the municipality's handling; derived, never stored."""

    UDEN = "uden", "Uden bemærkninger"
    MED = "med", "Med bemærkninger"
    AFVIST = "afvist", "Klage afvist"
