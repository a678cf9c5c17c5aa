"""Page-shaped reads about reports."""

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    F,
    Q,
    QuerySet,
    Value,
    prefetch_related_objects,
)
from django.urls import reverse

from accounts.models import User
from assessment.figures.figure import OPEN_DATA
from assessment.figures.parts import BY
from assessment.models import FigureRun, Observation, Report, ReportReview, ReportSection
from ui.work import Owed, WorkItem

MOST_FOUND = 40
WRITE, REVIEW = "report_section", "report_review"


def reports_of(user: User) -> QuerySet[Report]:
    """The reports this person may see, with what a list shows."""
    rows: QuerySet[Report] = Report.objects.visible_to(user)
    return rows.select_related("run__area").defer("content", "public_content")


def sections_of(report: Report) -> list[ReportSection]:
    """Its sections with whom they name, and the plans of their priorities."""
    named = ("owner", "agency", "signed_by", "priority")
    sections = list(report.sections.select_related(*named))
    prefetch_related_objects(
        [each.priority for each in sections if each.priority], "steps", "progress"
    )
    return sections


def drafts_on(run: FigureRun) -> Report | None:
    """The report that is being written on these figures."""
    return Report.objects.filter(run=run, frozen_at=None).first()


def newer_than(report: Report) -> Report | None:
    """The frozen report of the same period and area that supersedes this one."""
    later = Report.objects.filter(
        run__slug=report.run.slug, run__area=report.run.area_id, frozen_at__isnull=False
    )
    return later.filter(pk__gt=report.pk).order_by("-pk").first() if report.is_frozen else None


def figures_named(run: FigureRun, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Each of these codes that is a figure of the run, with its name."""
    codes = [code for code in codes if "\x00" not in code]
    names = dict(_figures_of(run).filter(code__in=codes).values_list("code", "name"))
    return [(code, names[code]) for code in codes if code in names]


def figures_found(run: FigureRun, text: str, without: Sequence[str]) -> list[tuple[str, str]]:
    """The code and name of further figures of the run whose name holds a text."""
    if not text:
        return []
    found = _figures_of(run).filter(name__icontains=text).exclude(code__in=without)
    # A figure comes before its parts: those by source, priority or need are many.
    whole_first = found.annotate(is_part=Q(code__contains=BY)).order_by("is_part", "pk")
    return list(whole_first.values_list("code", "name")[:MOST_FOUND])


def _figures_of(run: FigureRun) -> QuerySet[Observation]:
    rows = Observation.objects.filter(run=run, period_start=run.period.starts)
    return rows.filter(Q(area_code=run.area.code) | ~_open_data())


def _open_data() -> Q:
    return Q(*[Q(code__startswith=each) for each in OPEN_DATA], _connector=Q.OR)


def owed_rows(user: User) -> list[QuerySet[Any]]:
    """Sections to write and drafts to review, as rows of `Owed`."""
    sections = ReportSection.objects.filter(owner=user, signed_at=None, report__frozen_at=None)
    reviews = ReportReview.objects.filter(reviewer=user, said_at=None, report__frozen_at=None)
    return [_as_owed(sections, WRITE, "title"), _as_owed(reviews, REVIEW, "report__title")]


def _as_owed(rows: QuerySet[Any], kind: str, said: str) -> QuerySet[Any]:
    named: QuerySet[Any] = rows.order_by().annotate(
        kind=Value(kind, CharField()),
        due=Value(None, DateField()),
        said=F(said),
        of=F("report"),
        key=F("pk"),
    )
    return named.values_list(*Owed._fields)


def owed_item(row: Owed) -> WorkItem | None:
    """A row of `owed_rows` as a line of a work list; None for one that is another app's."""
    if row.kind == WRITE:
        url = reverse("write_section", args=[row.of, row.key])
        return WorkItem(f"Write “{row.said}”", url, kind="Report")
    if row.kind == REVIEW:
        return WorkItem(f"Review “{row.said}”", reverse("report", args=[row.of]), kind="Report")
    return None
