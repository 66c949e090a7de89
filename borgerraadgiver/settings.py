"""Settings, read from the environment; what is not set is safe.

| variable           | meaning                                        | when not set              |
| ------------------ | ---------------------------------------------- | ------------------------- |
| DATA               | folder of the database, the key and PDF files  | data/ in the checkout     |
| DATABASE_URL       | e.g. postgres://user:pw@host/name              | SQLite in the data folder |
| SECRET_KEY         | Django's signing key                           | made once, kept in DATA   |
| KRYPTERINGSNOEGLER | encryption keys, comma between; first encrypts | made once, kept in DATA |
| ALLOWED_HOSTS      | host names, comma between                      | localhost, 127.0.0.1      |
| CSRF_TRUSTED_ORIGINS | origins behind a proxy, e.g. https://br.kommune.dk | none                |
| KUN_HTTPS          | cookies and redirects for HTTPS only           | true                      |
| BAG_PROXY          | trust X-Forwarded-Proto from the proxy in front | false                    |
| ANTAL_PROXYER      | proxies that each add to X-Forwarded-For       | 1 if BAG_PROXY, else 0    |
| SIKKERHEDSKONTAKT  | for security.txt, e.g. mailto:it@kommune.dk    | no security.txt           |
| MAKS_FILSTOERRELSE_MB | the largest document                        | 25                        |
| VIRUSSCANNER       | a command, unix:/path or tcp:host:port of clamd | files are not scanned    |
| LOG_DAGE           | days the access log is kept; taken over by `migrate` | 1827 (five years) |
| KLADDE_DAGE        | days a draft is kept after it was last typed in | 30                       |
| RATE_SKRIV, RATE_KLADDE, RATE_SOEG, RATE_FIL, RATE_TUNG | how often, e.g. 120/60 | see RATER |
| DEBUG              | Django's debug pages; on localhost only        | false                     |
| EMAIL_URL          | mail server, e.g. smtp+tls://user:pw@host:587  | no mail is sent           |
| MAIL_FRA           | sender of the mails                            | borgerraadgiver@localhost |
| ADRESSE            | the program's own, for the links in mails      | https://, the first host  |
| INAKTIV_MINUTTER   | a session without a request ends after         | 30                        |
| HOEJST_TIMER       | a session ends after, however it is used       | 10                        |
| LINK_TIMER         | a link to choose a password works for          | 24                        |
| OIDC_UDBYDER       | issuer of the municipality's login (Entra ID)  | there is no such login    |
| OIDC_KLIENT        | the program's client id there                  | there is no such login    |
| OIDC_HEMMELIGHED   | and its secret                                 | none                      |
| OIDC_ROLLER        | claim=role, e.g. BR=raadgiver,IT=administrator | nobody has a role         |
| OIDC_ROLLE_CLAIM   | the claim that OIDC_ROLLER reads               | roles                     |
| OIDC_AFDELING_CLAIM | the claim with a lead's departments           | department                |
| OIDC_FAKTOR        | amr or acr for a second factor shown, e.g. mfa | the factor is asked here  |
| DEMO               | a demo: known passwords, no second factor      | false                     |
"""

from pathlib import Path

import environ
from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from .noegle import hemmelig_noegle

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
DATA = Path(env("DATA", default=str(BASE_DIR / "data")))
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or hemmelig_noegle(DATA / "secret_key")
KRYPTERINGSNOEGLER = env.list("KRYPTERINGSNOEGLER", default=[]) or [
    hemmelig_noegle(DATA / "krypteringsnoegle", lambda: Fernet.generate_key().decode())
]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if DEBUG and not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
    raise ImproperlyConfigured(
        "DEBUG=true viser kode, indstillinger og indtastede oplysninger, når noget går galt. Det "
        "må kun ske på udviklerens egen maskine: fjern DEBUG, eller sæt ALLOWED_HOSTS=localhost."
    )

INSTALLED_APPS = [
    "borgerraadgiver",
    "henvendelser",
    "beretning",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "csp",
    "borgerraadgiver.adgang",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "borgerraadgiver.sporing.Sporing",
    "borgerraadgiver.hoveder.Hoveder",
    "borgerraadgiver.fejlsider.TomtAfslag",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "borgerraadgiver.graenser.Graenser",
    "django.middleware.csrf.CsrfViewMiddleware",
    "borgerraadgiver.logvagt.Logvagt",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "borgerraadgiver.adgang.middleware.Sessionstid",
    "borgerraadgiver.adgang.middleware.Enhedsmaerke",
    "allauth.account.middleware.AccountMiddleware",
    "henvendelser.kladder.holdt.Holdt",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "borgerraadgiver.adgang.middleware.AndenFaktor",
]

ROOT_URLCONF = "borgerraadgiver.urls"
WSGI_APPLICATION = "borgerraadgiver.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "borgerraadgiver.ramme.ramme",
            ],
        },
    },
]
DEFAULT_EXCEPTION_REPORTER_FILTER = "borgerraadgiver.fejlrapport.UdenIndhold"
FORM_RENDERER = "borgerraadgiver.formularer.DkfdsRenderer"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'register.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at BEGIN instead of failing in the middle of a transaction.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged commit survives a power cut. secure_delete: what is deleted is
        # overwritten, not left in the file.
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
        ),
    }
# Shared by all worker processes; a throttle that each kept for itself would be as many throttles.
CACHES = {
    "default": {
        "BACKEND": "borgerraadgiver.cache.DeltCache",
        "LOCATION": "cache",
        "KEY_FUNCTION": "borgerraadgiver.cache.skjult_noegle",
        # Django throws entries out over 300: a flood of them must not wash a used code away.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who gets in, and how (borgerraadgiver/adgang/).
AUTH_USER_MODEL = "henvendelser.Bruger"
AUTHENTICATION_BACKENDS = ["borgerraadgiver.adgang.backend.Adgang"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "borgerraadgiver.adgang.adgangskoder.DanskeOrd"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "forside"
LOGOUT_REDIRECT_URL = "account_login"
INAKTIV_MINUTTER = env.int("INAKTIV_MINUTTER", default=30)
HOEJST_TIMER = env.int("HOEJST_TIMER", default=10)
LINK_TIMER = env.int("LINK_TIMER", default=24)
PASSWORD_RESET_TIMEOUT = LINK_TIMER * 3600

ACCOUNT_ADAPTER = "borgerraadgiver.adgang.adaptere.Kontoadapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # there is no sign-up
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator, or an invitation, has seen to that
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the others end; the one that changed it goes on
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = False  # counted exactly in borgerraadgiver.adgang.spaerring
ACCOUNT_FORMS = {
    "login": "borgerraadgiver.adgang.formularer.Loginformular",
    "reauthenticate": "borgerraadgiver.adgang.formularer.Bekraeftadgangskode",
    "change_password": "borgerraadgiver.adgang.formularer.Skiftadgangskode",
    "reset_password": "borgerraadgiver.adgang.formularer.Glemtadgangskode",
    "reset_password_from_key": "borgerraadgiver.adgang.formularer.Vaelgadgangskode",
}
MFA_ADAPTER = "borgerraadgiver.adgang.adaptere.Faktoradapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False  # a key is the second factor, never the only one
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are the administrator's, not typed by strangers
MFA_FORMS = {
    "authenticate": "borgerraadgiver.adgang.formularer.Loginkode",
    "authenticate_webauthn": "borgerraadgiver.adgang.formularer.Loginnoegle",
    "reauthenticate": "borgerraadgiver.adgang.formularer.Bekraeftkode",
    "reauthenticate_webauthn": "borgerraadgiver.adgang.formularer.Bekraeftnoegle",
    "activate_totp": "borgerraadgiver.adgang.formularer.Nyapp",
    "add_webauthn": "borgerraadgiver.adgang.formularer.Nynoegle",
}

# The municipality's own login (borgerraadgiver/adgang/kommunelogin/).
SOCIALACCOUNT_ADAPTER = "borgerraadgiver.adgang.kommunelogin.adapter.Kommuneadapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_UDBYDER = env("OIDC_UDBYDER", default="")
OIDC_KLIENT = env("OIDC_KLIENT", default="")
OIDC_HEMMELIGHED = env("OIDC_HEMMELIGHED", default="")
OIDC_ROLLE_CLAIM = env("OIDC_ROLLE_CLAIM", default="roles")
OIDC_ROLLER = env.dict("OIDC_ROLLER", default={})
OIDC_AFDELING_CLAIM = env("OIDC_AFDELING_CLAIM", default="department")
OIDC_FAKTOR = env.list("OIDC_FAKTOR", default=[])

# Invitations and forgotten passwords; no other mail is sent, and none tells of a case.
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
EMAIL_TIMEOUT = 10  # seconds: whoever saves a page waits for the mail server no longer
DEFAULT_FROM_EMAIL = env("MAIL_FRA", default="borgerraadgiver@localhost")
ADRESSE = env("ADRESSE", default=f"https://{ALLOWED_HOSTS[0]}").rstrip("/")

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk")]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "borgerraadgiver.formats"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

KUN_HTTPS = env.bool("KUN_HTTPS", default=True)
SECURE_SSL_REDIRECT = KUN_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if KUN_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = KUN_HTTPS
SECURE_HSTS_PRELOAD = KUN_HTTPS
# No other site hears where a link was followed from. Nor `no-referrer`: under it the browser sends
# "Origin: null" with a form, and the CSRF guard refuses it.
SECURE_REFERRER_POLICY = "same-origin"
BAG_PROXY = env.bool("BAG_PROXY", default=False)
ANTAL_PROXYER = env.int("ANTAL_PROXYER", default=int(BAG_PROXY))
if BAG_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = KUN_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if KUN_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if KUN_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "borgerraadgiver.fejlsider.uden_csrf"
ENHED_COOKIE_NAME = "__Host-enhed" if KUN_HTTPS else "enhed"
# Not Strict: a link in a mail would meet the login page although the user is logged in.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = HOEJST_TIMER * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "img-src": [SELF, "data:"],
    },
}

# As long as a breach of the data protection rules can be punished: databeskyttelseslovens § 41,
# stk. 7. The triggers of the log hold it (henvendelser/log/triggere.py).
LOG_DAGE = env.int("LOG_DAGE", default=1827)

# A draft that nobody has typed in for so long was left: a citizen's words are not kept for nothing.
KLADDE_DAGE = env.int("KLADDE_DAGE", default=30)

SIKKERHEDSKONTAKT = env("SIKKERHEDSKONTAKT", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
MAKS_FILSTOERRELSE_MB = env.int("MAKS_FILSTOERRELSE_MB", default=25)
VIRUSSCANNER = env("VIRUSSCANNER", default="")
FILE_UPLOAD_HANDLERS = ["henvendelser.dokumenter.upload.KunIHukommelsen"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20  # twice what the page says, so that it can say so


def laes_rate(navn: str, tekst: str) -> tuple[int, int]:
    """ "120/60" as (120, 60): so many in so many seconds. ImproperlyConfigured otherwise."""
    antal, _, sekunder = tekst.partition("/")
    if not (antal.isdecimal() and sekunder.isdecimal() and int(antal) and int(sekunder)):
        raise ImproperlyConfigured(f"RATE_{navn.upper()} skal være som 120/60, ikke »{tekst}«.")
    return int(antal), int(sekunder)


# For each user, see `graenser`. Nobody meets them at work; a program that runs wild does at once.
RATER = {
    navn: laes_rate(navn, env(f"RATE_{navn.upper()}", default=graense))
    for navn, graense in {
        "kladde": "120/60",  # a form sends at most one in two seconds; three windows at once
        "skriv": "120/60",  # two forms each second; the fastest typist saves one in five seconds
        "soeg": "60/60",  # a search reads every case's text
        "fil": "60/600",  # a whole case's documents at once, and again
        "tung": "20/120",  # a report's PDF takes seconds of a processor
    }.items()
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "borgerraadgiver.serverlog.Jsonlinje"},
        "linje": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {
        "skaerm": {
            "class": "borgerraadgiver.serverlog.Skaerm",
            "formatter": "linje" if DEBUG else "json",
        }
    },
    "root": {"handlers": ["skaerm"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would print and mail what the formatter above leaves out.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # What was answered is told by `sporing`; here only what broke.
        "django.request": {"level": "ERROR"},
        # They tell every step of a PDF; what goes wrong is raised by beretning.pdf.
        **{navn: {"level": "WARNING"} for navn in ("weasyprint", "fontTools")},
    },
}
