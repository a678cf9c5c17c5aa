"""The review itself: who comes, what it finds and recommends, the outcome, an appeal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.door import current_user
from cases.access import require
from reviews import access, queries, services
from reviews.forms import (
    AppealForm,
    AttendanceForm,
    DecideAppealForm,
    HoldReviewForm,
    MemberForm,
    RecommendationForm,
    TellOutcomeForm,
)
from reviews.models import Attendance, CaseReviewApplication, Involvement
from reviews.services import Refused
from reviews.views.answers import Words, answer_form, run_step
from reviews.workflow import StaleVersion
from ui.dates import say_date

ATTENDANCE = Words(
    "Offer the victim to attend",
    "Save",
    "Saved.",
    "The victim chooses how much of a part they have. Offer help to write a statement, and "
    "somebody to come with them.",
)
MEMBER = Words(
    "Add somebody to the review",
    "Add",
    "Added.",
    "Choose people who have not worked on the case themselves, if you can.",
)
HELD = Words(
    "Record the review",
    "Record the review",
    "Recorded. Add its recommendations before you tell the outcome.",
)
RECOMMENDATION = Words(
    "Add a recommendation",
    "Add recommendation",
    "Added. The agency's officers are told by e-mail, with the reference only.",
    "The agency has to have regard to it, and may then read this application.",
)
OUTCOME = Words("Tell the outcome", "Record it", "Recorded. An appeal may follow.")
APPEAL = Words("Record an appeal", "Record the appeal", "Recorded. Its clock runs.")
APPEAL_DECIDED = Words("Decide the appeal", "Record the decision", "Recorded.")

STALE = (
    "Somebody else saved this while you were typing. Theirs is shown below: change yours if you "
    "need to, then save it again to replace theirs."
)


def offer_attendance(request: HttpRequest, reference: str) -> HttpResponse:
    """Record whether the victim was offered to attend, and what part they want."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    require(access.can_run_review(user))
    form = AttendanceForm(request.POST or None, initial=_attendance(review))
    theirs: list[tuple[str, str]] = []

    def save(**said: Any) -> None:
        try:
            services.offer_attendance(review, by=user, **said)
        except StaleVersion:
            saved = access.review_or_404(user, reference)
            theirs.extend(_said(form, _attendance(saved)))
            form.data = {**request.POST.dict(), "version": str(saved.version)}
            raise Refused(STALE) from None

    return answer_form(request, review, form, save, ATTENDANCE, theirs=theirs)


def _attendance(review: CaseReviewApplication) -> dict[str, Any]:
    return {
        "attendance": review.attendance,
        "attendance_on": review.attendance_on or timezone.localdate(),
        "reason": review.attendance_reason,
        "involvement": review.involvement,
        "statement": review.statement,
        "version": review.version,
    }


def _said(form: AttendanceForm, saved: dict[str, Any]) -> list[tuple[str, str]]:
    """What was saved, as label and words."""
    words = {**dict(Attendance.choices), **dict(Involvement.choices)}
    names = ("attendance", "attendance_on", "reason", "involvement", "statement")
    shown = {**saved, "attendance_on": say_date(saved["attendance_on"])}
    return [(str(form.fields[name].label), words.get(shown[name], shown[name])) for name in names]


def add_member(request: HttpRequest, reference: str) -> HttpResponse:
    """Put somebody of a partner on the review."""
    return run_step(request, reference, MemberForm, services.add_member, MEMBER)


def hold_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the review as it was held."""
    today = timezone.localdate()
    return run_step(request, reference, HoldReviewForm, services.hold_review, HELD, held_on=today)


def add_recommendation(request: HttpRequest, reference: str) -> HttpResponse:
    """Recommend something to an agency."""
    due = queries.reply_due(timezone.localdate())
    return run_step(
        request,
        reference,
        RecommendationForm,
        services.add_recommendation,
        RECOMMENDATION,
        reply_due_on=due,
    )


def tell_outcome(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the applicant was told the outcome."""
    today = timezone.localdate()
    return run_step(
        request, reference, TellOutcomeForm, services.tell_outcome, OUTCOME, told_on=today
    )


def receive_appeal(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an appeal."""
    today = timezone.localdate()
    return run_step(
        request, reference, AppealForm, services.receive_appeal, APPEAL, received_on=today
    )


def decide_appeal(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what was decided on an appeal."""
    today = timezone.localdate()
    return run_step(
        request,
        reference,
        DecideAppealForm,
        services.decide_appeal,
        APPEAL_DECIDED,
        decided_on=today,
    )
