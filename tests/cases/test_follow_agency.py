"""From one day on another agency does an agency's work: what was written reads right on both sides
of that day, and the work goes on."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.services import add_agency, succeed_agency
from audit.models import Entry
from cases.models import CaseShare, ShareLevel
from cases.services import restrict_case, share_case, stop_sharing_case
from cases.services.following import open_to_followers
from panels.models import Attendance, Meeting
from panels.queries.figures import Period, attendance_by_agency
from tests.panels.meetings import a_panel
from tests.people import Cast, a_case

BEGINS = dt.date(2021, 6, 26)


@pytest.fixture
def company(cast: Cast):
    made = add_agency(
        by=None, slug="crc", name="Rehabilitation Company", short_name="CRC", kind="probation"
    )
    return succeed_agency(made, by=None, successor=cast.probation, on=BEGINS)


def levels(case, agency) -> list[str]:
    rows = CaseShare.objects.current().filter(case=case, agency=agency)
    return list(rows.values_list("level", flat=True))


def test_open_cases_are_seen_and_led_by_the_new_agency(cast: Cast, company) -> None:
    led = a_case(cast, lead_agency=company, shared_with=(company,))
    seen = a_case(cast)
    share_case(seen, by=None, agency=company, level=ShareLevel.SUMMARY, reason="Knows them")
    assert open_to_followers(BEGINS - dt.timedelta(1)) == 0
    assert open_to_followers(BEGINS) == 2
    led.refresh_from_db()
    assert (led.lead_agency, levels(led, cast.probation)) == (cast.probation, [ShareLevel.FULL])
    assert levels(seen, cast.probation) == [ShareLevel.SUMMARY]
    assert Entry.objects.get(verb="case.lead_agency_followed").reason == (
        "Probation does the work of Rehabilitation Company since 26 June 2021"
    )
    assert open_to_followers(BEGINS) == 0


def test_what_somebody_closed_stays_closed_and_a_restricted_case_opens_to_nobody(
    cast: Cast, company
) -> None:
    case, secret = (a_case(cast, shared_with=(company,)) for _ in range(2))
    restrict_case(secret, by=cast.coordinator, people=[cast.coordinator], reason="-")
    open_to_followers(BEGINS)
    stop_sharing_case(case, by=cast.coordinator, agency=cast.probation, reason="Not theirs")
    assert open_to_followers(BEGINS) == 0
    assert levels(case, cast.probation) == levels(secret, cast.probation) == []


@time_machine.travel("2026-11-24")
def test_pages_and_figures_name_both(cast: Cast, company, signed_in) -> None:
    case = a_case(cast, lead_agency=company, shared_with=(cast.probation,))
    page = signed_in(cast.offender_manager).get(reverse("case", args=[case.reference]))
    assert "Rehabilitation Company (now Probation)" in page.content.decode()
    panel = a_panel(cast)
    for day, agency in ((dt.datetime(2020, 5, 1), company), (dt.datetime(2022, 5, 1), None)):
        begun = day.replace(tzinfo=dt.UTC)
        meeting = Meeting.objects.create(
            panel=panel, reference=f"M-{day.year}-0001", starts_at=begun, started_at=begun,
            status="minutes_agreed", place="-",
        )  # fmt: skip
        Attendance.objects.create(
            meeting=meeting, agency=agency or cast.probation, status="present"
        )

    def named(year: int) -> list[str]:
        period = Period(dt.date(year, 4, 1), dt.date(year + 1, 3, 31))
        return [share.agency for share in attendance_by_agency(period)]

    assert named(2020) == ["Rehabilitation Company (now Probation)"]
    assert named(2022) == ["Probation"]
