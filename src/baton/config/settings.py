"""Django's settings. What an installation may change is read through `environment` and told in
docs/operating/settings.md; everything else is the same everywhere.
"""

from pathlib import Path

from csp.constants import NONE, SELF

from baton.config import database, environment, mail, secret_key

ROOT = Path(__file__).resolve().parents[3]
ROOM = Path(__file__).resolve().parents[1]
VAR = Path(environment.text("BATON_VAR", str(ROOT / "var")))
VAR.mkdir(parents=True, exist_ok=True)

# ---- What kind of installation this is
BATON_DEMO = environment.flag("BATON_DEMO")
DEBUG = environment.flag("BATON_DEBUG")
HTTPS = environment.flag("BATON_HTTPS")
SECRET_KEY = environment.text("BATON_SECRET_KEY") or secret_key.kept_in(VAR)
ALLOWED_HOSTS = environment.words("BATON_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("BATON_ORIGINS")
PROTOCOLS_DIR = Path(environment.text("BATON_PROTOCOLS", str(ROOT / "protocols")))

# ---- What it is made of
INSTALLED_APPS = [
    "baton.operations",  # first: its `migrate` also loads the protocols
    "baton.records",
    "baton.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "baton.config.middleware.session_ends",
    "baton.config.middleware.not_stored",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "baton.config.urls"
WSGI_APPLICATION = "baton.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOM / "web" / "jinja"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "baton.config.jinja.environment",
            "context_processors": ["baton.web.frame.frame"],
        },
    }
]

# Notices name a child: they stay here, not in a cookie on a shared computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- Where it keeps things
DATABASES = {
    "default": database.from_url(environment.text("DATABASE_URL", f"sqlite:///{VAR / 'baton.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "documents"

# ---- Time and language: stored in UTC, reasoned about in London
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

# ---- Who is signed in, and for how long
AUTH_USER_MODEL = "records.Person"
AUTHENTICATION_BACKENDS = ["baton.records.signed_in.SignedIn"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in"
SESSION_COOKIE_AGE = 60 * environment.number("BATON_IDLE_MINUTES", 15)
SESSION_LONGEST = 10 * 60 * 60  # seconds, however active
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

# ---- What a browser is told
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # the one inline script of the GOV.UK page template
        "script-src": [SELF, "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# ---- Mail: a demonstration writes to no one
_mail = mail.from_url("console:" if BATON_DEMO else environment.text("EMAIL_URL", "smtp://localhost"))
globals().update(_mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("BATON_MAIL_FROM", "baton@localhost")

# ---- Logs: to standard error, with nobody's data in them
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_people": {"()": "baton.config.redaction.WithoutPeople"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_people"]},
    },
    "root": {"handlers": ["stderr"], "level": environment.text("BATON_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # SQL text holds what people typed: never below INFO, whatever the level of the rest
        "django.db.backends": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
