"""Settings for tests: quick passwords, no manifest to build, mail kept in the queue."""

from tempfile import TemporaryDirectory

from config.settings import *  # noqa: F403

_files = TemporaryDirectory(prefix="concord-files-")
FILES_ROOT = _files.name
CLAMD_ADDRESS = ""

MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
# No test lasts so long that a page costs one query more because the session is noted again.
SESSION_NOTED_EVERY = 600
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "mail": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
CELERY_RESULT_BACKEND = "cache+memory://"
ACCOUNT_RATE_LIMITS = False
POST_OFFICE = {
    **POST_OFFICE,  # noqa: F405
    "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"},
}
