"""Refer a case: the task list, its sections, sending, and the coordinator's answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, services
from cases.filters import WAITING, ReferralFilter
from cases.forms import referral as form_of
from cases.forms.answers import RepliesForm
from cases.forms.referral import SECTIONS, Section
from cases.models import Referral, ReferralStatus
from cases.queries import instrument_in_use, referrals_of
from cases.queries.clocks import clocks_of, what_is_owed, with_clock_days
from cases.queries.documents import documents_of_referral
from cases.queries.referrals import case_of_referral, questions_on, said_before
from cases.views.bulk import acts_for
from cases.views.referral_answers import proposals_for
from cases.views.referral_documents import TITLE as ATTACHMENTS
from cases.views.referral_documents import attachments_state
from cases.views.saved_views import list_tools
from cases.workflow import StaleVersion, WrongStatus
from ui.paging import page_by_key

STATE_COLOURS = {"Done": "", "In progress": "light-blue", "Not started": "grey"}


def list_referrals(request: HttpRequest) -> HttpResponse:
    """The queue: what waits, the longest first, each with its clock; or what was asked for."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    rows = with_clock_days(referrals_of(user))
    found = ReferralFilter(request.GET, queryset=rows, request=request)
    waits = request.GET.get("status") == WAITING
    if not any(name in request.GET for name in ReferralFilter.base_filters):
        waits = True
        found.queryset = rows.waiting()
    order = ("sent_at", "pk") if waits else ("-started_at", "-pk")
    page = page_by_key(found.qs, request, order=order)
    today = timezone.localdate()
    context = {
        **list_tools(request, "referrals", found),
        "filter": found,
        "page": page,
        "rows": [(row, *what_is_owed(row, today)) for row in page.rows],
        "waits": waits,
        "together": acts_for(user, "referrals"),
    }
    if waits:
        context["query"] = context["query"] or f"status={WAITING}"
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
    """The task list of a draft; afterwards the referral with its progress. The coordinator who
    opens one that waits has acknowledged it."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    record_reading(user, f"referral {row.reference}")
    if access.can_edit_referral(user, row):
        return render(request, "cases/referral_tasks.html", _tasks(user, row))
    may_answer = access.can_answer_referral(user, row)
    if may_answer:
        services.acknowledge_referral(row, by=user)
    today = timezone.localdate()
    clocks = [(each, each.say(today)) for each in clocks_of(row)]
    return render(
        request,
        "cases/referral.html",
        {
            "referral": row,
            "answers": _answers(row),
            "documents": documents_of_referral(row, user),
            "questions": [(_title(each.section), each) for each in questions_on(user, row)],
            "clocks": clocks,
            "may_answer": may_answer,
            "proposals": proposals_for(row) if may_answer else [],
            "case": case_of_referral(user, row),
        },
    )


def _title(section: str) -> str:
    return form_of.BY_KEY[section].title if section in form_of.BY_KEY else "The whole referral"


def _tasks(user: User, row: Referral) -> dict[str, Any]:
    asked = {question.section for question in questions_on(user, row) if not question.answered_at}
    tasks = []
    for section in SECTIONS:
        state = form_of.section_state(row, section)
        tasks.append(
            {
                "title": section.title,
                "url": reverse("referral_section", args=[row.reference, section.key]),
                "status": "Question to answer" if section.key in asked else state,
                "colour": "yellow" if section.key in asked else STATE_COLOURS[state],
            }
        )
    attached = attachments_state(row, documents_of_referral(row, user))
    tasks.append(
        {
            "title": ATTACHMENTS,
            "url": reverse("referral_documents", args=[row.reference]),
            "status": attached,
            "colour": STATE_COLOURS.get(attached, ""),
            "hint": "Letters, photographs, log sheets. You can send the referral without any.",
        }
    )
    if "" in asked:
        url = reverse("answer_questions", args=[row.reference])
        about = {"title": _title(""), "url": url}
        tasks.append({**about, "status": "Question to answer", "colour": "yellow"})
    left = len(form_of.unfinished(row))
    return {
        "referral": row,
        "tasks": tasks,
        "sections": len(SECTIONS),
        "left": left,
        "asked": len(asked),
    }


def referral_section(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    """One section: whatever is typed is kept, right or wrong. Questions about it are beside it."""
    user, row = _edited_by(request, reference)
    part = form_of.BY_KEY.get(section)
    if part is None:
        raise Http404
    if request.method != "POST":
        initial = said_before(user) if part.key == "you" else None
        form = form_of.bind(part, form_of.saved(row, part), initial)
        return _section_page(request, row, part, form, _replies(user, row, part.key))
    return _save_section(request, row, part)


def _replies(user: User, row: Referral, section: str, data: QueryDict | None = None) -> RepliesForm:
    asked = [each for each in questions_on(user, row) if each.section == section]
    return RepliesForm(data, questions=asked)


def _save_section(request: HttpRequest, row: Referral, part: Section) -> HttpResponse:
    user = current_user(request)
    form = form_of.bind(part, request.POST)
    replies = _replies(user, row, part.key, request.POST)
    wants_more = request.POST.get("do") == "more"
    done = form.is_valid() and not wants_more
    typed = form_of.typed_in(request.POST, form)
    if wants_more:
        typed = form_of.one_more(part, typed)
    version = request.POST.get("version", "")
    try:
        services.save_section(
            row,
            by=user,
            section=part.key,
            typed=typed,
            done=done,
            version=int(version) if version.isdecimal() and len(version) < 9 else row.version,
        )
    except StaleVersion:
        row.refresh_from_db()
        return _section_page(request, row, part, form, replies, stale=form_of.saved(row, part))
    if not _keep_replies(row, user, replies) and done:
        done = False
    if done:
        return redirect("referral", row.reference)
    if wants_more:
        return redirect("referral_section", row.reference, part.key)
    return _section_page(request, row, part, form, replies)


def _keep_replies(row: Referral, user: User, replies: RepliesForm) -> bool:
    """Keep what is answered; whether every question is."""
    is_whole = replies.is_valid()
    services.answer_questions(row, by=user, replies=replies.replies)
    return is_whole


def answer_questions(request: HttpRequest, reference: str) -> HttpResponse:
    """The coordinator's question about the referral as a whole, and the reply to it."""
    user, row = _edited_by(request, reference)
    form = _replies(user, row, "", request.POST or None)
    if request.method == "POST" and _keep_replies(row, user, form):
        return redirect("referral", row.reference)
    return render(request, "cases/answer_questions.html", {"referral": row, "form": form})


def _edited_by(request: HttpRequest, reference: str) -> tuple[User, Referral]:
    """The referral, if this person may still change it."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    access.require(access.can_edit_referral(user, row))
    return user, row


def _section_page(
    request: HttpRequest,
    row: Referral,
    part: Section,
    form: Any,
    replies: RepliesForm,
    *,
    stale: Any = None,
) -> HttpResponse:
    context = {
        "referral": row,
        "section": part,
        "form": form,
        "replies": replies,
        "stale": [(name, value) for name, value in stale.items() if value] if stale else [],
        "instrument": instrument_in_use() if part.key == "risk" else None,
    }
    return render(request, "cases/referral_section.html", context)


def check_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Check your answers; advice where another panel may be the right one."""
    user, row = _edited_by(request, reference)
    unfinished = form_of.unfinished(row)
    asked = [each for each in questions_on(user, row) if not each.answered_at]
    return render(
        request,
        "cases/check_referral.html",
        {
            "referral": row,
            "answers": _answers(row),
            "documents": documents_of_referral(row, user),
            "unfinished": unfinished,
            "asked": [(_title(each.section), each.section) for each in asked],
            "proposals": [] if unfinished else proposals_for(row),
        },
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
    if any(not each.answered_at for each in questions_on(user, row)):
        messages.error(request, "Answer every question before you send the referral again.")
        return redirect("check_referral", row.reference)
    try:
        services.send_referral(row, by=user)
        messages.success(request, f"Sent. The reference is {row.reference}.")
    except WrongStatus:
        messages.info(request, "This referral had already been sent.")
    return redirect("referral", row.reference)
