"""Nominating, deciding, reviewing, leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases.access import case_or_404, full_case_or_404, require, sees_in_full
from cases.models import Case
from cases.pages import case_frame
from offenders import access, queries, services
from offenders.forms.nominals import DeselectForm, NominateForm, RagForm, RejectForm, SelectForm
from offenders.views.answers import answer_form
from offenders.workflow import StaleVersion


def case_offenders(request: HttpRequest, reference: str) -> HttpResponse:
    """The offenders tab of a case: its alleged perpetrators and their nominations."""
    user = current_user(request)
    access.require_cohort(user)
    case = case_or_404(user, reference)
    record_reading(user, f"case {case.reference}")
    alleged = queries.alleged_people(case, user)
    may_nominate = any(not person.is_current for person in alleged)
    context = {
        **case_frame(case, user, "case_offenders"),
        "in_full": sees_in_full(user, case),
        "alleged": alleged,
        "may_nominate": may_nominate and access.can_nominate_offender(user, case),
    }
    return render(request, "offenders/case_offenders.html", context)


def nominate_offender(request: HttpRequest, reference: str) -> HttpResponse:
    """Nominate an alleged perpetrator of a case to the cohort."""
    user = current_user(request)
    case = full_case_or_404(user, reference)
    require(access.can_nominate_offender(user, case))
    sees = access.can_see_cohort(user)
    parties = queries.nominable_parties(case, user) if sees else queries.alleged(case, user)
    form = NominateForm(request.POST or None, parties=parties)
    if request.method == "POST" and form.is_valid():
        try:
            nominal = services.nominate_offender(
                by=user, agency=user.desk.casework_agency, **form.cleaned_data
            )
        except services.UnderAge as refusal:
            form.add_error("party", str(refusal))
        except services.AgeNotKnown:
            form.add_error("adult_confirmed", "Tick to confirm that they are 18 or over")
        except services.AlreadyNominated:
            if not sees:
                return _passed_on(request, user, case, form)
            form.add_error("party", "They are already nominated, or in the cohort")
        else:
            if not sees:
                return _said(request, case)
            messages.success(request, f"Nominated as {nominal.reference}. The panel decides.")
            return redirect("offender", nominal.reference)
    context = {**case_frame(case, user, "case_offenders"), "form": form, "sees_cohort": sees}
    return render(request, "offenders/nominate_offender.html", context)


def _passed_on(request: HttpRequest, user: User, case: Case, form: NominateForm) -> HttpResponse:
    """Whoever does not see the cohort learns nothing of it: what they wrote is kept with the
    nomination there is, and they read the same words."""
    party = form.cleaned_data["party"]
    nominal = queries.current_nominal(party)
    if nominal:
        said = "\n\n".join(
            filter(None, (form.cleaned_data["reason"], form.cleaned_data["new_information"]))
        )
        services.give_information(nominal, by=user, agency=user.desk.casework_agency, text=said)
    return _said(request, case)


def _said(request: HttpRequest, case: Case) -> HttpResponse:
    messages.success(request, "The offender managers have been told. The panel decides.")
    return redirect("case_orders", case.reference)


def select_offender(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the panel selected a nominal."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    form = SelectForm(
        request.POST or None,
        managers=queries.offender_managers(),
        initial={"joined_on": timezone.localdate()},
    )

    def save() -> None:
        services.select_offender(nominal, by=user, **form.cleaned_data)

    return answer_form(
        request, nominal, form, save, template="select_offender.html", done="They have joined."
    )


def reject_nomination(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the panel did not select a nominal."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    form = RejectForm(request.POST or None)

    def save() -> None:
        services.reject_nomination(nominal, by=user, **form.cleaned_data)

    return answer_form(
        request, nominal, form, save, template="reject_nomination.html", done="Decision recorded."
    )


def set_rag(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a review of a nominal."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    form = RagForm(request.POST or None, initial={"version": nominal.version, "rag": nominal.rag})

    def save() -> None:
        try:
            services.set_rag(nominal, by=user, **form.cleaned_data)
        except StaleVersion:
            now = nominal.get_rag_display() or "not set"
            form.add_error(
                None,
                f"Somebody else has changed {nominal} since you opened this page. It is "
                f"{now.lower()} now. Look at it again before you save.",
            )

    return answer_form(
        request, nominal, form, save, template="set_rag.html", done="Review recorded."
    )


def deselect_offender(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a person leaves the cohort."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    form = DeselectForm(request.POST or None, initial={"left_on": timezone.localdate()})

    def save() -> None:
        try:
            services.deselect_offender(nominal, by=user, **form.cleaned_data)
        except services.BeforeJoining:
            form.add_error("left_on", "Enter a date on or after the day they joined")

    return answer_form(
        request, nominal, form, save, template="deselect_offender.html", done="They have left."
    )
