"""The server's log: one JSON object a line, with nothing in it that anybody has typed.

What is written is chosen, not what is left out. A line has the time, the level, the logger's name,
the request's number and the process. Then:

- from the program's own loggers the message as it stands in the code (its arguments never), and
  the named values in `FELTER`, which are numbers or come from a closed set;
- from gunicorn the messages in `GUNICORNS`, which are about processes and signals;
- from every other logger only the place in the code, because a library's message may hold an
  address, a host, a field's value or a row of the database;
- of an exception its type and the functions it came through, never its text.

An operator who needs the text of a fault in the settings runs `manage.py check`.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

from gunicorn.glogging import Logger
from pythonjsonlogger.json import JsonFormatter

forespoergselsnummer: ContextVar[str | None] = ContextVar("forespoergselsnummer", default=None)

ROD = Path(__file__).resolve().parent.parent
EGNE = {"borgerraadgiver", "henvendelser", "beretning"}
FELTER = ("metode", "rute", "status", "ms", "bruger", "antal", "advarsel", "sted")
HOEJST_LED, HOEJST_SPOR = 5, 40

# By their text in gunicorn's code; their arguments are pids, signals and the address listened at.
GUNICORNS = frozenset(
    {
        "Starting gunicorn %s",
        "Listening at: %s (%s)",
        "Using worker: %s",
        "Booting worker with pid: %s",
        "Worker exiting (pid: %s)",
        "WORKER TIMEOUT (pid:%s)",
        "Worker (pid:%s) exited with code %s.",
        "Autorestarting worker after current request.",
        "Handling signal: %s",
        "Shutting down: %s",
        "Connection in use: %s",
        "graceful stop of workers",
        "Exception in worker process",
    }
)


class Jsonlinje(JsonFormatter):
    """A record as one line of JSON; see the module for what gets in."""

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        linje = {
            "tidspunkt": datetime.fromtimestamp(record.created, tz=UTC).isoformat(
                "T", "milliseconds"
            ),
            "niveau": record.levelname,
            "hvor": record.name,
            "forespoergsel": forespoergselsnummer.get(),
            "proces": record.process,
        }
        return self.serialize_log_record(linje | _indhold(record) | _fejl(record))


class Skaerm(logging.Handler):
    """Standard error. A line that cannot be written says so, and not, as Python's, what it held."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            linje = self.format(record)
        except Exception:
            linje = '{"niveau": "ERROR", "besked": "En linje kunne ikke skrives."}'
        with contextlib.suppress(OSError, ValueError):  # nobody listens any more
            sys.stderr.write(f"{linje}\n")
            sys.stderr.flush()


class Gunicornlog(Logger):
    """Gunicorn's logger with the same lines, wherever it is told to write them."""

    def setup(self, cfg) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Jsonlinje())


def opfang_alt() -> None:
    """Lead into the log what Python else prints itself, with the values in it."""
    log = logging.getLogger("borgerraadgiver.serverlog")

    def ufanget(type_, fejl, spor) -> None:
        log.critical("En fejl blev ikke fanget.", exc_info=(type_, fejl, spor))

    def advar(_, category, filename, lineno, *ubrugt, **ubrugte) -> None:
        sted = f"{_kort(filename)}:{lineno}"
        log.warning("Python advarer.", extra={"advarsel": category.__name__, "sted": sted})

    sys.excepthook = ufanget
    sys.unraisablehook = lambda u: ufanget(u.exc_type, u.exc_value, u.exc_traceback)
    threading.excepthook = lambda t: ufanget(t.exc_type, t.exc_value, t.exc_traceback)
    warnings.showwarning = advar


def _indhold(record: logging.LogRecord) -> dict:
    if record.name.partition(".")[0] in EGNE:
        besked = {"besked": record.msg} if isinstance(record.msg, str) else {}
        return besked | {navn: vars(record)[navn] for navn in FELTER if navn in vars(record)}
    if record.name == "gunicorn.error" and record.msg in GUNICORNS:
        return {"besked": record.getMessage()}
    return {"sted": f"{_kort(record.pathname)}:{record.lineno}:{record.funcName}"}


def _fejl(record: logging.LogRecord) -> dict:
    fejl = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if fejl is None:
        return {}
    return {"fejl": [{"type": _typenavn(led), "spor": _spor(led)} for led in _kaede(fejl)]}


def _kaede(fejl: BaseException | None) -> Iterator[BaseException]:
    """The exception, then what it came of."""
    for _ in range(HOEJST_LED):
        if fejl is None:
            return
        yield fejl
        fejl = fejl.__cause__ or (None if fejl.__suppress_context__ else fejl.__context__)


def _typenavn(fejl: BaseException) -> str:
    return f"{type(fejl).__module__}.{type(fejl).__qualname__}".removeprefix("builtins.")


def _spor(fejl: BaseException) -> list[str]:
    """The innermost last; of a very deep one the last, which tell where it went wrong."""
    return [
        f"{_kort(ramme.f_code.co_filename)}:{linje}:{ramme.f_code.co_name}"
        for ramme, linje in traceback.walk_tb(fejl.__traceback__)
    ][-HOEJST_SPOR:]


def _kort(sti: str) -> str:
    """The path in the program or in a library, without where it is installed."""
    _, fundet, i_pakke = sti.rpartition("/site-packages/")
    return i_pakke if fundet else sti.removeprefix(f"{ROD}/")
