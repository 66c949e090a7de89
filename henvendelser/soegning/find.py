"""Asking the index: which inquiries have all that somebody typed, each part somewhere."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from .. import cpr
from ..models import Borger, Henvendelse, Soegeindeks
from .kilder import KILDER, OBJEKTBIT, Kilde
from .spoergsmaal import Led, laes


def vilkaar(tekst: str, sti: str = "") -> Q:
    """The condition on rows from which `sti` leads to the inquiry ("" is the inquiry itself).

    "" asks for nothing; what has no word in it finds nothing. A CPR number is found by its print,
    and only whole.
    """
    if not tekst.strip():
        return Q()
    noegle = f"{sti}__" if sti else ""
    if cifre := cpr.laes(tekst):
        return Q(**{f"{noegle}borger__in": Borger.objects.med_cpr(cifre)})
    alle = Q()
    for led in laes(tekst):
        alle &= Q(**{f"{noegle}pk__in": henvendelser_med(led)})
    return alle or Q(pk__in=[])


def henvendelser_med(led: Led) -> QuerySet:
    """The keys of the inquiries that have the part in one of their texts."""
    foerste, *resten = (
        Henvendelse.objects.order_by().filter(**{f"{vej}__in": objekter}).values("pk")
        if vej
        else objekter
        for kilde in KILDER
        for objekter in [objekter_med(kilde, led)]
        for vej in kilde.veje
    )
    return foerste.union(*resten, all=True)


def objekter_med(kilde: Kilde, led: Led) -> QuerySet:
    """The keys of the source's objects that have the part in one of their texts."""
    return (
        Soegeindeks.objects.filter(rowid__range=kilde.omraade, ord__matcher=led)
        .annotate(objekt=F("rowid").bitand(2**OBJEKTBIT - 1))
        .values("objekt")
    )
