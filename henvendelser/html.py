"""HTML that is written in Python, where there is much of it: a list's cells, a form's fields."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString


def sikret(del_: object) -> str:
    """What may stand in HTML: as it is if it was made to, else escaped."""
    return del_.__html__() if hasattr(del_, "__html__") else escape(str(del_))


def html(skabelon: str, *dele: object) -> SafeString:
    """As Django's `format_html`, at a third of what it costs.

    Django's looks at each part, and at the answer, for a text that is translated later.
    """
    return SafeString(skabelon.format(*map(sikret, dele)))


def samlet(dele: Iterable[object], mellem: str = "") -> SafeString:
    """The parts one after another, with `mellem` between them."""
    return SafeString(mellem.join(map(sikret, dele)))
