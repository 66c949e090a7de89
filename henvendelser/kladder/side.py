"""What a form's page knows of its draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import urlencode

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
    closed or is of another form is as one that never was.

    `adresse` and `egne` are given where the form is one of several on a page (`Kladdesider`): its
    own address, and the drafts of it that its user has.
    """

    def __init__(
        self, request: HttpRequest, adresse: str = "", egne: Sequence[Kladde] | None = None
    ):
        self.request = request
        self.adresse = adresse or request.path
        self._er_en_af_flere = egne is not None
        self._egne = egne if egne is not None else _egne(request, [self.adresse])
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
        spurgt = FELT in self.request.GET and self.request.method == "GET"
        return spurgt and not self.fortsat and not self._er_en_af_flere

    @cached_property
    def maerke(self) -> Maerke:
        """The mark that the page carries: as it was sent, else of its draft, else a new one.

        Also where its draft cannot be read: what is typed now is not written over it.
        """
        if self.fortsat and not self.fejl:
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
        if FELT not in self.request.GET:
            return next((kladde for kladde in self._egne if kladde.holdt), None)
        naevnt = self.request.GET.getlist(FELT)
        return next((kladde for kladde in self._egne if str(kladde.uuid) in naevnt), None)

    def _sendt(self) -> Maerke | None:
        maerke = Maerke.laes(self.request.POST.get(FELT, ""))
        egen = maerke and maerke.bruger == self.request.user.pk
        return maerke if egen and maerke.adresse == self.adresse else None


class Kladdesider:
    """The drafts of a page that several forms stand on, each with its own address, by name.

    All of them are asked for at once. A form that is sent from the page and does not hold leaves
    the others' drafts where they were.
    """

    def __init__(self, request: HttpRequest, **adresser: str):
        self._request = request
        self._egne = _egne(request, adresser.values())
        self._sider = {
            navn: Kladdeside(request, adresse, [en for en in self._egne if en.adresse == adresse])
            for navn, adresse in adresser.items()
        }

    def __getitem__(self, navn: str) -> Kladdeside:
        return self._sider[navn]

    @property
    def mangler(self) -> bool:
        """A draft was asked for that none of the forms has."""
        return not set(self._request.GET.getlist(FELT)) <= {str(en.uuid) for en in self._egne}

    def med(self, adresse: str) -> str:
        """The page's address with the drafts that the present one names."""
        naevnt = urlencode({FELT: self._request.GET.getlist(FELT)}, doseq=True)
        return f"{adresse}{naevnt and '?'}{naevnt}"


def _egne(request: HttpRequest, adresser: Iterable[str]) -> list[Kladde]:
    """The user's drafts of these forms; none of the one that is sent, whose fields are there."""
    sendt = request.path if request.method == "POST" else None
    vist = [adresse for adresse in adresser if adresse != sendt]
    return list(Kladde.objects.synlige_for(request.user).filter(adresse__in=vist)) if vist else []
