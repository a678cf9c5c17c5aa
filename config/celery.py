"""The Celery application and its schedule. Every job asks what is due: no tick is precious."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("concord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

MINUTE = 60.0
SCHEDULE: dict[str, dict[str, Any]] = {
    "send queued e-mail": {"task": "accounts.tasks.send_mail", "schedule": MINUTE / 2},
    "propose agendas": {"task": "panels.tasks.propose_agendas", "schedule": MINUTE},
    "bring in confirmed files": {
        "task": "assessment.tasks.import_confirmed",
        "schedule": MINUTE,
    },
    "remind about actions": {
        "task": "cases.tasks.remind_about_actions",
        "schedule": crontab(minute="10", hour="6-10"),
    },
    "count repeats": {
        "task": "cases.tasks.count_repeats",
        "schedule": crontab(minute="30", hour="1"),
    },
    "take due figures": {"task": "assessment.tasks.take_due_figures", "schedule": 5 * MINUTE},
    "check the log": {"task": "governance.tasks.verify_log", "schedule": 10 * MINUTE},
    "seal the log": {
        "task": "audit.tasks.seal_due_days",
        "schedule": crontab(minute="15", hour="2"),
    },
}
app.conf.beat_schedule = SCHEDULE
