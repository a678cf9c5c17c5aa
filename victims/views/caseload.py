"""A manager's pages: caseload, hand-over, supervision, dip-samples; and who may facilitate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.door import current_user
from accounts.models import Role
from audit.services import record_reading
from cases.workflow import StaleVersion
from ui.paging import page_by_key
from victims import access, queries, services
from victims.forms import (
    CapacityForm,
    DrawSampleForm,
    FacilitatorForm,
    HandOverForm,
    SampledForm,
    SupervisionForm,
)
from victims.models import DipSample, Facilitator, SampledReferral
from victims.pages import service_frame
from victims.views.answers import answer_service_form, take_version

ELSE = "Somebody else has just changed this. It now says: {}"


def caseload(request: HttpRequest) -> HttpResponse:
    """Who carries how much, of which needs, and for how long."""
    user = current_user(request)
    access.require_manager(user)
    context = {**service_frame(user, "caseload"), "load": queries.caseload(user)}
    return render(request, "victims/caseload.html", context)


def set_capacity(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many people a worker has room for."""
    user = current_user(request)
    access.require_manager(user)
    worker = access.worker_or_404(user, pk)
    load = queries.load_of(user, worker)
    form = CapacityForm(
        request.POST or None, initial={"people": load.capacity, "version": load.version}
    )

    def save() -> None:
        try:
            services.set_capacity(queries.own_service(user), worker, by=user, **form.cleaned_data)
        except StaleVersion:
            now = queries.load_of(user, worker)
            take_version(form, now.version)
            form.add_error("people", ELSE.format(now.capacity))

    return answer_service_form(
        request,
        form,
        save,
        heading=f"Capacity of {worker}",
        done="The capacity is set.",
        back=reverse("caseload"),
    )


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give some or all of a worker's people to another."""
    user = current_user(request)
    access.require_manager(user)
    worker = access.worker_or_404(user, pk)
    form = HandOverForm(
        request.POST or None,
        carried=queries.carried_by(user, worker),
        colleagues=queries.colleagues_in_service(user).exclude(pk=worker.pk),
    )

    def save() -> None:
        said = form.cleaned_data
        services.hand_over_support(said["referrals"], by=user, to=said["to"], reason=said["reason"])

    return answer_service_form(
        request,
        form,
        save,
        heading=f"Hand over from {worker}",
        lede="The other worker is told by email. Whoever was named to read a person's safe "
        "contact is no longer.",
        submit="Hand over",
        done="They are handed over.",
        back=reverse("caseload"),
    )


def list_supervision(request: HttpRequest) -> HttpResponse:
    """Notes of supervision: a manager's, and to a worker their own."""
    user = current_user(request)
    access.require_support(user)
    context = {
        **service_frame(user, "list_supervision"),
        "page": page_by_key(queries.supervision_notes(user), request, order=("-held_on", "-pk")),
        "workers": queries.carriers(user) if user.desk.has(Role.VICTIM_MANAGER) else [],
    }
    return render(request, "victims/supervision.html", context)


def write_supervision(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was talked about with a worker."""
    user = current_user(request)
    access.require_manager(user)
    worker = access.worker_or_404(user, pk)
    form = SupervisionForm(request.POST or None, initial={"held_on": timezone.localdate()})

    def save() -> None:
        services.write_supervision(queries.own_service(user), worker, by=user, **form.cleaned_data)

    return answer_service_form(
        request,
        form,
        save,
        heading=f"Supervision of {worker}",
        done="The note is kept apart from every case.",
        back=reverse("list_supervision"),
    )


def list_samples(request: HttpRequest) -> HttpResponse:
    """Dip-samples, and how far each has got."""
    user = current_user(request)
    access.require_manager(user)
    page = page_by_key(queries.samples(user), request, order=("-drawn_at", "-pk"))
    context = {**service_frame(user, "list_samples"), "page": page}
    return render(request, "victims/samples.html", context)


def draw_sample(request: HttpRequest) -> HttpResponse:
    """Draw referrals of a period by lot."""
    user = current_user(request)
    access.require_manager(user)
    form = DrawSampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sample = services.draw_sample(queries.own_service(user), by=user, **form.cleaned_data)
        except services.NothingToDraw:
            form.add_error("since", "Choose other days: nobody was referred in these")
        else:
            return redirect("sample", sample.pk)
    context = {
        "form": form,
        "heading": "Draw a dip-sample",
        "submit": "Draw",
        "back": reverse("list_samples"),
        "lede": "Concord draws by lot, so that nobody chooses what is looked at.",
    }
    return render(request, "victims/service_form.html", context)


def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """One dip-sample: what was drawn, and what has been found."""
    user = current_user(request)
    access.require_manager(user)
    row = access.row_or_404(user, DipSample, pk=pk)
    drawn = queries.drawn_in(user, row)
    context = {
        **service_frame(user, "list_samples"),
        "sample": row,
        "drawn": drawn,
        "found": queries.found_in(drawn),
    }
    return render(request, "victims/sample.html", context)


def look_at_sampled(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was found about one referral."""
    user = current_user(request)
    access.require_manager(user)
    row = access.row_or_404(user, SampledReferral, pk=pk)
    record_reading(user, f"victim {row.referral.reference}")
    seen = {f"found_{code}": answer for code, answer in row.answers.items()}
    form = SampledForm(
        request.POST or None, initial={**seen, "note": row.note, "version": row.version}
    )

    def save() -> None:
        try:
            services.look_at_sampled(row, by=user, **form.said())
        except StaleVersion:
            now = access.row_or_404(user, SampledReferral, pk=pk)
            take_version(form, now.version)
            form.add_error("note", ELSE.format(now.note or "nothing in words"))

    return answer_service_form(
        request,
        form,
        save,
        heading=f"Dip-sample: {row.referral}",
        done="What you found is kept.",
        back=reverse("sample", args=[row.sample_id]),
    )


def list_facilitators(request: HttpRequest) -> HttpResponse:
    """Who is trained to mediate or to run a panel, and until when."""
    user = current_user(request)
    access.require_support(user)
    context = {
        **service_frame(user, "list_facilitators"),
        "page": page_by_key(queries.facilitators(user), request, order=("name", "pk")),
        "today": timezone.localdate(),
    }
    return render(request, "victims/facilitators.html", context)


def add_facilitator(request: HttpRequest) -> HttpResponse:
    """Enter somebody trained to facilitate."""
    user = current_user(request)
    access.require_manager(user)
    form = FacilitatorForm(request.POST or None)

    def save() -> None:
        said = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        services.add_facilitator(queries.own_service(user), by=user, **said)

    return answer_service_form(
        request,
        form,
        save,
        heading="Add a facilitator",
        done="The facilitator is added.",
        back=reverse("list_facilitators"),
    )


def change_facilitator(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a facilitator's training dates as they are now."""
    user = current_user(request)
    access.require_manager(user)
    row = access.row_or_404(user, Facilitator, pk=pk)
    seen = {name: getattr(row, name) for name in FacilitatorForm.base_fields}
    form = FacilitatorForm(request.POST or None, initial=seen)

    def save() -> None:
        try:
            services.change_facilitator(row, by=user, **form.cleaned_data)
        except StaleVersion:
            now = access.row_or_404(user, Facilitator, pk=pk)
            take_version(form, now.version)
            said = f"{now.name}, {now.training}, trained on {now.trained_on:%-d %B %Y}"
            form.add_error("name", ELSE.format(said))

    return answer_service_form(
        request,
        form,
        save,
        heading="Change a facilitator",
        done="The facilitator is changed.",
        back=reverse("list_facilitators"),
    )
