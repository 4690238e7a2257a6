"""Django's settings, read from the environment. Which combinations are refused is in `ground/start_up.py`; the
reference page `docs/reference/settings.md` is generated from `ground/environment.py`."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from safeguarding.ground.addresses import from_environment
from safeguarding.ground.environment import read_environment

PROJECT = Path(__file__).resolve().parents[2]
env = read_environment()

DEBUG = env.development
DEMONSTRATION = env.demonstration
DATA = env.data
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = list(env.hosts)
CSRF_TRUSTED_ORIGINS = list(env.trusted_origins)
SITE_ADDRESS = env.site_address

INSTALLED_APPS = [
    "safeguarding.ground",
    "safeguarding.look",
    "safeguarding.web",
    "safeguarding.people",
    "safeguarding.files",
    "safeguarding.messages",
    "safeguarding.cases",
    "safeguarding.gathering",
    "safeguarding.reviews",
    "safeguarding.plans",
    "safeguarding.meetings",
    "safeguarding.overview",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "safeguarding.people.middleware.SessionsEnd",
    "safeguarding.people.middleware.ActorOnRequest",
    "safeguarding.people.signed_out.GivesTextBack",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "safeguarding.web.nought_bytes.NoNoughtBytes",  # last: its page is drawn for whoever asks
]

ROOT_URLCONF = "safeguarding.web.urls"
WSGI_APPLICATION = "safeguarding.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safeguarding.people.pages.account",
                "safeguarding.web.navigation.navigation",
            ],
        },
    }
]

# Three logins to one database: the application's, the owner's for migrations, and the public library's.
DATABASES = from_environment(env.database_urls, DATA)
DATABASE_ROUTERS = ["safeguarding.ground.router.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "ground_cache"},
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [PROJECT / "safeguarding/web/locale"]
# Welsh is offered, to people and to browsers, from the day on which its catalogue is there.
LANGUAGES = [
    (code, name)
    for code, name in (("en-gb", _("English")), ("cy", _("Welsh")))
    if code == LANGUAGE_CODE or (LOCALE_PATHS[0] / code / "LC_MESSAGES/django.mo").is_file()
]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PROJECT / "build/static"]
STATIC_ROOT = PROJECT / "build/collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(DATA / "media")}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Sessions end after an hour without a press; what was typed is kept (people/kept_text.py).
SESSION_COOKIE_AGE = 60 * 60
SESSION_SEEN_EVERY = 60  # seconds: `people/middleware.py` lets the hour begin anew, and writes it this often at most
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env.https
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.behind_proxy else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

EMAIL_BACKEND = env.email_backend
EMAIL_HOST = env.email_host
EMAIL_PORT = env.email_port
EMAIL_HOST_USER = env.email_user
EMAIL_HOST_PASSWORD = env.email_password
EMAIL_USE_TLS = env.email_tls
EMAIL_FILE_PATH = str(DATA / "mail")
DEFAULT_FROM_EMAIL = env.email_from

FILE_KEYS = env.file_keys
FILE_SIZE_LIMIT = env.file_size_limit
FILE_SCANNER = env.file_scanner
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # These two write whole answers and statements when they are asked for everything: logs carry no answer.
        "django.template": {"level": "INFO"},
        "django.db.backends": {"level": "INFO"},
        # Several lines a job would bury everything else; what went wrong is said, and the page of jobs has the rest.
        "procrastinate": {"level": "WARNING"},
        # It says that it was begun, and might say what a paper holds.
        "pikepdf": {"level": "ERROR"},
    },
}

from safeguarding.people.sign_in_settings import *  # noqa: E402, F403
