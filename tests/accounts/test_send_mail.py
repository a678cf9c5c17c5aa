"""What is queued is sent once, logged, and cleaned after some days."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from post_office import mail as post_office
from post_office.models import STATUS, Email

from accounts.mail import queue_mail, send_queue
from audit.models import Entry
from cases.services import set_setting
from governance.services import clean_sent_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_mail_server(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    backend = {"default": settings.EMAIL_BACKEND}
    settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": backend}


def queued(cast, number=1):
    people = [cast.officer] * number
    queue_mail(people, subject="Case CSM-1", template="referral_sent", path="/", reference="R-1")


def test_all_that_is_queued_goes_and_the_log_says_to_whom(cast, mailoutbox):
    queued(cast, 3)
    assert send_queue() == 3
    assert send_queue() == 0
    assert len(mailoutbox) == 3
    entries = Entry.objects.filter(verb="mail.sent")
    assert [entry.recipients for entry in entries] == [[cast.officer.email]] * 3
    assert {entry.subject for entry in entries} == {"Case CSM-1"}
    assert len({entry.trail for entry in entries}) == 3


def test_what_could_not_be_sent_waits_and_is_not_logged_as_sent(cast, monkeypatch):
    queued(cast)

    def refuse(*args, **kwargs):
        raise OSError("no mail server")

    monkeypatch.setattr(Email, "dispatch", refuse)
    assert send_queue() == 0
    assert Email.objects.get().status == STATUS.requeued
    assert not Entry.objects.filter(verb="mail.sent").exists()


def test_sent_mail_is_cleaned_after_the_days_of_the_setting(cast):
    queued(cast, 3)
    sent, kept, waiting = Email.objects.order_by("pk")
    for row, days, status in ((sent, 11, STATUS.sent), (kept, 9, STATUS.sent)):
        moment = timezone.now() - dt.timedelta(days=days)
        Email.objects.filter(pk=row.pk).update(status=status, last_updated=moment)
    old = timezone.now() - dt.timedelta(days=99)
    Email.objects.filter(pk=waiting.pk).update(last_updated=old)
    assert clean_sent_mail() == 0
    set_setting(
        by=cast.administrator,
        key="mail_keep_days",
        value=10,
        valid_from=timezone.localdate(),
        reason="Less is enough",
    )
    assert clean_sent_mail() == 1
    assert set(Email.objects.values_list("pk", flat=True)) == {kept.pk, waiting.pk}
    assert Entry.objects.get(verb="mail.cleaned").changes == {"messages": 1}
    assert clean_sent_mail() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    not connection.features.has_select_for_update_skip_locked, reason="the database locks no rows"
)
def test_another_machine_passes_over_what_is_being_sent(cast, mailoutbox, settings, tmp_path):
    queued(cast, 2)
    first, second = Email.objects.order_by("pk")
    claimed, done = threading.Event(), threading.Event()

    def other_machine():
        with transaction.atomic():
            assert [row.pk for row in post_office.get_queued().select_for_update()] == [first.pk]
            claimed.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=other_machine)
    thread.start()
    assert claimed.wait(30)
    assert send_queue() == 1
    assert Email.objects.get(pk=second.pk).status == STATUS.sent
    done.set()
    thread.join()
    assert send_queue() == 1
    assert len(mailoutbox) == 2
