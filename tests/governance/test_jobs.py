"""Administrators see what ran and what could not be sent."""

import json
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_celery_results.models import TaskResult
from post_office import mail
from post_office.models import STATUS, Email

from accounts.models import User
from audit.models import Entry
from cases.workflow import WrongStatus
from governance import services
from governance.queries import work_list
from tests.home.counting import queries_of
from tests.people import Cast

SignIn = Callable[[User], Client]


def failed_email() -> Email:
    email = mail.send(
        recipients=["officer@test.example"], subject="New action", message="What the text says"
    )
    Email.objects.filter(pk=email.pk).update(status=STATUS.failed, number_of_retries=10)
    email.refresh_from_db()
    return email


def a_result(status: str, number: int = 1) -> TaskResult:
    result = {"exc_type": "OperationalError", "exc_message": ["Vera Harmed"]}
    return TaskResult.objects.create(
        task_id=f"{status}-{number}",
        task_name="accounts.tasks.send_mail",
        status=status,
        result=json.dumps(result if status == "FAILURE" else None),
        content_type="application/json",
        content_encoding="utf-8",
        traceback="Vera Harmed",
    )


def test_it_shows_each_job_and_what_failed_without_its_text(cast: Cast, signed_in: SignIn) -> None:
    a_result("SUCCESS")
    a_result("FAILURE")
    failed_email()
    html = signed_in(cast.administrator).get(reverse("jobs")).content.decode()
    assert "accounts.tasks.send_mail" in html
    assert "OperationalError" in html
    assert "New action" in html
    assert "Vera Harmed" not in html
    assert "What the text says" not in html


def test_a_failed_email_goes_back_into_the_queue(cast: Cast, signed_in: SignIn) -> None:
    email = failed_email()
    response = signed_in(cast.administrator).post(reverse("resend_mail", args=[email.pk]))
    assert response.status_code == 302
    before = email.message_id
    email.refresh_from_db()
    assert (email.status, email.number_of_retries) == (STATUS.queued, 0)
    assert email.message_id == before
    assert Entry.objects.filter(verb="mail.queued_again", subject=f"e-mail {email.pk}").exists()


def test_a_sent_email_is_never_sent_again(cast: Cast, signed_in: SignIn) -> None:
    email = failed_email()
    Email.objects.filter(pk=email.pk).update(status=STATUS.sent)
    url = reverse("resend_mail", args=[email.pk])
    assert signed_in(cast.administrator).post(url).status_code == 404
    with pytest.raises(WrongStatus):
        services.resend_mail(email, by=cast.administrator)


def test_nobody_else_sees_it(cast: Cast, signed_in: SignIn) -> None:
    email = failed_email()
    for who, person in cast.everyone().items():
        client = signed_in(person)
        expected = (200, 302) if who == "administrator" else (403, 403)
        assert client.get(reverse("jobs")).status_code == expected[0], who
        again = client.post(reverse("resend_mail", args=[email.pk])).status_code
        assert again == expected[1], who


def test_the_work_list_of_an_administrator_names_what_failed(cast: Cast) -> None:
    assert work_list(cast.administrator) == []
    a_result("FAILURE")
    failed_email()
    assert [item.kind for item in work_list(cast.administrator)] == ["Job", "E-mail"]
    assert work_list(cast.officer) == []


@time_machine.travel("2026-11-24 09:00Z", tick=False)
def test_it_costs_the_same_with_more_rows(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.administrator)
    client.get(reverse("jobs"))
    costs = []
    for number in range(20):
        a_result("FAILURE", number)
        failed_email()
        if number in (9, 19):
            costs.append(queries_of(client, "get", reverse("jobs")))
    assert costs[0] == costs[1] <= 10
