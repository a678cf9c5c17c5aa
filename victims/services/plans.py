"""What a person needs, and the goals of their support plan."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Operation
from victims.models import NeedsAssessment, SupportGoal, SupportReferral
from victims.services.contacts import require_consent
from victims.services.referrals import start_support
from victims.services.trail import record_support
from victims.workflow import WrongStatus, require_open


class AlreadyAssessed(Exception):
    """Needs are assessed once at the start and once at the end."""


@transaction.atomic
def assess_needs(
    referral: SupportReferral,
    *,
    by: User,
    stage: str,
    assessed_on: dt.date,
    needs: Mapping[str, str],
    outcomes: Mapping[str, int],
    note: str = "",
) -> NeedsAssessment:
    """Write down what a person needs, and where they stand on the four outcomes. Refused without
    consent."""
    require_open(referral)
    require_consent(referral)
    try:
        with transaction.atomic():
            row = NeedsAssessment.objects.create(
                referral=referral,
                stage=stage,
                assessed_on=assessed_on,
                needs=dict(needs),
                outcomes=dict(outcomes),
                note=note,
                assessed_by=by,
            )
    except IntegrityError:
        raise AlreadyAssessed from None
    record_support(
        "needs.assessed",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"stage": stage, "on": assessed_on.isoformat(), "fields": ["needs", "outcomes"]},
    )
    return row


@transaction.atomic
def add_goal(
    referral: SupportReferral, *, by: User, need: str, goal: str, owner: str, due_on: dt.date
) -> SupportGoal:
    """Add a goal to the plan; the first one starts support. Refused without consent."""
    require_open(referral)
    require_consent(referral)
    row = SupportGoal.objects.create(
        referral=referral, need=need, goal=goal, owner=owner, due_on=due_on, set_by=by
    )
    record_support(
        "support.goal_set",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"need": need, "owner": owner, "due_on": due_on.isoformat()},
    )
    start_support(referral, by=by)
    return row


@transaction.atomic
def reach_goal(goal: SupportGoal, *, by: User, reached_on: dt.date) -> SupportGoal:
    """Note that a goal has been reached."""
    require_open(goal.referral)
    rows = SupportGoal.objects.filter(pk=goal.pk, reached_on=None)
    if rows.update(reached_on=reached_on) != 1:
        raise WrongStatus("That goal has already been reached.")
    goal.reached_on = reached_on
    record_support(
        "support.goal_reached",
        goal.referral,
        by=by,
        changes={"goal": goal.pk, "reached_on": reached_on.isoformat()},
    )
    return goal
