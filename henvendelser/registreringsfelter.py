"""The standard fields that an office may register: each is switched on or off by a setting.

The registry is read by the forms, the case page, the lists' filters and the counting alike; a
field that is added here is in all of them. The help texts are in the field's own words, as the
yearly reports use them. An office's own markers stand beside these (models.registrering).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Model, TextChoices

from .models import (
    Behandling,
    Emne,
    Henvendelse,
    Henvender,
    Kategori,
    Kontaktform,
    Registreringsfelt,
    Sag,
)
from .valg import Henvendelsestype, JaNej, Laering, Retsstilling


class Slags(StrEnum):
    LISTE = "liste"  # a value of one of the office's lists
    KODE = "kode"  # a value of a list that the program gives a meaning
    TRAE = "trae"  # a node of a tree
    HENVISNING = "henvisning"  # another inquiry; counted as yes or no


class Del(StrEnum):
    """The part of the registration page a field stands in: the order a telephone call goes."""

    HVEM = "hvem"
    SAG = "sag"
    GJORT = "gjort"


@dataclass(frozen=True)
class Felt:
    """A field as the program knows it, with the office's choice laid over it.

    `noegle` is the model's field, the list's parameter, the dimension and the form's field alike.
    `flertal` is what an inquiry may have several of, where the field is its issues' own.
    `fra_start` says whether it is registered where the office has not chosen.
    """

    noegle: str
    navn: str
    hjaelp: str
    slags: Slags
    plads: Del
    grain: type[Model] = Henvendelse
    model: type[Model] | None = None
    valg: type[TextChoices] | None = None
    fra_start: bool = False
    til: bool = False
    paakraevet: bool = False
    flertal: str = ""
    kan_kraeves: bool = True
    kan_slukkes: bool = True

    @property
    def filternavn(self) -> str:
        """A tree's node stands for what is under it, too, and the lists say so."""
        return "Tema eller emne" if self.slags == Slags.TRAE else self.navn


FELTER: tuple[Felt, ...] = (
    Felt(
        "kontaktform",
        "Kontaktform",
        "Hvordan borgeren kontaktede borgerrådgiveren første gang.",
        Slags.LISTE,
        Del.HVEM,
        model=Kontaktform,
        fra_start=True,
    ),
    Felt(
        "henvender",
        "Henvender",
        "Hvem der henvender sig: borgeren selv, en pårørende, en fagperson eller en anden.",
        Slags.LISTE,
        Del.HVEM,
        model=Henvender,
    ),
    Felt(
        "bosat",
        "Bosat i kommunen",
        "Om den, henvendelsen handler om, bor i kommunen. Lad feltet stå, hvis du ikke ved det.",
        Slags.KODE,
        Del.HVEM,
        valg=JaNej,
    ),
    Felt(
        "anonym",
        "Anonym",
        "Ja, når den, der henvender sig, ikke vil oplyse, hvem det er. Så gemmes hverken navn, "
        "telefon eller e-mail.",
        Slags.KODE,
        Del.HVEM,
        valg=JaNej,
    ),
    Felt(
        "genhenvendelse",
        "Genhenvendelse",
        "Nummeret på den tidligere henvendelse, som borgeren vender tilbage til, fx 2025-0012.",
        Slags.HENVISNING,
        Del.HVEM,
        kan_kraeves=False,
    ),
    Felt(
        "emne",
        "Emne",
        "Det juridiske emne eller den årsag, som sagen drejer sig om.",
        Slags.TRAE,
        Del.SAG,
        grain=Sag,
        model=Emne,
        flertal="emner",
        fra_start=True,
        paakraevet=True,
    ),
    Felt(
        "kategori",
        "Kategori",
        "Hvad slags henvendelse det er: råd og vejledning, en klage eller en øvrig henvendelse.",
        Slags.LISTE,
        Del.GJORT,
        model=Kategori,
        fra_start=True,
    ),
    Felt(
        "type",
        "Type",
        "Afgrænset: ét spørgsmål, der kan besvares. Åben: et forløb, hvor flere forhold skal "
        "afklares.",
        Slags.KODE,
        Del.GJORT,
        valg=Henvendelsestype,
    ),
    Felt(
        "tvaergaaende",
        "Tværgående",
        "Ja, når henvendelsen går på tværs af flere afdelinger eller opgaveområder.",
        Slags.KODE,
        Del.GJORT,
        valg=JaNej,
    ),
    Felt(
        "behandling",
        "Behandling",
        "Hvad borgerrådgiveren gjorde: fx råd og vejledning, dialogsag eller oversendelsessag.",
        Slags.LISTE,
        Del.GJORT,
        model=Behandling,
        fra_start=True,
        # Closing an inquiry asks what was done (a constraint); before that it may be open.
        kan_kraeves=False,
        kan_slukkes=False,
    ),
    Felt(
        "moede",
        "Deltaget i møde",
        "Om borgerrådgiveren har deltaget i et eller flere møder med borgeren og forvaltningen.",
        Slags.KODE,
        Del.GJORT,
        valg=JaNej,
    ),
    Felt(
        "moedeklage",
        "Klage over møde",
        "Om borgeren også klager over den måde, et møde blev holdt på.",
        Slags.KODE,
        Del.GJORT,
        valg=JaNej,
    ),
    Felt(
        "retsstilling",
        "Styrket retsstilling",
        "Et skøn, når sagen er slut. Processuelt: borgerens ret under sagsbehandlingen, fx "
        "partshøring og aktindsigt. Materielt: afgørelsens indhold.",
        Slags.KODE,
        Del.GJORT,
        valg=Retsstilling,
    ),
    Felt(
        "laering",
        "Læringsperspektiv",
        "Om afdelingen eller forvaltningen kan lære af sagen, så den samme fejl ikke sker igen.",
        Slags.KODE,
        Del.GJORT,
        valg=Laering,
    ),
)

FELT: dict[str, Felt] = {felt.noegle: felt for felt in FELTER}
GENHENVENDELSE, LAERING = FELT["genhenvendelse"], FELT["laering"]


def kontorets_felter() -> dict[str, Felt]:
    """Every standard field with the office's own choice; one query."""
    valgt = {raekke.felt: raekke for raekke in Registreringsfelt.objects.all()}
    return {felt.noegle: _med_valg(felt, valgt.get(felt.noegle)) for felt in FELTER}


def _med_valg(felt: Felt, valgt: Registreringsfelt | None) -> Felt:
    if valgt is None:
        return replace(felt, til=felt.fra_start)
    return replace(
        felt,
        til=valgt.til or not felt.kan_slukkes,
        paakraevet=valgt.paakraevet and felt.kan_kraeves,
        hjaelp=valgt.hjaelpetekst or felt.hjaelp,
    )
