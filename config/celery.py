"""The Celery application and its schedule: every entry asks what is due, so a missed tick is harmless."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("concord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SCHEDULE: dict[str, dict[str, Any]] = {
    "send queued e-mail": {"task": "accounts.tasks.send_mail", "schedule": 30.0},
    "seal the log": {"task": "audit.tasks.seal_due_days", "schedule": crontab(minute="15", hour="2")},
    "check the log": {"task": "governance.tasks.verify_log", "schedule": 600.0},
}
app.conf.beat_schedule = SCHEDULE
