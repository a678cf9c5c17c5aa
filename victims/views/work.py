"""Working with the person: consent, contacts, goals, the survey."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.door import current_user
from victims import access, queries, services
from victims.forms import ConsentForm, ContactForm, GoalForm, ReachGoalForm
from victims.models import SupportGoal
from victims.views.answers import answer_form


def record_consent(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what the person said about support."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = ConsentForm(request.POST or None, initial={"decided_on": timezone.localdate()})

    def save() -> None:
        try:
            services.record_consent(referral, by=user, **form.cleaned_data)
        except services.ConsentOutOfOrder as refusal:
            form.add_error("decision", str(refusal))

    return answer_form(
        request, referral, form, save, template="record_consent.html", done="Consent is recorded."
    )


def record_contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down one attempt to reach the person."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    now = timezone.localtime()
    form = ContactForm(
        request.POST or None, referral=referral, initial={"on": now.date(), "time": now.time()}
    )

    def save() -> None:
        try:
            services.record_contact(referral, by=user, **form.said())
        except services.UnsafeWay as refusal:
            form.add_error("way", str(refusal))
        except services.ConsentNeeded as refusal:
            form.add_error("is_support", str(refusal))

    return answer_form(
        request, referral, form, save, template="record_contact.html", done="Contact is recorded."
    )


def add_goal(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a goal to the plan."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = GoalForm(request.POST or None, domains=queries.parts_of_life())

    def save() -> None:
        try:
            services.add_goal(referral, by=user, **form.cleaned_data)
        except services.ConsentNeeded as refusal:
            form.add_error(None, str(refusal))

    return answer_form(
        request, referral, form, save, template="add_goal.html", done="The goal is in the plan."
    )


def reach_goal(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Note that a goal has been reached."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    goal = access.part_or_404(user, SupportGoal, referral, pk)
    form = ReachGoalForm(request.POST or None, initial={"reached_on": timezone.localdate()})

    def save() -> None:
        services.reach_goal(goal, by=user, **form.cleaned_data)

    return answer_form(
        request, referral, form, save, template="reach_goal.html", done="The goal is reached."
    )
