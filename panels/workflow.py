"""The statuses of a meeting and of an agenda line. `Workflow.move` is their only setter."""

from cases.models import CaseStatus
from cases.workflow import Workflow
from panels.models import CorrectionStatus, Decision, ItemStatus, MeetingStatus

MEETING = Workflow(
    {
        MeetingStatus.PLANNED: {MeetingStatus.AGENDA_AGREED, MeetingStatus.CANCELLED},
        # A change after both have agreed asks both again.
        MeetingStatus.AGENDA_AGREED: {
            MeetingStatus.PLANNED,
            MeetingStatus.HELD,
            MeetingStatus.CANCELLED,
        },
        MeetingStatus.HELD: {MeetingStatus.MINUTES_AGREED},
    }
)
AGENDA_ITEM = Workflow(
    {
        ItemStatus.ON: {ItemStatus.OFF},
        ItemStatus.OFF: {ItemStatus.ON},
        ItemStatus.OFFERED: {ItemStatus.ON, ItemStatus.OFF},
    }
)
CORRECTION = Workflow(
    {CorrectionStatus.PROPOSED: {CorrectionStatus.ACCEPTED, CorrectionStatus.REFUSED}}
)

CASE_STATUS_AFTER: dict[str, str] = {
    Decision.KEEP_OPEN: CaseStatus.OPEN,
    Decision.MONITOR: CaseStatus.MONITORING,
    Decision.CLOSE: CaseStatus.CLOSED,
}
"""What a decision makes of the case; one referred on keeps its status until it is taken up."""

HEARD_AGAIN = {Decision.KEEP_OPEN, Decision.MONITOR}
"""Decisions that need a date on which the panel looks at the case again."""
