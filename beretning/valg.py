"""Choices of the report that the program itself gives a meaning."""

from django.db.models import TextChoices


class Stilling(TextChoices):
    """What a department says that it has done about a recommendation.

    `UBESVARET` is never chosen: it is what stands of a department that was asked and did not
    answer, so that silence is counted.
    """

    FULGT = "fulgt", "Fulgt"
    DELVIST = "delvist", "Delvist fulgt"
    IKKE = "ikke", "Ikke fulgt"
    UBESVARET = "ubesvaret", "Ikke besvaret"


# What can be answered, in order.
SVARMULIGHEDER = [(s.value, s.label) for s in Stilling if s is not Stilling.UBESVARET]


class Anbefalingsstatus(TextChoices):
    """Whether a recommendation lives on into next year's report."""

    AABEN = "aaben", "Åben"
    LUKKET = "lukket", "Lukket"


class Svartilstand(TextChoices):
    """How far a department is with its answer in a round."""

    IKKE_BEGYNDT = "ikke_begyndt", "Ikke begyndt"
    KLADDE = "kladde", "Kladde"
    SENDT = "sendt", "Sendt"
