"""What a demo's commands read: a JSON file of invented content, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import CommandError


@contextmanager
def demofil(fil: Path) -> Iterator[Any]:
    """The file's content, for the one who lays it.

    Raises CommandError, naming the file, when it cannot be read, lacks something or names what
    the register does not have.
    """
    try:
        yield json.loads(fil.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fejl:
        raise CommandError(f"{fil} kan ikke læses: {fejl}") from fejl
    except (KeyError, ObjectDoesNotExist) as fejl:
        raise CommandError(f"{fil}: {fejl} mangler eller findes ikke i registret.") from fejl
