"""Save, close and clear away drafts.

None of it is logged: a draft is its user's own words on their way into the register, seen by nobody
else, and every two seconds an entry would drown those that tell of a case. What is saved is logged
when it is saved, and what a page shows of a case when it is shown.
"""

from __future__ import annotations

from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from ..models import Bruger, Kladde
from ..roller import har
from .maerke import FELT, Maerke
from .steder import stedet

# Not a case's content: the guard's token, and the mark, which names its own draft.
_UVEDKOMMENDE = ("csrfmiddlewaretoken", FELT)

# One statement: of a save that was under way and the form being saved, the form wins. A draft that
# is closed or another's gives no row back.
_GEM = """
INSERT INTO henvendelser_kladde (uuid, bruger_id, adresse, indhold, skrevet, holdt)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (uuid) DO UPDATE SET
    indhold = excluded.indhold, skrevet = excluded.skrevet, holdt = excluded.holdt
WHERE henvendelser_kladde.bruger_id = excluded.bruger_id
    AND henvendelser_kladde.indhold IS NOT NULL
RETURNING uuid
"""
_LUK = """
INSERT INTO henvendelser_kladde (uuid, bruger_id, adresse, indhold, skrevet, holdt)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (uuid) DO UPDATE SET indhold = NULL, holdt = excluded.holdt
WHERE henvendelser_kladde.bruger_id = excluded.bruger_id
RETURNING uuid
"""


def gem_kladde(*, maerke: Maerke, felter: QueryDict, holdt: bool, af: Bruger | None) -> bool:
    """Keep the fields as the mark's draft; whether they were.

    `af` is who is logged in, None when nobody is: then the mark's own user must still be one who
    may fill in the form. Not kept: another's draft, one that is closed, a form without drafts.
    """
    sted = stedet(maerke.adresse)
    ejer = af or Bruger.objects.filter(pk=maerke.bruger).first()
    rettighed = getattr(sted.func, "rettighed", None) if sted else None
    if ejer is None or ejer.pk != maerke.bruger or not rettighed or not har(ejer, rettighed):
        return False
    indhold = felter.copy()
    for navn in _UVEDKOMMENDE:
        indhold.pop(navn, None)
    return _skriv(_GEM, maerke, indhold.urlencode(), holdt)


def luk_kladde(*, maerke: Maerke, af: Bruger) -> None:
    """The form is saved or the draft discarded: what it held is gone, and stays gone."""
    if maerke.bruger == af.pk:
        _skriv(_LUK, maerke, None, False)


def flyt_kladder(*, fra: str, til: str) -> None:
    """The form at the address `fra` is gone: the one at `til`, of the same fields, has them."""
    Kladde.objects.filter(adresse=fra, indhold__isnull=False).update(adresse=til)


def slet_udloebne() -> int:
    """Delete what nobody has typed in for KLADDE_DAGE; answers how many that held something."""
    udloebne = Kladde.objects.udloebne()
    antal = udloebne.exclude(indhold=None).count()
    udloebne.delete()
    return antal


def _skriv(sql: str, maerke: Maerke, indhold: str | None, holdt: bool) -> bool:
    raekke = Kladde(
        uuid=maerke.uuid,
        bruger_id=maerke.bruger,
        adresse=maerke.adresse,
        indhold=indhold,
        skrevet=timezone.now(),
        holdt=holdt,
    )
    vaerdier = [
        felt.get_db_prep_save(getattr(raekke, felt.attname), connection)
        for felt in Kladde._meta.concrete_fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, vaerdier)
        return cursor.fetchone() is not None
