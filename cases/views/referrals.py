"""Refer a case: the task list, its sections, sending, and the coordinator's answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.door import current_user
from audit.services import record_reading
from cases import access, services
from cases.filters import ReferralFilter
from cases.forms import referral as form_of
from cases.forms.referral import SECTIONS, Section
from cases.models import Referral, ReferralStatus
from cases.queries import instrument_in_use, referrals_of
from cases.queries.work import triage_due
from cases.views.saved_views import list_tools
from cases.workflow import StaleVersion, WrongStatus
from ui.paging import page_by_key

STATE_COLOURS = {"Done": "", "In progress": "light-blue", "Not started": "grey"}


def list_referrals(request: HttpRequest) -> HttpResponse:
    """The referrals a person may see."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    found = ReferralFilter(request.GET, queryset=referrals_of(user), request=request)
    page = page_by_key(found.qs, request, order=("-started_at", "-pk"))
    context = {"filter": found, "page": page, **list_tools(request, "referrals", found)}
    return render(request, "cases/list_referrals.html", context)


def start_referral(request: HttpRequest) -> HttpResponse:
    """Say what is needed, then start a draft."""
    user = current_user(request)
    access.require(access.can_refer_case(user))
    if request.method == "POST":
        referral = services.start_referral(by=user, agency=user.desk.casework_agency)
        return redirect("referral", referral.reference)
    return render(request, "cases/start_referral.html")


def referral(request: HttpRequest, reference: str) -> HttpResponse:
    """The task list of a draft; afterwards the referral with its progress."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    record_reading(user, f"referral {row.reference}")
    if access.can_edit_referral(user, row):
        return render(request, "cases/referral_tasks.html", _tasks(row))
    return render(
        request,
        "cases/referral.html",
        {
            "referral": row,
            "answers": _answers(row),
            "may_answer": access.can_answer_referral(user, row),
            "triage_due": triage_due(row),
        },
    )


def _tasks(row: Referral) -> dict[str, Any]:
    tasks = []
    for section in SECTIONS:
        state = form_of.section_state(row, section)
        tasks.append(
            {
                "title": section.title,
                "url": reverse("referral_section", args=[row.reference, section.key]),
                "status": state,
                "colour": STATE_COLOURS[state],
            }
        )
    return {"referral": row, "tasks": tasks, "left": len(form_of.unfinished(row))}


def referral_section(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    """One section: whatever is typed is kept, right or wrong."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    access.require(access.can_edit_referral(user, row))
    part = form_of.BY_KEY.get(section)
    if part is None:
        raise Http404
    if request.method != "POST":
        form = form_of.bind(part, form_of.saved(row, part))
        return _section_page(request, row, part, form)
    return _save_section(request, row, part)


def _save_section(request: HttpRequest, row: Referral, part: Section) -> HttpResponse:
    form = form_of.bind(part, request.POST)
    wants_more = request.POST.get("do") == "more"
    done = form.is_valid() and not wants_more
    typed = form_of.typed_in(request.POST, form)
    if wants_more:
        typed = form_of.one_more(part, typed)
    version = request.POST.get("version", "")
    try:
        services.save_section(
            row,
            by=current_user(request),
            section=part.key,
            typed=typed,
            done=done,
            version=int(version) if version.isdecimal() and len(version) < 9 else row.version,
        )
    except StaleVersion:
        row.refresh_from_db()
        return _section_page(request, row, part, form, stale=form_of.saved(row, part))
    if done:
        return redirect("referral", row.reference)
    if wants_more:
        return redirect("referral_section", row.reference, part.key)
    return _section_page(request, row, part, form)


def _section_page(
    request: HttpRequest, row: Referral, part: Section, form: Any, stale: Any = None
) -> HttpResponse:
    context = {
        "referral": row,
        "section": part,
        "form": form,
        "stale": [(name, value) for name, value in stale.items() if value] if stale else [],
        "instrument": instrument_in_use() if part.key == "risk" else None,
    }
    return render(request, "cases/referral_section.html", context)


def check_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Check your answers."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    access.require(access.can_edit_referral(user, row))
    return render(
        request,
        "cases/check_referral.html",
        {"referral": row, "answers": _answers(row), "unfinished": form_of.unfinished(row)},
    )


def _answers(row: Referral) -> list[dict[str, Any]]:
    """Each section's title and its answers as (label, text) pairs."""
    shown = []
    for section in SECTIONS:
        data = form_of.saved(row, section)
        form = form_of.bind(section, data) if data else None
        forms = form.forms if form is not None and section.many else [form] if form else []
        pairs = [_pairs(each) for each in forms]
        shown.append({"key": section.key, "title": section.title, "groups": pairs})
    return shown


def _pairs(form: Any) -> list[tuple[str, str]]:
    return [
        (field.label, _shown(field))
        for field in form
        if field.name not in {"DELETE"} and _shown(field)
    ]


def _shown(field: Any) -> str:
    value = field.value()
    choices = dict(getattr(field.field, "choices", ()))
    if value is True or value == "on":
        return "Yes"
    if isinstance(value, list):
        return "; ".join(str(choices.get(each, each)) for each in value)
    return str(choices.get(value, value or "")) if choices else str(value or "")


@require_POST
def send_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a finished referral to the coordinator."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    access.require(access.can_edit_referral(user, row) or row.status == ReferralStatus.SENT)
    if form_of.unfinished(row):
        messages.error(request, "Finish every section before you send the referral.")
        return redirect("check_referral", row.reference)
    try:
        services.send_referral(row, by=user)
        messages.success(request, f"Sent. The reference is {row.reference}.")
    except WrongStatus:
        messages.info(request, "This referral had already been sent.")
    return redirect("referral", row.reference)


def accept_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept: make a case, shared with the agencies that need it."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    access.require(access.can_answer_referral(user, row))
    try:
        form = form_of.AcceptReferralForm(request.POST or None, by=user, referral=row)
    except form_of.NoLongerComplete as refusal:
        messages.error(request, str(refusal))
        return redirect("referral", row.reference)
    if request.method == "POST" and form.is_valid():
        try:
            case = services.accept_referral(
                row,
                by=user,
                reason=form.cleaned_data["reason"],
                content=form.content,
                known=form.known,
                share_with=form.cleaned_data["share_with"],
                instrument=instrument_in_use(),
            )
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("referral", row.reference)
        messages.success(request, f"Case {case.reference} is open.")
        return redirect("case", case.reference)
    return render(request, "cases/accept_referral.html", {"referral": row, "form": form})


def return_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Give it back with questions."""
    return _answer(
        request, reference, form_of.ReturnReferralForm, services.return_referral, "return"
    )


def decline_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Decline it with advice."""
    return _answer(
        request, reference, form_of.DeclineReferralForm, services.decline_referral, "decline"
    )


def _answer(
    request: HttpRequest, reference: str, form_class: Any, service: Any, word: str
) -> HttpResponse:
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    access.require(access.can_answer_referral(user, row))
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = getattr(form, "reason", "") or form.cleaned_data["reason"]
        try:
            service(row, by=user, reason=reason)
            messages.success(request, f"The referrer has been told about {row.reference}.")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
        return redirect("referral", row.reference)
    context = {"referral": row, "form": form, "word": word}
    return render(request, "cases/answer_referral.html", context)
