"""The settings of one installation. docs/settings.md describes every variable.

Each variable of the environment is named `FACTCHECK_` and the setting it sets; only `DATABASE_URL`
and `PORT`, which hosting platforms set, have no prefix. The mode is `production` unless
`FACTCHECK_MODE` says `development` (`make run`) or `test`. Production refuses to start on insecure
settings; development uses the embedded database and generated secrets.
"""

import base64
import hashlib
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.prefix = "FACTCHECK_"
env.read_env(BASE_DIR / ".env")  # does not replace variables that are set in the environment

# ── the mode ────────────────────────────────────────────────────────────────────────────────────
MODE = env.str("MODE", "production")
if MODE not in ("production", "development", "test"):
    raise ImproperlyConfigured(
        f"FACTCHECK_MODE is {MODE!r}; it must be production, development or test."
    )
PRODUCTION = MODE == "production"
DEBUG = env.bool("DEBUG", False) and not PRODUCTION

# ── secrets and hosts ───────────────────────────────────────────────────────────────────────────
RUN_DIR = BASE_DIR / ".factcheck"  # databases, secrets and mails of development and tests
PORT = int(os.environ.get("PORT", "8000"))  # where `make run` serves


def _read_or_create_secret_key() -> str:
    """The secret key of this checkout, kept in a file so that sessions outlive a restart."""
    file = RUN_DIR / "secret-key"
    if not file.exists():
        RUN_DIR.mkdir(mode=0o711, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


if PRODUCTION:
    SECRET_KEY = env.str("SECRET_KEY")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
    SITE_URL = env.str("SITE_URL")
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured(
            "FACTCHECK_SECRET_KEY is too short or too simple: use 50 random characters."
        )
    if "*" in ALLOWED_HOSTS or not ALLOWED_HOSTS:
        raise ImproperlyConfigured("FACTCHECK_ALLOWED_HOSTS must list the hosts, without “*”.")
    if not SITE_URL.startswith("https://"):
        raise ImproperlyConfigured(
            "FACTCHECK_SITE_URL must be the site's public address, beginning with https://."
        )
else:
    SECRET_KEY = env.str("SECRET_KEY", "") or _read_or_create_secret_key()
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
    SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{PORT}")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The name of the ledger, and the keys that sign its checkpoints: 32 random bytes each, in Base64.
LEDGER_ORIGIN = env.str("LEDGER_ORIGIN", f"{urlsplit(SITE_URL).netloc}/ledger")
if PRODUCTION:
    LEDGER_KEYS = env.list("LEDGER_KEYS")
else:
    _seed = hashlib.sha256(f"ledger {SECRET_KEY}".encode()).digest()
    LEDGER_KEYS = env.list("LEDGER_KEYS", default=[base64.b64encode(_seed).decode()])
if not LEDGER_KEYS or not all(re.fullmatch(r"[\w+/]{43}=", key, re.A) for key in LEDGER_KEYS):
    raise ImproperlyConfigured("FACTCHECK_LEDGER_KEYS must be 32 bytes each, in Base64.")
if re.search(r"[\s+]", LEDGER_ORIGIN):
    raise ImproperlyConfigured("FACTCHECK_LEDGER_ORIGIN must not contain spaces or “+”.")

# Where copies of the checkpoints go that who rewrites the database cannot reach.
CHECKPOINT_DIR = env.str("CHECKPOINT_DIR", "")
CHECKPOINT_EMAILS = env.list("CHECKPOINT_EMAILS", default=[])

# Who signs when a checkpoint or a captured text existed (RFC 3161).
try:
    TIMESTAMP_AUTHORITIES = env.json("TIMESTAMP_AUTHORITIES", default=[])
except ValueError as error:
    raise ImproperlyConfigured("FACTCHECK_TIMESTAMP_AUTHORITIES must be JSON.") from error

# ── the desk ────────────────────────────────────────────────────────────────────────────────────
DESK_NAME = env.str("DESK_NAME", "Factcheck")
DESK_EMAIL = env.str("DESK_EMAIL", "desk@example.org")
DEMO_MODE = env.bool("DEMO_MODE", not PRODUCTION)
if PRODUCTION and (DEMO_MODE or "FACTCHECK_DEMO_SITE_PORT" in os.environ):
    raise ImproperlyConfigured(
        "FACTCHECK_DEMO_MODE and FACTCHECK_DEMO_SITE_PORT must not be set in production."
    )
# The demo's own site: the only address on this machine that may be fetched, in demo mode only.
DEMO_SITE_PORT = env.int("DEMO_SITE_PORT", 8010)
DEMO_SITE_URL = f"http://127.0.0.1:{DEMO_SITE_PORT}" if DEMO_MODE else ""
# Rules for fact-checks. CHECKLIST is “all” or some of the codes of `claims.workflow.checklist`.
CHECKLIST = env.list("CHECKLIST", default=["all"])
SINGLE_SOURCE_MAX_RATING = env.int("SINGLE_SOURCE_MAX_RATING", 4)  # the number of a rating
SHOW_MACHINE_ASSISTANCE = env.bool("SHOW_MACHINE_ASSISTANCE", False)  # to readers
EDITORIAL_RESPONSIBILITY = env.str("EDITORIAL_RESPONSIBILITY", DESK_NAME)  # person or organisation
REQUIRE_BLIND_RATINGS = env.bool("REQUIRE_BLIND_RATINGS", False)
# Actions that need the user's passkey. `manage.py migrate` copies them into the database.
SIGNED_ACTIONS = env.list("SIGNED_ACTIONS", default=[])
if not {"approve", "publish", "retract", "erase", "confirm_account"}.issuperset(SIGNED_ACTIONS):
    raise ImproperlyConfigured(
        "FACTCHECK_SIGNED_ACTIONS can name approve, publish, retract, erase and "
        "confirm_account. Suspending is "
        "never signed, because it must be possible at once."
    )
SUSPENSION_HOURS = env.int("SUSPENSION_HOURS", 24)  # until a suspension must be confirmed
HIDDEN_DAYS = env.int("HIDDEN_DAYS", 14)  # until the desk decides about a hidden claim
# How much of a source is quoted. Lengths are in code points.
QUOTE_LIMIT = env.int("QUOTE_LIMIT", 400)  # of one passage
QUOTE_CONTEXT = env.int("QUOTE_CONTEXT", 200)  # shown on each side of a passage, 32 to 200
SOURCE_QUOTE_LIMIT = env.int("SOURCE_QUOTE_LIMIT", 3000)  # of all passages of one source
SOURCE_QUOTED_PERCENT_LIMIT = env.int("SOURCE_QUOTED_PERCENT_LIMIT", 50)  # passages and contexts
SHORT_TEXT_LENGTH = env.int("SHORT_TEXT_LENGTH", 1000)  # shorter texts have no percent limit
# Fetching and rechecking sources.
CAPTURE_LIMIT = env.int("CAPTURE_LIMIT", 50_000_000)  # bytes of one captured file or page
PDF_MAX_PAGES = env.int("PDF_MAX_PAGES", 1500)  # of one PDF, or of the part that is captured
# Larger files are read by the worker while the user sees the progress.
READ_AT_ONCE_BYTES = env.int("READ_AT_ONCE_BYTES", 5_000_000)
READ_AT_ONCE_PAGES = env.int("READ_AT_ONCE_PAGES", 100)
FETCH_TIMEOUT_SECONDS = env.float("FETCH_TIMEOUT_SECONDS", 12)
RECHECK_HOST_INTERVAL_SECONDS = env.int("RECHECK_HOST_INTERVAL_SECONDS", 30)
# Public web archives that are asked for copies; none outside production. Each contains {url}.
WEB_ARCHIVE_URL_TEMPLATES = env.list("WEB_ARCHIVE_URL_TEMPLATES", default=[]) if PRODUCTION else []
WEB_ARCHIVE_DELAY_MINUTES = env.int("WEB_ARCHIVE_DELAY_MINUTES", 15)  # after a capture
# Messages from readers.
TIP_RATE = env.int("TIP_RATE", 5)  # tips from one network in an hour
COMPLAINT_RATE = env.int("COMPLAINT_RATE", 5)  # complaints from one network in an hour
COMPLAINT_DAYS = env.int("COMPLAINT_DAYS", 7)  # until a complaint must be answered
# How many days personal data are kept; `factcheck.retention` says since when the days count.
RETENTION = {
    "tips": 365,
    "complaints": 1095,
    "replies": 1095,
    "requests": 1095,
    "drafts": 730,
    "challenges": 30,
    "networks": 1,
    "forms": 1,
    "sessions": 1,
    "notifications": 180,
    "jobs": 30,
    "imports": 90,
    "admin_log": 365,
}
# The database removes no words earlier.
_MIN_DAYS = dict.fromkeys(("tips", "complaints", "replies", "requests", "drafts", "imports"), 30)
for _kind, _days in env.dict("RETENTION", default={}).items():
    _least = _MIN_DAYS.get(_kind, 1)
    if _kind not in RETENTION or not _days.isdigit() or int(_days) < _least:
        raise ImproperlyConfigured(
            f"FACTCHECK_RETENTION has {_kind}={_days}: name one of {', '.join(RETENTION)}, and a "
            f"number of days, at least {_least}."
        )
    RETENTION[_kind] = int(_days)
# The work of the desk.
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", 2000)  # claims in one CSV file
DAILY_SUMMARY_HOUR = env.int("DAILY_SUMMARY_HOUR", 7)  # in TIME_ZONE
if DAILY_SUMMARY_HOUR not in range(24):
    raise ImproperlyConfigured(
        f"FACTCHECK_DAILY_SUMMARY_HOUR is {DAILY_SUMMARY_HOUR}; it must be 0 to 23."
    )
# Terms for partners who reuse the desk's texts.
LICENCE_NAME = env.str("LICENCE_NAME", "No licence is stated: ask the publisher")
LICENCE_URL = env.str("LICENCE_URL", "")

# ── language and time ───────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "factcheck.desk.formats"  # day before month, 24-hour clock
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_TZ = True

# ── applications ────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "factcheck",  # before django.contrib.auth, whose commands it extends
    "factcheck.desk.apps.DeskConfig",
    "factcheck.desk.apps.DeskSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_standardized_errors",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "factcheck.accounts",
    "factcheck.idempotency",
    "factcheck.public",
    "factcheck.api",
    "sources",
    "claims",
    "factcheck.notifications",
]
MIDDLEWARE = [
    # First, so that it sees every error under /api/.
    "factcheck.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "factcheck.accounts.session_middleware.SignedSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]
# Only requests that may write are recorded in the field history.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["factcheck.idempotency.templatetags.form_key"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factcheck.public.base.pages.get_site_context",
                *(["factcheck.development.context"] if MODE == "development" else []),
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── databases ───────────────────────────────────────────────────────────────────────────────────
# Web server and worker connect as a role that owns nothing; `migrate` connects as the owner.
OWNER_DATABASE_ALIAS = "owner"


def _get_databases() -> dict:
    """`default` connects as the application's role, `owner` as the owner of the tables."""
    if not os.environ.get("DATABASE_URL"):
        if PRODUCTION:
            raise ImproperlyConfigured("DATABASE_URL is not set; production needs a PostgreSQL.")
        return _get_embedded_databases()
    databases = {"default": env.db_url_config(os.environ["DATABASE_URL"])}
    if owner_url := env.str("OWNER_DATABASE_URL", ""):
        databases[OWNER_DATABASE_ALIAS] = env.db_url_config(owner_url)
        if databases[OWNER_DATABASE_ALIAS]["USER"] == databases["default"]["USER"]:
            raise ImproperlyConfigured(
                "DATABASE_URL and FACTCHECK_OWNER_DATABASE_URL name the same role: the application "
                "must not own its tables."
            )
    return databases


def _get_embedded_databases() -> dict:
    from factcheck.embedded_postgres import get_database_settings

    folder = RUN_DIR / ("test-postgres" if MODE == "test" else "postgres")
    return {
        "default": get_database_settings(folder, "factcheck_app", durable=MODE != "test"),
        OWNER_DATABASE_ALIAS: get_database_settings(
            folder, "factcheck_owner", durable=MODE != "test"
        ),
    }


DATABASES = _get_databases()
for _database in DATABASES.values():
    _database.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)

# ── accounts ────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["factcheck.accounts.auth_backend.RolesBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "factcheck.accounts.password_validation.DeskNameValidator"},
]
if not PRODUCTION:
    # Faster than the default, so that the accounts of the demo are created quickly.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_ENGINE = "factcheck.accounts.session_store"
SESSION_HOURS = env.int("SESSION_HOURS", 12)  # without a request to the desk
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_MAX_DAYS = env.int("SESSION_MAX_DAYS", 7)  # after the sign-in, however much it is used
# The number of own proxies in front of the site, for `factcheck.core.client_address`.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

# Multi-factor authentication (MFA) and sessions. The desk decides which of allauth's pages exist.
# A user with one of these roles, or with all its permissions, needs MFA.
MFA_REQUIRED_ROLES = env.list(
    "MFA_REQUIRED_ROLES", default=["reviewer", "editor", "administrator"] if PRODUCTION else []
)
ACCOUNT_ADAPTER = "factcheck.accounts.allauth_adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
# See `factcheck.accounts.attempt_limits`. A whole newsroom may share one network.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "",  # allauth's own limit, with which a stranger can lock out an account
    "password_in_network": "5/15m/key",
    "password_of_network": "60/15m/key",
    "password_of_account": "50/h/key",
    "password_on_known_device": "10/15m/key",
    "code_in_network": "5/15m/key",
    "code_of_network": "60/15m/key",
    "code_of_account": "20/h/key",
    "code_on_known_device": "10/15m/key",
    "change_password": "10/15m/user",
    "reset_password": "20/h/ip,3/h/key",
}
MFA_ADAPTER = "factcheck.accounts.allauth_adapters.MFAAdapter"
MFA_RATE_LIMITS = {"webauthn_login": ""}  # a passkey cannot be guessed
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators create the accounts and know the addresses
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # also accept the previous and the next code, because clocks differ
# In the database, so that every process knows the failed attempts and the codes already used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# ── mail ────────────────────────────────────────────────────────────────────────────────────────
MAIL_DIR = RUN_DIR / "mail"  # development writes mails to files there
if PRODUCTION:
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
else:
    EMAIL_BACKEND = "factcheck.development.FileEmailBackend"
DEFAULT_FROM_EMAIL = DESK_EMAIL
EMAIL_TIMEOUT = 20  # seconds

# ── requests about a person ─────────────────────────────────────────────────────────────────────
# Encrypts what was anonymised, for counsel: from `Fernet.generate_key()`. Keep a copy apart
# from the server's backups. Without it, words can be erased and not anonymised.
SEALING_KEY = env.str("SEALING_KEY", "")
# A file outside the database and its backups, for `manage.py apply_erasures` after a restore.
ERASURE_LIST = env.str("ERASURE_LIST", "")

# ── security headers ────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # With this prefix browsers take the cookies from no other host and from no plain HTTP.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    if env.bool("BEHIND_TLS_PROXY", False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ── static files and uploads ────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # filled by `collectstatic`
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Larger than the limit of a pasted text, so that one that is too long comes back with an error
# message. Files do not count.
DATA_UPLOAD_MAX_MEMORY_SIZE = READ_AT_ONCE_BYTES * 5

# ── the API ─────────────────────────────────────────────────────────────────────────────────────
API_RATE = env.str("API_RATE", "" if MODE == "test" else "120/minute")  # empty: no limit
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "factcheck.api.problems.ProblemHandler",
    "EXCEPTION_FORMATTER_CLASS": "factcheck.api.problems.ProblemFormatter",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{DESK_NAME} API",
    "DESCRIPTION": "Published claims, verdicts and the quoted passages. Read-only, in JSON.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "CONTACT": {"name": DESK_NAME, "email": DESK_EMAIL},
    "SERVERS": [{"url": SITE_URL.rstrip("/")}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["factcheck.api.v1.docs.schema.add_shared_parts"],
}

# ── the worker ──────────────────────────────────────────────────────────────────────────────────
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "factcheck.core.private_logs.PrivateFormatter",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Instead of Django's own handlers: one mails errors with all that was sent, one logs queries.
    "loggers": {
        "django": {"handlers": []},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
