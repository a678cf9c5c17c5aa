"""The panels count their own work; a rehearsal is in none of it."""

import csv
import datetime as dt
import io

from django.urls import reverse
from django.utils import timezone

from assessment.figures.case_data import case_figures
from assessment.figures.crime import Place
from assessment.periods import FinancialYear
from cases.services import end_action
from panels import services
from panels.queries import figures
from tests.panels.meetings import a_meeting, a_panel, agree, lock, say
from tests.people import Cast, a_case


def period(panel=None) -> figures.Period:
    today = timezone.localdate()
    return figures.Period(today - dt.timedelta(days=30), today + dt.timedelta(days=30), panel)


def hear(cast: Cast, panel, *, days: int = 14, **said):
    """A meeting that hears what is due at it."""
    meeting = agree(a_meeting(cast, panel, days=days), cast)
    services.start_meeting(meeting, by=cast.coordinator)
    for item in meeting.items.on():
        say(item, cast, **said)
    return meeting


def test_attendance_is_counted_by_meeting_and_agency(cast: Cast) -> None:
    panel = a_panel(cast)
    a_case(cast)
    meeting = hear(cast, panel)
    meeting.attendance.filter(agency=cast.housing).update(status="present")
    meeting.attendance.filter(agency=cast.police).update(status="apologies")
    meeting.attendance.filter(agency=cast.council).update(status="absent")
    came = {row.agency: (row.part, row.whole) for row in figures.attendance_by_agency(period())}
    assert came["Homes"] == (1, 1)
    assert came["Police"] == came["Council"] == (0, 1)
    said = {row.agency: (row.part, row.whole) for row in figures.apologies_by_agency(period())}
    assert said["Police"] == (1, 1)
    assert said["Council"] == (0, 1)
    assert "Homes" not in said


def test_not_possible_is_no_failing_and_not_done_is(cast: Cast) -> None:
    panel = a_panel(cast)
    a_case(cast)
    meeting = hear(cast, panel)
    item = meeting.items.on()[0]
    for fate in ("done", "not_possible", "not_done"):
        action = services.set_action(
            item,
            by=cast.cochair_police,
            wording=fate,
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate(),
        )
        end_action(action, by=cast.officer, status=fate, outcome="-")
    assert figures.actions_on_time_by_agency(period()) == [figures.Share("Homes", 1, 2)]
    assert figures.actions_not_done_by_agency(period()) == [figures.Share("Homes", 1, 2)]


def test_repeat_cases_and_the_way_the_risk_went(cast: Cast) -> None:
    panel = a_panel(cast)
    a_case(cast)
    soon = timezone.localdate() + dt.timedelta(days=1)
    lock(hear(cast, panel, next_review_on=soon, risk_band="high"), cast)
    a_case(cast)
    hear(cast, panel, days=20, risk_band="medium")
    assert figures.meetings_held(period()) == 2
    assert figures.cases_heard(period()) == 3
    assert figures.different_cases_heard(period()) == 2
    assert figures.repeat_cases(period()) == 1
    assert figures.risk_first_and_last(period()) == [figures.Shift("High", "Medium", 1)]
    assert figures.cases_heard(period(panel)) == 3
    assert figures.cases_heard(period(a_second(cast))) == 0


def a_second(cast: Cast):
    return services.set_up_panel(by=None, name="IOM panel", confidentiality_statement="-")


def test_the_page_and_the_file_say_the_same(cast: Cast, signed_in) -> None:
    a_case(cast)
    hear(cast, a_panel(cast))
    url = reverse("panel_figures")
    page = signed_in(cast.analyst).get(url)
    assert "Cases heard" in page.content.decode()
    answer = signed_in(cast.analyst).get(f"{url}?as=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = {(row["Figure"], row["Of"]): row["Value"] for row in csv.DictReader(io.StringIO(text))}
    assert rows["Cases heard", ""] == "1"
    wrong = signed_in(cast.analyst).get(url, {"start": "tomorrow", "end": "today"})
    assert "Enter a first day that is not after the last one" in wrong.content.decode()
    assert signed_in(cast.analyst).get(url, {"panel": "no-such"}).status_code == 200
    assert signed_in(cast.officer).get(url).status_code == 403


def everything(cast: Cast) -> list[object]:
    """Every figure there is: the year's case data, and the panels' own."""
    today = timezone.localdate()
    year = FinancialYear(today.year if today.month > 3 else today.year - 1)
    place = Place("X09000001", "Northbridge")
    return [*case_figures(year, place), *figures.all_lines(period())]


def test_no_figure_counts_a_rehearsal(cast: Cast) -> None:
    a_case(cast)
    hear(cast, a_panel(cast))
    before = everything(cast)
    meeting = services.start_rehearsal(by=cast.cochair_police)
    services.start_meeting(meeting, by=cast.cochair_police)
    for item in meeting.items.on():
        for action in item.case.actions.open():
            services.review_action(
                item, by=cast.cochair_police, action=action, fate="done", note="-"
            )
        services.set_action(
            item,
            by=cast.cochair_police,
            wording="Practise",
            owner=cast.cochair_police,
            agency=cast.police,
            due_on=timezone.localdate(),
        )
        say(item, cast)
    assert meeting.items.on().count() == 4
    assert everything(cast) == before
