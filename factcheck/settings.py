"""How one installation of Factcheck is set up: everything that differs comes from the environment.

Production is the default and refuses to start on insecure settings. `FACTCHECK_MODE=development`
(what `make run` sets) uses the embedded database and throw-away secrets; `test` is the tests'.
Every variable is described in docs/settings.md.
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")  # `make` writes one for development; the environment goes first

# ── the mode ────────────────────────────────────────────────────────────────────────────────────
MODE = env.str("FACTCHECK_MODE", "production")
if MODE not in ("production", "development", "test"):
    raise ImproperlyConfigured(
        f"FACTCHECK_MODE is {MODE!r}; it can be production, development or test."
    )
PRODUCTION = MODE == "production"
DEBUG = env.bool("DEBUG", False) and not PRODUCTION

# ── secrets and addresses ───────────────────────────────────────────────────────────────────────
RUN_DIR = BASE_DIR / ".factcheck"


def _development_key() -> str:
    """A secret of this checkout's own, kept so that sessions outlive a restart."""
    file = RUN_DIR / "secret-key"
    if not file.exists():
        RUN_DIR.mkdir(mode=0o711, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


SECRET_KEY = (
    env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", "") or _development_key()
)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = (
    env.list("ALLOWED_HOSTS") if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
SITE_URL = (
    env.str("SITE_URL")
    if PRODUCTION
    else env.str("SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}")
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []

if PRODUCTION:
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured("SECRET_KEY is too short or too simple: give 50 random letters.")
    if "*" in ALLOWED_HOSTS or not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS names the hosts one by one; “*” is refused.")
    if not SITE_URL.startswith("https://"):
        raise ImproperlyConfigured(
            "SITE_URL is the site's public address and begins with https://."
        )

# ── the desk: what a newsroom sets for itself ───────────────────────────────────────────────────
DESK_NAME = env.str("DESK_NAME", "Factcheck")
DESK_CONTACT = env.str("DESK_CONTACT", "desk@example.org")
DEMONSTRATION = MODE != "production" and env.bool("DEMONSTRATION", True)
QUOTE_LIMIT = env.int("QUOTE_LIMIT", 400)  # code points in one passage
QUOTE_CONTEXT = env.int("QUOTE_CONTEXT", 200)  # code points shown on each side of one, 32 to 200
SOURCE_QUOTE_LIMIT = env.int("SOURCE_QUOTE_LIMIT", 3000)  # code points quoted of one source
SOURCE_SHARE = env.int("SOURCE_SHARE", 50)  # percent of an article shown with all its quotations
SHORT_TEXT = env.int("SHORT_TEXT", 1000)  # code points up to which a text has no such share
ONE_ORIGIN_AT_MOST = env.int("ONE_ORIGIN_AT_MOST", 4)  # a rating's number, 5 where it is no limit
# What is asked of a verdict beside the laws: “all”, or the codes of `claims.workflow.checklist`.
CHECKLIST = env.list("CHECKLIST", default=["all"])
BLIND_SECOND_RATING = env.bool("BLIND_SECOND_RATING", False)  # two rate it before it is approved
CAPTURE_LIMIT = env.int("CAPTURE_LIMIT", 5_000_000)  # bytes of one captured file or page
FETCH_SECONDS = env.float("FETCH_SECONDS", 12)  # for one address, from first to last
# How a web archive is asked for a copy, such as https://web.archive.org/save/{address}.
ARCHIVE_TEMPLATE = env.str("ARCHIVE_TEMPLATE", "")
WATCH_SPACING = env.int("WATCH_SPACING", 30)  # seconds between two looks at one host
SUGGESTION_RATE = env.int("SUGGESTION_RATE", 5)  # claims suggested from one network in an hour
IMPORT_ROWS = env.int("IMPORT_ROWS", 2000)  # claims that come in with one file
SUSPENSION_HOURS = env.int("SUSPENSION_HOURS", 24)  # in which a second person has to confirm one
COMPLAINT_RATE = env.int("COMPLAINT_RATE", 5)  # complaints from one network in an hour
COMPLAINT_DAYS = env.int("COMPLAINT_DAYS", 7)  # days within which the desk answers a complaint
DIGEST_HOUR = env.int("DIGEST_HOUR", 7)  # by the desk's clock, when the daily digest is sent
if DIGEST_HOUR not in range(24):
    raise ImproperlyConfigured(f"DIGEST_HOUR is {DIGEST_HOUR}; it can be 0 to 23.")
LANGUAGE_CODE = "en"
TIME_ZONE = env.str("DESK_TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "factcheck.desk.formats"  # day first, 24 hours

# ── the parts ───────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
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
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "factcheck",
    "factcheck.accounts",
    "factcheck.public",
    "factcheck.api",
    "sources",
    "claims",
    "factcheck.notifications",
]
MIDDLEWARE = [
    # Outermost, so that it sees every error under /api/, wherever it was found.
    "factcheck.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]
# Only what writes keeps a history: a page that is read must not ask who reads it.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
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
                "factcheck.public.base.context.site",
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── the database: the application's role, and the owner's for migrations ────────────────────────
OWNER_ALIAS = "owner"


def _servers() -> dict:
    """`default` as the application's role, `owner` as the owner of the tables."""
    if not env.str("DATABASE_URL", ""):
        if PRODUCTION:
            raise ImproperlyConfigured("DATABASE_URL is not set: production names its own server.")
        from factcheck.embedded_postgres import embedded

        folder = RUN_DIR / ("test-postgres" if MODE == "test" else "postgres")
        return {
            "default": embedded(folder, "factcheck_app", durable=MODE != "test"),
            OWNER_ALIAS: embedded(folder, "factcheck_owner", durable=MODE != "test"),
        }
    servers = {"default": env.db_url("DATABASE_URL")}
    if env.str("OWNER_DATABASE_URL", ""):  # only where migrations run, not where the web does
        servers[OWNER_ALIAS] = env.db_url("OWNER_DATABASE_URL")
        if servers[OWNER_ALIAS]["USER"] == servers["default"]["USER"]:
            raise ImproperlyConfigured(
                "DATABASE_URL and OWNER_DATABASE_URL name one role: the application must not own "
                "its tables."
            )
    return servers


DATABASES = _servers()
for _server in DATABASES.values():
    _server.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)

# ── who may come in ─────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "factcheck.accounts.auth_backend.RolesBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Without a look at the desk for so long a session ends; a look every so often lengthens it.
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", 12) * 3600  # seconds
# Whoever has one of these roles, or may do what it may, works with a second factor.
SECOND_FACTOR_FOR = env.list(
    "SECOND_FACTOR_FOR", default=["reviewer", "editor", "administrator"] if PRODUCTION else []
)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_ENABLED = MODE != "test" or env.bool("AXES_ENABLED", False)

# The second step, passkeys, and the list of sessions; which pages there are, the desk decides.
ACCOUNT_ADAPTER = "factcheck.accounts.allauth_adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key"}  # wrong codes of one account too
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "factcheck.accounts.allauth_adapters.FactorAdapter"
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}  # a whole newsroom may have one address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators make the accounts and know the addresses
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a code before and one after: clocks differ
# Wrong codes are counted, and codes that were used are known, in every process alike.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_counted",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # beyond it some are forgotten before their time
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# ── mail ────────────────────────────────────────────────────────────────────────────────────────
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if PRODUCTION:
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
DEFAULT_FROM_EMAIL = DESK_CONTACT
EMAIL_TIMEOUT = 20  # seconds; a worker must not wait for ever for a server that says nothing

# ── what browsers are told ──────────────────────────────────────────────────────────────────────
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
SESSION_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    if env.bool("BEHIND_TLS_PROXY", False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ── files ───────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # what `collectstatic` fills
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = CAPTURE_LIMIT * 5  # a text too long comes back with a sentence

# ── the API ─────────────────────────────────────────────────────────────────────────────────────
# Requests from one network address, such as 120/minute; empty is without limit, as in tests.
API_RATE = env.str("API_RATE", "" if MODE == "test" else "120/minute")
# On what terms partners may use the desk's own words.
LICENCE_NAME = env.str("LICENCE_NAME", "No licence is stated: ask the publisher")
LICENCE_URL = env.str("LICENCE_URL", "")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    # How many proxies to look behind for a client's address; 0 believes no X-Forwarded-For.
    "NUM_PROXIES": env.int("TRUSTED_PROXIES", 0),
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "factcheck.api.problems.ProblemHandler",
    "EXCEPTION_FORMATTER_CLASS": "factcheck.api.problems.ProblemFormatter",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{DESK_NAME} API",
    "DESCRIPTION": "Published claims, verdicts and the passages they stand on. Read-only, in JSON.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "CONTACT": {"name": DESK_NAME, "email": DESK_CONTACT},
    "SERVERS": [{"url": SITE_URL.rstrip("/")}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["factcheck.api.v1.docs.schema.finish"],
}

# ── jobs ────────────────────────────────────────────────────────────────────────────────────────
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
