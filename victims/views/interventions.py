"""Interventions: what is done for a person, stage by stage."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from victims import access, queries, services
from victims.forms import (
    MOVES,
    FacilitatorsForm,
    MediatorNoteForm,
    ProposeInterventionForm,
    RecordSessionForm,
    SideAnswerForm,
)
from victims.models import Intervention, SupportReferral
from victims.pages import victim_frame
from victims.services.trail import subject_of, trail_of
from victims.views.answers import answer_part
from victims.workflow import flow_of


def list_interventions(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything done for the person."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    record_reading(user, subject_of(referral), trail=trail_of(referral))
    context = {
        **victim_frame(referral, "list_interventions"),
        "interventions": queries.interventions_of(user, referral),
        "consent": queries.current_consent(referral),
    }
    return render(request, "victims/interventions.html", context)


def propose_intervention(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose something to be done for the person."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = ProposeInterventionForm(
        request.POST or None, initial={"proposed_on": timezone.localdate()}
    )

    def save() -> None:
        try:
            services.propose_intervention(referral, by=user, **form.cleaned_data)
        except services.ConsentNeeded as refusal:
            form.add_error(None, str(refusal))

    return answer_part(
        request,
        referral,
        form,
        save,
        heading="Propose an intervention",
        submit="Propose",
        done="The intervention is proposed.",
        back=reverse("list_interventions", args=[referral.reference]),
    )


def intervention(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One intervention: its stage, both sides' answers, sessions, agreement, and one's own
    mediator's notes."""
    user = current_user(request)
    referral, row = _found(user, reference, pk)
    record_reading(user, subject_of(referral), trail=trail_of(referral))
    moves = flow_of(row).moves.get(row.status, set())
    context = {
        **victim_frame(referral, "list_interventions"),
        "row": row,
        "moves": [(code, MOVES[code][0]) for code in MOVES if code in moves],
        "answers": row.side_consents.all() if row.is_meeting else [],
        "sessions": row.sessions.all(),
        "people": row.facilitators.all(),
        "notes": queries.own_mediator_notes(user, row),
        "today": timezone.localdate(),
    }
    return render(request, "victims/intervention.html", context)


def move_intervention(request: HttpRequest, reference: str, pk: int, to: str) -> HttpResponse:
    """Take it to its next stage."""
    user = current_user(request)
    referral, row = _found(user, reference, pk)
    if to not in MOVES:
        raise Http404
    label, form_class = MOVES[to]
    # A stage that asks for nothing has an empty form, which is bound all the same.
    form = form_class(request.POST if request.method == "POST" else None)

    def save() -> None:
        try:
            services.move_intervention(row, by=user, to=to, **form.said())
        except services.NotReady as refusal:
            form.add_error(None, str(refusal))

    return answer_part(
        request,
        referral,
        form,
        save,
        heading=f"{label}: {row}",
        submit=label,
        done="The intervention has moved on.",
        back=_page(referral, row),
    )


def record_side(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Write down what one side said."""
    user = current_user(request)
    referral, row = _found(user, reference, pk)
    form = SideAnswerForm(request.POST or None, initial={"answered_on": timezone.localdate()})

    def save() -> None:
        try:
            services.record_side_answer(row, by=user, **form.cleaned_data)
        except services.NotReady as refusal:
            form.add_error("side", str(refusal))

    return answer_part(
        request,
        referral,
        form,
        save,
        heading=f"Record what a side said: {row}",
        done="The answer is recorded.",
        back=_page(referral, row),
    )


def add_session(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Write down a session and who was there."""
    user = current_user(request)
    referral, row = _found(user, reference, pk)
    form = RecordSessionForm(request.POST or None, initial={"held_on": timezone.localdate()})

    def save() -> None:
        services.add_session(row, by=user, **form.cleaned_data)

    return answer_part(
        request,
        referral,
        form,
        save,
        heading=f"Record a session: {row}",
        done="The session is recorded.",
        back=_page(referral, row),
    )


def name_facilitators(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say who facilitates."""
    user = current_user(request)
    referral, row = _found(user, reference, pk)
    form = FacilitatorsForm(
        request.POST or None,
        people=queries.facilitators_for(row),
        initial={"facilitators": list(row.facilitators.all())},
    )

    def save() -> None:
        services.name_facilitators(row, by=user, facilitators=form.cleaned_data["facilitators"])

    return answer_part(
        request,
        referral,
        form,
        save,
        heading=f"Who facilitates: {row}",
        done="It is noted who facilitates.",
        back=_page(referral, row),
    )


def write_mediator_note(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Keep what was said in confidence, for oneself alone."""
    user = current_user(request)
    referral, row = _found(user, reference, pk)
    form = MediatorNoteForm(request.POST or None)

    def save() -> None:
        services.write_mediator_note(row, by=user, text=form.cleaned_data["text"])

    return answer_part(
        request,
        referral,
        form,
        save,
        heading=f"Keep a mediator's note: {row}",
        done="The note is yours alone.",
        back=_page(referral, row),
        keep=False,
    )


def _found(user: User, reference: str, pk: int) -> tuple[SupportReferral, Intervention]:
    referral = access.support_or_404(user, reference)
    return referral, access.part_or_404(user, Intervention, referral, pk)


def _page(referral: SupportReferral, row: Intervention) -> str:
    return reverse("intervention", args=[referral.reference, row.pk])
