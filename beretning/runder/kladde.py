"""What an answer says: its department's draft till it is sent, and then its own rows."""

from __future__ import annotations

from henvendelser.kryptering import Krypteringsfejl

from ..models import Rundekladde, Rundesvar
from .svar import Emne, Punkt, Svarindhold

TEKSTER = ("stilling", "begrundelse", "gjort", "dokumentation")


def laes_kladde(svar: Rundesvar) -> tuple[Svarindhold, str]:
    """What the department has written and not sent, and why it cannot be read where it cannot.

    Nothing where it has not begun. Whether it may be shown is for the caller to ask.
    """
    kladde = Rundekladde.objects.filter(svar=svar).first()
    if kladde is None:
        return Svarindhold(), ""
    try:
        return Svarindhold.fra_json(kladde.indhold.vis()), ""
    except Krypteringsfejl as fejl:
        return Svarindhold(), str(fejl)


def laes_sendt(svar: Rundesvar) -> Svarindhold:
    """What the department has sent."""
    return Svarindhold(
        tuple(
            Punkt(et.adressat_id, **{felt: getattr(et, felt) for felt in TEKSTER})
            for et in svar.stillingtagen.all()
        ),
        tuple(Emne(et.overskrift, et.tekst) for et in svar.afsnit.all()),
        svar.ingen_bemaerkninger,
    )
