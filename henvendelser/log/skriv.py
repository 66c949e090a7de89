"""Writing an entry, and knowing under which request it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain, islice
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from ..models import Bruger, Logpost, Logreference
from ..valg import Formaal, Handling
from .referencer import alle_referencer

_forespoergsel: ContextVar[HttpRequest | None] = ContextVar("forespoergsel", default=None)


_skrevne: ContextVar[int] = ContextVar("skrevne", default=0)

# References written at a time: each has five values, and an older SQLite takes 999.
BUNDT = 199

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
    raekker = (
        (post.pk, tidspunkt, str(ref.type), ref.noegle, ref.betegnelse)
        for ref in alle_referencer(om)
    )
    with connection.cursor() as cursor:
        while bundt := list(islice(raekker, BUNDT)):
            cursor.execute(_indsaet(len(bundt)), [*chain.from_iterable(bundt)])


def _indsaet(antal: int) -> str:
    """The statement that writes so many references.

    A list's page has a hundred, of each of which the ORM would make an object, only to write it.
    """
    felter = ("logpost", "tidspunkt", "type", "noegle", "betegnelse")
    kolonner = ", ".join(Logreference._meta.get_field(felt).column for felt in felter)
    raekker = ", ".join([f"({', '.join(['%s'] * len(felter))})"] * antal)
    return f"INSERT INTO {Logreference._meta.db_table} ({kolonner}) VALUES {raekker}"  # noqa: S608 - the model's own names


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
