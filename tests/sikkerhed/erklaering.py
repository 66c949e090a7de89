"""Who may what, declared a second time: one line for each address. How to add one: see the
package's docstring. The walk derives every expectation from here and from nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client

from henvendelser.roller import Rettighed

from .. import fabrik
from .adresser import alle_moenstre
from .personer import EJER, LOGGET_IND, NOEGLEEJER, Person
from .side import laes
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

# Who holds each permission. Not read from `roller.POLITIK`: it is what that is checked against.
HVEM: dict[Rettighed, frozenset[Person]] = {
    Rettighed.LOGGET_IND: LOGGET_IND,
    Rettighed.SE_REGISTER: frozenset({Person.RAADGIVER}),
    Rettighed.REGISTRERE: frozenset({Person.RAADGIVER}),
    Rettighed.EKSPORTERE: frozenset({Person.RAADGIVER}),
    Rettighed.SE_CPR: frozenset({Person.RAADGIVER}),
    Rettighed.SE_DOKUMENTER: frozenset({Person.RAADGIVER}),
    Rettighed.GEMME_DOKUMENTER: frozenset({Person.RAADGIVER}),
    Rettighed.SPOERGE: frozenset({Person.RAADGIVER}),
    Rettighed.SVARE: frozenset({Person.LEDER, Person.ANDEN_LEDER}),
    Rettighed.SE_BERETNING: frozenset({Person.RAADGIVER}),
    Rettighed.SE_ANBEFALINGER: frozenset({Person.RAADGIVER, Person.LEDER, Person.ANDEN_LEDER}),
    Rettighed.ANBEFALE: frozenset({Person.RAADGIVER}),
    Rettighed.SVARE_I_RUNDE: frozenset({Person.LEDER, Person.ANDEN_LEDER}),
    Rettighed.KONTROLLERE_LOG: frozenset({Person.ADMINISTRATOR}),
    Rettighed.SE_BRUGERE: frozenset({Person.RAADGIVER}),
    Rettighed.STYRE_BRUGERE: frozenset({Person.ADMINISTRATOR}),
    Rettighed.OPSAETTE: frozenset({Person.RAADGIVER, Person.ADMINISTRATOR}),
    Rettighed.DRIFT: frozenset({Person.ADMINISTRATOR}),
}

# The tables that others than the adviser may touch, and why that tells nothing of any case.
# Every other table is taken to hold a case's content.
UDEN_INDHOLD: dict[str, str] = {
    "django_session": "who is logged in; its content is the person's own",
    "henvendelser_bruger": "the person's own account",
    "mfa_authenticator": "the person's own second factor",
    "usersessions_usersession": "where the person is logged in",
    "account_emailaddress": "django-allauth looks there for the person's own address",
    "cache": "used codes; under keyed hashes",
    "taeller": "attempts at a password; under keyed hashes",
    "henvendelser_brev": "mails on their way: a link and to whom, never the matter",
    "henvendelser_logkontrol": "the administrator's own check of the log",
    "henvendelser_logstikproeve": "keys of the entries drawn for it",
    "henvendelser_logvurdering": "what the administrator found of them",
}

# The office's own settings: whoever sets it up reads and changes them, and there is no case in
# them. Of the first, the municipality's name is in the frame of every page.
INDSTILLINGER: frozenset[str] = frozenset(
    f"henvendelser_{navn}"
    for navn in (
        "kontor",
        "registreringsfelt",
        "maerke",
        "maerkevaerdi",
        "afdeling",
        "afdelingsnavn",
        "aktivitetsslags",
        "behandling",
        "bemaerkningstema",
        "emne",
        "henvender",
        "instans",
        "kategori",
        "kontaktform",
        "lov",
    )
)
# What keeps a value of a list from being deleted. The answer is that something does, no more.
BRUGER_LISTER = frozenset(
    f"henvendelser_{navn}"
    for navn in (
        "henvendelse",
        "sag",
        "afgoerelse",
        "bemaerkning",
        "aktivitet",
        "maerkesvar",
        "forespoergsel",
        "forespoergselspunkt",
    )
)

# The tables that anybody's request may add a row to, but not read.
TILFOEJES: dict[str, str] = {
    "henvendelser_logpost": "a login is logged, whoever it is",
    "henvendelser_logreference": "as above",
}

# What a refused request may change all the same, and why.
MAA_AENDRES: dict[str, str] = {
    "henvendelser_kladde": "a form sent after its session has ended is kept, as ciphertext, for "
    "the one whose signed mark it carries; the answer is the same",
}
# A form with such a mark names the table; nobody but the draft's own user reads it.
KLADDERNE = frozenset({"henvendelser_kladde"})


@dataclass(frozen=True)
class Svar:
    """The status that answers each method, to somebody who may, on an object that is there."""

    get: int
    post: int = 405
    put: int = 405
    patch: int = 405
    delete: int = 405
    options: int = 405

    def paa(self, metode: str) -> int:
        return self.get if metode == "HEAD" else getattr(self, metode.lower())


LAESES = Svar(get=200)  # @require_safe
FORMULAR = Svar(get=200, post=200)  # an empty one is shown again with its faults
GEMMER = Svar(get=200, post=302)  # `data` is saved, or nothing is needed to
HANDLING = Svar(get=302, post=302)  # a button; a GET leads back to it
VISES = Svar(get=302, post=200)  # a button whose answer is a page; a GET leads back to it
HENTES = Svar(get=405, post=200)  # a file
KUN_POST = Svar(get=405, post=302)
VIDERE = Svar(get=302, post=302, put=302, patch=302, delete=302, options=302)
VIDEREVIST = Svar(get=302, post=302)  # nothing to do there now


@dataclass(frozen=True)
class Adresse:
    """One URL name. `rettighed` None is open to everybody, also without a login.

    `svar_til` is for those who are answered otherwise. `data` is what a POST is filled in with:
    it gets the world, the adviser's browser and the address. `maa_roere` are tables that hold a
    case's content and that others than the adviser ask all the same, through `synlige_for`;
    `aendrer` are tables without content that it is the address' business to change.
    """

    navn: str
    rettighed: Rettighed | None
    svar: Svar
    genstand: Genstand | None = None
    data: Callable[[Verden, Client, str], Mapping[str, Any]] | None = None
    svar_til: Mapping[Person, Svar] = field(default_factory=dict)
    maa_roere: frozenset[str] = frozenset()
    aendrer: frozenset[str] = frozenset()

    @property
    def udfylder(self) -> Person:
        """Who fills the form in: the first of the three who may."""
        mulige = (Person.RAADGIVER, Person.LEDER, Person.ADMINISTRATOR)
        return next(person for person in mulige if self.maa(person))

    def maa(self, person: Person) -> bool:
        return self.rettighed is None or person in HVEM[self.rettighed]

    def ser(self, person: Person, objekt: str) -> bool:
        """Whether what is answered may differ from what answers an object that is not there."""
        return bool(self.genstand) and self.maa(person) and self.genstand.ses(person, objekt)

    def status(self, person: Person, metode: str, objekt: str) -> int:
        """What is answered somebody who may; 404 on an object that the person does not see."""
        status = self.svar_til.get(person, self.svar).paa(metode)
        if status == 405 or self.genstand is None or self.genstand.ses(person, objekt):
            return status
        return 404


def ny(**felter: str) -> Callable[[Verden, Client, str], Mapping[str, Any]]:
    """A new inquiry, filled in."""
    return lambda verden, klient, sti: fabrik.udfyldt(verden.kontor, **felter)


class _Fil(SimpleUploadedFile):
    """A file that can be sent again and again."""

    def read(self, *args) -> bytes:
        self.seek(0)
        return super().read(*args)


def en_fil(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """A new document."""
    return {"filer": _Fil("nyt.txt", b"nyt")}


def sendt(**felter: str) -> Callable[..., Mapping[str, Any]]:
    """What is sent from a part of a page that has several forms."""
    return lambda verden, klient, sti: felter


def siden(**aendret: str | Callable[[Verden], Any]) -> Callable[..., Mapping[str, Any]]:
    """The form as the adviser is shown it at the address, with `aendret` on top.

    A value that is known only once the world is made is a function of it.
    """

    def udfyldt(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
        formular = laes(klient.get(sti).content.decode()).formular_til(sti)
        vaerdier = {
            navn: vaerdi(verden) if callable(vaerdi) else vaerdi for navn, vaerdi in aendret.items()
        }
        return {**formular.felter, **vaerdier}

    return udfyldt


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
SAMTYKKE = Genstand(
    lambda verden, objekt: {
        "nummer": verden.henvendelser[objekt].nummer,
        "pk": verden.samtykker[objekt].pk,
    },
    ukendt={"nummer": "2025-9999", "pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
NOTAT = Genstand(
    lambda verden, objekt: {
        "nummer": verden.henvendelser[objekt].nummer,
        "pk": verden.notater[objekt].pk,
    },
    ukendt={"nummer": "2025-9999", "pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
PERSON = Genstand(
    lambda verden, objekt: {
        "nummer": verden.henvendelser[objekt].nummer,
        "pk": verden.personer[objekt].pk,
    },
    ukendt={"nummer": "2025-9999", "pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
FORESPOERGSEL = Genstand(
    lambda verden, objekt: {"pk": verden.forespoergsler[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
EGEN_FORESPOERGSEL = Genstand(
    lambda verden, objekt: {"pk": verden.forespoergsler[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_EJEREN,
)
EGET_DOKUMENT = Genstand(
    lambda verden, objekt: {
        "pk": verden.forespoergsler[objekt].pk,
        "uuid": verden.medsendte[objekt].uuid,
    },
    ukendt={"pk": 10**12, "uuid": UUID(int=0)},
    ses_af=KUN_EJEREN,
)
AFGOERELSE = Genstand(
    lambda verden, objekt: {"pk": verden.afgoerelser[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
AFGOERELSESDOKUMENT = Genstand(
    lambda verden, objekt: {
        "pk": verden.afgoerelser[objekt].pk,
        "uuid": verden.afgoerelsesdokumenter[objekt].uuid,
    },
    ukendt={"pk": 10**12, "uuid": UUID(int=0)},
    ses_af=KUN_RAADGIVEREN,
)
AKTIVITET = Genstand(
    lambda verden, objekt: {"pk": verden.aktiviteter[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
KLADDE = Genstand(
    lambda verden, objekt: {"uuid": verden.kladder[objekt].uuid},
    ukendt={"uuid": UUID(int=0)},
    ses_af=KUN_RAADGIVEREN,
)
GEMT_FILTER = Genstand(
    lambda verden, objekt: {"pk": verden.gemte_filtre[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)
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
ANBEFALING = Genstand(
    lambda verden, objekt: {"pk": verden.anbefalinger[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af=OGSAA_EGEN_LEDER,
)
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
RUNDE = Genstand(
    lambda verden, objekt: {"pk": verden.runder[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af=KUN_RAADGIVEREN,
)


def _rundesvar(i: str) -> Callable[[Verden, str], Mapping[str, Any]]:
    """Each lead's own answer in the round `i`: sent in the first, not begun in the second."""

    def argumenter(verden: Verden, objekt: str) -> Mapping[str, Any]:
        afdeling = {EN: verden.kontor.boern, ANDEN: verden.kontor.skole}[objekt]
        return {"pk": verden.runder[i].svar.get(afdeling=afdeling).pk}

    return argumenter


SENDT_SVAR = Genstand(_rundesvar(EN), ukendt={"pk": 10**12}, ses_af=OGSAA_EGEN_LEDER)
USENDT_SVAR = Genstand(_rundesvar(ANDEN), ukendt={"pk": 10**12}, ses_af=KUN_EJEREN)
RUNDERNES = ANBEFALINGERNES | {
    f"beretning_{navn}" for navn in ("runde", "rundesvar", "stillingtagen", "svarafsnit", "tillaeg")
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


def navn(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """A new name, which is all that a value of a list must have."""
    return {"navn": "Et helt nyt navn"}


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
LOGKONTROL = Genstand(
    lambda verden, objekt: {"pk": verden.logkontroller[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af={Person.ADMINISTRATOR: ALLE},
)

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

BRUGER = Genstand(
    lambda verden, objekt: {"pk": verden.brugere[objekt].pk},
    ukendt={"pk": 10**12},
    ses_af={Person.ADMINISTRATOR: ALLE},
)
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


def bruger(navn: str, svar: Svar, genstand: Genstand | None = BRUGER, data=None) -> Adresse:
    """One of the users' pages."""
    return Adresse(
        navn,
        Rettighed.STYRE_BRUGERE,
        svar,
        genstand,
        data,
        maa_roere=BRUGERES,
        aendrer=frozenset({"henvendelser_bruger"}) if data else frozenset(),
    )


def svares(navn: str, svar: Svar, genstand: Genstand = EGEN_FORESPOERGSEL, data=None) -> Adresse:
    """One of a lead's pages about a request."""
    return Adresse(navn, Rettighed.SVARE, svar, genstand, data, maa_roere=SVARES)


def et_svar(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """An answer to the question that the world's requests have come to."""
    return {"runde": "1", "tekst": "Vi beklager.", "erkendelse": "ja", "send": "1"}


def til_en_kollega(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """To the other lead of the department that the request was sent to."""
    (objekt,) = (o for o, den in verden.forespoergsler.items() if f"/{den.pk}/" in sti)
    return {"til": verden.brugere[objekt].pk}


def dialog(verden: Verden) -> int:
    return verden.kontor.dialog.pk


def boern(verden: Verden) -> int:
    return verden.kontor.boern.pk


def kladden(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """A lead's draft, with nothing in it yet."""
    return {
        "version": "0",
        "emner-TOTAL_FORMS": "0",
        "emner-INITIAL_FORMS": "0",
        "ingen_bemaerkninger": "on",
        "handling": "kladde",
    }


def oplaeg(verden: Verden) -> int:
    return verden.kontor.oplaeg.pk


def som_csv(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    return {"format": "csv"}


def skrevet(verden: Verden, klient: Client, sti: str) -> Mapping[str, Any]:
    """What the script sends while the adviser types: it carries the mark of the adviser's form."""
    return siden(beskrivelse="nyt")(verden, klient, "/henvendelser/ny/")


_INDE = dict.fromkeys(LOGGET_IND, VIDEREVIST)

ADRESSER: tuple[Adresse, ...] = (
    # Open to everybody, and one's own login
    Adresse("account_login", None, FORMULAR, svar_til=_INDE),
    Adresse("mfa_authenticate", None, VIDEREVIST),
    Adresse("account_inactive", None, LAESES),
    Adresse("account_reset_password", None, FORMULAR),
    Adresse("account_reset_password_done", None, LAESES),
    Adresse("account_reset_password_from_key", None, FORMULAR, UDLOEBET_LINK),
    Adresse("account_reset_password_from_key_done", None, LAESES),
    Adresse("kommunelogin", None, Svar(get=404)),
    Adresse("kommunelogin_svar", None, Svar(get=404)),
    Adresse("kommunelogin_fejl", None, Svar(get=400)),
    Adresse("ingen_rolle", None, Svar(get=403)),
    Adresse("account_logout", Rettighed.LOGGET_IND, KUN_POST),
    Adresse("mfa_index", Rettighed.LOGGET_IND, LAESES),
    Adresse("account_change_password", Rettighed.LOGGET_IND, FORMULAR),
    Adresse("account_reauthenticate", Rettighed.LOGGET_IND, FORMULAR),
    Adresse("mfa_reauthenticate", Rettighed.LOGGET_IND, FORMULAR),
    Adresse("mfa_reauthenticate_webauthn", Rettighed.LOGGET_IND, VIDEREVIST),
    Adresse("vaelg_faktor", Rettighed.LOGGET_IND, Svar(get=302)),
    Adresse("mfa_activate_totp", Rettighed.LOGGET_IND, VIDEREVIST),
    Adresse("mfa_deactivate_totp", Rettighed.LOGGET_IND, FORMULAR),
    Adresse("mfa_add_webauthn", Rettighed.LOGGET_IND, FORMULAR),
    Adresse("mfa_remove_webauthn", Rettighed.LOGGET_IND, FORMULAR, NOEGLE),
    Adresse("mfa_view_recovery_codes", Rettighed.LOGGET_IND, Svar(get=404)),
    Adresse("mfa_generate_recovery_codes", Rettighed.LOGGET_IND, GEMMER),
    Adresse("sessioner", Rettighed.LOGGET_IND, LAESES),
    Adresse("afslut_session", Rettighed.LOGGET_IND, KUN_POST, SESSION),
    Adresse("genveje", Rettighed.LOGGET_IND, GEMMER),
    Adresse("favicon.ico", None, VIDERE),
    Adresse("security_txt", None, LAESES),
    Adresse("forside", Rettighed.LOGGET_IND, LAESES, maa_roere=SVARES | RUNDERNES),
    # The drafts: the person's own, whoever it is
    Adresse("kladder", Rettighed.LOGGET_IND, LAESES, maa_roere=KLADDERNE),
    Adresse(
        "gem_kladde",
        Rettighed.LOGGET_IND,
        Svar(get=405, post=200),
        data=skrevet,
        svar_til=dict.fromkeys(LOGGET_IND - {Person.RAADGIVER}, Svar(get=405, post=404)),
        maa_roere=KLADDERNE,
    ),
    Adresse("kasser_kladde", Rettighed.LOGGET_IND, GEMMER, KLADDE, siden(), maa_roere=KLADDERNE),
    # The register
    Adresse("gemte_filtre", Rettighed.SE_REGISTER, LAESES),
    # Nothing is filtered on at the bare address: it leads back to the list.
    Adresse("gem_filter", Rettighed.SE_REGISTER, HANDLING, NY_FILTERLISTE),
    Adresse("vaelg_kolonner", Rettighed.SE_REGISTER, GEMMER, NY_FILTERLISTE, siden()),
    Adresse("ret_filter", Rettighed.SE_REGISTER, GEMMER, GEMT_FILTER, siden(navn="Nyt navn")),
    Adresse("slet_filter", Rettighed.SE_REGISTER, GEMMER, GEMT_FILTER, siden()),
    Adresse("henvendelser", Rettighed.SE_REGISTER, GEMMER),
    Adresse("henvendelser_eksport", Rettighed.EKSPORTERE, HENTES, data=som_csv),
    Adresse("sager", Rettighed.SE_REGISTER, GEMMER),
    Adresse("sager_eksport", Rettighed.EKSPORTERE, HENTES, data=som_csv),
    Adresse("ny_henvendelse", Rettighed.REGISTRERE, GEMMER, data=ny(beskrivelse="ny")),
    Adresse("henvendelse", Rettighed.SE_REGISTER, LAESES, HENVENDELSE),
    Adresse("ret_henvendelse", Rettighed.REGISTRERE, GEMMER, HENVENDELSE, siden(beskrivelse="nyt")),
    Adresse(
        "afslut_henvendelse", Rettighed.REGISTRERE, GEMMER, HENVENDELSE, siden(behandling=dialog)
    ),
    Adresse("frist", Rettighed.REGISTRERE, GEMMER, HENVENDELSE, siden(antal="3", enhed="uger")),
    Adresse("genaabn_henvendelse", Rettighed.REGISTRERE, HANDLING, HENVENDELSE),
    Adresse("vis_cpr", Rettighed.SE_CPR, VISES, HENVENDELSE),
    Adresse("udskriv_henvendelse", Rettighed.EKSPORTERE, LAESES, HENVENDELSE),
    Adresse("tilfoej_dokumenter", Rettighed.GEMME_DOKUMENTER, HANDLING, HENVENDELSE, data=en_fil),
    Adresse("dokument", Rettighed.SE_DOKUMENTER, LAESES, DOKUMENT),
    Adresse("slet_dokument", Rettighed.GEMME_DOKUMENTER, GEMMER, DOKUMENT, siden()),
    Adresse(
        "giv_samtykke",
        Rettighed.REGISTRERE,
        HANDLING,
        HENVENDELSE,
        data=sendt(
            **{
                "samtykke-art": "brug_i_beretning",
                "samtykke-givet": "3.3.2025",
                "samtykke-hvordan": "skriftligt",
            }
        ),
    ),
    Adresse(
        "traek_samtykke_tilbage",
        Rettighed.REGISTRERE,
        GEMMER,
        SAMTYKKE,
        siden(hvordan="telefon"),
    ),
    Adresse(
        "skriv_notat",
        Rettighed.REGISTRERE,
        HANDLING,
        HENVENDELSE,
        data=sendt(**{"notat-tekst": "Nyt", "notat-dato": "3.3.2025"}),
    ),
    Adresse("ret_notat", Rettighed.REGISTRERE, GEMMER, NOTAT, siden(**{"notat-tekst": "Rettet"})),
    Adresse(
        "tilfoej_person",
        Rettighed.REGISTRERE,
        HANDLING,
        HENVENDELSE,
        data=sendt(**{"person-rolle": "vaerge", "person-navn": "Bo"}),
    ),
    Adresse("ret_person", Rettighed.REGISTRERE, GEMMER, PERSON, siden(**{"person-navn": "Bo"})),
    Adresse("fjern_person", Rettighed.REGISTRERE, GEMMER, PERSON, siden()),
    Adresse("afgoerelser", Rettighed.SE_REGISTER, GEMMER),
    Adresse("afgoerelser_eksport", Rettighed.EKSPORTERE, HENTES, data=som_csv),
    Adresse("bemaerkninger", Rettighed.SE_REGISTER, GEMMER),
    Adresse("bemaerkninger_eksport", Rettighed.EKSPORTERE, HENTES, data=som_csv),
    Adresse("ny_afgoerelse", Rettighed.REGISTRERE, GEMMER, data=siden(afdeling=boern)),
    Adresse("afgoerelse", Rettighed.SE_REGISTER, LAESES, AFGOERELSE),
    Adresse("ret_afgoerelse", Rettighed.REGISTRERE, GEMMER, AFGOERELSE, siden(note="nyt")),
    Adresse("afgoerelse_log", Rettighed.SE_REGISTER, LAESES, AFGOERELSE),
    Adresse(
        "tilfoej_afgoerelsesdokumenter",
        Rettighed.GEMME_DOKUMENTER,
        HANDLING,
        AFGOERELSE,
        data=en_fil,
    ),
    Adresse("afgoerelsesdokument", Rettighed.SE_DOKUMENTER, LAESES, AFGOERELSESDOKUMENT),
    Adresse(
        "slet_afgoerelsesdokument",
        Rettighed.GEMME_DOKUMENTER,
        GEMMER,
        AFGOERELSESDOKUMENT,
        siden(),
    ),
    Adresse("aktiviteter", Rettighed.SE_REGISTER, GEMMER),
    Adresse("aktiviteter_eksport", Rettighed.EKSPORTERE, HENTES, data=som_csv),
    Adresse("ny_aktivitet", Rettighed.REGISTRERE, GEMMER, data=siden(slags=oplaeg, titel="ny")),
    Adresse("aktivitet", Rettighed.SE_REGISTER, LAESES, AKTIVITET),
    Adresse("ret_aktivitet", Rettighed.REGISTRERE, GEMMER, AKTIVITET, siden(note="nyt")),
    # The requests to the departments
    Adresse("forespoergsler", Rettighed.SE_REGISTER, LAESES),
    Adresse("forespoergsler_eksport", Rettighed.EKSPORTERE, HENTES, data=som_csv),
    Adresse("ny_forespoergsel", Rettighed.SPOERGE, GEMMER, HENVENDELSE, siden(tekst="Hvorfor?")),
    Adresse("forespoergsel", Rettighed.SE_REGISTER, LAESES, FORESPOERGSEL),
    Adresse("spoerg_igen", Rettighed.SPOERGE, VIDEREVIST, FORESPOERGSEL),
    Adresse("afgoer_frist", Rettighed.SPOERGE, GEMMER, FORESPOERGSEL, siden(giv="nej")),
    Adresse("afslut_forespoergsel", Rettighed.SPOERGE, VIDEREVIST, FORESPOERGSEL),
    Adresse("genaabn_forespoergsel", Rettighed.SPOERGE, HANDLING, FORESPOERGSEL),
    Adresse(
        "tilbagekald_forespoergsel", Rettighed.SPOERGE, GEMMER, FORESPOERGSEL, siden(grund="Løst.")
    ),
    Adresse("flyt_forespoergsel", Rettighed.SPOERGE, HANDLING, FORESPOERGSEL),
    Adresse("send_mail_igen", Rettighed.SPOERGE, HANDLING, FORESPOERGSEL),
    svares("svar", GEMMER, data=et_svar),
    svares("bed_om_frist", VIDEREVIST),
    svares("giv_videre", GEMMER, data=til_en_kollega),
    svares("svar_dokument", LAESES, EGET_DOKUMENT),
    # The log
    Adresse("henvendelse_log", Rettighed.SE_REGISTER, LAESES, HENVENDELSE),
    Adresse("borgerudtraek", Rettighed.SE_REGISTER, LAESES, HENVENDELSE),
    Adresse("borgerudtraek_csv", Rettighed.SE_REGISTER, LAESES, HENVENDELSE),
    Adresse("logkontroller", Rettighed.KONTROLLERE_LOG, FORMULAR, maa_roere=LOGGEN),
    Adresse("logkontrol", Rettighed.KONTROLLERE_LOG, FORMULAR, LOGKONTROL, maa_roere=LOGGEN),
    # The users
    Adresse("hvem_har_adgang", Rettighed.SE_BRUGERE, LAESES),
    bruger("brugere", LAESES, None),
    bruger(
        "ny_bruger",
        GEMMER,
        None,
        siden(navn="Ny", mail="ny@kommune.example", brugernavn="ny", rolle="raadgiver"),
    ),
    bruger("bruger", LAESES),
    bruger("ret_bruger", GEMMER, data=siden(navn="Et Nyt Navn")),
    bruger("inviter_bruger", GEMMER),
    bruger("nulstil_brugers_faktor", GEMMER),
    bruger("log_bruger_ud", GEMMER),
    bruger("luk_bruger", GEMMER),
    bruger("genaabn_bruger", VIDEREVIST),  # the users of the world are open
    # The office's settings
    Adresse("opsaetning", Rettighed.OPSAETTE, LAESES),
    Adresse("opsaetning_kontoret", Rettighed.OPSAETTE, GEMMER, data=siden(kommune="Ny Kommune")),
    Adresse("opsaetning_felter", Rettighed.OPSAETTE, LAESES),
    Adresse("opsaetning_felt", Rettighed.OPSAETTE, GEMMER, FELT, siden(til="on")),
    Adresse("opsaetning_skift_felt", Rettighed.OPSAETTE, KUN_POST, FELT),
    Adresse("opsaetning_liste", Rettighed.OPSAETTE, GEMMER, LISTE, navn),
    Adresse("opsaetning_post", Rettighed.OPSAETTE, GEMMER, POST, navn),
    Adresse(
        "opsaetning_post_handling",
        Rettighed.OPSAETTE,
        KUN_POST,
        med(POST, hvad="slet"),
        maa_roere=BRUGER_LISTER,
    ),
    Adresse("opsaetning_vaerdier", Rettighed.OPSAETTE, GEMMER, MAERKE, navn),
    Adresse("opsaetning_vaerdi", Rettighed.OPSAETTE, GEMMER, VAERDI, navn),
    Adresse("opsaetning_vaerdi_handling", Rettighed.OPSAETTE, KUN_POST, med(VAERDI, hvad="fra")),
    # The report
    Adresse("beretninger", Rettighed.SE_BERETNING, LAESES),
    Adresse("beretning", Rettighed.SE_BERETNING, LAESES, BERETNING),
    Adresse("beretning_pdf", Rettighed.SE_BERETNING, LAESES, BERETNING),
    # The recommendations
    Adresse("anbefalinger", Rettighed.SE_ANBEFALINGER, LAESES, maa_roere=ANBEFALINGERNES),
    Adresse("anbefaling", Rettighed.SE_ANBEFALINGER, LAESES, ANBEFALING, maa_roere=ANBEFALINGERNES),
    Adresse("opfoelgninger", Rettighed.ANBEFALE, LAESES),
    Adresse("ny_opfoelgning", Rettighed.ANBEFALE, GEMMER, ADRESSAT, siden(stilling="fulgt")),
    Adresse("ny_anbefaling", Rettighed.ANBEFALE, GEMMER, data=siden(tekst="ny", afdelinger=boern)),
    Adresse("ret_anbefaling", Rettighed.ANBEFALE, GEMMER, ANBEFALING_SKREVET, siden(tekst="nyt")),
    Adresse(
        "luk_anbefaling", Rettighed.ANBEFALE, GEMMER, ANBEFALING_SKREVET, siden(begrundelse="nået")
    ),
    Adresse("genaabn_anbefaling", Rettighed.ANBEFALE, KUN_POST, ANBEFALING_SKREVET),
    # The yearly round
    Adresse("runder", Rettighed.SE_ANBEFALINGER, LAESES, maa_roere=RUNDERNES),
    Adresse(
        "ny_runde",
        Rettighed.ANBEFALE,
        GEMMER,
        data=siden(frist="1.1.2099", afdelinger=boern),
    ),
    Adresse("runde", Rettighed.ANBEFALE, LAESES, RUNDE),
    Adresse("ret_rundefrist", Rettighed.ANBEFALE, GEMMER, RUNDE, siden(frist="2.1.2099")),
    Adresse("luk_runde", Rettighed.ANBEFALE, GEMMER, RUNDE),
    Adresse("genaabn_runde", Rettighed.ANBEFALE, KUN_POST, RUNDE),
    Adresse("placer_svar", Rettighed.ANBEFALE, GEMMER, RUNDE, siden()),
    Adresse("opfoelgning", Rettighed.ANBEFALE, LAESES, RUNDE),
    Adresse("opfoelgning_pdf", Rettighed.ANBEFALE, LAESES, RUNDE),
    Adresse("rundesvar", Rettighed.SE_ANBEFALINGER, LAESES, SENDT_SVAR, maa_roere=RUNDERNES),
    Adresse(
        "skriv_rundesvar",
        Rettighed.SVARE_I_RUNDE,
        GEMMER,
        USENDT_SVAR,
        data=kladden,
        maa_roere=RUNDERNES,
    ),
    Adresse(
        "tillaeg",
        Rettighed.SVARE_I_RUNDE,
        HANDLING,
        SENDT_SVAR,
        data=lambda verden, klient, sti: {"tekst": "Et tillæg"},
        maa_roere=RUNDERNES,
    ),
)


def adresser(verden: Verden) -> list[str]:
    """An address of every pattern; of the first object where it has one."""
    genstande = {adresse.navn: adresse.genstand for adresse in ADRESSER}
    return [
        moenster.adresse(genstand.i_adressen(verden, EN) if genstand else {})
        for moenster in alle_moenstre()
        for genstand in [genstande[moenster.navn]]
    ]
