"""The risk of a case over time, and assessing it: answer, check what follows, save."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from cases import access, services
from cases.charts import risk_over_time
from cases.forms.risk import (
    JUDGEMENT,
    CheckRiskForm,
    ChooseInstrumentForm,
    JudgeRiskForm,
    offers_of,
)
from cases.forms.sections import RiskForm
from cases.models import Case, RiskBand, RiskInstrument
from cases.pages import case_frame
from cases.queries import risk_history
from cases.queries.instruments import instrument_seen_on, instruments_on
from cases.queries.reviews import next_review_day
from cases.risk_matrix import given, most_of, ranges_of
from cases.services import score

SHOWN = 50
PREFIX = "answer"


def case_risk(request: HttpRequest, reference: str) -> HttpResponse:
    """The case's assessments over time, drawn and in a table."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail=request.path)
    rows = list(risk_history(case, user)[:SHOWN])
    lines = [(row, _answers_given(row.instrument, row.answers)) for row in rows]
    context = {
        **case_frame(case, user, "case_risk"),
        "may_work": access.can_work_case(user, case),
        "lines": lines,
        "chart": risk_over_time(rows),
    }
    return render(request, "cases/case_risk.html", context)


def _answers_given(instrument: RiskInstrument | None, answers: dict[str, str]) -> list[Any]:
    return given(instrument.questions, answers) if instrument else []


def assess_risk(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the questions to assess it with, or none."""
    case = _workable(request, reference)
    instruments = instruments_on(timezone.localdate())
    form = ChooseInstrumentForm(request.POST or None, instruments=instruments)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["instrument"]
        if chosen == JUDGEMENT:
            return redirect("judge_risk", case.reference)
        return redirect("answer_risk", case.reference, chosen)
    context = {"case": case, "form": form, "heading": "Assess the risk", "submit": "Continue"}
    return render(request, "cases/case_form.html", context)


def judge_risk(request: HttpRequest, reference: str) -> HttpResponse:
    """Set the risk band by professional judgement."""
    case = _workable(request, reference)
    form = JudgeRiskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.assess_risk(case, by=current_user(request), source="case", **form.cleaned_data)
        return _saved(request, case)
    context = {
        "case": case,
        "form": form,
        "heading": "Assess the risk by professional judgement",
        "submit": "Save assessment",
    }
    return render(request, "cases/case_form.html", context)


def answer_risk(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Answer the questions of one instrument, see what they come to, and save that."""
    case = _workable(request, reference)
    instrument = instrument_seen_on(pk, timezone.localdate())
    if instrument is None:
        raise Http404
    questions = RiskForm(request.POST or None, instrument=instrument, prefix=PREFIX)
    do = request.POST.get("do", "")
    if request.method != "POST" or not questions.is_valid() or do == "change":
        context = {"case": case, "instrument": instrument, "form": questions}
        return render(request, "cases/risk_answer.html", context)
    return _check(request, case, instrument, questions.cleaned_data)


def _check(
    request: HttpRequest, case: Case, instrument: RiskInstrument, answers: dict[str, str]
) -> HttpResponse:
    """What the answers come to. The band the page showed is sent back with it: another one has
    other consequences, which are shown before they are saved."""
    _, scored = score(instrument, answers)
    shown, chosen = request.POST.get("shown", ""), request.POST.get("band", "")
    band = chosen if shown and chosen in RiskBand.values else scored
    is_same = band == shown
    form = CheckRiskForm(
        request.POST if is_same else None,
        case=case,
        scored=scored,
        offers=offers_of(instrument, band),
        start={"band": band, "judgement_reason": request.POST.get("judgement_reason", "")},
    )
    if is_same and request.POST.get("do") == "save" and form.is_valid():
        services.assess_risk(
            case,
            by=current_user(request),
            source="case",
            instrument=instrument,
            answers=answers,
            band=band,
            judgement_reason=form.cleaned_data["judgement_reason"] if band != scored else "",
            actions=form.taken_up(),
        )
        return _saved(request, case)
    context = {
        "case": case,
        "form": form,
        "answers": [(f"{PREFIX}-{key}", value) for key, value in answers.items()],
        "is_other": bool(shown) and not is_same,
        **_what_follows(instrument, answers, band),
    }
    return render(request, "cases/risk_check.html", context)


def _what_follows(instrument: RiskInstrument, answers: dict[str, str], band: str) -> dict[str, Any]:
    total, scored = score(instrument, answers)
    most = most_of(instrument.questions)
    return {
        "instrument": instrument,
        "given": given(instrument.questions, answers),
        "total": total,
        "most": most,
        "ranges": ranges_of(instrument.bands, most),
        "scored": scored,
        "band": band,
        "priority": instrument.consequence(band)["priority"],
        "next_review_on": next_review_day(band, timezone.localdate(), instrument),
    }


def _workable(request: HttpRequest, reference: str) -> Case:
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, case))
    return case


def _saved(request: HttpRequest, case: Case) -> HttpResponse:
    messages.success(request, "Assessment saved. The next review is set by its band.")
    return redirect("case_risk", case.reference)
