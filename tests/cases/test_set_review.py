"""Say who leads a case and when it is looked at next."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audit.models import Entry
from cases.queries.work import work_list
from cases.services import set_review
from tests.people import a_case, person_of
from ui.dates import say_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return a_case(cast)


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def post(client, case, version, day, officer):
    url = reverse("set_review", args=[case.reference])
    data = {"next_review_on": say_date(day), "lead_officer": officer.pk, "version": version}
    return client.post(url, data)


def test_it_is_set_and_logged(cast, signed_in, case):
    answer = post(signed_in(cast.officer), case, 1, in_days(28), cast.officer)
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.next_review_on, case.version) == (in_days(28), 2)
    entry = Entry.objects.get(verb="case.review_set")
    assert entry.changes == {"next_review_on": [None, in_days(28).isoformat()]}


def test_a_stale_save_shows_both_and_keeps_what_was_typed(cast, signed_in, case):
    colleague = person_of(Role.OFFICER, cast.housing, "colleague")
    set_review(
        case, by=cast.coordinator, next_review_on=in_days(10), lead_officer=colleague, version=1
    )
    client = signed_in(cast.officer)
    page = post(client, case, 1, in_days(20), cast.officer)
    assert page.status_code == 200
    text = page.content.decode()
    assert say_date(in_days(10)) in text
    assert colleague.get_full_name() in text
    assert f'value="{say_date(in_days(20))}"' in text
    case.refresh_from_db()
    assert case.next_review_on == in_days(10)
    again = post(client, case, page.context["form"]["version"].value(), in_days(20), cast.officer)
    assert again.status_code == 302
    case.refresh_from_db()
    assert (case.next_review_on, case.lead_officer) == (in_days(20), cast.officer)


def test_it_is_not_in_the_past(cast, signed_in, case):
    page = post(signed_in(cast.officer), case, 1, in_days(-1), cast.officer)
    assert page.context["form"].errors["next_review_on"]


def test_the_lead_works_on_cases_for_the_lead_agency(cast, signed_in, case):
    for stranger in (cast.outsider, cast.cochair_police):
        page = post(signed_in(cast.officer), case, 1, in_days(5), stranger)
        assert page.context["form"].errors["lead_officer"]


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "-1"])
def test_a_forged_version_saves_nothing(cast, signed_in, case, version):
    page = post(signed_in(cast.officer), case, version, in_days(5), cast.officer)
    assert page.status_code == 200
    case.refresh_from_db()
    assert case.next_review_on is None


def test_a_review_due_within_a_week_is_in_its_leads_work(cast, case):
    for days, expected in ((7, 1), (8, 0)):
        case.refresh_from_db()
        set_review(
            case,
            by=cast.officer,
            next_review_on=in_days(days),
            lead_officer=cast.officer,
            version=case.version,
        )
        assert len(work_list(cast.officer)) == expected
