"""Pages of one section of a report: its figures, its words, what its owner typed, the sign-off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.door import current_user
from accounts.models import User
from assessment import access, services
from assessment.models import ReportSection
from assessment.reports.content import sentences_of
from assessment.reports.forms import (
    BEFORE,
    FiguresForm,
    SavedForm,
    SectionForm,
    WriteSectionForm,
)
from assessment.reports.queries import figures_found, figures_named
from assessment.workflow import WrongStatus
from cases.access import require
from cases.workflow import StaleVersion
from ui.forms import Form
from ui.stale import Theirs, keep_typed


@require_http_methods(["GET", "HEAD", "POST"])
def edit_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """A section's title, its owner, and the words around its sentences."""
    user, section = _edited_by(request, pk, section_pk)
    # What was typed stays with its figure, whichever figures the section has got meanwhile.
    typed = [name.removeprefix(BEFORE) for name in request.POST if name.startswith(BEFORE)]
    codes = typed if request.method == "POST" else section.codes
    around = sentences_of(section.report.run, codes)
    form = SectionForm.with_words(around)(request.POST or None, section=section)
    theirs: Theirs | None = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        words = {**section.words, **form.words()}
        fields = {"title": said["title"], "owner": said["owner"], "words": words}
        theirs = _saved(request, section, user, form, **fields)
        if theirs is None:
            return redirect("report", pk)
    return _show(request, section, form, heading="Change the section", theirs=theirs)


@require_http_methods(["GET", "HEAD", "POST"])
def section_figures(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Which figures a section speaks of: searched for by name."""
    user, section = _edited_by(request, pk, section_pk)
    run, text = section.report.run, request.GET.get("q", "")[:100]
    # With those that were ticked: somebody may have taken one out meanwhile.
    codes = list(dict.fromkeys([*section.codes, *request.POST.getlist("codes")]))
    found = figures_found(run, text, without=codes)
    named = figures_named(run, codes)
    form = FiguresForm(request.POST or None, section=section, choices=named + found)
    theirs: Theirs | None = []
    if request.method == "POST" and form.is_valid():
        theirs = _saved(request, section, user, form, codes=form.cleaned_data["codes"])
        if theirs is None:
            return redirect("section_figures", pk, section_pk)
    context = {"report": section.report, "section": section, "form": form, "text": text}
    context |= {"found": len(found), "theirs": theirs}
    context["in_order"] = [each for each in named if each[0] in section.codes]
    return render(request, "assessment/section_figures.html", context)


@require_POST
def move_figure(request: HttpRequest, pk: int, section_pk: int, up: bool) -> HttpResponse:
    """Have a figure of a section stand one place earlier or later."""
    user, section = _edited_by(request, pk, section_pk)
    code, version = request.POST.get("code", ""), _version(request)
    try:
        services.move_figure(section, by=user, version=version, code=code, up=up)
    except StaleVersion:
        messages.error(request, "The section has changed. Look at its figures again.")
    except WrongStatus as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('section_figures', args=[pk, section_pk])}#order")


@require_http_methods(["GET", "HEAD", "POST"])
def write_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """What the partnership has done, and what is recommended, as the owner types it."""
    user = current_user(request)
    section = access.section_or_404(user, pk, section_pk)
    require(access.can_write_section(user, section))
    form = WriteSectionForm(request.POST or None, section=section)
    theirs: Theirs | None = []
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("activity", "recommendation")}
        theirs = _saved(request, section, user, form, **said)
        if theirs is None:
            return redirect("report", pk)
    statements = [said for _, said in sentences_of(section.report.run, section.codes)]
    more = {"statements": statements, "theirs": theirs}
    return _show(request, section, form, heading=section.title, **more)


@require_POST
def sign_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Stand by a section as it is."""
    user = current_user(request)
    section = access.section_or_404(user, pk, section_pk)
    require(access.can_sign_section(user, section))
    try:
        services.sign_section(section, by=user, version=_version(request))
        messages.success(request, f"You have signed off “{section}”.")
    except StaleVersion:
        messages.error(request, "The section has changed. Read it again before you sign it off.")
    except WrongStatus as refused:
        messages.error(request, str(refused))
    return redirect("report", pk)


@require_safe
def arrange_sections(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections of a draft, to put in order and to take out."""
    user = current_user(request)
    report = access.report_or_404(user, pk)
    require(access.can_edit_report(user, report))
    context = {"report": report, "sections": report.sections.all()}
    return render(request, "assessment/arrange_sections.html", context)


@require_POST
def move_section(request: HttpRequest, pk: int, section_pk: int, up: bool) -> HttpResponse:
    """Have a section stand one place earlier or later."""
    user, section = _edited_by(request, pk, section_pk)
    services.move_section(section, by=user, up=up)
    return redirect("arrange_sections", pk)


@require_POST
def drop_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Take a section out of a draft; one with anything written in it stays until that is gone."""
    user, section = _edited_by(request, pk, section_pk)
    if section.activity or section.recommendation:
        messages.error(request, "Something is written in this section. Empty it before.")
    else:
        services.drop_section(section, by=user)
        messages.success(request, f"“{section}” is taken out.")
    return redirect("arrange_sections", pk)


def _edited_by(request: HttpRequest, pk: int, section_pk: int) -> tuple[User, ReportSection]:
    """A section, if this person edits its report."""
    user = current_user(request)
    section = access.section_or_404(user, pk, section_pk)
    require(access.can_edit_report(user, section.report))
    return user, section


def _saved(
    request: HttpRequest, section: ReportSection, user: User, form: SavedForm, **fields: object
) -> Theirs | None:
    """None once the section is saved; else the form says why not and keeps what was typed, and what
    somebody else saved meanwhile comes back."""
    try:
        services.change_section(section, by=user, version=form.cleaned_data["version"], **fields)
    except StaleVersion:
        section.refresh_from_db()
        return keep_typed(form, form.saved(section))
    except WrongStatus as refused:
        form.add_error(None, str(refused))
        return []
    messages.success(request, f"“{section}” is saved.")
    return None


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _show(
    request: HttpRequest, section: ReportSection, form: Form, *, heading: str, **more: object
) -> HttpResponse:
    context = {"report": section.report, "section": section, "form": form, "heading": heading}
    return render(request, "assessment/report_form.html", {**context, "submit": "Save", **more})
