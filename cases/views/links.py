"""What belongs with a case: links, suggestions, cases that are part of it, and repeats."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access
from cases.forms.links import LinkCasesForm, ReasonForm
from cases.models import Case
from cases.pages import case_frame
from cases.queries import links as queries
from cases.queries.repeat_flags import repeats_of_case
from cases.services import links as services

READER = "Whoever sees both cases will read this"


def case_links(request: HttpRequest, reference: str) -> HttpResponse:
    """The cases linked with this one, those that may belong with it, and what repeats."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail=request.path)
    context = {
        **case_frame(case, user, "case_links"),
        "links": queries.links_of(case, user),
        "suggestions": queries.suggested_links(case, user),
        "parts": queries.merges_into(case, user),
        "repeats": repeats_of_case(case, user),
        "may_work": access.can_add_to(case),
        "may_merge": access.can_merge_cases(user),
    }
    return render(request, "cases/case_links.html", context)


def link_cases(request: HttpRequest, reference: str) -> HttpResponse:
    """Link this case with another one."""
    user, case = _workable(request, reference)
    form = LinkCasesForm(
        request.POST or None, find=lambda typed: queries.linkable_case(case, user, typed)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        other: Case = said["reference"]
        services.link_cases(case, by=user, other=other, kind=said["kind"], reason=said["reason"])
        messages.success(request, f"{case.reference} and {other.reference} are linked.")
        return redirect("case_links", case.reference)
    return _form(request, case, form, "Link with another case", "Link cases")


@require_POST
def accept_suggested_link(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Link with a suggested case, in one click."""
    user, case = _workable(request, reference)
    suggested = _suggested(case, user, other)
    services.link_cases(
        case, by=user, other=suggested.other, kind=suggested.kind, reason=suggested.reason
    )
    messages.success(request, f"{case.reference} and {suggested.other.reference} are linked.")
    return redirect("case_links", case.reference)


def dismiss_suggested_link(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Say that a suggested case does not belong here."""
    user, case = _workable(request, reference)
    suggested = _suggested(case, user, other)
    form = ReasonForm(request.POST or None, reader=READER)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.dismiss_suggested_link(case, by=user, other=suggested.other, reason=reason)
        messages.success(request, "It is not suggested again.")
        return redirect("case_links", case.reference)
    heading = f"{suggested.other.reference} does not belong here"
    return _form(request, case, form, heading, "Do not suggest it again")


def end_link(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """End a link."""
    user, case = _workable(request, reference)
    link = queries.link_of(case, user, pk)
    if link is None:
        raise Http404
    other = link.other if link.case_id == case.pk else link.case
    form = ReasonForm(request.POST or None, reader=READER)
    if request.method == "POST" and form.is_valid():
        services.end_link(link, by=user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{case.reference} and {other.reference} are linked no more.")
        return redirect("case_links", case.reference)
    return _form(request, case, form, f"End the link with {other.reference}", "End link")


def _workable(request: HttpRequest, reference: str) -> tuple[User, Case]:
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    access.require(access.can_add_to(case))
    return user, case


def _suggested(case: Case, user: User, other: str) -> queries.SuggestedLink:
    for each in queries.suggested_links(case, user):
        if each.other.reference == other.upper():
            return each
    raise Http404


def _form(
    request: HttpRequest, case: Case, form: LinkCasesForm | ReasonForm, heading: str, submit: str
) -> HttpResponse:
    context = {"case": case, "form": form, "heading": heading, "submit": submit}
    return render(request, "cases/link_form.html", context)
