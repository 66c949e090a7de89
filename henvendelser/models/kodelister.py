"""The office's own lists. A value in use is never deleted; it is made inactive."""

from __future__ import annotations

from datetime import date

from django.db import models

from .felter import Gyldighed, Navnefelt, gaelder


class KodelisteQuerySet(models.QuerySet):
    def aktive(self, dag: date):
        """The values that can be chosen on `dag`."""
        return self.filter(gaelder(dag))


class Kodeliste(Gyldighed):
    navn = Navnefelt("navn", unique=True)
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)

    objects = KodelisteQuerySet.as_manager()

    class Meta(Gyldighed.Meta):
        abstract = True
        ordering = ["raekkefoelge", "navn"]

    def __str__(self) -> str:
        return self.navn


class Kontaktform(Kodeliste):
    """How the citizen got in touch: telefon, mail, brev, fremmøde, …"""

    class Meta(Kodeliste.Meta):
        verbose_name = "kontaktform"
        verbose_name_plural = "kontaktformer"


class Behandling(Kodeliste):
    """What the adviser did: råd og vejledning, dialogsag, oversendelsessag, …"""

    class Meta(Kodeliste.Meta):
        verbose_name = "behandling"
        verbose_name_plural = "behandlinger"


class Kategori(Kodeliste):
    """What kind of inquiry: råd og vejledning, klage, øvrig henvendelse."""

    class Meta(Kodeliste.Meta):
        verbose_name = "kategori"
        verbose_name_plural = "kategorier"


class Henvender(Kodeliste):
    """Who turned to the office: borger, pårørende, virksomhed, forening, fagperson, …"""

    class Meta(Kodeliste.Meta):
        verbose_name = "henvender"
        verbose_name_plural = "henvendere"


class Instans(Kodeliste):
    """An appeals body: Ankestyrelsen, Klagenævnet for Specialundervisning, …"""

    class Meta(Kodeliste.Meta):
        verbose_name = "instans"
        verbose_name_plural = "instanser"


class Bemaerkningstema(Kodeliste):
    """What an appeals body remarks on: utilstrækkelig begrundelse, sagsoplysning, …"""

    class Meta(Kodeliste.Meta):
        verbose_name = "bemærkningstema"
        verbose_name_plural = "bemærkningstemaer"


class Aktivitetsslags(Kodeliste):
    """What the office did outside its cases: oplæg, sparring, undervisning, møde, …"""

    class Meta(Kodeliste.Meta):
        verbose_name = "slags aktivitet"
        verbose_name_plural = "slags aktiviteter"


class Lov(Kodeliste):
    """A statute that decisions rest on: Serviceloven, Barnets lov, …"""

    class Meta(Kodeliste.Meta):
        verbose_name = "lov"
        verbose_name_plural = "love"
