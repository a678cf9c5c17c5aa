"""Managing a nominal: officers and plan, scores, pathways, visits."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from offenders import access, queries, services
from offenders.forms.plans import (
    CheckInForm,
    ManagementForm,
    MovePathwayReferralForm,
    NeedsForm,
    PathwayReferralForm,
    ScoreForm,
    VisitForm,
)
from offenders.models import Nominal, Visit
from offenders.queries.plans import pathways_in_use
from offenders.views.answers import answer_form
from offenders.views.stale import not_stale, possible
from offenders.workflow import REFERRAL
from ui.forms import Form


def _read(request: HttpRequest, reference: str) -> tuple[User, Nominal]:
    user = current_user(request)
    return user, access.nominal_or_404(user, reference)


def _answer(
    request: HttpRequest,
    nominal: Nominal,
    form: Form,
    save: Callable[[], object],
    *,
    heading: str,
    intro: str = "",
) -> HttpResponse:
    return answer_form(
        request,
        nominal,
        form,
        save,
        template="nominal_form.html",
        done="Saved.",
        back="offender_plan",
        words={"heading": heading, "intro": intro},
    )


def change_management(request: HttpRequest, reference: str) -> HttpResponse:
    """Say who leads, who stands in, which panels know them, how often they are seen."""
    user, nominal = _read(request, reference)
    fields = ("lead_officer", "second_officer", "other_panels", "contact_every_days", "contact_how")
    initial = {name: getattr(nominal, name) for name in (*fields, "version")}
    form = ManagementForm(
        request.POST or None, managers=queries.offender_managers(), initial=initial
    )

    def save() -> None:
        services.change_management(nominal, by=user, **form.cleaned_data)

    guarded = not_stale(form, nominal, fields, save)
    return _answer(request, nominal, form, guarded, heading="Officers and contact plan")


def record_score(request: HttpRequest, reference: str) -> HttpResponse:
    """Copy a score from where it was worked out."""
    user, nominal = _read(request, reference)
    form = ScoreForm(request.POST or None)

    def save() -> None:
        services.record_score(nominal, by=user, **form.cleaned_data)

    intro = "Copy it as it was printed. Concord never works a score out, and never changes one."
    return _answer(request, nominal, form, save, heading="Record a score", intro=intro)


def rate_needs(request: HttpRequest, reference: str) -> HttpResponse:
    """Rate the need on each pathway."""
    user, nominal = _read(request, reference)
    form = NeedsForm(
        request.POST or None,
        pathways=pathways_in_use(user),
        initial={"rated_on": timezone.localdate()},
    )

    def save() -> None:
        said = form.cleaned_data
        services.rate_needs(
            nominal, by=user, stage=said["stage"], rated_on=said["rated_on"], needs=form.needs()
        )

    return _answer(request, nominal, form, save, heading="Rate needs")


def refer_to_pathway(request: HttpRequest, reference: str) -> HttpResponse:
    """Refer a nominal to a partner service."""
    user, nominal = _read(request, reference)
    form = PathwayReferralForm(
        request.POST or None,
        pathways=pathways_in_use(user),
        initial={"referred_on": timezone.localdate()},
    )

    def save() -> None:
        services.refer_to_pathway(nominal, by=user, **form.cleaned_data)

    return _answer(request, nominal, form, save, heading="Refer to a service")


def move_pathway_referral(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say what has come of a referral."""
    user, nominal = _read(request, reference)
    referral = access.pathway_referral_or_404(user, nominal, pk)
    form = MovePathwayReferralForm(
        request.POST or None, allowed=REFERRAL.moves.get(referral.status, set())
    )

    def save() -> None:
        services.move_pathway_referral(referral, by=user, **form.cleaned_data)

    heading = f"What has come of {referral.service}?"
    return _answer(request, nominal, form, possible(form, save), heading=heading)


def plan_visit(request: HttpRequest, reference: str) -> HttpResponse:
    """Plan to see a nominal."""
    user, nominal = _read(request, reference)
    form = VisitForm(
        request.POST or None, managers=queries.offender_managers(), initial={"officer": user.pk}
    )

    def save() -> None:
        services.plan_visit(nominal, by=user, **form.said())

    return _answer(request, nominal, form, possible(form, save), heading="Plan a visit")


def check_in(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that the officer is safe, and what came of the visit."""
    user, nominal = _read(request, reference)
    visit = access.visit_or_404(user, nominal, pk)
    form = CheckInForm(request.POST or None)

    def save() -> None:
        services.check_in(visit, by=user, **form.cleaned_data)

    return _answer(request, nominal, form, save, heading="Check in")


@require_POST
def begin_visit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a visit begins."""
    return _move(request, reference, pk, services.begin_visit)


@require_POST
def cancel_visit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a visit will not take place."""
    return _move(request, reference, pk, services.cancel_visit)


def _move(
    request: HttpRequest, reference: str, pk: int, service: Callable[..., Visit]
) -> HttpResponse:
    user, nominal = _read(request, reference)
    visit = access.visit_or_404(user, nominal, pk)
    form = Form(request.POST)

    def save() -> None:
        service(visit, by=user)

    return _answer(request, nominal, form, save, heading="Visit")
