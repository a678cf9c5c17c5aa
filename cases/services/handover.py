"""A leaver's work goes to a colleague as a whole."""

from django.db import transaction

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case, Referral
from cases.queries.handover import Holdings, holdings
from cases.services.actions import NotOfTheAgency, hand_over_actions
from cases.workflow import StaleVersion, save_versioned


@transaction.atomic
def hand_over_work(
    person: User, agency: Agency, *, by: User, to: User, reason: str, looked_at: str
) -> Holdings:
    """Give everything open that a person holds for an agency to a colleague. `looked_at` is the
    digest of what was shown; StaleVersion if it is no longer that."""
    if agency.pk not in to.desk.casework_agency_ids:
        raise NotOfTheAgency
    held = holdings(person, agency)
    if held.digest != looked_at:
        raise StaleVersion
    hand_over_actions(held.actions, by=by, owner=to, agency=agency, reason=reason)
    for case in held.cases:
        _give_case(case, by=by, to=to, reason=reason)
    for draft in held.drafts:
        _give_draft(draft, by=by, to=to, reason=reason)
    record(
        "work.handed_over",
        by=by,
        subject=f"user {person.pk}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={
            "to": to.pk,
            "agency": agency.slug,
            "actions": len(held.actions),
            "cases": len(held.cases),
            "drafts": len(held.drafts),
        },
    )
    return held


def _give_case(case: Case, *, by: User, to: User, reason: str) -> None:
    was = case.lead_officer_id
    save_versioned(case, case.version, lead_officer=to)
    record(
        "case.lead_changed",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"lead_officer": [was, to.pk]},
    )


def _give_draft(draft: Referral, *, by: User, to: User, reason: str) -> None:
    was = draft.author_id
    save_versioned(draft, draft.version, author=to)
    record(
        "referral.author_changed",
        by=by,
        subject=f"referral {draft.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"author": [was, to.pk]},
    )
