from django.core.exceptions import ValidationError

VIS_HOEJST = 60


class Afvist(ValidationError):
    """A file that is not stored. The message is Danish and says what to do instead."""


def vis(navn: str) -> str:
    """A file's name in a message: without what cannot be seen, and not longer than can be read."""
    synligt = "".join(tegn if tegn.isprintable() else "·" for tegn in navn)
    return f"»{synligt[:VIS_HOEJST]}{'…' if len(synligt) > VIS_HOEJST else ''}«"
