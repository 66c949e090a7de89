"""What stands in an address: one's own, another's, and one that is not there; and who sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Model

from .personer import EJER, NOEGLEEJER, Person
from .verden import (
    ALLE,
    ANDEN,
    EN,
    KUN_EJEREN,
    KUN_RAADGIVEREN,
    OGSAA_EGEN_LEDER,
    UKENDT,
    Genstand,
    Verden,
)


def _af_samlingen(
    samling: str, ses_af: Mapping[Person, frozenset[str]] = KUN_RAADGIVEREN
) -> Genstand:
    """What stands in the address by its key, from that collection of the world's."""
    return Genstand(
        lambda verden, objekt: {"pk": getattr(verden, samling)[objekt].pk},
        ukendt={"pk": 10**12},
        ses_af=ses_af,
    )


def _paa_sagen(samling: str) -> Genstand:
    """A part of a case, under the case's own number."""
    return Genstand(
        lambda verden, objekt: {
            "nummer": verden.henvendelser[objekt].nummer,
            "pk": getattr(verden, samling)[objekt].pk,
        },
        ukendt={"nummer": "2025-9999", "pk": 10**12},
        ses_af=KUN_RAADGIVEREN,
    )


HENVENDELSE = Genstand(
    lambda verden, objekt: {"nummer": verden.henvendelser[objekt].nummer},
    ukendt={"nummer": "2025-9999"},
    ses_af=KUN_RAADGIVEREN,
)
DOKUMENT = Genstand(
    lambda verden, objekt: {
        "nummer": verden.henvendelser[objekt].nummer,
        "uuid": verden.dokumenter[objekt].uuid,
    },
    ukendt={"nummer": "2025-9999", "uuid": UUID(int=0)},
    ses_af=KUN_RAADGIVEREN,
)
SAMTYKKE = _paa_sagen("samtykker")
NOTAT = _paa_sagen("notater")
PERSON = _paa_sagen("personer")
FORESPOERGSEL = _af_samlingen("forespoergsler")
EGEN_FORESPOERGSEL = _af_samlingen("forespoergsler", KUN_EJEREN)
EGET_DOKUMENT = Genstand(
    lambda verden, objekt: {
        "pk": verden.forespoergsler[objekt].pk,
        "uuid": verden.medsendte[objekt].uuid,
    },
    ukendt={"pk": 10**12, "uuid": UUID(int=0)},
    ses_af=KUN_EJEREN,
)
AFGOERELSE = _af_samlingen("afgoerelser")
AFGOERELSESDOKUMENT = Genstand(
    lambda verden, objekt: {
        "pk": verden.afgoerelser[objekt].pk,
        "uuid": verden.afgoerelsesdokumenter[objekt].uuid,
    },
    ukendt={"pk": 10**12, "uuid": UUID(int=0)},
    ses_af=KUN_RAADGIVEREN,
)
AKTIVITET = _af_samlingen("aktiviteter")
KLADDE = Genstand(
    lambda verden, objekt: {"uuid": verden.kladder[objekt].uuid},
    ukendt={"uuid": UUID(int=0)},
    ses_af=KUN_RAADGIVEREN,
)
GEMT_FILTER = _af_samlingen("gemte_filtre")
NY_FILTERLISTE = Genstand(
    lambda verden, objekt: {"liste": verden.gemte_filtre[objekt].liste},
    ukendt={"liste": "findes-ikke"},
    ses_af=KUN_RAADGIVEREN,
)
BERETNING = Genstand(
    lambda verden, objekt: {"noegle": verden.beretninger[objekt].noegle},
    ukendt={"noegle": "findes-ikke"},
    ses_af=KUN_RAADGIVEREN,
)
ANBEFALING = _af_samlingen("anbefalinger", OGSAA_EGEN_LEDER)
ANBEFALING_SKREVET = Genstand(ANBEFALING.argumenter, ANBEFALING.ukendt, KUN_RAADGIVEREN)
ADRESSAT = Genstand(
    lambda verden, objekt: {"pk": verden.anbefalinger[objekt].adressater.get().pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
# What a lead is shown of the recommendations, each through `synlige_for`.
ANBEFALINGERNES = frozenset(
    {
        "beretning_anbefaling",
        "beretning_adressat",
        "beretning_opfoelgning",
        "beretning_beretning",
        "henvendelser_bruger_afdelinger",
    }
)
RUNDE = _af_samlingen("runder")


def _rundesvar(i: str) -> Callable[[Verden, str], Mapping[str, Any]]:
    """Each lead's own answer in the round `i`: sent in the first, a draft in the second."""

    def argumenter(verden: Verden, objekt: str) -> Mapping[str, Any]:
        afdeling = {EN: verden.kontor.boern, ANDEN: verden.kontor.skole}[objekt]
        return {"pk": verden.runder[i].svar.get(afdeling=afdeling).pk}

    return argumenter


SENDT_SVAR = Genstand(_rundesvar(EN), ukendt={"pk": 10**12}, ses_af=OGSAA_EGEN_LEDER)
USENDT_SVAR = Genstand(_rundesvar(ANDEN), ukendt={"pk": 10**12}, ses_af=KUN_EJEREN)
RUNDERNES = ANBEFALINGERNES | {
    f"beretning_{navn}"
    for navn in ("runde", "rundesvar", "rundekladde", "stillingtagen", "svarafsnit", "tillaeg")
}
OPSAETTERE = {Person.RAADGIVER: ALLE, Person.ADMINISTRATOR: ALLE}
FELT = Genstand(
    lambda verden, objekt: {"felt": {EN: "bosat", ANDEN: "type"}[objekt]},
    ukendt={"felt": "findes-ikke"},
    ses_af=OPSAETTERE,
)
LISTE = Genstand(
    lambda verden, objekt: {"liste": {EN: "kontaktformer", ANDEN: "emner"}[objekt]},
    ukendt={"liste": "findes-ikke"},
    ses_af=OPSAETTERE,
)
POST = Genstand(
    lambda verden, objekt: {
        EN: {"liste": "kontaktformer", "pk": verden.kontor.mail.pk},
        ANDEN: {"liste": "emner", "pk": verden.kontor.andet.pk},
    }[objekt],
    ukendt={"liste": "kontaktformer", "pk": 10**12},
    ses_af=OPSAETTERE,
)
MAERKE = Genstand(
    lambda verden, objekt: {"maerke": verden.maerker[objekt].pk},
    ukendt={"maerke": 10**12},
    ses_af=OPSAETTERE,
)
VAERDI = Genstand(
    lambda verden, objekt: {
        "maerke": verden.maerker[objekt].pk,
        "pk": verden.maerker[objekt].vaerdier.get().pk,
    },
    ukendt={"maerke": 10**12, "pk": 10**12},
    ses_af=OPSAETTERE,
)


def med(genstand: Genstand, **mere: str) -> Genstand:
    """The same object with more in its address."""
    return Genstand(
        lambda verden, objekt: {**genstand.argumenter(verden, objekt), **mere},
        ukendt={**genstand.ukendt, **mere},
        ses_af=genstand.ses_af,
    )


# A link that was never sent: everybody is told that it does not hold.
UDLOEBET_LINK = Genstand(
    lambda verden, objekt: {"uidb36": "1", "key": f"x-{objekt.replace(' ', '')}"},
    ukendt={"uidb36": "1", "key": "x-y"},
    ses_af=dict.fromkeys(Person, ALLE | {UKENDT}),
)
# The two leads' own: each sees the own one, and nobody else any of them, the adviser neither.
# The keys are of two who may no longer log in: foreign to everybody.
SESSION = Genstand(
    lambda verden, objekt: {"pk": _af(UserSession, EJER[objekt]).pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_EJEREN,
)
NOEGLE = Genstand(
    lambda verden, objekt: {"pk": _af(Authenticator, NOEGLEEJER[objekt], type="webauthn").pk},
    ukendt={"pk": 10**12},
    ses_af={},
)
# The administrator reads who did what and when, through a drawn sample; no content is in it.
LOGGEN = frozenset({"henvendelser_logpost"})
LOGKONTROL = _af_samlingen("logkontroller", {Person.ADMINISTRATOR: ALLE})
# What a lead's pages ask of the case: the request and its thread, through `synlige_for`; the
# case's number and its citizen's key for the log; the consent, and nothing else of it.
SVARES = frozenset(
    f"henvendelser_{navn}"
    for navn in (
        "bruger_afdelinger",
        "dokument",
        "forespoergsel",
        "forespoergselsdokument",
        "forespoergselspunkt",
        "fristforlaengelse",
        "henvendelse",
        "opfoelgningsspoergsmaal",
        "samtykke",
        "svar",
        "svardokument",
        "svarkladde",
        "tilbagekaldelse",
        "videregivelse",
    )
)
BRUGER = _af_samlingen("brugere", {Person.ADMINISTRATOR: ALLE})
# The administrator says whose departments a lead answers for; no case hangs on what is shown.
BRUGERES = frozenset(
    {
        "henvendelser_afdeling",
        "henvendelser_bruger_afdelinger",
        "socialaccount_socialaccount",
    }
)


def _af(model: type[Model], brugernavn: str, **felter: str) -> Model:
    return model._base_manager.filter(user__username=brugernavn, **felter).earliest("pk")
