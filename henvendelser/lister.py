"""The office's lists as its settings show them: one mechanism for code lists, trees and markers.

A list says what its values are called and how they stand; what is done to a value is in
`handlinger.opsaetning`, alike for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.urls import reverse

from .models import (
    Afdeling,
    Aktivitetsslags,
    Behandling,
    Bemaerkningstema,
    Emne,
    Henvender,
    Instans,
    Kategori,
    Kontaktform,
    Lov,
    Maerke,
    Maerkevaerdi,
)
from .models.felter import Gyldighed
from .models.traeer import Knude
from .trae import Trae


@dataclass(frozen=True)
class Liste:
    """One list. `ental` is what one value is called, with its article as `en`.

    `felt` is the standard field whose values it holds, where it holds one's.
    """

    noegle: str
    titel: str
    ental: str
    model: type[Model]
    forklaring: str
    en: str = "en"
    felt: str = ""
    maerke: Maerke | None = None

    @property
    def er_trae(self) -> bool:
        return issubclass(self.model, Knude)

    @property
    def kan_slukkes(self) -> bool:
        """A department has its days alone; anything else is also switched off by hand."""
        return issubclass(self.model, Gyldighed)

    @property
    def kan_have_poster(self) -> bool:
        """Whether values can be added and taken away: those of a yes/no marker are given."""
        return self.maerke is None or self.maerke.kan_have_vaerdier

    def poster(self) -> QuerySet:
        if self.maerke:
            return self.maerke.vaerdier.all()
        return self.model.objects.all()

    def soeskende(self, post: Model) -> QuerySet:
        """The values that the post stands among, itself with them, in their order."""
        if self.er_trae:
            return self.model.objects.filter(overordnet=post.overordnet_id)
        return self.poster()

    def linjer(self) -> Iterator[tuple[Model, int]]:
        """Every value with its level, 1 where it is under nothing, in the order of the forms."""
        if not self.er_trae:
            yield from ((post, 1) for post in self.poster())
            return
        trae = Trae.af(self.model)
        yield from ((knude, trae.niveau(knude.pk)) for knude in trae)

    @property
    def url(self) -> str:
        if self.maerke:
            return reverse("opsaetning_vaerdier", args=[self.maerke.pk])
        return reverse("opsaetning_liste", args=[self.noegle])

    def adresse(self, post: Model, hvad: str = "") -> str:
        """The page of a value, or of what is done to it."""
        foerst = [self.maerke.pk] if self.maerke else [self.noegle]
        navn = "opsaetning_vaerdi" if self.maerke else "opsaetning_post"
        sidst = [post.pk, hvad] if hvad else [post.pk]
        return reverse(f"{navn}{'_handling' if hvad else ''}", args=[*foerst, *sidst])


LISTER: dict[str, Liste] = {
    liste.noegle: liste
    for liste in (
        Liste(
            "afdelinger",
            "Afdelinger",
            "afdeling",
            Afdeling,
            "Kommunens afdelinger og andre myndigheder. En afdeling, der nedlægges, får en sidste "
            "dag og en afløser; det, der er registreret på den, bliver stående.",
        ),
        Liste(
            "emner",
            "Temaer og emner",
            "tema eller emne",
            Emne,
            "Hvad sagerne drejer sig om: temaer med emner under sig. Et tema uden emner kan selv "
            "vælges.",
            en="et",
            felt="emne",
        ),
        Liste(
            "kontaktformer",
            "Kontaktformer",
            "kontaktform",
            Kontaktform,
            "Hvordan borgeren henvender sig.",
            felt="kontaktform",
        ),
        Liste(
            "henvendere",
            "Henvendere",
            "henvender",
            Henvender,
            "Hvem der henvender sig.",
            felt="henvender",
        ),
        Liste(
            "kategorier",
            "Kategorier",
            "kategori",
            Kategori,
            "Hvad slags henvendelse det er.",
            felt="kategori",
        ),
        Liste(
            "behandlinger",
            "Behandlinger",
            "behandling",
            Behandling,
            "Hvad borgerrådgiveren gjorde.",
            felt="behandling",
        ),
        Liste(
            "instanser",
            "Instanser",
            "instans",
            Instans,
            "Hvem der afgør klager over kommunens afgørelser.",
        ),
        Liste(
            "bemaerkningstemaer",
            "Bemærkningstemaer",
            "bemærkningstema",
            Bemaerkningstema,
            "Hvad en instans bemærker om kommunens sagsbehandling.",
            en="et",
        ),
        Liste(
            "love",
            "Love",
            "lov",
            Lov,
            "De love, som instansernes afgørelser bygger på.",
        ),
        Liste(
            "aktivitetsslags",
            "Slags aktiviteter",
            "slags aktivitet",
            Aktivitetsslags,
            "Det, kontoret laver uden for henvendelserne.",
        ),
        Liste(
            "maerker",
            "Egne mærker",
            "mærke",
            Maerke,
            "Kontorets egne spørgsmål til hver henvendelse. Et mærke kan filtreres og tælles som "
            "alt andet.",
            en="et",
        ),
    )
}


def vaerdiliste(maerke: Maerke) -> Liste:
    """The list of a marker's values."""
    return Liste(
        "vaerdier",
        f"Værdier af »{maerke.navn}«",
        "værdi",
        Maerkevaerdi,
        "Det, der kan svares.",
        maerke=maerke,
    )
