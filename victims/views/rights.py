"""The Victims' Code as a checklist with its dates, and complaints."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import Role
from audit.services import record_reading
from cases.access import require
from cases.workflow import StaleVersion
from victims import access, queries, services
from victims.forms import AnswerComplaintForm, ComplaintForm, RightForm
from victims.models import Complaint, Wish
from victims.pages import victim_frame
from victims.services.trail import subject_of, trail_of
from victims.views.answers import answer_part, take_version
from victims.workflow import WrongStatus

CHANGED = "Somebody else has just changed this to “{}”. Check it, and save again."


def rights(request: HttpRequest, reference: str) -> HttpResponse:
    """Each right and what became of it; complaints."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    record_reading(user, subject_of(referral), trail=trail_of(referral))
    context = {
        **victim_frame(referral, "rights"),
        "lines": queries.rights_of(user, referral),
        "complaints": queries.complaints_of(user, referral),
        "manages": user.desk.has(Role.VICTIM_MANAGER),
    }
    return render(request, "victims/rights.html", context)


def check_right(request: HttpRequest, reference: str, right: str) -> HttpResponse:
    """Write down what became of one right."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    line = next((each for each in queries.rights_of(user, referral) if each.code == right), None)
    if line is None:
        raise Http404
    seen = {"on": timezone.localdate(), "version": 0}
    if line.check:
        seen = {"state": line.check.state, "on": line.check.on, "version": line.check.version}
    form = RightForm(request.POST or None, initial=seen)

    def save() -> None:
        try:
            services.check_right(referral, by=user, right=right, **form.cleaned_data)
        except StaleVersion:
            _show_other(form)

    def _show_other(form: RightForm) -> None:
        now = next(each for each in queries.rights_of(user, referral) if each.code == right)
        if now.check:
            take_version(form, now.check.version)
            form.add_error("state", CHANGED.format(now.check.get_state_display()))

    return answer_part(
        request,
        referral,
        form,
        save,
        heading=line.label,
        done="It is noted.",
        back=reverse("rights", args=[referral.reference]),
    )


def record_complaint(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what the person complains of."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = ComplaintForm(request.POST or None, initial={"received_on": timezone.localdate()})

    def save() -> None:
        services.record_complaint(referral, by=user, **form.cleaned_data)

    return answer_part(
        request,
        referral,
        form,
        save,
        heading="Record a complaint",
        lede="Your service's managers see it in their work until it is answered.",
        done="The complaint is recorded.",
        back=reverse("rights", args=[referral.reference]),
    )


def answer_complaint(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Write down how a complaint was answered: a manager's."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    complaint = access.part_or_404(user, Complaint, referral, pk)
    require(user.desk.has(Role.VICTIM_MANAGER))
    seen = {
        name: getattr(complaint, name) for name in ("outcome", "answered_on", "answer", "version")
    }
    form = AnswerComplaintForm(
        request.POST or None, received_on=complaint.received_on, initial=seen
    )

    def save() -> None:
        try:
            services.answer_complaint(complaint, by=user, **form.cleaned_data)
        except StaleVersion:
            now = access.part_or_404(user, Complaint, referral, pk)
            take_version(form, now.version)
            form.add_error("outcome", CHANGED.format(now.get_outcome_display()))
            form.add_error("answer", f"It now says: {now.answer}")

    return answer_part(
        request,
        referral,
        form,
        save,
        heading="Answer the complaint",
        lede=f"About {complaint.about}: {complaint.what}",
        done="The answer is kept.",
        back=reverse("rights", args=[referral.reference]),
    )


@require_POST
def see_to_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that what a person asked for has been seen to."""
    user = current_user(request)
    wish = access.row_or_404(user, Wish, pk=pk)
    require(access.can_see_to_wish(user, wish))
    try:
        services.see_to_wish(wish, by=user)
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is noted as seen to.")
    case = wish.referral.case
    if case is None or access.can_list_support(user):
        return redirect("victim", wish.referral.reference)
    return redirect("case_victims", case.reference)
