"""What the access log calls a report and a recommendation, and what it tells of one."""

from collections.abc import Iterator

from henvendelser.log import Reference, referencer, tilstand
from henvendelser.log.aendringer import Tilstand, Vaerdi, felter
from henvendelser.valg import Objekttype

from .models import Adressat, Anbefaling, Beretning, Opfoelgning, Runde, Rundesvar


@referencer.register
def _(objekt: Beretning) -> Iterator[Reference]:
    yield Reference(Objekttype.BERETNING, objekt.pk, objekt.noegle)


@referencer.register
def _(objekt: Anbefaling) -> Iterator[Reference]:
    yield Reference(Objekttype.ANBEFALING, objekt.pk, objekt.betegnelse)


@referencer.register
def _(objekt: Opfoelgning) -> Iterator[Reference]:
    yield from referencer(objekt.adressat.anbefaling)


@referencer.register
def _(objekt: Runde) -> Iterator[Reference]:
    yield Reference(Objekttype.RUNDE, objekt.pk, objekt.beretning.noegle)


@referencer.register
def _(objekt: Rundesvar) -> Iterator[Reference]:
    yield from referencer(objekt.runde)


@tilstand.register
def _(objekt: Runde) -> Tilstand:
    lukket = objekt.lukket.isoformat() if objekt.lukket else None
    return {**dict(felter(objekt)), "lukket": Vaerdi(lukket)}


@tilstand.register
def _(objekt: Anbefaling) -> Tilstand:
    # Asked anew: what was prefetched is what it said before.
    adressater = Adressat.objects.filter(anbefaling=objekt).select_related("afdeling")
    navne = sorted(str(adressat) for adressat in adressater)
    lukket = objekt.lukket.isoformat() if objekt.lukket else None
    return {
        **dict(felter(objekt)),
        "adressater": Vaerdi(navne or None),
        "lukket": Vaerdi(lukket),
    }
