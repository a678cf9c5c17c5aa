"""The survey after support: its questions, sending it, and what was answered."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from victims.models import (
    AnonymousReply,
    Recommendation,
    SupportReferral,
    SupportStatus,
    SurveyAnswer,
    SurveyEdition,
)
from victims.queries.surveys import edition_in_use
from victims.services.safety import require_safe_way
from victims.services.trail import record_support
from victims.workflow import WrongStatus

Answers = Mapping[str, str]


class AlreadyAnswered(Exception):
    """A survey is answered once."""


@transaction.atomic
def publish_survey(
    provider: Agency, *, by: User, questions: Sequence[Mapping[str, str]]
) -> SurveyEdition:
    """Ask other questions from now on; what was answered keeps the questions it was asked."""
    last = SurveyEdition.objects.filter(provider=provider).aggregate(last=Max("number"))["last"]
    try:
        with transaction.atomic():
            edition = SurveyEdition.objects.create(
                provider=provider,
                number=(last or 0) + 1,
                questions=[dict(question) for question in questions],
                published_by=by,
            )
    except IntegrityError:
        raise WrongStatus("Somebody else has just published other questions.") from None
    record(
        "survey.published",
        by=by,
        subject=f"survey of {provider.slug}",
        operation=Operation.ALTERATION,
        changes={"edition": edition.number, "questions": len(edition.questions)},
    )
    return edition


@transaction.atomic
def record_survey(
    referral: SupportReferral,
    *,
    by: User | None,
    how: str,
    asked_on: dt.date,
    answered_on: dt.date | None = None,
    would_recommend: str = "",
    answers: Answers | None = None,
) -> SurveyAnswer:
    """Note that the survey was sent, or what was answered. Safe contact is obeyed."""
    require_ended(referral)
    if not answered_on:
        require_safe_way(referral, way=how)
    said: dict[str, Any] = {
        "how": how,
        "asked_on": asked_on,
        "answered_on": answered_on,
        "would_recommend": would_recommend,
        "edition": edition_in_use(referral.provider),
        "answers": dict(answers or {}),
    }
    survey = _keep(referral, said)
    record_support(
        "survey.recorded",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"how": how, "asked_on": asked_on.isoformat(), "would_recommend": would_recommend},
    )
    return survey


def require_ended(referral: SupportReferral) -> None:
    """WrongStatus unless support has closed."""
    if referral.status != SupportStatus.CLOSED:
        raise WrongStatus(f"The survey comes after support has closed; {referral} has not.")


def _keep(referral: SupportReferral, said: dict[str, Any]) -> SurveyAnswer:
    survey, made = SurveyAnswer.objects.get_or_create(referral=referral, defaults=said)
    unanswered = SurveyAnswer.objects.filter(pk=survey.pk, answered_on=None)
    if not made and unanswered.update(**said) != 1:
        raise AlreadyAnswered
    survey.refresh_from_db()
    return survey


@transaction.atomic
def answer_survey(
    referral: SupportReferral,
    *,
    would_recommend: str,
    answers: Answers,
    is_anonymous: bool,
    by: User | None = None,
) -> None:
    """Take a person's answers. Without their name, they go where no row ties them to the person,
    and the survey says only that it was answered; so does the log."""
    today = timezone.localdate()
    rows = SurveyAnswer.objects.filter(referral=referral, answered_on=None)
    edition = edition_in_use(referral.provider)
    said: dict[str, Any] = {"answered_on": today, "edition": edition}
    if is_anonymous:
        said |= {"would_recommend": Recommendation.APART}
    else:
        said |= {"would_recommend": would_recommend, "answers": dict(answers)}
    if rows.update(**said) != 1:
        raise AlreadyAnswered
    if is_anonymous:
        _keep_apart(referral.provider, edition, today, would_recommend, answers)
    record_support(
        "survey.answered",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"would_recommend": said["would_recommend"]},
    )


@transaction.atomic
def record_unnamed_reply(
    provider: Agency, *, by: User, answered_on: dt.date, would_recommend: str, answers: Answers
) -> None:
    """Enter a reply that came on paper with no name on it."""
    edition = edition_in_use(provider)
    _keep_apart(provider, edition, answered_on, would_recommend, answers, came_alone=True)
    record(
        "survey.unnamed",
        by=by,
        subject=f"survey of {provider.slug}",
        operation=Operation.COLLECTION,
    )


def _keep_apart(
    provider: Agency,
    edition: SurveyEdition | None,
    day: dt.date,
    would_recommend: str,
    answers: Answers,
    *,
    came_alone: bool = False,
) -> None:
    AnonymousReply.objects.create(
        provider=provider,
        edition=edition,
        month=day.replace(day=1),
        would_recommend=would_recommend,
        answers=dict(answers),
        came_alone=came_alone,
    )
