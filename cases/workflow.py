"""The tables of statuses and moves. `Workflow.move` is the only setter of a status."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Model

from cases.models import (
    ActionStatus,
    CaseStatus,
    InstrumentStatus,
    MatchStatus,
    ReferralStatus,
    RepeatStatus,
)


class WrongStatus(Exception):
    """The move is not in the table, or somebody else moved the row first."""


class StaleVersion(Exception):
    """Somebody else saved the row after this person opened it."""


class Workflow:
    """Which status may follow which. Keys and values are stored status codes."""

    def __init__(self, moves: Mapping[str, set[str]]) -> None:
        self.moves = moves

    def allows(self, row: Any, to: str) -> bool:
        """Whether the table has the move from the row's status to `to`."""
        return to in self.moves.get(row.status, set())

    def move(self, row: Any, to: str, **fields: Any) -> None:
        """Set the status and `fields` in one update filtered on the old status, or WrongStatus."""
        if not self.allows(row, to):
            raise WrongStatus(
                f"{row} is {row.get_status_display().lower()}, so this cannot be done."
            )
        rows = type(row)._default_manager.filter(pk=row.pk, status=row.status)
        if rows.update(status=to, version=F("version") + 1, **fields) != 1:
            raise WrongStatus(f"Somebody else has just changed {row}. Look at it again.")
        row.status = to
        row.version += 1
        for name, value in fields.items():
            setattr(row, name, value)


def save_versioned(row: Model, version: int, **fields: Any) -> None:
    """Save `fields` if the row still has the version the person saw; else StaleVersion."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if rows.update(version=version + 1, **fields) != 1:
        raise StaleVersion
    for name, value in {**fields, "version": version + 1}.items():
        setattr(row, name, value)


REFERRAL = Workflow(
    {
        ReferralStatus.DRAFT: {ReferralStatus.SENT},
        ReferralStatus.RETURNED: {ReferralStatus.SENT},
        ReferralStatus.SENT: {
            ReferralStatus.ACCEPTED,
            ReferralStatus.MATCHED,
            ReferralStatus.RETURNED,
            ReferralStatus.DECLINED,
        },
    }
)
CASE = Workflow(
    {
        CaseStatus.OPEN: {CaseStatus.MONITORING, CaseStatus.CLOSED},
        CaseStatus.MONITORING: {CaseStatus.OPEN, CaseStatus.CLOSED},
        CaseStatus.CLOSED: {CaseStatus.OPEN},
    }
)
ACTION = Workflow(
    {ActionStatus.OPEN: {ActionStatus.DONE, ActionStatus.NOT_POSSIBLE, ActionStatus.NOT_DONE}}
)
INSTRUMENT = Workflow(
    {
        InstrumentStatus.DRAFT: {InstrumentStatus.PUBLISHED, InstrumentStatus.RETIRED},
        InstrumentStatus.PUBLISHED: {InstrumentStatus.RETIRED},
    }
)
# Apart from CASE: only merging and taking out again may use it, never closing or reopening.
MERGE = Workflow(
    {
        CaseStatus.OPEN: {CaseStatus.MERGED},
        CaseStatus.MONITORING: {CaseStatus.MERGED},
        CaseStatus.MERGED: {CaseStatus.OPEN, CaseStatus.MONITORING},
    }
)
MATCH = Workflow(
    {
        MatchStatus.PROPOSED: {MatchStatus.JOINED, MatchStatus.APART},
        MatchStatus.JOINED: {MatchStatus.APART},
    }
)
REPEAT = Workflow(
    {
        RepeatStatus.RAISED: {
            RepeatStatus.TAKEN_UP,
            RepeatStatus.DISMISSED,
            RepeatStatus.LAPSED,
        },
        RepeatStatus.TAKEN_UP: {
            RepeatStatus.RAISED,
            RepeatStatus.DISMISSED,
            RepeatStatus.LAPSED,
        },
        RepeatStatus.DISMISSED: {RepeatStatus.RAISED},
        RepeatStatus.LAPSED: {RepeatStatus.RAISED},
    }
)
