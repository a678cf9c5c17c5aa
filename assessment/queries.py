"""Page-shaped reads of figures and their sources."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from assessment.crime.holdings import held_in
from assessment.figures.cases import first_case_opened_on
from assessment.figures.figure import Figure
from assessment.models import (
    Edition,
    FigureRequest,
    FigureRun,
    PendingImport,
    PublishedFile,
    ReturnFile,
)
from assessment.periods import (
    FinancialYear,
    Month,
    Period,
    Quarter,
    complete_years,
    is_complete,
    say_incomplete,
)
from assessment.summary import WHOLES, Row, Summary
from cases.models import Case, real
from places.models import Area, FileKind, ImportedFile

P = TypeVar("P", bound=Period)
KINDS = {
    "years": "Years",
    "quarters": "Quarters",
    "months": "Months",
    "twelve": "12 months to a month",
    "other": "Other months",
}


def figures_of(run: FigureRun, codes: Collection[str] | None = None) -> list[Figure]:
    """The figures of a run as they were kept: all, or those of some codes."""
    kept = run.observations.order_by("pk")
    if codes is not None:
        kept = kept.filter(code__in=codes)
    return [Figure._make(row) for row in kept.values_list(*Figure._fields)]


def summary_of(run: FigureRun, figures: list[Figure] | None = None) -> Summary:
    """A run with its comparisons: of these of its figures, or of all as they were kept."""
    return Summary(run.period, run.area.code, figures_of(run) if figures is None else figures)


def rows_of(run: FigureRun, codes: Collection[str]) -> dict[str, Row]:
    """Some figures of a run with their comparisons, by code, as far as they were taken."""
    return summary_of(run, figures_of(run, {*codes, *WHOLES})).rows_of(codes)


def due_years(area: Area, today: dt.date | None = None) -> list[FinancialYear]:
    """The finished years of an area for which recorded crime is held whole, and the last
    finished one with case data, where no figures were taken yet."""
    last = FinancialYear.of(today or timezone.localdate()).previous
    years = {year for year in complete_years(held_in(area)) if year <= last}
    if Case.objects.filter(real(), opened_on__range=last.span.days).exists():
        years.add(last)
    return sorted(_untaken(years, area))


def due_parts(area: Area, today: dt.date | None = None) -> list[Period]:
    """The quarters and months of the last twelve months that are over, of which recorded crime is
    held whole or case data kept, where no figures were taken yet: missed days are caught up."""
    today = today or timezone.localdate()
    held, first = held_in(area), first_case_opened_on()
    year_ago = today.replace(day=1) - dt.timedelta(days=365)
    days = [year_ago + dt.timedelta(days=number) for number in range(0, 365, 15)]
    over: list[Period] = [*sorted({Month.of(day) for day in days})]
    over += sorted({Quarter.of(day) for day in days})
    return _untaken(
        [
            each
            for each in over
            if each.ends < today
            and (is_complete(each, held) or (first is not None and first <= each.ends))
        ],
        area,
    )


def _untaken(periods: Iterable[P], area: Area) -> list[P]:
    taken = set(FigureRun.objects.filter(area=area).values_list("slug", flat=True))
    return [each for each in periods if each.slug not in taken]


def summaries(user: User, kind: str = "years") -> QuerySet[FigureRun]:
    """The runs of one kind of period that this person may see."""
    rows = FigureRun.objects.visible_to(user).of_kind(kind)
    return rows.select_related("area", "taken_by", "frozen_by")


def requests(user: User, limit: int = 10) -> QuerySet[FigureRequest]:
    """The newest requests for figures, for analysts."""
    rows = FigureRequest.objects.visible_to(user).select_related("area", "requested_by")
    return rows[:limit]


def newest_request(user: User, period: Period, area: Area) -> FigureRequest | None:
    """What was last asked for about one summary."""
    rows = FigureRequest.objects.visible_to(user).select_related("area")
    return rows.filter(slug=period.slug, area=area).first()


def runs_of(user: User, period: Period, area: Area) -> QuerySet[FigureRun]:
    """The runs of one summary that this person may see, newest first."""
    return FigureRun.objects.visible_to(user).of_period(period, area).select_related("area")


def coverage(period: Period, area: Area) -> str:
    """Why an area's period of recorded crime is not whole; empty when it is."""
    return say_incomplete(period, held_in(area))


def population_files(user: User, limit: int = 20) -> QuerySet[ImportedFile]:
    """The population files that were imported, newest first."""
    files = ImportedFile.objects.visible_to(user).filter(kind=FileKind.POPULATION)
    return files.select_related("imported_by", "undone_by").order_by("-pk")[:limit]


def published_files(user: User, limit: int = 20) -> QuerySet[PublishedFile]:
    """The files of published numbers that were imported, newest first."""
    rows = PublishedFile.objects.visible_to(user).select_related("imported_by", "undone_by")
    return rows.order_by("-pk")[:limit]


def return_files(user: User) -> QuerySet[ReturnFile]:
    """The files of returns, newest first."""
    return ReturnFile.objects.visible_to(user).select_related("imported_by", "undone_by")


def confirmed_imports(user: User, limit: int = 10) -> QuerySet[PendingImport]:
    """What this analyst confirmed, newest first: under way, brought in or refused."""
    return PendingImport.objects.visible_to(user).confirmed().defer("content")[:limit]


def editions(user: User) -> QuerySet[Edition]:
    """Every edition of recorded crime, newest first, those taken back among them."""
    return (
        Edition.objects.visible_to(user).newest_first().select_related("imported_by", "undone_by")
    )
