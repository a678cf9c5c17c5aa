"""The statuses of a meeting and of an agenda line, whose only setter is `Workflow.move`; and what
decisions make of cases and nominals."""

from cases.models import CaseStatus
from cases.workflow import Workflow
from offenders.models import NominalStatus
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

NOMINAL_AFTER: dict[str, str] = {
    Decision.SELECT: NominalStatus.SELECTED,
    Decision.NOT_SELECT: NominalStatus.NOT_SELECTED,
    Decision.STAY: NominalStatus.SELECTED,
    Decision.DESELECT: NominalStatus.DESELECTED,
}
"""Where a decision leaves the nominal; one put off changes nothing."""

OPEN_TO: dict[str, tuple[Decision, ...]] = {
    NominalStatus.NOMINATED: (Decision.SELECT, Decision.NOT_SELECT, Decision.LATER),
    NominalStatus.SELECTED: (Decision.STAY, Decision.DESELECT, Decision.LATER),
}
"""What may be decided of somebody who stands so."""

WITH_RAG = (Decision.SELECT, Decision.STAY)
"""Decisions that say how the person stands and when they are looked at again."""
