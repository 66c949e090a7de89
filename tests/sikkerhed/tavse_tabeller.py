"""Which tables tell nothing of any case, which may be added to, and why."""

from __future__ import annotations

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
