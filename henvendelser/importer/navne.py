"""When two names are the same name, and which known name an unknown one is likely to mean."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def noegle(navn: str) -> str:
    """What two spellings of one name share: without letter case, extra spaces and composition."""
    ens = unicodedata.normalize("NFC", navn).casefold()
    return " ".join(unicodedata.normalize("NFC", ens).split())


def naermeste(navn: str, kendte: Iterable[str], antal: int = 1) -> list[str]:
    """The known names that look like `navn`, the nearest first; often none."""
    skrevet = {noegle(kendt): kendt for kendt in kendte}
    naer = difflib.get_close_matches(noegle(navn)[:200], skrevet, n=antal, cutoff=0.7)
    return [skrevet[noeglen] for noeglen in naer]
