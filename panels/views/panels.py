"""Panels: their terms, who chairs them, which agencies belong to them."""

from copy import copy

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from cases.access import require
from cases.workflow import StaleVersion
from panels import access, services
from panels.forms.panels import (
    ChangeMemberForm,
    ChangePanelForm,
    CoChairForm,
    DeputyForm,
    EndForm,
    MemberForm,
    PanelForm,
)
from panels.models import Panel
from panels.queries import meetings as queries
from panels.queries.cadence import proposed_days
from ui.stale import Theirs, keep_typed

HEADINGS = {
    "about": "What the panel is",
    "days": "When it meets",
    "deadlines": "Deadlines and lengths",
    "information": "Asking agencies what they know",
}


def list_panels(request: HttpRequest) -> HttpResponse:
    """The panels of the partnership."""
    user = _manager(request)
    return render(request, "panels/list_panels.html", {"panels": queries.panels(user)})


def set_up_panel(request: HttpRequest) -> HttpResponse:
    """Set up a panel."""
    user = _manager(request)
    form = PanelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        panel = services.set_up_panel(by=user, **form.cleaned_data)
        messages.success(
            request, f"{panel} is set up. Say when it meets; add its members and co-chairs."
        )
        return redirect("panel", panel.slug)
    return render(request, "panels/panel_form.html", {"form": form, "heading": "Set up a panel"})


def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """A panel's terms, co-chairs and members."""
    user, row = _managed(request, slug)
    context = {
        "panel": row,
        "chairs": queries.chairs_in_force(row),
        "members": queries.members_in_force(row),
        "days": proposed_days(row, timezone.localdate()),
        "statements": queries.statements(row),
        "may_plan": access.can_plan_meeting(user),
    }
    return render(request, "panels/panel.html", context)


def change_panel(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Change one page of a panel's terms."""
    user, row = _managed(request, slug)
    if section not in HEADINGS:
        raise Http404
    # A model form writes into its instance: give it one of its own.
    form = ChangePanelForm(
        request.POST or None, section=section, instance=copy(row), initial={"seen": row.version}
    )
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        version = said.pop("seen")
        try:
            services.change_panel(row, by=user, version=version, **said)
        except StaleVersion:
            row.refresh_from_db()
            theirs = keep_typed(form, {**model_to_dict(row), "seen": row.version}, "seen")
        else:
            messages.success(request, "The panel's terms are changed.")
            return redirect("panel", row.slug)
    return _form(request, row, form, HEADINGS[section], "Save terms", theirs=theirs)


def add_co_chair(request: HttpRequest, slug: str) -> HttpResponse:
    """Appoint a co-chair."""
    user, row = _managed(request, slug)
    form = CoChairForm(request.POST or None, people=queries.possible_co_chairs())
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["user"]
        try:
            services.appoint_co_chair(row, by=user, **form.cleaned_data)
        except services.AlreadyOnPanel:
            form.add_error("user", "This person chairs the panel already")
        else:
            messages.success(request, f"{person} co-chairs the panel.")
            return redirect("panel", row.slug)
    return _form(request, row, form, "Appoint a co-chair", "Appoint co-chair")


def name_deputy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say who stands in for a co-chair."""
    user, row = _managed(request, slug)
    chair = access.co_chair_or_404(row, pk)
    people = queries.possible_co_chairs().exclude(pk=chair.user_id)
    saved = {"deputy": chair.deputy_id, "version": chair.version}
    form = DeputyForm(request.POST or None, people=people, initial=saved)
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.name_deputy(chair, by=user, **form.cleaned_data)
        except StaleVersion:
            chair = access.co_chair_or_404(row, pk)
            theirs = keep_typed(form, {"deputy": chair.deputy, "version": chair.version})
        else:
            messages.success(request, f"The deputy of {chair.user} is changed.")
            return redirect("panel", row.slug)
    heading = f"Deputy of {chair.user}"
    return _form(request, row, form, heading, "Save deputy", theirs=theirs)


def end_co_chair(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a co-chair's time."""
    user, row = _managed(request, slug)
    chair = access.co_chair_or_404(row, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_co_chair(chair, by=user, **form.cleaned_data)
        messages.success(request, f"{chair.user} no longer co-chairs the panel from that day.")
        return redirect("panel", row.slug)
    return _form(request, row, form, f"End the time of {chair.user} as co-chair", "End")


def add_panel_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an agency to a panel."""
    user, row = _managed(request, slug)
    form = MemberForm(request.POST or None, agencies=queries.agencies_not_on(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_member(row, by=user, **form.cleaned_data)
        except services.AlreadyOnPanel:
            form.add_error("agency", "This agency is a member already")
        else:
            messages.success(request, f"{form.cleaned_data['agency']} is a member.")
            return redirect("panel", row.slug)
    return _form(request, row, form, "Add a member agency", "Add agency")


def change_panel_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change how an agency attends and who speaks for it."""
    user, row = _managed(request, slug)
    member = access.member_or_404(row, pk)
    saved = ChangeMemberForm.initial_of(member)
    form = ChangeMemberForm(request.POST or None, agency=member.agency, initial=saved)
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_member(member, by=user, **form.cleaned_data)
        except StaleVersion:
            saved = ChangeMemberForm.initial_of(access.member_or_404(row, pk))
            theirs = keep_typed(form, saved)
        else:
            messages.success(request, f"{member.agency}'s membership is changed.")
            return redirect("panel", row.slug)
    heading = f"Membership of {member.agency}"
    return _form(request, row, form, heading, "Save membership", theirs=theirs)


def end_panel_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End an agency's membership."""
    user, row = _managed(request, slug)
    member = access.member_or_404(row, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_member(member, by=user, **form.cleaned_data)
        messages.success(request, f"{member.agency} no longer belongs to the panel from that day.")
        return redirect("panel", row.slug)
    return _form(request, row, form, f"End the membership of {member.agency}", "End membership")


def _form(
    request: HttpRequest,
    row: Panel,
    form: object,
    heading: str,
    submit: str,
    *,
    theirs: Theirs | None = None,
) -> HttpResponse:
    context = {
        "panel": row,
        "form": form,
        "heading": heading,
        "submit": submit,
        "theirs": theirs,
    }
    return render(request, "panels/panel_form.html", context)


def _manager(request: HttpRequest) -> User:
    user = current_user(request)
    require(access.can_manage_panel(user))
    return user


def _managed(request: HttpRequest, slug: str) -> tuple[User, Panel]:
    user = current_user(request)
    row = access.panel_or_404(user, slug)
    require(access.can_manage_panel(user))
    return user, row
