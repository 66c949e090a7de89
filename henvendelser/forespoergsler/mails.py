"""Who is told what of a request, and when: at once, and by the daily reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from ..frister import Kalender
from ..models import Bruger, Forespoergsel
from ..post import Mailslags, laeg_i_udbakken, tilmeld_slags
from ..post.paamindelser import Paamindelse, tilmeld_kilde
from .ledere import modtagere, raadgivere_for

# So many working days before the deadline the department is reminded of it…
FOER = 3
# …and after it once in each of so many weeks.
UGER_EFTER = 8
UGE = 7

NY = Mailslags(
    "forespoergsel_ny",
    "Ny forespørgsel",
    "Borgerrådgiveren har spurgt din afdeling",
    "Borgerrådgiveren har sendt en forespørgsel til din afdeling. Se den, og svar her:",
)
SPOERGER_IGEN = Mailslags(
    "forespoergsel_opfoelgning",
    "Opfølgende spørgsmål",
    "Borgerrådgiveren har et opfølgende spørgsmål",
    "Borgerrådgiveren har læst jeres svar og har et opfølgende spørgsmål. Se det, og svar her:",
)
FRIST_AFGJORT = Mailslags(
    "forespoergsel_frist_afgjort",
    "Svar om længere frist",
    "Svar på jeres ønske om længere frist",
    "Borgerrådgiveren har svaret på jeres ønske om længere frist. Se svaret her:",
)
GIVET_VIDERE = Mailslags(
    "forespoergsel_videre",
    "Givet videre til en kollega",
    "En kollega har givet dig en forespørgsel",
    "En kollega i din afdeling har givet dig en forespørgsel fra borgerrådgiveren. Se den her:",
)
KALDT_TILBAGE = Mailslags(
    "forespoergsel_tilbage",
    "Kaldt tilbage",
    "Borgerrådgiveren har kaldt en forespørgsel tilbage",
    "Borgerrådgiveren har kaldt en forespørgsel tilbage. I skal ikke svare på den. Se jeres "
    "forespørgsler her:",
)
FOER_FRISTEN = Mailslags(
    "forespoergsel_foer_fristen",
    "Påmindelse før fristen",
    "Påmindelse: borgerrådgiveren venter snart svar",
    "Fristen for at svare på en forespørgsel fra borgerrådgiveren er inden for få dage. Kan I ikke "
    "nå det, kan I bede om længere frist. Se den her:",
)
EFTER_FRISTEN = Mailslags(
    "forespoergsel_efter_fristen",
    "Påmindelse efter fristen",
    "Påmindelse: fristen for at svare borgerrådgiveren er overskredet",
    "Fristen for at svare på en forespørgsel fra borgerrådgiveren er overskredet. Svar nu, eller "
    "bed om længere frist her:",
)
SVAR_KOM = Mailslags(
    "forespoergsel_svar_kom",
    "Besked til borgerrådgiveren: nyt i forespørgslen",
    "Der er nyt fra en afdeling",
    "En afdeling har svaret på en forespørgsel, suppleret sit svar eller bedt om længere frist. "
    "Se det her:",
)
SVAR_UDEBLEV = Mailslags(
    "forespoergsel_svar_udeblev",
    "Besked til borgerrådgiveren: svaret udebliver",
    "En afdeling har ikke svaret til tiden",
    "Fristen er overskredet for en forespørgsel, som en afdeling ikke har svaret på. Se den her:",
)


def forbind() -> None:
    """Declare the kinds and the source; called when the app is ready."""
    tilmeld_slags(
        NY,
        SPOERGER_IGEN,
        FRIST_AFGJORT,
        GIVET_VIDERE,
        KALDT_TILBAGE,
        FOER_FRISTEN,
        EFTER_FRISTEN,
        SVAR_KOM,
        SVAR_UDEBLEV,
    )
    tilmeld_kilde("forespoergsler", paamindelser)


def til_afdelingen(forespoergsel: Forespoergsel, slags: Mailslags, noegle: str) -> None:
    """Tell the department's leads; `noegle` tells this occasion from the others of its kind."""
    for leder in modtagere(forespoergsel):
        til(leder, forespoergsel, slags, noegle)


def til_raadgiveren(forespoergsel: Forespoergsel, noegle: str) -> None:
    """Tell the adviser that there is something new."""
    for raadgiver in raadgivere_for(forespoergsel):
        til(raadgiver, forespoergsel, SVAR_KOM, noegle)


def til(modtager: Bruger, forespoergsel: Forespoergsel, slags: Mailslags, noegle: str) -> None:
    laeg_i_udbakken(
        slags=slags.noegle,
        modtager=modtager,
        sti=_sti(forespoergsel, slags),
        noegle=_noegle(forespoergsel, slags, noegle, modtager),
        forespoergsel=forespoergsel,
    )


def paamindelser(dag: date, kalender: Kalender) -> Iterator[Paamindelse]:
    """What the departments and the advisers are reminded of by `dag`, a working day.

    The deadline is part of the key: one that is moved is reminded of anew. Of a request whose
    consent is withdrawn nobody is reminded.
    """
    venter = Forespoergsel.objects.der_venter().filter(samtykke__trukket_tilbage=None)
    for en in venter.select_related("afdeling").order_by("frist", "pk"):
        if dag > en.frist:
            uge = (dag - en.frist - timedelta(1)).days // UGE
            if uge < UGER_EFTER:
                yield from _alle(en, EFTER_FRISTEN, f"{en.frist}:{uge}", modtagere(en))
            yield from _alle(en, SVAR_UDEBLEV, f"{en.frist}", raadgivere_for(en))
        elif en.sendt < dag and kalender.arbejdsdage_til(dag, en.frist) <= FOER:
            yield from _alle(en, FOER_FRISTEN, f"{en.frist}", modtagere(en))


def _alle(
    forespoergsel: Forespoergsel, slags: Mailslags, noegle: str, brugere: list[Bruger]
) -> Iterator[Paamindelse]:
    for bruger in brugere:
        yield Paamindelse(
            slags.noegle,
            bruger,
            _sti(forespoergsel, slags),
            _noegle(forespoergsel, slags, noegle, bruger),
            forespoergsel,
        )


def _noegle(forespoergsel: Forespoergsel, slags: Mailslags, noegle: str, bruger: Bruger) -> str:
    return f"{slags.noegle}:{forespoergsel.pk}:{noegle}:{bruger.pk}"


def _sti(forespoergsel: Forespoergsel, slags: Mailslags) -> str:
    if slags is KALDT_TILBAGE:
        return reverse("forside")
    navn = "forespoergsel" if slags in {SVAR_KOM, SVAR_UDEBLEV} else "svar"
    return reverse(navn, args=[forespoergsel.pk])
