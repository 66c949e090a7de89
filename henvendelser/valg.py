"""Choices that the program itself gives a meaning; an office's own lists are `Kodeliste` models."""

from django.db.models import TextChoices


class Rolle(TextChoices):
    RAADGIVER = "raadgiver", "Borgerrådgiver"
    AFDELINGSLEDER = "afdelingsleder", "Afdelingsleder"
    ADMINISTRATOR = "administrator", "Administrator"


class Sagstype(TextChoices):
    HOVEDSAG = "hovedsag", "Hovedsag"
    FOELGESAG = "foelgesag", "Følgesag"


class Henvendelsestype(TextChoices):
    AFGRAENSET = "afgraenset", "Afgrænset"
    AABEN = "aaben", "Åben"


class JaNej(TextChoices):
    """Not asked, or not known, is None: "nej" is an answer."""

    JA = "ja", "Ja"
    NEJ = "nej", "Nej"


class Retsstilling(TextChoices):
    """Whether the citizen's legal position was strengthened: one estimate for each inquiry.

    "Ingen" and "ved ikke" are answers; an inquiry that was never assessed is None.
    """

    PROCESSUELT = "processuelt", "Processuelt"
    MATERIELT = "materielt", "Materielt"
    INGEN = "ingen_styrkelse", "Ingen styrkelse"
    VED_IKKE = "ved_ikke", "Ved ikke"


class Laering(TextChoices):
    """Whether the department can learn from the case."""

    JA = "ja", "Ja"
    NEJ = "nej", "Nej"
    IKKE_VURDERET = "ikke_vurderet", "Ikke vurderet"


class Maerkeslags(TextChoices):
    """What is answered to an office's own marker."""

    JANEJ = "janej", "Ja eller nej"
    LISTE = "liste", "Én værdi fra en liste"
    FLERE = "flere", "En eller flere værdier fra en liste"


class Enhedsregel(TextChoices):
    """What the office registers as one inquiry."""

    BORGER = "borger", "Én henvendelse pr. borger"
    AFDELING = "afdeling", "Én henvendelse pr. afdeling"
    EMNE = "emne", "Én henvendelse pr. emne"


# What each rule means to the one who registers; shown when it is chosen and beside the form.
REGLER = {
    Enhedsregel.BORGER: (
        "Vender borgeren tilbage, eller gælder det flere afdelinger eller emner, hører det til "
        "den samme henvendelse."
    ),
    Enhedsregel.AFDELING: (
        "Gælder det flere afdelinger, registreres en henvendelse for hver af dem. Flere emner i "
        "den samme afdeling hører til den samme henvendelse."
    ),
    Enhedsregel.EMNE: (
        "Et nyt emne er en ny henvendelse, også når det er den samme borger og den samme afdeling. "
        "Flere samtaler om det samme emne er én henvendelse."
    ),
}


class Status(TextChoices):
    AABEN = "aaben", "Åben"
    AFSLUTTET = "afsluttet", "Afsluttet"


class Fristtilstand(TextChoices):
    """Where an open inquiry stands to the day it is to be followed up by."""

    OVERSKREDET = "overskredet", "Overskredet"
    UGE = "uge", "Inden for en uge"


class Stilhed(TextChoices):
    """For how long nothing has happened in an open inquiry."""

    DAGE_30 = "30", "I 30 dage"


class Samtykkeart(TextChoices):
    """What a citizen may consent to. Each is asked for by itself (GDPR article 7, 2)."""

    KONTAKT_AFDELING = "kontakt_afdeling", "Kontakt til afdelinger"
    BRUG_I_BERETNING = "brug_i_beretning", "Brug i beretningen, anonymiseret"


class Samtykkevej(TextChoices):
    """How a consent was given: the office must be able to show it (GDPR article 7, 1)."""

    TELEFON = "telefon", "Mundtligt i telefonen"
    MOEDE = "moede", "Mundtligt ved et møde"
    SKRIFTLIGT = "skriftligt", "Skriftligt"
    FULDMAGT = "fuldmagt", "Af en anden med fuldmagt"


class Tilbagetraekning(TextChoices):
    """How a consent was withdrawn, which must be as easy as giving it (GDPR article 7, 3)."""

    TELEFON = "telefon", "Mundtligt i telefonen"
    MOEDE = "moede", "Mundtligt ved et møde"
    SKRIFTLIGT = "skriftligt", "Skriftligt"
    FULDMAGT = "fuldmagt", "Af en anden med fuldmagt"
    FEJL = "fejl", "Aldrig givet, registreret ved en fejl"


class Partsrolle(TextChoices):
    """Who somebody is on a case (forvaltningslovens § 8: representative and companion)."""

    PAAROERENDE = "paaroerende", "Pårørende"
    PARTSREPRAESENTANT = "partsrepraesentant", "Partsrepræsentant med fuldmagt"
    VAERGE = "vaerge", "Værge"
    SAGSBEHANDLER = "sagsbehandler", "Sagsbehandler"
    BISIDDER = "bisidder", "Bisidder"
    ANDEN = "anden", "Anden"


class Udfald(TextChoices):
    """What the appeals body decided. Not stated is None: many offices note only the remarks."""

    STADFAESTET = "stadfaestet", "Stadfæstet"
    AENDRET = "aendret", "Ændret"
    OPHAEVET = "ophaevet", "Ophævet"
    HJEMVIST = "hjemvist", "Hjemvist"
    AFVIST = "afvist", "Afvist"


class Sagsbehandlingsresultat(TextChoices):
    """What a decision says of the municipality's handling; derived, never stored."""

    UDEN = "uden", "Uden bemærkninger"
    MED = "med", "Med bemærkninger"
    AFVIST = "afvist", "Klage afvist"


class Handling(TextChoices):
    """What somebody did, as the access log tells it."""

    LAESNING = "laesning", "Læsning"
    SOEGNING = "soegning", "Søgning"
    CPR = "cpr", "Visning af CPR-nummer"
    OPRETTELSE = "oprettelse", "Oprettelse"
    AENDRING = "aendring", "Ændring"
    SLETNING = "sletning", "Sletning"
    INDLAESNING = "indlaesning", "Indlæsning fra fil"
    EKSPORT = "eksport", "Eksport"
    LOGIN = "login", "Login"
    MISLYKKET_LOGIN = "mislykket_login", "Mislykket login"
    LOGUD = "logud", "Log ud"
    RETTIGHEDSAENDRING = "rettighedsaendring", "Ændring af rettigheder"
    KONTROL = "kontrol", "Kontrol af loggen"


class Formaal(TextChoices):
    """For which purpose, as the access log tells it."""

    SAGSBEHANDLING = "sagsbehandling", "Behandling af henvendelser"
    BERETNING = "beretning", "Beretning til kommunalbestyrelsen"
    INDSIGT = "indsigt", "Svar på borgerens ret til indsigt"
    KONTROL = "kontrol", "Kontrol af loggen"
    DRIFT = "drift", "Brugere og drift"


class Kontroludfald(TextChoices):
    """What the yearly check of the log finds of one entry."""

    GODKENDT = "godkendt", "Godkendt"
    UNDERSOEGES = "undersoeges", "Bør undersøges"


class Objekttype(TextChoices):
    """What a log entry may refer to."""

    HENVENDELSE = "henvendelse", "Henvendelse"
    BORGER = "borger", "Borger"
    AFGOERELSE = "afgoerelse", "Afgørelse"
    AKTIVITET = "aktivitet", "Aktivitet"
    DOKUMENT = "dokument", "Dokument"
    FORESPOERGSEL = "forespoergsel", "Forespørgsel"
    BERETNING = "beretning", "Beretning"
    ANBEFALING = "anbefaling", "Anbefaling"
    RUNDE = "runde", "Runde om opfølgning"
    BRUGER = "bruger", "Bruger"


class Viruskontrol(TextChoices):
    """Whether a document was looked at by a virus scanner when it came in."""

    RENT = "rent", "Uden fund"
    INGEN = "ingen", "Ikke kontrolleret"


class Forespoergselsart(TextChoices):
    """How a department is asked, in the advisers' own words (Hedensted 2024, section 3.3)."""

    DIALOGSAG = "dialogsag", "Dialogsag"
    OVERSENDELSESSAG = "oversendelsessag", "Oversendelsessag"


class Forespoergselstilstand(TextChoices):
    """Where a request stands; what may follow what is `forespoergsler.tilstande`."""

    SENDT = "sendt", "Afventer svar"
    BESVARET = "besvaret", "Besvaret"
    OPFOELGNING = "opfoelgning", "Afventer svar på opfølgende spørgsmål"
    AFSLUTTET = "afsluttet", "Afsluttet"
    TILBAGEKALDT = "tilbagekaldt", "Kaldt tilbage"


class Svarart(TextChoices):
    """An answer to what was asked, or what is added to one that was sent."""

    SVAR = "svar", "Svar"
    SUPPLEMENT = "supplement", "Supplement"


class Erkendelse(TextChoices):
    """What the department itself says of a fault. Not stated is None."""

    JA = "ja", "Fejlen erkendes"
    DELVIST = "delvist", "Fejlen erkendes delvist"
    NEJ = "nej", "Der er ikke begået en fejl"


class Forlaengelsesudfald(TextChoices):
    """What became of a wish for a later deadline; one that is answered meanwhile lapses."""

    GIVET = "givet", "Imødekommet"
    AFSLAAET = "afslaaet", "Afslået"
    BORTFALDET = "bortfaldet", "Bortfaldet, fordi svaret kom"


class Rettidighed(TextChoices):
    """Whether a request was answered by its deadline, extensions granted included."""

    TIL_TIDEN = "til_tiden", "Besvaret til tiden"
    FOR_SENT = "for_sent", "Besvaret for sent"
    OVER_FRISTEN = "over_fristen", "Ikke besvaret, over fristen"
    INDEN_FRISTEN = "inden_fristen", "Ikke besvaret, inden for fristen"
    KALDT_TILBAGE = "kaldt_tilbage", "Kaldt tilbage uden svar"


class VenterPaa(TextChoices):
    """Who has the next word in a request that is not closed."""

    RAADGIVER = "raadgiver", "Borgerrådgiveren"
    AFDELING = "afdeling", "Afdelingen"


class Registerliste(TextChoices):
    """The lists; a value is the list's name among the addresses."""

    HENVENDELSER = "henvendelser", "Henvendelser"
    SAGER = "sager", "Sager"
    FORESPOERGSLER = "forespoergsler", "Forespørgsler"
    AFGOERELSER = "afgoerelser", "Afgørelser"
    BEMAERKNINGER = "bemaerkninger", "Bemærkninger"
    AKTIVITETER = "aktiviteter", "Aktiviteter"
