"""The tables of statuses: what is not in them cannot happen."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import CaseStatus
from cases.workflow import CASE, WrongStatus
from panels.models import Decision, ItemStatus, Meeting, MeetingStatus
from panels.workflow import AGENDA_ITEM, CASE_STATUS_AFTER, MEETING
from tests.panels.meetings import a_meeting
from tests.people import Cast


class Row:
    """A row that is nowhere in the database."""

    def __init__(self, status: str) -> None:
        self.status = status


@given(st.lists(st.sampled_from(MeetingStatus.values), max_size=12))
def test_no_walk_leaves_locked_minutes_or_skips_the_agreement(steps: list[str]) -> None:
    row, walked = Row(MeetingStatus.PLANNED), [MeetingStatus.PLANNED.value]
    for step in steps:
        if MEETING.allows(row, step):
            row.status = step
            walked.append(step)
    if MeetingStatus.HELD in walked:
        assert walked[walked.index(MeetingStatus.HELD) - 1] == MeetingStatus.AGENDA_AGREED
    if MeetingStatus.MINUTES_AGREED in walked:
        assert walked[-2:] == [MeetingStatus.HELD, MeetingStatus.MINUTES_AGREED]


@given(st.sampled_from(ItemStatus.values), st.sampled_from(ItemStatus.values))
def test_a_line_is_never_offered_again_once_decided(was: str, to: str) -> None:
    if to == ItemStatus.OFFERED:
        assert not AGENDA_ITEM.allows(Row(was), to)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(to=st.sampled_from(MeetingStatus.values))
def test_a_move_that_is_not_in_the_table_is_refused(cast: Cast, to: str) -> None:
    meeting: Any = Meeting.objects.first() or a_meeting(cast)
    if not MEETING.allows(meeting, to):
        with pytest.raises(WrongStatus):
            MEETING.move(meeting, to)
        meeting.refresh_from_db()
        assert meeting.status == MeetingStatus.PLANNED


def test_of_two_moves_at_once_one_is_told(cast: Cast) -> None:
    meeting = a_meeting(cast)
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    MEETING.move(mine, MeetingStatus.AGENDA_AGREED)
    with pytest.raises(WrongStatus):
        MEETING.move(theirs, MeetingStatus.AGENDA_AGREED)


def test_every_decision_leads_where_a_case_can_go() -> None:
    for decision in Decision:
        to = CASE_STATUS_AFTER.get(decision)
        assert to is None or to in CaseStatus.values
        assert to is None or to == CaseStatus.OPEN or CASE.allows(Row(CaseStatus.OPEN), to)
