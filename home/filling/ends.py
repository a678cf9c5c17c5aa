"""Bulk reviews of cases, closings with their record, and the look at a closed case afterwards."""

import datetime as dt
from collections.abc import Iterator

from cases.models import CaseReview, Closure, ClosureCheck
from home.filling import words
from home.filling.cases import Made
from home.filling.plan import Plan, at
from home.filling.writing import Row

EVERY, CHECK_AFTER = dt.timedelta(days=45), dt.timedelta(days=91)
MOST_REVIEWS = 4
LOOKED_AT = ["incidents", "risk", "actions", "victim"]
OUTCOMES = ("stopped", "stopped", "reduced", "unchanged")
EXITS = ("risk_reduced", "no_incidents", "actions_complete", "moved")


def review_and_close(plan: Plan, made: list[Made]) -> None:
    """Write the reviews of each case, and the closing of each that is closed."""
    plan.writer.write(CaseReview, [row for each in made for row in _reviews(plan, each)])
    closed = [each for each in made if each.case.status == "closed"]
    closures: list[Row] = []
    checks: list[Row] = []
    for each in closed:
        closures.append(_closure(plan, each))
        checks += _check(plan, each, plan.writer.table(Closure).last)
    plan.writer.write(Closure, closures)
    plan.writer.write(ClosureCheck, checks)


def _reviews(plan: Plan, made: Made) -> Iterator[Row]:
    case, dice, last = made.case, made.dice, made.end or plan.today
    days = [case.opened_on + EVERY * n for n in range(1, MOST_REVIEWS + 1)]
    days = [day for day in days if day <= last]
    for day in days:
        asks = day == days[-1] and dice.random() < 0.1
        yield plan.writer.table(CaseReview).row(
            case_id=case.pk,
            looked_at=LOOKED_AT,
            findings=dice.choice(words.NOTES),
            decision="close" if asks else "carry_on",
            reason=dice.choice(words.REASONS),
            risk_band=case.risk_band,
            next_review_on=day + EVERY,
            is_proposal=asks,
            answered_at=case.closed_at if asks else None,
            reviewed_by_id=case.lead_officer_id,
            reviewed_at=at(day, 15),
        )


def _closure(plan: Plan, made: Made) -> Row:
    case, dice, day = made.case, made.dice, made.end or plan.today
    wrote = day + dt.timedelta(days=dice.randint(0, 9))
    record = {
        "outcome": dice.choice(OUTCOMES),
        "exit_reason": dice.choice(EXITS),
        "victim_told": "yes",
        "told_by": str(case.lead_officer),
        "told_on": day,
        "told_what": "That the case is closed, and whom to call if it begins again.",
        "recorded_by_id": case.lead_officer_id,
        "recorded_at": at(wrote, 16),
    }
    is_written = wrote < plan.today and dice.random() < 0.97
    return plan.writer.table(Closure).row(
        case_id=case.pk,
        closed_at=case.closed_at,
        reason=case.closing_reason,
        check_due_on=day + CHECK_AFTER,
        **(record if is_written else {}),
    )


def _check(plan: Plan, made: Made, closure: int) -> Iterator[Row]:
    dice, day = made.dice, (made.end or plan.today) + CHECK_AFTER
    if day < plan.today and dice.random() < 0.95:
        asks = dice.random() < 0.02
        yield plan.writer.table(ClosureCheck).row(
            closure_id=closure,
            further_reports="some" if asks else "none",
            victim_contacted="yes",
            findings="Quiet since." if not asks else "Two new reports.",
            asks_reopening=asks,
            checked_by_id=made.case.lead_officer_id,
            checked_at=at(day, 11),
        )
