"""The part of the registration page that each office decides: standard fields and own markers.

Nothing here knows a field by name but the one that has a text beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from ..models import Bruger, Henvendelse, Maerke, Maerkevaerdi
from ..models.registrering import MAERKE
from ..registreringsfelter import FELTER, LAERING, Del, Felt, Slags
from ..regler import i_dag
from .felter import Fritekst, Postfelt, kode

IKKE_OPLYST = "Ikke oplyst"
LAERING_HVILKEN = "laering_hvilken"
# What an inquiry that was told of on the telephone is not left without.
TOMME = {"behandling": "Ikke valgt endnu"}


class Henvisningsfelt(forms.CharField):
    """The number of another inquiry that the user may see."""

    def __init__(self, *, bruger: Bruger, **kwargs):
        self.bruger = bruger
        super().__init__(max_length=20, **kwargs)

    def clean(self, value) -> Henvendelse | None:
        nummer = super().clean(value)
        if not nummer:
            return None
        fundet = Henvendelse.objects.synlige_for(self.bruger).filter(nummer=nummer).first()
        if fundet is None:
            raise ValidationError("Der er ingen henvendelse med det nummer, fx 2025-0012.")
        return fundet


class Flervalgsfelt(forms.TypedMultipleChoiceField):
    """Any number of a marker's values."""

    default_error_messages = {"invalid_choice": "Vælg noget fra listen."}
    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, poster: Iterable[Maerkevaerdi], **kwargs):
        self.poster = {str(post.pk): post for post in poster}
        valg = [(noegle, post.navn) for noegle, post in self.poster.items()]
        super().__init__(choices=valg, coerce=self.poster.get, **kwargs)


class Registrering:
    """A form's part: the fields that the office registers, put into the form's `fields`.

    A value that an inquiry has is still offered when it can no longer be chosen, and what it was
    registered without may stay so: nothing is invented when something else is corrected.
    """

    def __init__(
        self,
        form: forms.Form,
        *,
        felter: dict[str, Felt],
        henvendelse: Henvendelse | None,
        bruger: Bruger,
    ):
        self.form = form
        self.henvendelse = henvendelse
        self.bruger = bruger
        self.felter = {
            noegle: felt for noegle, felt in felter.items() if felt.til and felt.plads != Del.SAG
        }
        for felt in self.felter.values():
            if formularfelt := self._felt(felt):
                form.fields[felt.noegle] = formularfelt
        if LAERING.noegle in form.fields:
            form.fields[LAERING_HVILKEN] = Fritekst(
                label="Hvad kan der læres?", required=False, max_length=2000
            )
        self.maerker = self._maerker()

    def _felt(self, felt: Felt) -> forms.Field | None:
        valgt = getattr(self.henvendelse, f"{felt.noegle}_id" if felt.model else felt.noegle, None)
        navngivning = {
            "label": felt.navn,
            "help_text": felt.hjaelp,
            "required": felt.paakraevet and not (self.henvendelse and valgt is None),
        }
        if felt.slags == Slags.HENVISNING:
            return Henvisningsfelt(bruger=self.bruger, **navngivning)
        tom = TOMME.get(felt.noegle, IKKE_OPLYST)
        if felt.slags == Slags.KODE:
            valg = [("", tom), *felt.valg.choices]
            return forms.TypedChoiceField(choices=valg, empty_value=None, **navngivning)
        liste = Postfelt(tom=tom, **navngivning)
        return liste if kode(liste, felt.model, valgt) or not felt.kan_slukkes else None

    def _maerker(self) -> dict[str, Maerke]:
        """Put the markers of today into the form; answers them by their fields' names."""
        dag = i_dag()
        svar = self.henvendelse.maerkesvar.all() if self.henvendelse else ()
        valgte = {et.vaerdi_id for et in svar}
        maerker = {}
        for maerke in Maerke.objects.aktive(dag).prefetch_related("vaerdier"):
            poster = [v for v in maerke.vaerdier.all() if v.kan_vaelges(dag) or v.pk in valgte]
            if poster:
                maerker[maerke.parameter] = maerke
                self.form.fields[maerke.parameter] = _maerkefelt(maerke, poster)
        return maerker

    def del_(self, plads: Del) -> Iterator[BoundField]:
        """The fields of one part of the page, in their order."""
        for noegle, felt in self.felter.items():
            if felt.plads == plads and noegle in self.form.fields:
                yield self.form[noegle]
                if noegle == LAERING.noegle:
                    yield self.form[LAERING_HVILKEN]

    def maerkefelter(self) -> list[BoundField]:
        return [self.form[navn] for navn in self.maerker]

    def maerkevalg(self) -> dict[Maerke, list[Maerkevaerdi]]:
        """What was answered to each marker of the form."""
        svar = {maerke: self.form.cleaned_data[navn] for navn, maerke in self.maerker.items()}
        return {m: v if isinstance(v, list) else [v] if v else [] for m, v in svar.items()}


def _maerkefelt(maerke: Maerke, poster: list[Maerkevaerdi]) -> forms.Field:
    navngivning = {"label": maerke.navn, "help_text": maerke.hjaelpetekst, "required": False}
    if maerke.tager_flere:
        return Flervalgsfelt(poster=poster, **navngivning)
    felt = Postfelt(tom=IKKE_OPLYST, **navngivning)
    felt.tilbyd([(str(post.pk), post.navn) for post in poster], poster)
    return felt


def vaerdier_af(henvendelse: Henvendelse) -> dict[str, object]:
    """What the form shows of a registered inquiry, by the fields' names."""
    vaerdier: dict[str, object] = {LAERING_HVILKEN: henvendelse.laering_hvilken}
    for felt in FELTER:
        if felt.slags == Slags.LISTE:
            vaerdier[felt.noegle] = getattr(henvendelse, f"{felt.noegle}_id")
        elif felt.slags == Slags.KODE:
            vaerdier[felt.noegle] = getattr(henvendelse, felt.noegle)
        elif felt.slags == Slags.HENVISNING:
            tidligere = getattr(henvendelse, felt.noegle)
            vaerdier[felt.noegle] = tidligere and tidligere.nummer
    for svar in henvendelse.maerkesvar.all():
        vaerdier.setdefault(svar.maerke.parameter, []).append(svar.vaerdi_id)
    return vaerdier


def vaerdier_fra(data) -> dict[str, object]:
    """What was typed in these fields, right or wrong, from the page as it was sent."""
    navne = {LAERING_HVILKEN, *(felt.noegle for felt in FELTER)}
    return {
        navn: data.getlist(navn) if navn.startswith(MAERKE) else data[navn]
        for navn in data
        if navn in navne or navn.startswith(MAERKE)
    }
