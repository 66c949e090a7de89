"""The program with a throttle that each worker process keeps for itself: what must not be."""

from collections import Counter
from importlib import import_module

from borgerraadgiver.wsgi import application

__all__ = ["application"]

_SET: Counter = Counter()


def _tag(rate, noegle: object) -> bool:
    _SET[rate.navn, noegle] += 1
    return _SET[rate.navn, noegle] <= rate.antal


# Its table is a model: it can be imported only once the application is there.
import_module("borgerraadgiver.rater").Rate.tag = _tag
