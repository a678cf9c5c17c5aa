"""Risk matrices on the screen: every version, editing a draft, publishing and withdrawing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from cases import access, services
from cases.forms import instruments as forms
from cases.models import InstrumentStatus, RiskInstrument
from cases.queries.instruments import draft_of, every_instrument, instruments_on
from cases.queries.reviews import review_days_by_band
from cases.risk_matrix import MOST_QUESTIONS, faults, most_of
from cases.services.instruments import NameTaken, NoneLeft, NotWhole, TooEarly
from cases.workflow import INSTRUMENT, StaleVersion, WrongStatus
from ui.dates import say_date
from ui.forms import Form

STALE = (
    "Somebody changed this draft while you were typing. What you typed is below; look at the draft "
    "in another window, then save again to replace theirs."
)


def list_instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument with its versions."""
    user = current_user(request)
    access.require(access.can_see_instruments(user))
    groups: dict[str, list[RiskInstrument]] = {}
    for row in every_instrument():
        groups.setdefault(row.name, []).append(row)
    context = {
        "groups": groups.items(),
        "in_use": {row.pk for row in instruments_on(timezone.localdate())},
        "may_change": access.can_change_instruments(user),
    }
    return render(request, "cases/list_instruments.html", context)


def start_instrument(request: HttpRequest) -> HttpResponse:
    """Begin a new instrument."""
    user = current_user(request)
    access.require(access.can_change_instruments(user))
    form = forms.StartInstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.start_instrument(by=user, **form.cleaned_data)
            return redirect("instrument", row.pk)
        except NameTaken:
            form.add_error("name", "Choose another name: an instrument has this one")
    context = {"form": form, "heading": "New risk matrix", "submit": "Begin a draft"}
    return render(request, "cases/instrument_form.html", context)


def instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its questions, bands and what follows; of a draft, what it still lacks."""
    row = _seen(request, pk)
    is_draft = row.status == InstrumentStatus.DRAFT
    context = {
        "instrument": row,
        "is_draft": is_draft,
        "faults": faults(row.questions, row.bands) if is_draft else [],
        "most": most_of(row.questions),
        "days": review_days_by_band(timezone.localdate()),
        "bands": forms.bands_shown(row),
        "may_change": access.can_change_instruments(current_user(request)),
        "draft": draft_of(row),
    }
    return render(request, "cases/instrument.html", context)


@require_POST
def draft_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version of an instrument."""
    row = _changeable(request, pk)
    try:
        draft = services.draft_instrument(row, by=current_user(request))
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
        return redirect("instrument", row.pk)
    return redirect("instrument", draft.pk)


def change_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose form it is, and when it is the one to use."""
    row = _editable(request, pk)
    start = {name: getattr(row, name) for name in ("purpose", "standing", "use", "version")}
    form = forms.AboutForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("purpose", "standing", "use")}
        if done := _save(request, row, form, said):
            return done
    return _page(request, row, "What it is for", {"form": form})


def change_bands(request: HttpRequest, pk: int) -> HttpResponse:
    """From which total each band begins, and what follows from it."""
    row = _editable(request, pk)
    days = review_days_by_band(timezone.localdate())
    form = forms.BandsForm(request.POST or None, instrument=row, days=days)
    if request.method == "POST" and form.is_valid():
        said = {"bands": form.bands(), "consequences": form.follows(row)}
        if done := _save(request, row, form, said):
            return done
    context = {"form": form, "most": most_of(row.questions)}
    return _page(request, row, "Bands and what follows", context)


def change_suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """The actions that each band suggests."""
    row = _editable(request, pk)
    form = forms.VersionForm(request.POST or None, initial={"version": row.version})
    formset = forms.suggestions_formset(request.POST or None, row)
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        said = {"consequences": forms.suggested(formset, row)}
        if done := _save(request, row, form, said):
            return done
    context = {"form": form, "formset": formset, "each": "Action"}
    return _page(request, row, "Suggested actions", context)


def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    """One more question."""
    row = _editable(request, pk)
    if len(row.questions) >= MOST_QUESTIONS:
        messages.error(request, f"A matrix has at most {MOST_QUESTIONS} questions.")
        return redirect("instrument", row.pk)
    return _question(request, row, None)


def change_question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The words of a question, its answers and their points."""
    row = _editable(request, pk)
    return _question(request, row, _question_or_404(row, key))


@require_POST
def remove_question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take a question out of a draft."""
    row = _editable(request, pk)
    question = _question_or_404(row, key)
    form = forms.VersionForm(request.POST)
    left = [each for each in row.questions if each is not question]
    if form.is_valid() and (done := _save(request, row, form, {"questions": left})):
        return done
    messages.error(request, "Somebody changed this draft meanwhile. Look at it again.")
    return redirect("instrument", row.pk)


def publish_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix a draft and use it from a day on."""
    row = _editable(request, pk)
    start = {"valid_from": timezone.localdate(), "version": row.version}
    form = forms.PublishForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and _publish(request, row, form):
        day = say_date(form.cleaned_data["valid_from"])
        messages.success(request, f"{row} is used from {day}. It can no longer be changed.")
        return redirect("instrument", row.pk)
    return _page(request, row, "Publish this version", {"form": form, "submit": "Publish"})


def _publish(request: HttpRequest, row: RiskInstrument, form: Form) -> bool:
    try:
        services.publish_instrument(row, by=current_user(request), **form.cleaned_data)
    except TooEarly:
        form.add_error("valid_from", "Enter a day no earlier than the last version began")
    except NotWhole as refusal:
        for fault in refusal.faults:
            form.add_error(None, fault.message)
    except (StaleVersion, WrongStatus):
        form.add_error(None, "Somebody changed this draft meanwhile. Look at it again first.")
    return not form.errors


def withdraw_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop using an instrument, or set a draft aside."""
    row = _changeable(request, pk)
    access.require(INSTRUMENT.allows(row, InstrumentStatus.RETIRED))
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_instrument(
                row, by=current_user(request), reason=form.cleaned_data["reason"]
            )
            messages.success(request, f"{row} is withdrawn. What was assessed with it stays.")
            return redirect("list_instruments")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("instrument", row.pk)
        except NoneLeft:
            form.add_error(
                None, "Publish another one for referrals first, or they would have no questions"
            )
    return _page(request, row, "Withdraw this version", {"form": form, "submit": "Withdraw"})


def _question(request: HttpRequest, row: RiskInstrument, question: Any) -> HttpResponse:
    questions = list(row.questions)
    place = questions.index(question) if question else len(questions)
    others = [each["key"] for each in questions if each is not question]
    start = {"place": place + 1, "version": row.version}
    start |= {"text": question["text"], "key": question["key"]} if question else {}
    form = forms.QuestionForm(request.POST or None, initial=start, others=others)
    answers = forms.answers_formset(request.POST or None, question)
    if request.method == "POST" and form.is_valid() and answers.is_valid():
        said = form.cleaned_data
        if question:
            questions.remove(question)
        typed = {"key": said["key"], "text": said["text"], "answers": answers.answers(question)}
        questions.insert(said["place"] - 1, typed)
        if done := _save(request, row, form, {"questions": questions}):
            return done
    title = "Change a question" if question else "Add a question"
    context = {"form": form, "formset": answers, "each": "Answer", "question": question}
    return _page(request, row, title, context)


def _save(
    request: HttpRequest, row: RiskInstrument, form: Form, said: dict[str, Any]
) -> HttpResponse | None:
    """Save parts of the draft; nothing, with the fault on the form, if it was changed meanwhile."""
    version = form.cleaned_data["version"]
    try:
        services.change_draft(row, by=current_user(request), version=version, **said)
    except StaleVersion:
        row.refresh_from_db()
        form.add_error(None, STALE)
        form.data = {**dict(form.data.items()), "version": row.version}
        return None
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
        return redirect("instrument", row.pk)
    messages.success(request, "Draft saved.")
    return redirect("instrument", row.pk)


def _page(
    request: HttpRequest, row: RiskInstrument, heading: str, context: dict[str, Any]
) -> HttpResponse:
    frame = {"instrument": row, "heading": heading, "submit": "Save draft"}
    return render(request, "cases/instrument_form.html", {**frame, **context})


def _seen(request: HttpRequest, pk: int) -> RiskInstrument:
    access.require(access.can_see_instruments(current_user(request)))
    row = every_instrument().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _changeable(request: HttpRequest, pk: int) -> RiskInstrument:
    access.require(access.can_change_instruments(current_user(request)))
    return _seen(request, pk)


def _editable(request: HttpRequest, pk: int) -> RiskInstrument:
    row = _changeable(request, pk)
    access.require(access.can_edit_instrument(current_user(request), row))
    return row


def _question_or_404(row: RiskInstrument, key: str) -> Any:
    for question in row.questions:
        if question["key"] == key:
            return question
    raise Http404
