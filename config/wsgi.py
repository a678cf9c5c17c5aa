"""The door for gunicorn."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# What is loaded once stays: taken out of the collector's rounds, no request waits while it walks
# through all of it, and the workers share it.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
