"""Who came, and signing the confidentiality statement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from accounts.models import User
from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.attendance import AddAttendanceForm, AttendanceForm
from panels.models import Meeting
from panels.queries import meetings as queries
from panels.queries.attendance import case_for


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
    items = meeting.items.visible_to(user).on().select_related("case", "nominal")
    form = AddAttendanceForm(
        request.POST or None, agencies=queries.possible_attendees(), items=items
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.add_attendance(meeting, by=user, **form.cleaned_data)
        except WrongStatus as refused:
            messages.error(request, str(refused))
            return redirect("meeting", meeting.reference)
        messages.success(request, f"{form.cleaned_data['name']} is on the list.")
        return redirect("meeting_attendance", meeting.reference)
    return render(request, "panels/add_attendance.html", {"form": form, "meeting": meeting})


def sign_statement(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign the confidentiality statement of a meeting on one's own screen. Somebody who is there
    for one case only sees this and nothing else of the meeting."""
    user = current_user(request)
    seat = access.seat_or_404(user, reference)
    is_open = access.attendance_is_open(seat.meeting)
    if request.method == "POST":
        require(is_open)
        try:
            services.sign_statement(seat, by=user)
        except StaleVersion:
            messages.error(request, "Your seat has just been changed. Look at it and sign again.")
        except WrongStatus as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "You have signed the statement. You are down as present.")
        return redirect("sign_statement", seat.meeting.reference)
    context = {
        "seat": seat,
        "meeting": seat.meeting,
        "statement": seat.meeting.panel.confidentiality_statement,
        "is_open": is_open,
        "case": case_for(seat, user),
    }
    return render(request, "panels/sign_statement.html", context)


def _recorded_by(request: HttpRequest, reference: str) -> tuple[User, Meeting]:
    """The meeting, if this person records its attendance and the list is open."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, meeting) and access.attendance_is_open(meeting))
    return user, meeting
