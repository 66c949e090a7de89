"""Rows that many tests begin from, made once and not once for each test.

    @lag
    def register(kontor):
        return {"åben": fabrik.henvendelse(afdeling=kontor.boern)}

`register` is then a fixture like any other, and may stand on other such layers by their names. Its
rows are kept in a transaction of their own beneath the test's, which is rolled back as ever: the
next test that asks for the same layers finds them as they were made, its documents on the disk too,
and gets a copy of its own of what the function returned. A test that asks for less, or for others,
finds only those: what lies above is rolled back first. A test that commits has none beneath it, and
builds what it asks for.

A layer is made outside the test: it sees no patch, no setting and no clock of the test's.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import SimpleTestCase
from pytest_django.fixtures import validate_django_db

from henvendelser.dokumenter import lager

_NUMRE = count()


@dataclass(frozen=True, eq=False)
class Lag:
    byg: Callable[..., Any]
    under: tuple[str, ...]  # the names of the layers it stands on
    nummer: int


@dataclass(frozen=True)
class Lagt:
    """A layer that is in the database now."""

    lag: Lag
    vaerdi: Any
    atomic: transaction.Atomic
    dybde: int
    filer: dict[Path, bytes]  # the documents, which no transaction gives back


def lag(byg: Callable[..., Any]):
    """The fixture of what `byg` makes of the layers that its arguments name."""
    den = Lag(byg, tuple(inspect.signature(byg).parameters), next(_NUMRE))

    def fixture(db, **under):
        if den in STAKKEN:
            return copy.deepcopy(STAKKEN.vaerdi(den))
        return byg(**under)  # the test commits, or asks underway

    # What pytest asks for before it asks for this one.
    fixture.__signature__ = inspect.Signature(
        inspect.Parameter(navn, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        for navn in ("db", *den.under)
    )
    fixture.__name__, fixture.__doc__, fixture.__module__ = (
        byg.__name__,
        byg.__doc__,
        byg.__module__,
    )
    fixture.lag = den
    return pytest.fixture(fixture)


class Stakken:
    """The layers that are in the database, the lowest first."""

    def __init__(self) -> None:
        self._lagt: list[Lagt] = []
        self._adgang: Callable[[], AbstractContextManager] = nullcontext

    def aabn_med(self, adgang: Callable[[], AbstractContextManager]) -> None:
        """How the database is opened, which is closed between the tests."""
        self._adgang = adgang

    @property
    def hoejde(self) -> int:
        return len(self._lagt)

    def __contains__(self, lag: Lag) -> bool:
        return any(lagt.lag is lag for lagt in self._lagt)

    def vaerdi(self, lag: Lag) -> Any:
        return next(lagt.vaerdi for lagt in self._lagt if lagt.lag is lag)

    def riv_ned_til(self, oensket: list[Lag]) -> None:
        """Roll back what is not wanted, and with it all above it."""
        while [lagt.lag for lagt in self._lagt] != oensket[: len(self._lagt)]:
            lagt = self._lagt.pop()
            with self._adgang():
                assert len(connection.atomic_blocks) == lagt.dybde, (
                    f"noget står stadig åbent over laget {lagt.lag.byg.__name__}"
                )
                transaction.set_rollback(True)
                lagt.atomic.__exit__(None, None, None)

    def byg_op_til(self, oensket: list[tuple[str, Lag]]) -> None:
        """Put on top what is wanted and not there."""
        self.riv_ned_til([lag for _, lag in oensket])
        for lagt in self._lagt:
            for fil, indhold in lagt.filer.items():
                if not fil.exists() or fil.read_bytes() != indhold:
                    fil.write_bytes(indhold)
        vaerdier = {navn: lagt.vaerdi for (navn, _), lagt in zip(oensket, self._lagt, strict=False)}
        for navn, lag in oensket[len(self._lagt) :]:
            # Of its own too: what it changes in a value below it is not the others' to see.
            foer = _filer()
            under = copy.deepcopy({navn: vaerdier[navn] for navn in lag.under})
            with self._adgang():
                atomic = transaction.atomic()
                atomic._from_testcase = (
                    True  # as the test's own: an action may demand to be in none
                )
                atomic.__enter__()
                try:
                    vaerdi = lag.byg(**under)
                except BaseException:
                    transaction.set_rollback(True)
                    atomic.__exit__(None, None, None)
                    raise
            vaerdier[navn] = vaerdi
            nye = {fil: fil.read_bytes() for fil in _filer() - foer}
            self._lagt.append(Lagt(lag, vaerdi, atomic, len(connection.atomic_blocks), nye))


def _filer() -> set[Path]:
    return set(lager.mappe().iterdir())


STAKKEN = Stakken()


def _oensket(item: pytest.Item) -> list[tuple[str, Lag]]:
    """The layers that the test asks for, the lowest first, by the names it knows them by."""
    if _committer(item):
        return []
    fixtures = item._fixtureinfo.name2fixturedefs
    lagene = {
        navn: fixtures[navn][-1].func.lag
        for navn in item.fixturenames
        if navn in fixtures and hasattr(fixtures[navn][-1].func, "lag")
    }

    def dybde(lag: Lag) -> int:
        return 1 + max((dybde(lagene[navn]) for navn in lag.under), default=0)

    return sorted(lagene.items(), key=lambda par: (dybde(par[1]), par[1].nummer))


def _committer(item: pytest.Item) -> bool:
    maerke = item.get_closest_marker("django_db")
    return bool(maerke and validate_django_db(maerke)[0]) or not {
        "transactional_db",
        "live_server",
    }.isdisjoint(item.fixturenames)


def _bruger_databasen(item: pytest.Item) -> bool:
    return (
        item.get_closest_marker("django_db") is not None
        or not {"db", "transactional_db", "live_server"}.isdisjoint(item.fixturenames)
        or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    )


@pytest.fixture(scope="session")
def _lagene_rives_ned(django_db_setup, django_db_blocker) -> Iterator[None]:
    STAKKEN.aabn_med(django_db_blocker.unblock)
    yield
    STAKKEN.riv_ned_til([])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything of the test's own: what it did not ask for is gone."""
    if _bruger_databasen(item):
        STAKKEN.riv_ned_til([lag for _, lag in _oensket(item)])


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> None:
    """Just before the test's own transaction: what it asked for is there."""
    if fixturedef.argname == "_django_db_helper" and (oensket := _oensket(request.node)):
        request.getfixturevalue("_lagene_rives_ned")
        STAKKEN.byg_op_til(oensket)
