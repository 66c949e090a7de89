from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from ..dokumenter.afvist import Afvist
from ..dokumenter.filtyper import ENDELSER, HVILKE
from ..dokumenter.handlinger import Godkendt, godkend
from ..dokumenter.navne import HOEJST as HOEJST_NAVN
from ..dokumenter.upload import SendtFil, maks_bytes

HOEJST = 10
MANGLER = "Vælg en eller flere filer."


class _Filvaelger(forms.ClearableFileInput):
    allow_multiple_selected = True


class Filfelt(forms.Field):
    """One or more files, each looked through (`godkend`); every fault of every file is told."""

    widget = _Filvaelger(attrs={"accept": ",".join(ENDELSER)})

    def clean(self, value: list[SendtFil]) -> list[Godkendt]:
        if not value:
            raise ValidationError(MANGLER)
        if len(value) > HOEJST:
            raise ValidationError(f"Vælg højst {HOEJST} filer ad gangen.")
        godkendte, fejl = [], []
        for fil in value:
            try:
                godkendte.append(godkend(fil.raat_navn, fil.read(), fil.size))
            except Afvist as afvist:
                fejl.append(afvist)
        if fejl:
            raise ValidationError(fejl)
        return godkendte


class DokumentForm(forms.Form):
    use_required_attribute = False

    filer = Filfelt(label="Filer")

    def __init__(self, *args, for_langt_filnavn: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self._for_langt = for_langt_filnavn
        self.fields["filer"].help_text = f"{HVILKE} Hver fil må højst fylde {maks_mb()} MB."

    def clean(self) -> None:
        if self._for_langt:
            self.errors.pop("filer", None)
            self.add_error(
                "filer",
                f"En fils navn er for langt. Giv filen et navn på højst {HOEJST_NAVN} tegn.",
            )


def maks_mb() -> int:
    return maks_bytes() // 2**20
