"""Who may what, declared a second time: one line for each address. How to add one: see the
package's docstring. The walk derives every expectation from here and from nothing else.
"""

from __future__ import annotations

from henvendelser.roller import Rettighed

from .adresser import alle_moenstre
from .genstande import (
    ADRESSAT,
    AFGOERELSE,
    AFGOERELSESDOKUMENT,
    AKTIVITET,
    ANBEFALING,
    ANBEFALING_SKREVET,
    ANBEFALINGERNES,
    BERETNING,
    BRUGER,
    BRUGERES,
    DOKUMENT,
    EGEN_FORESPOERGSEL,
    EGET_DOKUMENT,
    FELT,
    FORESPOERGSEL,
    GEMT_FILTER,
    HENVENDELSE,
    KLADDE,
    LISTE,
    LOGGEN,
    LOGKONTROL,
    MAERKE,
    NOEGLE,
    NOTAT,
    NY_FILTERLISTE,
    PERSON,
    POST,
    RUNDE,
    RUNDERNES,
    SAMTYKKE,
    SENDT_SVAR,
    SESSION,
    SVARES,
    UDLOEBET_LINK,
    USENDT_SVAR,
    VAERDI,
    med,
)
from .indtastet import (
    boern,
    dialog,
    en_fil,
    enheden,
    et_svar,
    kladden,
    navn,
    ny,
    oplaeg,
    sendt,
    siden,
    skrevet,
    som_csv,
    til_en_kollega,
)
from .personer import LOGGET_IND, Person
from .svarene import (
    FORMULAR,
    GEMMER,
    HANDLING,
    HENTES,
    KUN_POST,
    LAESES,
    VIDERE,
    VIDEREVIST,
    VISES,
    Adresse,
    Svar,
)
from .tavse_tabeller import BRUGER_LISTER, KLADDERNE
from .verden import EN, Genstand, Verden


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
    roeres = SVARES if svar is LAESES else SVARES | KLADDERNE
    return Adresse(navn, Rettighed.SVARE, svar, genstand, data, maa_roere=roeres)


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
    Adresse("spoerg_flere", Rettighed.ANBEFALE, GEMMER, RUNDE, siden(afdelinger=enheden)),
    Adresse("luk_runde", Rettighed.ANBEFALE, GEMMER, RUNDE),
    Adresse("genaabn_runde", Rettighed.ANBEFALE, KUN_POST, RUNDE),
    Adresse("placer_svar", Rettighed.ANBEFALE, GEMMER, RUNDE, siden()),
    Adresse("opfoelgning", Rettighed.ANBEFALE, LAESES, RUNDE),
    Adresse("opfoelgning_pdf", Rettighed.ANBEFALE, LAESES, RUNDE),
    Adresse(
        "rundesvar", Rettighed.SE_ANBEFALINGER, LAESES, SENDT_SVAR, maa_roere=RUNDERNES | KLADDERNE
    ),
    Adresse(
        "skriv_rundesvar",
        Rettighed.SVARE_I_RUNDE,
        GEMMER,
        USENDT_SVAR,
        data=kladden,
        maa_roere=RUNDERNES | KLADDERNE,
    ),
    Adresse(
        "tillaeg",
        Rettighed.SVARE_I_RUNDE,
        HANDLING,
        SENDT_SVAR,
        data=lambda verden, klient, sti: {"tekst": "Et tillæg"},
        maa_roere=RUNDERNES | KLADDERNE,
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
