"""The survey after support."""

import datetime as dt

from django.db import transaction

from accounts.models import User
from audit.models import Operation
from victims.models import SupportReferral, SupportStatus, SurveyAnswer
from victims.services.safety import require_safe_way
from victims.services.trail import record_support
from victims.workflow import WrongStatus


class AlreadyAnswered(Exception):
    """A survey is answered once."""


@transaction.atomic
def record_survey(
    referral: SupportReferral,
    *,
    by: User,
    how: str,
    asked_on: dt.date,
    answered_on: dt.date | None = None,
    would_recommend: str = "",
) -> SurveyAnswer:
    """Note that the survey was sent, or what was answered. Safe contact is obeyed."""
    if referral.status != SupportStatus.CLOSED:
        raise WrongStatus(f"The survey comes after support has closed; {referral} has not.")
    require_safe_way(referral, way=how)
    said = {
        "how": how,
        "asked_on": asked_on,
        "answered_on": answered_on,
        "would_recommend": would_recommend,
    }
    survey, made = SurveyAnswer.objects.get_or_create(referral=referral, defaults=said)
    unanswered = SurveyAnswer.objects.filter(pk=survey.pk, answered_on=None)
    if not made and unanswered.update(**said) != 1:
        raise AlreadyAnswered
    survey.refresh_from_db()
    record_support(
        "survey.recorded",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"how": how, "asked_on": asked_on.isoformat(), "would_recommend": would_recommend},
    )
    return survey
