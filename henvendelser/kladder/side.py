"""What a form's page knows of its draft."""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest, QueryDict

from ..kryptering import Krypteringsfejl
from ..models import Kladde
from .handlinger import luk_kladde
from .maerke import FELT, Maerke
from .steder import stedet


class Kladdeside:
    """The draft of the form that a request shows or sends.

    `felter` is what to fill the form in with, None when there is nothing: a GET that names a draft
    (`?kladde=`), or the newest that was held when a session ended. A draft that is another's, is
    closed or is of another form is as one that never was. `adresse` is the form's own, where that
    is not the page's: a form that stands on the page of what it adds to.
    """

    def __init__(self, request: HttpRequest, adresse: str = ""):
        self.request = request
        self.adresse = adresse or request.path
        self._egne: list[Kladde] = []
        if request.method in {"GET", "HEAD"}:
            synlige = Kladde.objects.synlige_for(request.user)
            self._egne = list(synlige.filter(adresse=self.adresse))
        self.fortsat = self._fortsat()
        self.felter: QueryDict | None = None
        self.fejl = ""  # it is there, and cannot be read
        try:
            self.felter = self.fortsat and self.fortsat.felter()
        except Krypteringsfejl as fejl:
            self.fejl = str(fejl)

    @property
    def findes(self) -> bool:
        """Whether this form has drafts at all."""
        return stedet(self.adresse) is not None

    @property
    def mangler(self) -> bool:
        """A draft was asked for that there is not, or no longer is."""
        return FELT in self.request.GET and not self.fortsat and self.request.method == "GET"

    @cached_property
    def maerke(self) -> Maerke:
        """The mark that the page carries: as it was sent, else of its draft, else a new one."""
        if self.fortsat:
            return Maerke(self.fortsat.uuid, self.request.user.pk, self.adresse)
        return self._sendt() or Maerke.nyt(self.request.user.pk, self.adresse)

    def forny(self) -> None:
        """Let the page begin on another draft: the one it was sent with is closed."""
        self.maerke = Maerke.nyt(self.request.user.pk, self.adresse)

    @property
    def andre(self) -> list[Kladde]:
        """The drafts that an empty form could be filled in with, the newest first."""
        return [] if self.fortsat else self._egne

    def luk(self) -> None:
        """The form is saved."""
        if sendt := self._sendt():
            luk_kladde(maerke=sendt, af=self.request.user)

    def _fortsat(self) -> Kladde | None:
        naevnt = self.request.GET.get(FELT)
        if naevnt is None:
            return next((kladde for kladde in self._egne if kladde.holdt), None)
        return next((kladde for kladde in self._egne if str(kladde.uuid) == naevnt), None)

    def _sendt(self) -> Maerke | None:
        maerke = Maerke.laes(self.request.POST.get(FELT, ""))
        egen = maerke and maerke.bruger == self.request.user.pk
        return maerke if egen and maerke.adresse == self.adresse else None
