"""Who an inquiry's citizen is: the one with the CPR number, whoever registers the inquiry.

A citizen without a CPR number belongs to the inquiry he was typed on. With one, he is the same
person on all his inquiries, and nobody's name is changed by the way: where what was typed is not
what is registered, `AndreOplysninger` asks which of the two holds.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.views.decorators.debug import sensitive_variables

from .models import Borger

OPLYSNINGER = ("navn", "telefon", "email")


class Oplysninger(models.TextChoices):
    """Which name, telephone and e-mail hold, when the CPR number is registered already."""

    REGISTREREDE = "registrerede", "Behold oplysningerne, som de er registreret"
    SKREVNE = "skrevne", "Ret dem til det, jeg har skrevet, på alle borgerens henvendelser"


class AndreOplysninger(ValidationError):
    """The CPR number is that of `borger`, who is registered with something else than was typed."""

    def __init__(self, borger: Borger):
        super().__init__(
            f"CPR-nummeret er allerede registreret på »{borger}«. Vælg, hvilke oplysninger der "
            "gælder, eller ret CPR-nummeret."
        )
        self.borger = borger


@sensitive_variables()
def borgeren(findes: Borger | None, cifre: str) -> Borger:
    """The row that what is typed on an inquiry belongs to: `findes`, its citizen till now, if any.

    Another CPR number than the citizen's is another person, where the citizen has more inquiries;
    on the only one it is a slip that is corrected.
    """
    if findes is None:
        return Borger()
    andet = cifre and findes.cpr and findes.cpr.vis() != cifre
    return Borger() if andet and findes.henvendelser.count() > 1 else findes


@sensitive_variables()
def gem_borger(borger: Borger, gaelder: str | None = None) -> Borger:
    """Save the citizen as typed, or answer the registered one who has the same CPR number.

    `gaelder` is the answer to AndreOplysninger. What only one of the two tells is no difference:
    what was typed is added, and what was left out is kept. Call it in a transaction.
    """
    borger.full_clean(validate_constraints=False)
    findes = _med_samme_cpr(borger)
    if findes is None:
        borger.full_clean()
        try:
            with transaction.atomic():
                borger.save()
        except IntegrityError:
            # Somebody else registered the number in the meantime.
            findes = _med_samme_cpr(borger)
            if findes is None:
                raise
        else:
            return borger
    skrevet = {navn: getattr(borger, navn) for navn in OPLYSNINGER if getattr(borger, navn)}
    if any(getattr(findes, navn) not in ("", ny) for navn, ny in skrevet.items()):
        if gaelder not in Oplysninger.values:
            raise AndreOplysninger(findes)
        if gaelder == Oplysninger.REGISTREREDE:
            skrevet = {}
    for navn, ny in skrevet.items():
        setattr(findes, navn, ny)
    findes.full_clean()
    findes.save()
    return findes


def _med_samme_cpr(borger: Borger) -> Borger | None:
    if not borger.cpr:
        return None
    andre = Borger.objects.med_cpr(borger.cpr.vis()).exclude(pk=borger.pk)
    return andre.select_for_update().first()
