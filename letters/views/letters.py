"""Letters on the screen: a case's letters, beginning one, writing, checking, making, sending it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from accounts.queries import current_agencies
from audit.services import record_reading
from cases.access import full_case_or_404, require
from cases.pages import case_frame
from cases.workflow import StaleVersion, WrongStatus
from letters import access, forms, queries, services
from letters.checks import Finding, Grade, findings
from letters.merging import unfilled
from letters.models import Letter, LetterStatus
from letters.papers import paper_of
from ui.downloads import as_file
from ui.paging import page_by_key
from ui.stale import Theirs, keep_typed

WRITTEN = ("subject", "body", "sending", "address", "email", "handling", "version")
STALE = "Somebody else has just changed this letter. Look at it again."


def case_letters(request: HttpRequest, reference: str) -> HttpResponse:
    """The letters of a case, the newest first."""
    user = current_user(request)
    case = full_case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail=request.path)
    page = page_by_key(queries.letters_of(case, user), request, order=("-written_at", "-pk"))
    context = {
        **case_frame(case, user, "case_letters"),
        "page": page,
        "may_write": access.can_write_letter(case),
    }
    return render(request, "letters/case_letters.html", context)


def write_letter(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose whom to write to and with which template."""
    user = current_user(request)
    case = full_case_or_404(user, reference)
    require(access.can_write_letter(case))
    own = access.agencies_written_for(user, case)
    form = forms.BeginLetterForm(
        request.POST or None,
        people=queries.people_to_write_to(case, user),
        templates=queries.templates_in_use(),
        agencies=own,
        every_agency=current_agencies(),
        initial={"agency": user.desk.casework_agency, "to": request.GET.get("party", "")},
    )
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "to"}
        if said["party"]:
            said["to_agency"] = None
        letter = services.begin_letter(case, by=user, **said)
        return redirect("change_letter", letter.pk)
    context = {**case_frame(case, user, "case_letters"), "form": form}
    return render(request, "letters/write_letter.html", context)


@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its words, where it has got to, and what may be done with it next."""
    user, row = _read(request, pk)
    waiting = row.status == LetterStatus.MADE
    context = {
        **_frame(user, row),
        "paper": paper_of(row),
        "stops": services.stops_now(row) if waiting else [],
        "may_change": access.can_change_letter(user, row),
        "may_send": access.can_send_letter(user, row),
        "has_left": row.status in (LetterStatus.MADE, LetterStatus.SENT),
    }
    return render(request, "letters/letter.html", context)


@never_cache
def change_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the letter."""
    user, row = _read(request, pk)
    require(access.can_change_letter(user, row))
    to_agency = row.to_agency_id is not None
    form = forms.LetterForm(request.POST or None, to_agency=to_agency, initial=_saved(row))
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.save_letter(row, by=user, **form.cleaned_data)
            return redirect("check_letter", row.pk)
        except StaleVersion:
            row.refresh_from_db()
            theirs = keep_typed(form, _saved(row))
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("letter", row.pk)
    context = {
        **_frame(user, row),
        "form": form,
        "theirs": theirs,
        "gaps": unfilled(f"{row.subject}\n{row.body}"),
    }
    return render(request, "letters/change_letter.html", context)


@never_cache
def check_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter exactly as it would leave, what every check says, and making it."""
    user, row = _read(request, pk)
    require(access.can_change_letter(user, row))
    checks = services.checks_of(row)
    found = findings(checks)
    form = forms.MakeLetterForm(
        request.POST or None, asks_reason=bool(found), initial={"version": row.version}
    )
    if request.method == "POST" and form.is_valid() and _make(request, row, form):
        return redirect("letter", row.pk)
    most = Grade.ASK_COORDINATOR if access.can_pass_in_confidence(user) else Grade.WARNING
    context = {
        **_frame(user, row),
        "form": form,
        "paper": paper_of(row),
        "checks": checks,
        "may_make": all(finding.grade <= most for finding in found),
        "ask_coordinator": _only_a_coordinator(found, most),
        "address_changed": any(finding.code == "address_changed" for finding in found),
    }
    return render(request, "letters/check_letter.html", context)


def _make(request: HttpRequest, row: Letter, form: forms.MakeLetterForm) -> bool:
    try:
        services.make_letter(row, by=current_user(request), **form.cleaned_data)
    except services.ReasonNeeded:
        form.add_error("reason", "Enter why it may leave all the same")
    except services.Stopped:
        form.add_error(None, "This letter is stopped. What stops it is shown below.")
    except (StaleVersion, WrongStatus):
        form.add_error(None, STALE)
    else:
        sent = row.status == LetterStatus.SENT
        messages.success(request, "The letter is sent." if sent else "The letter is made.")
    return not form.errors


def _only_a_coordinator(found: list[Finding], most: Grade) -> bool:
    worst = max((finding.grade for finding in found), default=Grade.WARNING)
    return worst == Grade.ASK_COORDINATOR and worst > most


@require_POST
def ask_for_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it before the coordinator and the co-chairs."""
    user, row = _read(request, pk)
    require(access.can_change_letter(user, row))
    try:
        services.ask_for_letter(row, by=user)
        messages.success(request, "The coordinator and the co-chairs find it in their work.")
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    return redirect("letter", row.pk)


@require_POST
def take_new_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft to where the person lives now."""
    user, row = _read(request, pk)
    require(access.can_change_letter(user, row))
    form = forms.VersionForm(request.POST)
    try:
        if form.is_valid():
            services.take_new_address(row, by=user, **form.cleaned_data)
    except (StaleVersion, WrongStatus):
        messages.error(request, STALE)
    return redirect("check_letter", row.pk)


@require_POST
def set_letter_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """This letter is not to be sent."""
    user, row = _read(request, pk)
    require(access.can_change_letter(user, row) or access.can_send_letter(user, row))
    try:
        services.set_letter_aside(row, by=user)
        messages.success(request, "The letter is set aside.")
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    return redirect("case_letters", row.case.reference)


def record_sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the letter has left."""
    user, row = _read(request, pk)
    require(access.can_send_letter(user, row))
    stops = services.stops_now(row)
    start = {"sent_on": timezone.localdate()}
    form = forms.SendingForm(request.POST or None, stopped=bool(stops), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_sending(row, by=user, **form.cleaned_data)
            messages.success(request, "Recorded.")
            return redirect("letter", row.pk)
        except services.Stopped:
            form.add_error(None, "This letter must not leave. What stops it is shown below.")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("letter", row.pk)
    context = {**_frame(user, row), "form": form, "stops": stops}
    return render(request, "letters/record_sending.html", context)


@never_cache
def download_letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The letter as PDF or Word; logged as a disclosure."""
    user = current_user(request)
    row = access.letter_or_404(user, pk)
    if row.status not in (LetterStatus.MADE, LetterStatus.SENT):
        raise Http404
    try:
        file = services.take_letter_away(row, by=user, kind=kind)
    except services.Stopped:
        messages.error(request, "This letter must not leave. What stops it is shown below.")
        return redirect("letter", row.pk)
    headers = as_file(file.name)
    return HttpResponse(file.content, content_type=file.content_type, headers=headers)


def _read(request: HttpRequest, pk: int) -> tuple[User, Letter]:
    user = current_user(request)
    row = access.letter_or_404(user, pk)
    record_reading(user, f"case {row.case.reference}", trail=f"letter {row.pk}")
    return user, row


def _frame(user: User, row: Letter) -> dict[str, Any]:
    frame = case_frame(row.case, user, "case_letters")
    return {**frame, "letter": row, "is_own": access.is_own_letter(user, row)}


def _saved(row: Letter) -> dict[str, Any]:
    return {name: getattr(row, name) for name in WRITTEN}
