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


class Status(TextChoices):
    AABEN = "aaben", "Åben"
    AFSLUTTET = "afsluttet", "Afsluttet"


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


class Formaal(TextChoices):
    """For which purpose, as the access log tells it."""

    SAGSBEHANDLING = "sagsbehandling", "Behandling af henvendelser"
    BERETNING = "beretning", "Beretning til kommunalbestyrelsen"
    INDSIGT = "indsigt", "Svar på borgerens ret til indsigt"
    KONTROL = "kontrol", "Kontrol af loggen"
    DRIFT = "drift", "Brugere og drift"


class Objekttype(TextChoices):
    """What a log entry may refer to."""

    HENVENDELSE = "henvendelse", "Henvendelse"
    BORGER = "borger", "Borger"
    AFGOERELSE = "afgoerelse", "Afgørelse"
    DOKUMENT = "dokument", "Dokument"
    BERETNING = "beretning", "Beretning"
    BRUGER = "bruger", "Bruger"
