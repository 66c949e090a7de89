"""Writing an entry, and knowing under which request it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from ..models import Bruger, Logpost, Logreference
from ..valg import Formaal, Handling
from .referencer import alle_referencer

_forespoergsel: ContextVar[HttpRequest | None] = ContextVar("forespoergsel", default=None)


_skrevne: ContextVar[int] = ContextVar("skrevne", default=0)

# References held and written at a time.
BUNDT = 5_000
# They are one value, whatever their number: a database takes only so many in a statement.
_INDSAET = {
    "sqlite": "SELECT %s, %s, json_extract(value, '$[0]'), json_extract(value, '$[1]'), "
    "json_extract(value, '$[2]') FROM json_each(%s)",
    "postgresql": "SELECT %s::bigint, %s::timestamptz, en ->> 0, (en ->> 1)::bigint, en ->> 2 "
    "FROM jsonb_array_elements(%s::jsonb) AS en",
}

# Per field `[before, after]`, or None where the log does not tell the content.
Aendringer = dict[str, list | None]


class Logfejl(Exception):
    """The entry could not be written: what it is about must neither be shown nor be done."""


@contextmanager
def under(request: HttpRequest) -> Iterator[None]:
    """Whatever is written meanwhile happened under this request."""
    maerke = _forespoergsel.set(request)
    try:
        yield
    finally:
        _forespoergsel.reset(maerke)


def skriv(
    *,
    af: Bruger | None,
    handling: Handling,
    formaal: Formaal,
    om: Iterable = (),
    antal: int | None = None,
    udvalg: Mapping[str, Any] | None = None,
    aendringer: Aendringer | None = None,
) -> Logpost:
    """Write one entry, in the transaction that goes on if there is one.

    `af` is None where no person stands behind it (a command). `om` is the objects it is about, or
    References to them; `antal` how many were shown, unless it is their number. `udvalg` and
    `aendringer` hold no personal data. Raises Logfejl when the database does not take it.
    """
    om = list(om)
    request = _forespoergsel.get()
    post = Logpost(
        bruger_noegle=af.pk if af else None,
        brugernavn=af.get_username() if af else "",
        rolle=af.rolle if af else "",
        handling=handling,
        formaal=formaal,
        adresse=_rute(request),
        forespoergsel=str(getattr(request, "forespoergselsnummer", "") or "")[:64],
        antal=len(om) if antal is None else antal,
        udvalg=dict(udvalg or {}),
        aendringer=dict(aendringer or {}),
    )
    try:
        with transaction.atomic():
            post.save(force_insert=True)
            _skriv_referencer(post, om)
    except DatabaseError as fejl:
        raise Logfejl("Der kan ikke skrives i loggen.") from fejl
    _skrevne.set(_skrevne.get() + 1)
    return post


def _skriv_referencer(post: Logpost, om: Iterable) -> None:
    """In bundles: of a file with every case in it, only some are held at a time."""
    tidspunkt = connection.ops.adapt_datetimefield_value(post.tidspunkt)
    raekker = ((ref.type, ref.noegle, ref.betegnelse) for ref in alle_referencer(om))
    with connection.cursor() as cursor:
        while bundt := list(islice(raekker, BUNDT)):
            cursor.execute(_indsaet(), [post.pk, tidspunkt, json.dumps(bundt)])


def _indsaet() -> str:
    """The statement that writes a bundle of references.

    A list's page has a hundred, of each of which the ORM would make an object, only to write it.
    """
    felter = ("logpost", "tidspunkt", "type", "noegle", "betegnelse")
    kolonner = ", ".join(Logreference._meta.get_field(felt).column for felt in felter)
    return f"INSERT INTO {Logreference._meta.db_table} ({kolonner}) {_INDSAET[connection.vendor]}"


def antal_skrevne() -> int:
    """How many entries this thread has written; grows by one for each."""
    return _skrevne.get()


def forespoergslen() -> HttpRequest | None:
    """The request that is being answered; None for a command."""
    return _forespoergsel.get()


def den_der_spoerger() -> Bruger | None:
    """Whose request this is; None for a command and for somebody who is not logged in."""
    bruger = getattr(_forespoergsel.get(), "user", None)
    return bruger if bruger is not None and bruger.is_authenticated else None


def _rute(request: HttpRequest | None) -> str:
    rute = getattr(request, "resolver_match", None)
    return (rute.view_name or "")[:100] if rute else ""
