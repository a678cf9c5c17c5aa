"""What a person needs, at the start, at reviews and at the end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from victims import access, queries, services
from victims.forms import NeedsForm
from victims.models import AssessmentStage
from victims.pages import victim_frame
from victims.services.trail import subject_of, trail_of
from victims.views.answers import answer_part


def needs(request: HttpRequest, reference: str) -> HttpResponse:
    """Every assessment of needs, side by side."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    record_reading(user, subject_of(referral), trail=trail_of(referral))
    context = {
        **victim_frame(referral, "needs"),
        "assessments": queries.needs_said(queries.assessments_of(user, referral)),
        "outcomes": queries.outcomes_of(user, referral),
        "consent": queries.current_consent(referral),
    }
    return render(request, "victims/needs.html", context)


def assess_needs(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what the person needs, and where they stand on the four outcomes."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    done = {row.stage for row in queries.assessments_of(user, referral)}
    again = {AssessmentStage.REVIEW}
    stages = [stage for stage in AssessmentStage.values if stage in again or stage not in done]
    form = NeedsForm(
        request.POST or None,
        stages=stages,
        since=referral.referred_on,
        domains=queries.parts_of_life(),
        initial={"assessed_on": timezone.localdate(), "stage": stages[0]},
    )

    def save() -> None:
        try:
            services.assess_needs(referral, by=user, **form.said())
        except services.ConsentNeeded as refusal:
            form.add_error(None, str(refusal))
        except services.AlreadyAssessed:
            form.add_error("stage", "Select another: somebody has just recorded that one")

    return answer_part(
        request,
        referral,
        form,
        save,
        heading="Assess needs",
        lede="Ask about each part of life, then how they feel about the four outcomes.",
        submit="Save assessment",
        done="The assessment is kept.",
        back=reverse("needs", args=[referral.reference]),
    )
