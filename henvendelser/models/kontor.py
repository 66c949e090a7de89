from django.db import models
from django.db.models import Q

from .felter import Navnefelt


class Kontor(models.Model):
    """The one office that this installation serves."""

    kommune = Navnefelt("kommune")
    lukket_grundlovsdag = models.BooleanField("lukket grundlovsdag (5. juni)", default=True)
    lukket_juleaftensdag = models.BooleanField("lukket juleaftensdag (24. december)", default=True)
    lukket_nytaarsaftensdag = models.BooleanField(
        "lukket nytårsaftensdag (31. december)", default=True
    )

    class Meta:
        verbose_name = "kontor"
        verbose_name_plural = "kontorer"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="kontor_kun_et")]

    def __str__(self) -> str:
        return self.kommune
