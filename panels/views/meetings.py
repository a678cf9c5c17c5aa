"""The list of meetings, the page of one, and planning them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from audit.services import record_reading
from cases.access import (
    can_add_to,
    case_or_404,
    full_case_or_404,
    require,
    sees_in_full,
)
from cases.pages import case_frame
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.meetings import (
    CancelForm,
    ChangeMeetingForm,
    PlanMeetingForm,
    UrgentMeetingForm,
)
from panels.models import MeetingStatus
from panels.queries import meetings as queries
from panels.queries.cadence import planned_next
from panels.tasks import nudge_calendars
from ui.paging import page_by_key
from ui.stale import Theirs, keep_typed


def list_meetings(request: HttpRequest) -> HttpResponse:
    """The meetings a person may see, the newest first."""
    user = current_user(request)
    require(user.desk.works_on_cases)
    page = page_by_key(queries.meetings(user), request, order=("-starts_at", "-pk"))
    may_rehearse = access.can_rehearse(user)
    context = {
        "page": page,
        "may_plan": access.can_plan_meeting(user),
        "may_see_figures": access.can_see_panel_figures(user),
        "may_rehearse": may_rehearse,
        "rehearsal": queries.my_rehearsal(user) if may_rehearse else None,
    }
    return render(request, "panels/list_meetings.html", context)


def plan_meeting(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    user = current_user(request)
    require(access.can_plan_meeting(user))
    panels = queries.panels(user)
    initial = planned_next(panels, request.GET.get("panel", ""), request.GET.get("day", ""))
    form = PlanMeetingForm(request.POST or None, panels=panels, initial=initial)
    if request.method == "POST" and form.is_valid():
        meeting = services.plan_meeting(by=user, **form.cleaned_data)
        nudge_calendars()
        messages.success(request, f"{meeting} is planned and its agenda proposed.")
        return redirect("meeting", meeting.reference)
    return render(request, "panels/plan_meeting.html", {"form": form})


def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """When and where a meeting is, and what this person may do for it."""
    user = current_user(request)
    row = access.meeting_or_404(user, reference)
    runs = access.can_run_meeting(user, row)
    context = {
        "meeting": row,
        "may_run": runs,
        "may_change": runs and access.agenda_is_open(row),
        "may_start": runs and row.status == MeetingStatus.AGENDA_AGREED,
        "may_attend": runs and access.attendance_is_open(row),
        "papers_are_out": access.can_read_papers(user, row),
        "asked": queries.is_asked(row, user),
        "may_sign": access.may_sign(user, row),
        "chairs": queries.chairs_in_force(row.panel),
        "agencies": queries.invited_agencies(row).order_by("name"),
    }
    return render(request, "panels/meeting.html", context)


def change_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """Move a meeting to another day, time or place."""
    user = current_user(request)
    row = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, row) and access.agenda_is_open(row))
    form = ChangeMeetingForm(request.POST or None, initial=ChangeMeetingForm.initial_of(row))
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_meeting(row, by=user, **form.cleaned_data)
        except StaleVersion:
            row.refresh_from_db()
            theirs = keep_typed(form, ChangeMeetingForm.initial_of(row))
        else:
            nudge_calendars()
            messages.success(request, f"{row} is changed. Everybody's calendar is told.")
            return redirect("meeting", row.reference)
    return render(
        request, "panels/change_meeting.html", {"form": form, "meeting": row, "theirs": theirs}
    )


def cancel_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """Call a meeting off, with a reason."""
    user = current_user(request)
    row = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, row) and access.agenda_is_open(row))
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_meeting(row, by=user, **form.cleaned_data)
        except WrongStatus as refused:
            messages.error(request, str(refused))
        else:
            nudge_calendars()
            messages.success(request, f"{row} is cancelled. Everybody's calendar is told.")
        return redirect("meeting", row.reference)
    return render(request, "panels/cancel_meeting.html", {"form": form, "meeting": row})


def call_urgent_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """Call a meeting about one case that cannot wait."""
    user = current_user(request)
    case = full_case_or_404(user, reference)
    require(access.can_call_urgently(user, case) and can_add_to(case))
    panels, agencies = queries.panels_hearing_cases(user), queries.possible_attendees()
    form = UrgentMeetingForm(
        request.POST or None,
        panels=panels,
        agencies=agencies,
        initial={
            **planned_next(panels, "", ""),
            "day": timezone.localdate(),
            "time": None,
            "agencies": queries.agencies_of(case),
        },
    )
    if request.method == "POST" and form.is_valid():
        row = services.call_urgent_meeting(case, by=user, **form.cleaned_data)
        nudge_calendars()
        messages.success(request, f"{row} is called, and those who are asked to it are told.")
        return redirect("meeting", row.reference)
    return render(request, "panels/urgent_meeting.html", {"form": form, "case": case})


@require_POST
def start_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin the meeting."""
    user = current_user(request)
    row = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, row))
    try:
        services.start_meeting(row, by=user)
    except WrongStatus as refused:
        messages.error(request, str(refused))
        return redirect("meeting", row.reference)
    return redirect("meeting_screen", row.reference)


def case_panel(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of a case that says when it was heard, what was decided and when it is heard next."""
    user = current_user(request)
    case = case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail="case_panel")
    hearings = queries.hearings(case, user)
    context: dict[str, Any] = {
        **case_frame(case, user, "case_panel"),
        "hearings": [item for item in hearings if item.meeting.started_at],
        "next_hearing": queries.next_hearing(hearings),
        "in_full": sees_in_full(user, case),
        "may_call": access.can_call_urgently(user, case) and can_add_to(case),
    }
    return render(request, "panels/case_panel.html", context)
