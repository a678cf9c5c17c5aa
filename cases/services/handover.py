"""A leaver's work goes to a colleague as a whole."""

from django.db import transaction

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.queries.handover import Holdings, holdings
from cases.services.actions import NotOfTheAgency, hand_over_actions
from cases.services.cases import give_cases
from cases.services.referrals import give_referrals
from cases.workflow import StaleVersion


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
    give_cases(held.cases, by=by, lead_officer=to, reason=reason)
    give_referrals(held.drafts, by=by, author=to, reason=reason)
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
