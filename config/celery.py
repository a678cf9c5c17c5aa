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
    "send calendar entries": {
        "task": "panels.tasks.send_calendar_entries",
        "schedule": MINUTE,
    },
    "make papers": {"task": "panels.tasks.make_papers", "schedule": MINUTE},
    "chase for information": {
        "task": "panels.tasks.chase_for_information",
        "schedule": crontab(minute="20", hour="6-10"),
    },
    "bring in confirmed files": {
        "task": "assessment.tasks.import_confirmed",
        "schedule": MINUTE,
    },
    "scan and draw files": {"task": "files.tasks.scan_files", "schedule": MINUTE},
    "tell of harmful files": {"task": "cases.tasks.tell_harmful_documents", "schedule": MINUTE},
    "forget unused files": {
        "task": "files.tasks.forget_unused_files",
        "schedule": crontab(minute="45", hour="2"),
    },
    "remind about actions": {
        "task": "cases.tasks.remind_about_actions",
        "schedule": crontab(minute="10", hour="6-10"),
    },
    "open cases to agencies that follow others": {
        "task": "cases.tasks.open_to_followers",
        "schedule": crontab(minute="5", hour="1-9"),
    },
    "count repeats": {
        "task": "cases.tasks.count_repeats",
        "schedule": crontab(minute="30", hour="1"),
    },
    "find victims to be told of their right": {
        "task": "reviews.tasks.find_rights_due",
        "schedule": crontab(minute="50", hour="1"),
    },
    "write down glass that has closed": {
        "task": "cases.tasks.end_broken_glass",
        "schedule": 5 * MINUTE,
    },
    "warn of orders that run out": {
        "task": "offenders.tasks.warn_of_expiry",
        "schedule": crontab(minute="20", hour="6-10"),
    },
    "warn of releases": {
        "task": "offenders.tasks.warn_of_release",
        "schedule": crontab(minute="25", hour="6-10"),
    },
    "bring in offences": {"task": "offenders.tasks.import_offences", "schedule": MINUTE},
    "ask after lone visits": {
        "task": "offenders.tasks.alert_overdue_check_ins",
        "schedule": MINUTE,
    },
    "take due figures": {"task": "assessment.tasks.take_due_figures", "schedule": 5 * MINUTE},
    "clean sent e-mail": {
        "task": "governance.tasks.clean_sent_mail",
        "schedule": crontab(minute="40", hour="2"),
    },
    "check the log": {"task": "governance.tasks.verify_log", "schedule": 10 * MINUTE},
    "seal the log": {
        "task": "audit.tasks.seal_due_days",
        "schedule": crontab(minute="15", hour="2"),
    },
}
app.conf.beat_schedule = SCHEDULE
