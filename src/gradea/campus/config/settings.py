"""Settings of the site. Everything that differs between a laptop and a school comes from the environment:

GRADEA_DATA   folder of the installation (default .data): campus.sqlite3, ledger.sqlite3, secret.key, erasures.txt
GRADEA_CHECKPOINT_KEY  file of the key that signs checkpoints (default checkpoint.key in that folder; another disk is better)
GRADEA_HOSTS  names and addresses under which the site may be asked for, comma-separated (default: this machine only)
GRADEA_HTTPS  1 when a proxy in front speaks https: cookies are then marked secure
GRADEA_DEBUG  1 while developing: tracebacks in the browser, style sheets read afresh
GRADEA_WITHOUT  slices to leave out, comma-separated, for example: cockpit, debrief
"""

from csp.constants import NONE, SELF

from gradea.campus.config import environment
from gradea.campus.config.words import binary

DATA_DIR = environment.data_dir()
SECRET_KEY = environment.secret_key(DATA_DIR)
DEBUG = environment.flag("GRADEA_DEBUG")
ALLOWED_HOSTS = environment.words("GRADEA_HOSTS", "localhost,127.0.0.1,[::1],testserver")
LEDGER_PATH = DATA_DIR / "ledger.sqlite3"
CHECKPOINT_KEY = environment.file("GRADEA_CHECKPOINT_KEY", DATA_DIR / "checkpoint.key")
ERASURES_PATH = DATA_DIR / "erasures.txt"

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "gradea.campus.shell",
    "gradea.campus.people",
    "gradea.campus.programme",
]
# Slices that may not be there yet, or not in every installation; each is wired in when its package can be found.
OPTIONAL_SLICES = [
    "records",
    "cleanroom",
    "cockpit",
    "debrief",
    "evidence",
    "lessons",
    "exercises",
    "certificates",
    "careers",
    "recap",
    "recipes",
]
INSTALLED_APPS += environment.present_slices(OPTIONAL_SLICES)

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gradea.campus.people.middleware.viewer_middleware",
    "gradea.campus.shell.language.language_middleware",
    "gradea.campus.shell.policy.PolicyMiddleware",
]
ROOT_URLCONF = "gradea.campus.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gradea.campus.shell.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gradea.campus.shell.templatetags.parts",
                "gradea.campus.shell.templatetags.words",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

DATABASES = {
    "default": {
        "ENGINE": "gradea.campus.config.sqlite",
        "NAME": DATA_DIR / "campus.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 15, "transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A signed cookie names a row in people.SignIn: no session table to read and write, and yet one device, or all of a
# person's, can be signed out at once by closing the row. The row is read together with the person: one query a page.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "gradea"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "gradea-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gradea.campus.shell.failures.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MESSAGE_TAGS = {10: "info", 20: "info", 25: "ok", 30: "attention", 40: "alarm"}
IDLE_MINUTES = 120
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.flag("GRADEA_HTTPS")
if SESSION_COOKIE_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 30 * 24 * 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# A PIN has four to six digits, so no hashing keeps it from somebody who holds both the database and secret.key; the
# lock-out keeps it from everybody else. The rounds are chosen so that a class that signs at once does not wait.
PASSWORD_HASHERS = ["gradea.campus.people.pins.PinHasher"]

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "gradea.campus.config.assets.AssetStorage"},
}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("nl", "Nederlands")]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_I18N = True
binary.make_ready()
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Not the 4xx answers: their addresses can hold a badge link, and a wrong code is no event.
    "loggers": {"django.request": {"level": "ERROR"}},
}
