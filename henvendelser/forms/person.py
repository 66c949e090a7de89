from __future__ import annotations

from typing import Any

from django import forms

from ..handlinger.personer import ret_person, tilfoej_person
from ..models import Bruger, Henvendelse, Partsperson
from ..valg import Partsrolle
from .felter import Fritekst, Mailfelt
from .postform import Postform

FELTER = ("rolle", "navn", "tilknytning", "telefon", "email", "note")


class PersonForm(Postform):
    """Somebody new on `henvendelse`, or the person `post` corrected."""

    model = Partsperson
    prefix = "person"

    rolle = forms.ChoiceField(
        label="Rolle",
        choices=[("", "Vælg"), *Partsrolle.choices],
        error_messages={"required": "Vælg personens rolle."},
    )
    navn = Fritekst(label="Navn", max_length=200, required=False)
    tilknytning = Fritekst(
        label="Tilknytning",
        help_text="Fx mor, advokat eller Ydelsesservice.",
        max_length=200,
        required=False,
    )
    telefon = Fritekst(label="Telefon", max_length=40, required=False)
    email = Mailfelt(label="E-mail", max_length=254, required=False)
    note = Fritekst(
        label="Bemærkning",
        help_text="Fx hvornår personen kan træffes.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args, henvendelse: Henvendelse | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.henvendelse = henvendelse

    def clean(self) -> dict:
        data = super().clean()
        kendes = ("navn", "telefon", "email")
        if not self.errors.keys() & set(kendes) and not any(data.get(felt) for felt in kendes):
            self.add_error("navn", "Skriv et navn, en telefon eller en e-mail.")
        return data

    @staticmethod
    def indhold(post: Partsperson) -> dict[str, Any]:
        return {felt: getattr(post, felt) for felt in FELTER}

    def registrer(self, vaerdier: dict[str, Any], af: Bruger) -> Partsperson:
        return tilfoej_person(henvendelse=self.henvendelse, af=af, **vaerdier)

    def ret(self, post: Partsperson, vaerdier: dict[str, Any], af: Bruger) -> Partsperson:
        for felt, vaerdi in vaerdier.items():
            setattr(post, felt, vaerdi)
        return ret_person(person=post, af=af)
