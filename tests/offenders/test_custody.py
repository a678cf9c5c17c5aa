"""Custody: recorded without overlap, taken out of the measure, releases said ahead."""

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from post_office.models import Email

from audit.models import Entry
from offenders import services
from offenders.lengths import Impossible
from offenders.models import CustodyPeriod

DAY = dt.timedelta(days=1)


def inside(cast, nominal, first, last=None, **said):
    """In custody from so many days ago to so many days ago."""
    today = timezone.localdate()
    return services.record_custody(
        nominal,
        by=cast.offender_manager,
        started_on=today - first * DAY,
        released_on=None if last is None else today - last * DAY,
        **{"kind": "sentence", "source": "Prison service", **said},
    )


def test_custody_is_recorded_and_in_the_log_without_its_text(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/custody/add/",
        {
            "kind": "recall",
            "started_on": "yesterday",
            "recall_reason": "Missed two appointments",
            "source": "Probation",
        },
    )
    assert answer.status_code == 302
    entry = Entry.objects.get(verb="custody.recorded")
    assert "Missed" not in str(entry.changes)
    page = signed_in(cast.offender_manager).get(f"/offenders/{selected.reference}/")
    assert "Missed two appointments" in page.content.decode()
    assert "In custody" in page.content.decode()


def test_a_recall_has_a_reason(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/custody/add/",
        {"kind": "recall", "started_on": "yesterday", "source": "Probation"},
    )
    assert "Enter why they were recalled" in answer.content.decode()


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (30, 21, False),
        (30, 20, False),  # the day of sentence is the last of the remand
        (30, 19, True),
        (15, 12, True),
        (10, 5, False),
        (9, None, False),
        (30, None, True),
        (20, 10, True),
    ],
)
def test_no_two_periods_overlap_but_for_a_shared_day(cast, selected, first, last, wrong):
    inside(cast, selected, 20, 10)
    if not wrong:
        assert inside(cast, selected, first, last)
        return
    with pytest.raises(Impossible, match="this overlaps"):
        inside(cast, selected, first, last)


def test_nobody_goes_in_twice_without_coming_out(cast, selected, signed_in):
    inside(cast, selected, 20)
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/custody/add/",
        {"kind": "remand", "started_on": "today", "source": "Police"},
    )
    assert "They are in custody already" in answer.content.decode()


def test_a_stale_change_shows_theirs(cast, selected, signed_in):
    period = inside(cast, selected, 20)
    services.change_custody(
        period,
        selected,
        by=cast.offender_manager,
        version=1,
        released_on=None,
        release_expected_on=dt.date(2031, 1, 2),
        establishment="HMP Northbridge",
    )
    page = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/custody/{period.pk}/",
        {"released_on": "today", "establishment": "HMP Elsewhere", "version": 1},
    )
    said = page.content.decode()
    assert "HMP Northbridge" in said
    assert "HMP Elsewhere" in said
    assert "2 January 2031" in said


def test_custody_is_taken_out_of_the_measure_on_the_page(cast, selected, signed_in):
    browser = signed_in(cast.offender_manager)
    address = f"/offenders/{selected.reference}/"
    assert ">201<" in browser.get(address).content.decode()
    inside(cast, selected, 20, 11)
    assert ">191<" in browser.get(address).content.decode()


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_is_tried_no_day_but_an_end_lies_in_two_periods(cast, selected, tried):
    CustodyPeriod.objects.all().delete()
    for one, other in tried:
        try:
            inside(cast, selected, max(one, other), min(one, other))
        except Impossible:
            continue
    periods = sorted(
        (row.started_on, row.released_on)
        for row in CustodyPeriod.objects.filter(person=selected.person)
    )
    assert all(end <= start for (_, end), (start, _) in pairwise(periods))


class TestRelease:
    def test_it_is_said_once_28_days_before_to_the_lead_officer(self, cast, selected):
        today = timezone.localdate()
        inside(cast, selected, 20, release_expected_on=today + 28 * DAY)
        assert services.warn_of_release() == 1
        assert services.warn_of_release() == 0
        mail = Email.objects.get(template=None, subject__contains="released")
        assert mail.to == [cast.offender_manager.email]
        assert selected.person.family_name not in mail.message + mail.subject

    def test_a_day_earlier_it_is_not(self, cast, selected):
        today = timezone.localdate()
        inside(cast, selected, 20, release_expected_on=today + 29 * DAY)
        assert services.warn_of_release() == 0

    def test_another_day_is_said_again(self, cast, selected):
        today = timezone.localdate()
        period = inside(cast, selected, 20, release_expected_on=today + 20 * DAY)
        services.warn_of_release()
        services.change_custody(
            period,
            selected,
            by=cast.offender_manager,
            version=1,
            released_on=None,
            release_expected_on=today + 10 * DAY,
        )
        assert services.warn_of_release() == 1

    def test_who_is_told_is_a_fact_without_a_way_to_reach_anybody(self, cast, selected, signed_in):
        period = inside(cast, selected, 20)
        browser = signed_in(cast.offender_manager)
        address = f"/offenders/{selected.reference}/custody/"
        form = {"who": "Victim Contact Unit"}
        assert browser.post(f"{address}{period.pk}/contacts/add/", form).status_code == 302
        contact = period.contacts.get()
        browser.post(f"{address}contacts/{contact.pk}/", {"told_on": "today"})
        contact.refresh_from_db()
        assert contact.told_on == timezone.localdate()
        assert contact.told_by == cast.offender_manager
        fields = {field.name for field in type(contact)._meta.fields}
        assert fields == {"id", "custody", "who", "told_on", "told_by"}
