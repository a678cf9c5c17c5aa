"""Who may see and do what with figures. Only aggregates are here, never a person."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import Role, User
from assessment.models import (
    CountedRows,
    Edition,
    FigureRun,
    PendingImport,
    Publication,
    PublishedFile,
    Report,
    ReportReview,
    ReportSection,
    ReturnFile,
)
from assessment.period_names import parse_period
from assessment.periods import BadPeriod, Period
from assessment.reports.queries import drafts_on
from places.models import Area, FileKind, ImportedFile
from places.queries import area_named

M = TypeVar("M", bound=Model)


def can_view_summaries(user: User) -> bool:
    """Anyone with a current desk sees frozen summaries."""
    return bool(user.desk.roles)


def can_take_figures(user: User) -> bool:
    """Analysts take figures."""
    return user.desk.has(Role.ANALYST)


def can_freeze_run(user: User, run: FigureRun) -> bool:
    """Analysts freeze drafts."""
    return user.desk.has(Role.ANALYST) and not run.is_frozen


def can_publish_run(user: User, run: FigureRun) -> bool:
    """Analysts publish what is frozen and not published yet."""
    return user.desk.has(Role.ANALYST) and run.is_frozen and not hasattr(run, "publication")


def publication_or_404(user: User, year: Period, area: Area, pk: int) -> Publication:
    """One summary as the public reads it."""
    rows = Publication.objects.visible_to(user).select_related("run__area", "run__frozen_by")
    found = rows.filter(run=pk, run__slug=year.slug, run__area=area).first()
    if found is None:
        raise Http404
    return found


def summaries_door(user: User) -> None:
    """Let in whoever has a current desk; for anyone else there is no such page."""
    if not can_view_summaries(user):
        raise Http404


def analysts_door(user: User) -> None:
    """Let in analysts; tell others with a desk that it is not theirs to do."""
    summaries_door(user)
    if not can_take_figures(user):
        raise PermissionDenied


def year_and_area_or_404(user: User, year: str, area: str) -> tuple[Period, Area]:
    """The year and area an address names, for whoever may see summaries."""
    summaries_door(user)
    try:
        found = area_named(area)
        if found is not None:
            return parse_period(year), found
    except BadPeriod as error:
        raise Http404 from error
    raise Http404


def run_or_404(user: User, year: Period, area: Area, pk: int | None = None) -> FigureRun:
    """One run of a summary by its number, or the newest this person may see."""
    runs = (
        FigureRun.objects.visible_to(user)
        .of_period(year, area)
        .select_related("area", "frozen_by", "publication")
    )
    run = (runs.filter(pk=pk) if pk else runs).first()
    if run is None:
        raise Http404
    return run


def two_runs_or_404(
    user: User, year: Period, area: Area, keys: tuple[int, int]
) -> tuple[FigureRun, FigureRun]:
    """Two runs of one summary, the earlier first."""
    runs = [run_or_404(user, year, area, each) for each in sorted(set(keys))]
    if len(runs) != 2:
        raise Http404
    return runs[0], runs[1]


def counted_or_404(user: User, run: FigureRun, code: str) -> CountedRows:
    """What a figure of a run counted, if that is kept."""
    kept = CountedRows.objects.visible_to(user).filter(run=run, code=code).first()
    if not isinstance(kept, CountedRows):
        raise Http404
    return kept


def pending_import_or_404(user: User, pk: int) -> PendingImport:
    """An analyst's own upload, without its content until that is read."""
    analysts_door(user)
    pending = PendingImport.objects.visible_to(user).filter(pk=pk).defer("content").first()
    if pending is None:
        raise Http404
    return pending


def edition_or_404(user: User, pk: int) -> Edition:
    """An edition of crime, for analysts."""
    return _of_analysts(user, Edition.objects.visible_to(user), pk)


def return_file_or_404(user: User, pk: int) -> ReturnFile:
    """A file of returns, for analysts."""
    return _of_analysts(user, ReturnFile.objects.visible_to(user), pk)


def published_file_or_404(user: User, pk: int) -> PublishedFile:
    """A file of published numbers, for analysts."""
    return _of_analysts(user, PublishedFile.objects.visible_to(user), pk)


def population_file_or_404(user: User, pk: int) -> ImportedFile:
    """A file of residents, for analysts."""
    files = ImportedFile.objects.visible_to(user).filter(kind=FileKind.POPULATION)
    return _of_analysts(user, files, pk)


def _of_analysts(user: User, rows: QuerySet[M], pk: int) -> M:
    analysts_door(user)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def run_to_publish_or_404(user: User, year: Period, area: Area, pk: int | None = None) -> FigureRun:
    """A run to hand out: the one asked for, or the newest frozen one, else the draft."""
    if pk:
        return run_or_404(user, year, area, pk)
    run = (
        FigureRun.objects.visible_to(user).of_period(year, area).select_related("area").to_publish()
    )
    if run is None:
        raise Http404
    return run


def report_or_404(user: User, pk: int) -> Report:
    """A report this person may see: analysts all, others frozen ones and those they work on."""
    rows = Report.objects.visible_to(user).select_related("run__area")
    report = rows.filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def published_report_or_404(user: User, pk: int) -> Report:
    """A report as the public reads it."""
    report = report_or_404(user, pk)
    if report.published_at is None:
        raise Http404
    return report


def section_or_404(user: User, pk: int, section_pk: int) -> ReportSection:
    """A section of a report this person may see."""
    report = report_or_404(user, pk)
    section = ReportSection.objects.filter(report=report, pk=section_pk).first()
    if not isinstance(section, ReportSection):
        raise Http404
    section.report = report
    return section


def can_report_on(user: User, run: FigureRun) -> bool:
    """Analysts, on the frozen figures of a year of which no draft is being written."""
    ready = run.is_frozen and run.period.is_a_year
    return user.desk.has(Role.ANALYST) and ready and drafts_on(run) is None


def review_of(user: User, report: Report) -> ReportReview | None:
    """This person's own review of a report, if they were asked for one."""
    return ReportReview.objects.filter(report=report, reviewer=user).first()


def can_edit_report(user: User, report: Report) -> bool:
    """Analysts, until it is frozen."""
    return user.desk.has(Role.ANALYST) and not report.is_frozen


def can_write_section(user: User, section: ReportSection) -> bool:
    """Its owner, or an analyst, until the report is frozen."""
    return not section.report.is_frozen and (
        section.owner_id == user.pk or user.desk.has(Role.ANALYST)
    )


def can_sign_section(user: User, section: ReportSection) -> bool:
    """Its owner; where it has none, an analyst."""
    owner = section.owner_id or (user.pk if user.desk.has(Role.ANALYST) else None)
    return not section.report.is_frozen and owner == user.pk
