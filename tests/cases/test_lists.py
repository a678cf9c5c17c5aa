"""The list of actions by every filter, and each list as a file of what is seen."""

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.models import Entry
from cases.models import Action
from cases.services import add_action, end_action, start_referral
from tests.people import a_case

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.police, cast.council))


def an_action(case, cast, due=0, **said):
    fields = {"owner": cast.officer, "agency": cast.housing, "wording": "Visit", **said}
    action = add_action(case, by=cast.coordinator, due_on=TODAY(), **fields)
    Action.objects.filter(pk=action.pk).update(due_on=TODAY() + dt.timedelta(days=due))
    return action


def keys(client, query):
    page = client.get(f"{reverse('list_actions')}?{query}").context["page"]
    return [row.pk for row in page.rows]


def test_actions_are_narrowed_by_agency_window_status_and_case(cast, case, signed_in):
    late, soon, far = (an_action(case, cast, due) for due in (-1, 7, 30))
    polices = an_action(case, cast, 31, owner=cast.cochair_police, agency=cast.police)
    elsewhere = an_action(a_case(cast), cast, 31)
    done = an_action(case, cast, -3)
    end_action(Action.objects.get(pk=done.pk), by=cast.officer, status="done", outcome="-")
    client = signed_in(cast.officer)
    day = (TODAY() + dt.timedelta(days=30)).isoformat()
    for query, expected in (
        ("due=overdue", [late]),
        ("due=week", [soon]),
        ("due=month", [soon, far]),
        (f"due_from={day}&due_to={day}", [far]),
        (f"agency={cast.police.pk}", [polices]),
        ("status=done", [done]),
        ("whose=agency&due=overdue", [late]),
        (f"reference={case.reference.lower()}&due_from={day}", [far, polices]),
        (f"reference={elsewhere.case.reference.replace('-', ' ')}", [elsewhere]),
        ("reference=nonsense", []),
    ):
        assert keys(client, query) == [row.pk for row in expected], query


def test_what_is_to_do_comes_before_what_is_done(cast, case, signed_in):
    done, later, sooner = (an_action(case, cast, due) for due in (-9, 2, 1))
    end_action(Action.objects.get(pk=done.pk), by=cast.officer, status="done", outcome="-")
    assert keys(signed_in(cast.officer), "") == [sooner.pk, later.pk, done.pk]


def test_an_agency_that_is_none_is_explained(cast, signed_in):
    page = signed_in(cast.officer).get(reverse("list_actions") + "?agency=9999")
    assert page.context["filter"].form.errors["agency"]


def fill(cast, case):
    an_action(case, cast, wording="=Visit")
    an_action(case, cast, owner=cast.cochair_police, agency=cast.police, wording="Call")
    start_referral(by=cast.officer, agency=cast.housing)


@pytest.mark.parametrize(
    ("list_name", "query", "told"),
    [
        ("cases", "status=open", "CSM-"),
        ("referrals", "status=draft", "R-"),
        ("actions", "whose=mine", "'=Visit"),
    ],
)
def test_each_list_is_taken_away_as_it_is_seen_and_that_is_logged(
    cast, case, signed_in, list_name, query, told
):
    fill(cast, case)
    client = signed_in(cast.officer)
    link = f"{reverse(f'download_{list_name}')}?{query}"
    page = client.get(f"{reverse(f'list_{list_name}')}?{query}").content.decode()
    assert link.replace("&", "&amp;") in page
    file = b"".join(client.get(link).streaming_content).decode()
    assert told in file
    assert "Call" not in file
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{link}&format=xlsx").content))
    assert len(book.get_sheet_by_index(0).to_python()) == len(file.strip().splitlines())
    key, value = query.split("=")
    logged = Entry.objects.filter(verb=f"{list_name}.downloaded", operation="disclosure")
    assert [entry.changes for entry in logged] == [{"filter": {key: value}}] * 2


@pytest.mark.parametrize("list_name", ["cases", "referrals", "actions"])
def test_a_file_holds_nothing_that_the_list_does_not(cast, case, signed_in, list_name):
    fill(cast, case)
    link = reverse(f"download_{list_name}")
    file = b"".join(signed_in(cast.outsider).get(link).streaming_content).decode()
    assert len(file.strip().splitlines()) == 1
    assert signed_in(cast.dpo).get(link).status_code == 403
