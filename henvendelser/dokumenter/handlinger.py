"""What adds and removes documents: each in one transaction, with the one who does it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from ..log import skriv
from ..models import Afgoerelse, Bruger, Dokument, Henvendelse
from ..valg import Formaal, Handling, Viruskontrol
from . import lager, virus
from .afvist import Afvist, vis
from .filtyper import Filtype, kend
from .navne import dokumentnavn
from .upload import maks_bytes


@dataclass(frozen=True)
class Godkendt:
    """A file that may be stored. Only `godkend` makes it."""

    navn: str
    indhold: bytes
    filtype: Filtype
    viruskontrol: Viruskontrol


def godkend(raat_navn: str, indhold: bytes, stoerrelse: int | None = None) -> Godkendt:
    """Look a file through: its name, size, kind and structure, and for virus.

    `stoerrelse` is what was sent, where more was sent than kept. Raises Afvist with the reason.
    """
    navn = dokumentnavn(raat_navn)
    if (len(indhold) if stoerrelse is None else stoerrelse) > maks_bytes():
        raise Afvist(f"{vis(navn)}: Filen er for stor. {_graense()}")
    if stoerrelse and len(indhold) != stoerrelse:
        raise Afvist(f"{vis(navn)}: Filerne er for store tilsammen. Tilføj dem ad flere gange.")
    if not indhold:
        raise Afvist(f"{vis(navn)}: Filen er tom.")
    filtype = kend(indhold, navn)
    try:
        return Godkendt(navn, indhold, filtype, virus.kontroller(indhold))
    except Afvist as fejl:
        raise Afvist(f"{vis(navn)}: {fejl.message}") from None


def _graense() -> str:
    return f"Den må højst fylde {maks_bytes() // 2**20} MB."


def tilfoej_dokumenter(
    *, til: Henvendelse | Afgoerelse, filer: Sequence[Godkendt], af: Bruger | None
) -> list[Dokument]:
    """Store the files on the inquiry or the decision: all of them or none.

    Raises ValidationError when one is there already with the same name and content: a form that is
    sent twice stores once. The files are on the disk before the rows are, so that no row is ever
    without its file; if the rows do not get there, the files are taken away again.
    """
    skrevne: list[str] = []
    try:
        with transaction.atomic():
            laast = type(til).objects.select_for_update().get(pk=til.pk)
            findes = {(d.navn, d.sha256.vis()) for d in laast.dokumenter.all()}
            dokumenter = []
            for fil in filer:
                aftryk = hashlib.sha256(fil.indhold).hexdigest()
                if (fil.navn, aftryk) in findes:
                    raise ValidationError(f"{vis(fil.navn)} er allerede gemt på {_bestemt(laast)}.")
                findes.add((fil.navn, aftryk))
                skrevne.append(lager.skriv(fil.indhold))
                dokument = Dokument(
                    **{laast._meta.model_name: laast},
                    navn=fil.navn,
                    medietype=fil.filtype.medietype,
                    stoerrelse=len(fil.indhold),
                    sha256=aftryk,
                    lagernavn=skrevne[-1],
                    viruskontrol=fil.viruskontrol,
                    tilfoejet_af=af,
                )
                dokument.full_clean()
                dokument.save()
                dokumenter.append(dokument)
            if isinstance(laast, Henvendelse):
                laast.roer()
            _log(af, Handling.OPRETTELSE, dokumenter)
    except BaseException:
        for navn in skrevne:
            lager.slet(navn)
        raise
    return dokumenter


def _bestemt(ejer: Henvendelse | Afgoerelse) -> str:
    return f"{ejer._meta.verbose_name}n"


@transaction.atomic
def slet_dokument(*, dokument: Dokument, af: Bruger | None) -> None:
    """Delete a document for good. Its file goes when the transaction has held.

    Raises ValidationError for one that was sent to a department or came from one: the thread says
    that it was there.
    """
    if dokument.sendt_med.exists() or dokument.kom_med.exists():
        raise ValidationError(
            f"{vis(dokument.navn)} er sendt til eller kommet fra en afdeling og kan ikke slettes."
        )
    _log(af, Handling.SLETNING, [dokument])
    dokument.delete()


def _log(af: Bruger | None, handling: Handling, dokumenter: Sequence[Dokument]) -> None:
    skriv(af=af, handling=handling, formaal=Formaal.SAGSBEHANDLING, om=dokumenter)


def fjern_fil(sender, instance: Dokument, using: str, **kwargs) -> None:
    """Receiver of `post_delete`: however a row was deleted, its file goes with it."""
    transaction.on_commit(partial(lager.slet, instance.lagernavn), using=using)
