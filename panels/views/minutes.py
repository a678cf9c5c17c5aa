"""Who came, and the minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.meetings import AddAttendanceForm, AttendanceForm, DigestForm
from panels.models import CoChair, Meeting
from panels.queries import meetings as queries
from panels.queries import minutes as texts

CHANGED = "The minutes changed while you were reading them. Read them again before you agree them."


def attendance(request: HttpRequest, reference: str) -> HttpResponse:
    """Who came: one form for every seat."""
    user, meeting = _recorded_by(request, reference)
    seats = queries.attendance_of(meeting)
    form = AttendanceForm(request.POST or None, seats=seats)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_attendance(meeting, by=user, said=form.said())
        except StaleVersion:
            form.show_others(queries.attendance_of(meeting))
        except WrongStatus as refused:
            messages.error(request, str(refused))
            return redirect("meeting", meeting.reference)
        else:
            messages.success(request, "Attendance is saved.")
            return redirect("meeting_attendance", meeting.reference)
    context = {
        "meeting": meeting,
        "form": form,
        "present": queries.agencies_present(seats),
        "statement": meeting.panel.confidentiality_statement,
    }
    return render(request, "panels/attendance.html", context)


def add_attendance(request: HttpRequest, reference: str) -> HttpResponse:
    """Give somebody else a seat."""
    user, meeting = _recorded_by(request, reference)
    form = AddAttendanceForm(request.POST or None, agencies=queries.possible_attendees())
    if request.method == "POST" and form.is_valid():
        try:
            services.add_attendance(meeting, by=user, **form.cleaned_data)
        except WrongStatus as refused:
            messages.error(request, str(refused))
            return redirect("meeting", meeting.reference)
        messages.success(request, f"{form.cleaned_data['name']} is on the list.")
        return redirect("meeting_attendance", meeting.reference)
    return render(request, "panels/add_attendance.html", {"form": form, "meeting": meeting})


def minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """The minutes as this reader may see them: a draft to those who run the meeting, to the others
    once they are agreed."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    locked = queries.locked_minutes(meeting)
    content = locked.content if locked else texts.compose(meeting)
    digest = locked.digest if locked else texts.digest_of(content)
    shown = texts.for_reader(content, user)
    record(
        "minutes.read",
        by=user,
        subject=f"meeting {meeting.reference}",
        operation=Operation.CONSULTATION,
        changes={"cases": [item["case"] for item in shown["items"]]},
    )
    agreed = {each.user_id for each in queries.minutes_agreed(meeting, digest)}
    chairs = queries.chairs_in_force(meeting.panel)
    context = {
        "meeting": meeting,
        "minutes": shown,
        "locked": locked,
        "digest": digest,
        "agreed": agreed,
        "chairs": chairs,
        "may_run": access.can_run_meeting(user, meeting),
        "may_agree": not locked and user.pk in _asked(chairs, agreed),
        "form": DigestForm(initial={"digest": digest}),
    }
    return render(request, "panels/minutes.html", context)


@require_POST
def agree_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """A co-chair agrees the minutes as they have read them."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    require(access.can_agree(user, meeting))
    form = DigestForm(request.POST)
    if form.is_valid():
        _agree(request, user, meeting, form.cleaned_data["digest"])
    else:
        messages.error(request, CHANGED)
    return redirect("meeting_minutes", meeting.reference)


def _asked(chairs: list[CoChair], agreed: set[int]) -> set[int]:
    """The co-chairs who may agree now. Where all have, and one who had not has since left the
    panel, any of them may press again."""
    everybody = {chair.user_id for chair in chairs}
    return everybody - agreed or everybody


def _agree(request: HttpRequest, user: User, meeting: Meeting, digest: str) -> None:
    try:
        services.agree_minutes(meeting, by=user, digest=digest)
    except StaleVersion:
        messages.error(request, CHANGED)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    except services.TooFewCoChairs:
        messages.error(request, "The panel needs another co-chair before minutes are agreed.")
    except services.Unfinished as unfinished:
        for said in unfinished.missing:
            messages.error(request, said)
    else:
        locked = queries.locked_minutes(meeting)
        done = " Every co-chair has: they are locked." if locked else ""
        messages.success(request, f"You have agreed the minutes.{done}")


def _recorded_by(request: HttpRequest, reference: str) -> tuple[User, Meeting]:
    """The meeting, if this person records its attendance and the list is open."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, meeting) and access.attendance_is_open(meeting))
    return user, meeting
