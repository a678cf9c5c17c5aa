"""Letter templates on the screen: every version, editing a draft, publishing, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from letters import access, forms, queries, services
from letters.merging import EXAMPLES, FIELDS, merge
from letters.models import LetterTemplate, TemplateStatus
from letters.workflow import TEMPLATE
from ui.forms import Form
from ui.stale import Theirs, keep_typed

PARTS = ("written_for", "subject", "body", "version")


def list_letter_templates(request: HttpRequest) -> HttpResponse:
    """Every template with its versions."""
    user = current_user(request)
    require(access.can_see_templates(user))
    groups: dict[str, list[LetterTemplate]] = {}
    for row in queries.every_template():
        groups.setdefault(row.name, []).append(row)
    context = {
        "groups": groups.items(),
        "in_use": set(queries.templates_in_use().values_list("pk", flat=True)),
        "may_change": access.can_change_templates(user),
    }
    return render(request, "letters/list_templates.html", context)


def start_letter_template(request: HttpRequest) -> HttpResponse:
    """Begin a new template."""
    user = current_user(request)
    require(access.can_change_templates(user))
    form = forms.StartTemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.start_template(by=user, **form.cleaned_data)
            return redirect("letter_template", row.pk)
        except services.NameTaken:
            form.add_error("name", "Choose another name: a template has this one")
    return _form(request, None, form, "New letter template", submit="Begin a draft")


def letter_template(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, and how a letter of it would read to an invented person."""
    row = _seen(request, pk)
    context = {
        "template": row,
        "subject": merge(row.subject, EXAMPLES),
        "preview": merge(row.body, EXAMPLES),
        "may_change": access.can_change_templates(current_user(request)),
        "draft": queries.draft_of(row),
    }
    return render(request, "letters/template.html", context)


@require_POST
def draft_letter_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version of a template."""
    row = _changeable(request, pk)
    try:
        draft = services.draft_template(row, by=current_user(request))
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
        return redirect("letter_template", row.pk)
    return redirect("change_letter_template", draft.pk)


def change_letter_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a draft."""
    row = _changeable(request, pk)
    require(access.can_edit_template(current_user(request), row))
    form = forms.TemplateForm(request.POST or None, initial=_saved(row))
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_template(row, by=current_user(request), **form.cleaned_data)
            messages.success(request, "Draft saved.")
            return redirect("letter_template", row.pk)
        except StaleVersion:
            row.refresh_from_db()
            theirs = keep_typed(form, _saved(row))
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("letter_template", row.pk)
    return _form(request, row, form, "Change the draft", submit="Save draft", theirs=theirs)


def publish_letter_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix a draft and offer it."""
    row = _changeable(request, pk)
    require(access.can_edit_template(current_user(request), row))
    form = forms.VersionForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_template(row, by=current_user(request), **form.cleaned_data)
            messages.success(request, f"{row} is published. It can no longer be changed.")
            return redirect("letter_template", row.pk)
        except (StaleVersion, WrongStatus):
            form.add_error(None, "Somebody changed this draft meanwhile. Look at it again first.")
        except services.NotWhole as refusal:
            form.add_error(None, f"There is no field called {refusal}. Change the draft first.")
    return _form(request, row, form, "Publish this version", submit="Publish")


def withdraw_letter_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a template no more, or set a draft aside."""
    row = _changeable(request, pk)
    require(TEMPLATE.allows(row, TemplateStatus.WITHDRAWN))
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_template(
                row, by=current_user(request), reason=form.cleaned_data["reason"]
            )
            messages.success(request, f"{row} is withdrawn. Letters made with it stay.")
            return redirect("list_letter_templates")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("letter_template", row.pk)
    return _form(request, row, form, "Withdraw this version", submit="Withdraw")


def list_letterheads(request: HttpRequest) -> HttpResponse:
    """What each agency's letters begin with."""
    require(access.can_change_templates(current_user(request)))
    return render(request, "letters/list_letterheads.html", {"rows": queries.letterheads()})


def change_letterhead(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter or change an agency's letterhead."""
    user = current_user(request)
    require(access.can_change_templates(user))
    agency = queries.agency_by_slug(slug)
    if agency is None:
        raise Http404

    def saved() -> dict[str, Any]:
        head = queries.letterhead_of(agency)
        names = ("address", "phone", "email", "version")
        return {name: getattr(head, name) for name in names} if head else {"version": 0}

    form = forms.LetterheadForm(request.POST or None, initial=saved())
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.save_letterhead(agency, by=user, **form.cleaned_data)
            messages.success(request, f"Letterhead of {agency} saved.")
            return redirect("list_letterheads")
        except StaleVersion:
            theirs = keep_typed(form, saved())
    context = {"agency": agency, "form": form, "theirs": theirs}
    return render(request, "letters/change_letterhead.html", context)


def _saved(row: LetterTemplate) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PARTS}


def _form(
    request: HttpRequest,
    row: LetterTemplate | None,
    form: Form,
    heading: str,
    *,
    submit: str,
    theirs: Theirs | None = None,
) -> HttpResponse:
    context = {
        "template": row,
        "form": form,
        "heading": heading,
        "submit": submit,
        "theirs": theirs or [],
        "fields": FIELDS.items() if "body" in form.fields else (),
    }
    return render(request, "letters/template_form.html", context)


def _seen(request: HttpRequest, pk: int) -> LetterTemplate:
    require(access.can_see_templates(current_user(request)))
    row = queries.every_template().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _changeable(request: HttpRequest, pk: int) -> LetterTemplate:
    require(access.can_change_templates(current_user(request)))
    return _seen(request, pk)
