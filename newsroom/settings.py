"""Owns the settings. Everything that differs between sites comes from the environment; README.md has the table."""

from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from newsroom import logs, outward, policy
from newsroom.backing_up.switching import settled
from newsroom.caches import cache_at
from newsroom.databases import tuned
from newsroom.founded import founded
from newsroom.secret_key import kept_secret_key
from newsroom.storages import storage_at

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.str("LEMBAR_ENV", "development") == "production"
VAR = settled(Path(env.str("LEMBAR_VAR", str(BASE_DIR / "var"))).resolve())
HOST, PORT = env.str("HOST", "127.0.0.1"), env.str("PORT", "8000")
if not PORT.isdecimal():
    raise ImproperlyConfigured(f"PORT={PORT} is not a number.")
PORT = int(PORT)
DEMO, PROXIES = env.bool("LEMBAR_DEMO", False), env.int("LEMBAR_PROXIES", 0)

if PRODUCTION:
    if missing := [name for name in ("LEMBAR_SECRET_KEY", "LEMBAR_HOSTS", "EMAIL_URL") if not env.str(name, "")]:
        raise ImproperlyConfigured("LEMBAR_ENV=production also needs " + ", ".join(missing) + ".")
    if DEMO:
        raise ImproperlyConfigured("LEMBAR_ENV=production never opens a demo. Leave LEMBAR_DEMO out.")

DEBUG = False
SECRET_KEY = env.str("LEMBAR_SECRET_KEY", "") or kept_secret_key(VAR)
SECRET_KEY_FALLBACKS = env.list("LEMBAR_SECRET_KEY_BEFORE", default=[])
ALLOWED_HOSTS = env.list("LEMBAR_HOSTS", default=["localhost", "127.0.0.1", HOST])
FOUNDED = {"name": "Lembar", "place": ""} | founded(VAR)
SITE_NAME, SITE_PLACE = env.str("LEMBAR_NAME", FOUNDED["name"]), env.str("LEMBAR_PLACE", FOUNDED["place"])
ORIGIN = env.str("LEMBAR_ORIGIN", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else f"http://localhost:{PORT}")
FEEDS, WEBSUB_HUB, INDEXNOW_URL, INDEXNOW_KEY, PURGE_URL = outward.told_by(env)

INSTALLED_APPS = [
    *("newsroom", "articles", "community", "newsroom.apps.LembarAdminConfig"),
    *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages", "staticfiles")),
    *("allauth", "allauth.account", "allauth.mfa", "allauth.usersessions"),
    *("crispy_forms", "csp", "django_tasks", "django_tasks_db", "taggit"),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.language.LanguageMiddleware",
    "articles.reading.public.NobodyMiddleware",  # readers' pages are drawn without what stands below
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.limits.LimitMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
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
                "newsroom.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
CRISPY_TEMPLATE_PACK = CRISPY_ALLOWED_TEMPLATE_PACKS = "lembar"
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"

DATABASES = {"default": tuned(env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'lembar.sqlite3'}"))}
# What allauth counts and remembers is apart from what anybody can fill by searching.
PAGE_CACHE_BYTES = env.int("LEMBAR_PAGE_CACHE_MB", 32) * 1024 * 1024
CACHES = {name: cache_at(env.str("CACHE_URL", ""), name) for name in ("default", "limits")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

vars().update(env.email("EMAIL_URL", default=f"filemail:///{VAR / 'outbox'}"))
from_site = formataddr((SITE_NAME, f"post@{'demo.lembar.example' if DEMO else urlsplit(ORIGIN).hostname}"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("LEMBAR_FROM", from_site)

MEDIA_ROOT, STATIC_URL, STATIC_ROOT = VAR / "media", "/static/", VAR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": storage_at(env.str("STORAGE_URL", "")),
    "staticfiles": {"BACKEND": "newsroom.staticfiles.HashedStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["now", "slow"]}}
# The first line of defence against a body that is too large; each form says its own limit in words.
DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS = 2 * 1024 * 1024, 2000

LANGUAGE_CODE, TIME_ZONE = env.str("LEMBAR_LANGUAGE", "id"), env.str("LEMBAR_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True  # 1.234 for people; tests/test_languages.py looks that no address or id has any
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "newsroom/locale", BASE_DIR / "newsroom/locale_signin"]

AUTH_USER_MODEL = "community.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "community.passwords.OwnWordsValidator"}]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "writing:dashboard"
ACCOUNT_ADAPTER = "community.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.forms.PenNameForm"
ACCOUNT_FORMS = {"signup": "community.signup.SignUpForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "community.signin.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX, ACCOUNT_LOGOUT_REDIRECT_URL = "", "/"
ACCOUNT_SESSION_REMEMBER = ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
MFA_ADAPTER = "community.sealing.MFAAdapter"
MFA_SUPPORTED_TYPES, MFA_TOTP_ISSUER = ["totp", "webauthn", "recovery_codes"], SITE_NAME
# A passkey stands for both factors, so the device must have asked who holds it. Browsers know http only on localhost.
MFA_PASSKEY_LOGIN_ENABLED, MFA_WEBAUTHN_USER_VERIFICATION = True, "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {"authenticate": "community.signin.CodeForm", "add_webauthn": "community.signin.AddPasskeyForm"}
MFA_FORMS |= {"edit_webauthn": "community.signin.RenamePasskeyForm"}

SESSION_ENGINE = "community.sessions"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if PRODUCTION else ("session", "csrf")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no fourth cookie
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None  # the proxy must set it
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CONTENT_SECURITY_POLICY = policy.CONTENT_SECURITY_POLICY
LOGGING = logs.LOGGING
