"""Making a case part of another, and taking it out again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from accounts.models import User
from cases import access
from cases.forms.links import MergeForm, OtherCaseForm, ReasonForm
from cases.models import Case
from cases.queries.links import linkable_case, merged_into
from cases.queries.merging import moved_counts, say_counts, sights
from cases.services import merging as services
from cases.workflow import WrongStatus


def choose_merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Which case this one becomes part of."""
    user, case = _mergeable(request, reference)
    form = OtherCaseForm(request.POST or None, find=lambda typed: linkable_case(case, user, typed))
    if request.method == "POST" and form.is_valid():
        return redirect("merge_case", case.reference, form.cleaned_data["reference"].reference)
    context = {
        "case": case,
        "form": form,
        "heading": f"Make {case.reference} part of another case",
        "submit": "Continue",
    }
    return render(request, "cases/link_form.html", context)


def merge_case(request: HttpRequest, reference: str, into: str) -> HttpResponse:
    """What merging would do and who would see what; then do it."""
    user, case = _mergeable(request, reference)
    target = linkable_case(case, user, into)
    if target is None:
        raise Http404
    moves = say_counts(services.movable_counts(case, target))
    form = MergeForm(
        request.POST or None,
        sights=sights(case, target),
        merged=case,
        into=target,
        moves=moves,
    )
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.merge_case(case, by=user, into=target, levels=form.levels(), reason=reason)
            messages.success(request, f"{case.reference} is now part of {target.reference}.")
            return redirect("case", target.reference)
        except (services.CannotMerge, WrongStatus) as refusal:
            form.add_error(None, str(refusal))
    context = {"case": case, "into": target, "moves": moves, "form": form}
    return render(request, "cases/merge_case.html", context)


def undo_merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a case out of the one it is part of."""
    user, case = _mergeable(request, reference)
    merge = merged_into(case, user)
    if merge is None:
        raise Http404
    form = ReasonForm(request.POST or None, reader="Whoever sees both cases will read this")
    if request.method == "POST" and form.is_valid():
        try:
            services.undo_merge(merge, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, f"{case.reference} stands by itself again.")
            return redirect("case", case.reference)
        except (services.CannotMerge, WrongStatus) as refusal:
            form.add_error(None, str(refusal))
    context = {
        "case": case,
        "merge": merge,
        "moves": say_counts(moved_counts(merge)),
        "shares": merge.shares.select_related("agency").order_by("agency__name"),
        "form": form,
    }
    return render(request, "cases/merge_undo.html", context)


def _mergeable(request: HttpRequest, reference: str) -> tuple[User, Case]:
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    access.require(access.can_merge_cases(user))
    return user, case
