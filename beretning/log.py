"""What the access log calls a report."""

from collections.abc import Iterator

from henvendelser.log import Reference, referencer
from henvendelser.valg import Objekttype

from .models import Beretning


@referencer.register
def _(objekt: Beretning) -> Iterator[Reference]:
    yield Reference(Objekttype.BERETNING, objekt.pk, objekt.noegle)
