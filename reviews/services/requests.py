"""Asking agencies what they know (Schedule 4 to the 2014 Act)."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.queries.settings import setting
from reviews import notices
from reviews.clock import INFORMATION, due_on
from reviews.models import ENDED, CaseReviewApplication, InformationRequest
from reviews.services.refusals import Refused
from reviews.services.steps import note, subject_of


@transaction.atomic
def ask_information(
    review: CaseReviewApplication,
    *,
    by: User | None,
    agency: Agency,
    asks: str,
    asked_on: dt.date | None = None,
) -> InformationRequest:
    """Ask an agency what it knows and did; from then on it may read the application."""
    if review.status in ENDED:
        raise Refused(f"{review} has ended, so nobody can be asked.")
    day = asked_on or timezone.localdate()
    request = InformationRequest(
        review=review,
        agency=agency,
        asks=asks,
        asked_by=by,
        asked_on=day,
        due_on=due_on(day, int(setting(INFORMATION, day))),
    )
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"{agency} is asked already and has not answered yet", "agency") from None
    record(
        "case_review.information_asked",
        by=by,
        subject=subject_of(review),
        operation=Operation.DISCLOSURE,
        reason="Schedule 4 to the Anti-social Behaviour, Crime and Policing Act 2014",
        recipients=[agency.slug],
        changes={"due_on": request.due_on.isoformat()},
    )
    notices.information_asked(request)
    return request


@transaction.atomic
def answer_request(
    request: InformationRequest, *, by: User | None, answer: str, answered_on: dt.date | None = None
) -> InformationRequest:
    """Write down what an agency answers; the first answer stands."""
    day = answered_on or timezone.localdate()
    rows = InformationRequest.objects.filter(pk=request.pk, answered_on=None)
    if rows.update(answer=answer, answered_on=day, answered_by=by) != 1:
        raise Refused("This has been answered already. Look at the application again.")
    request.refresh_from_db()
    note(
        "case_review.information_given",
        request.review,
        by=by,
        operation=Operation.COLLECTION,
        agency=request.agency.slug,
        answered_on=day,
    )
    return request
