"""What the pages of one referral need beside it."""

from typing import Any

from accounts.models import User
from cases.models import Case, Referral, ReferralQuestion


def questions_on(user: User, referral: Referral) -> list[ReferralQuestion]:
    """Every question that was asked about a referral, the oldest first."""
    rows = ReferralQuestion.objects.visible_to(user).filter(referral=referral)
    return list(rows.select_related("asked_by", "answered_by"))


def case_of_referral(user: User, referral: Referral) -> Case | None:
    """The case it became or joined, if the user may see that."""
    rows = Case.objects.visible_to(user)
    if referral.joined_case_id:
        return rows.filter(pk=referral.joined_case_id).first()
    return rows.filter(referral=referral).first()


def repeat_shown(user: User, case: Case) -> Case | None:
    """The earlier case that this one repeats, if there is one and the user may see it."""
    earlier = case.referral.is_repeat_of_id if case.referral else None
    return Case.objects.visible_to(user).filter(pk=earlier).first() if earlier else None


def said_before(user: User) -> dict[str, Any]:
    """What a person said about themselves in their latest referral; before that, their job."""
    rows = Referral.objects.filter(author=user).order_by("-pk")
    before = next((row.answers["you"] for row in rows[:5] if "you" in row.answers), None)
    if before is None:
        return {"job": user.job_title}
    return {name: values[0] for name, values in before["typed"].items() if values}
