"""The installation's own keys, made once."""

import os
from collections.abc import Callable
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def hemmelig_noegle(fil: Path, ny: Callable[[], str] = get_random_secret_key) -> str:
    """The key in `fil`; where there is none, one that `ny` makes and only the owner can read.

    Two processes that start at once get the same key: the file is written aside, then linked
    into place, which the file system refuses to do twice.
    """
    if not fil.exists():
        kladde = fil.with_name(f"{fil.name}.{os.getpid()}")
        with os.fdopen(os.open(kladde, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as ud:
            ud.write(ny())
        try:
            os.link(kladde, fil)
        except FileExistsError:
            pass  # the other process was first; its key counts
        finally:
            kladde.unlink()
    return fil.read_text().strip()
