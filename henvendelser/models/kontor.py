from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from ..valg import Enhedsregel
from .felter import Navnefelt
from .samlet_kontrol import SamletKontrol


class Kontor(SamletKontrol):
    """The one office that this installation serves, and what it registers as one inquiry."""

    kommune = Navnefelt("kommune")
    lukket_grundlovsdag = models.BooleanField("lukket grundlovsdag (5. juni)", default=True)
    lukket_juleaftensdag = models.BooleanField("lukket juleaftensdag (24. december)", default=True)
    lukket_nytaarsaftensdag = models.BooleanField(
        "lukket nytårsaftensdag (31. december)", default=True
    )
    enhed = models.CharField(
        "en henvendelse er", max_length=10, choices=Enhedsregel, default=Enhedsregel.BORGER
    )
    foelgesager = models.BooleanField("følgesager", default=True)
    dobbelt_dage = models.PositiveSmallIntegerField(
        "dage, hvor en ny henvendelse kan være den samme",
        default=30,
        validators=[MaxValueValidator(365)],
    )
    svarfrist_dage = models.PositiveSmallIntegerField(
        "dage, en afdeling har til at svare",
        default=21,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    aaret_begynder = models.PositiveSmallIntegerField(
        "måneden, hvor kontorets år begynder",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )

    class Meta:
        verbose_name = "kontor"
        verbose_name_plural = "kontorer"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="kontor_kun_et"),
            models.CheckConstraint(
                condition=Q(enhed__in=Enhedsregel.values), name="kontor_kendt_enhed"
            ),
            models.CheckConstraint(
                condition=Q(aaret_begynder__range=(1, 12)), name="kontor_kendt_maaned"
            ),
            models.CheckConstraint(
                condition=Q(svarfrist_dage__range=(1, 365)), name="kontor_kendt_svarfrist"
            ),
            models.CheckConstraint(
                condition=Q(dobbelt_dage__lte=365), name="kontor_dobbelt_hoejst_et_aar"
            ),
        ]

    def __str__(self) -> str:
        return self.kommune

    @classmethod
    def dette(cls) -> "Kontor":
        """The office as it is set up; before it is, one with the ordinary settings."""
        return cls.objects.first() or cls(pk=1)
