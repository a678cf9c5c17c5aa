"""Page-shaped reads of figures and their sources."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from assessment.figures.figure import Figure
from assessment.holdings import held_in
from assessment.models import Edition, FigureRequest, FigureRun, PendingImport
from assessment.periods import FinancialYear, complete_years, say_incomplete
from assessment.summary import Summary
from cases.models import Case, real
from places.models import Area, FileKind, ImportedFile


def figures_of(run: FigureRun) -> list[Figure]:
    """The figures of a run as they were kept."""
    return [
        Figure._make(row) for row in run.observations.order_by("pk").values_list(*Figure._fields)
    ]


def summary_of(run: FigureRun) -> Summary:
    """A run with its comparisons."""
    return Summary(run.year, run.area.code, figures_of(run))


def due_years(area: Area, today: dt.date | None = None) -> list[FinancialYear]:
    """The finished years of an area for which recorded crime is held whole, and the last
    finished one with case data, where no figures were taken yet."""
    last = FinancialYear.of(today or timezone.localdate()).previous
    years = {year for year in complete_years(held_in(area)) if year <= last}
    if Case.objects.filter(real(), opened_on__range=last.span.days).exists():
        years.add(last)
    taken = FigureRun.objects.filter(area=area).values_list("start_year", flat=True)
    return sorted(year for year in years if year.start_year not in set(taken))


def summaries(user: User) -> QuerySet[FigureRun]:
    """The runs this person may see."""
    return FigureRun.objects.visible_to(user).select_related("area", "taken_by", "frozen_by")


def requests(user: User, limit: int = 10) -> QuerySet[FigureRequest]:
    """The newest requests for figures, for analysts."""
    rows = FigureRequest.objects.visible_to(user).select_related("area", "requested_by")
    return rows[:limit]


def newest_request(user: User, year: FinancialYear, area: Area) -> FigureRequest | None:
    """What was last asked for about one summary."""
    rows = FigureRequest.objects.visible_to(user).select_related("area")
    return rows.filter(start_year=year.start_year, area=area).first()


def runs_of(user: User, year: FinancialYear, area: Area) -> QuerySet[FigureRun]:
    """The runs of one summary that this person may see, newest first."""
    return FigureRun.objects.visible_to(user).for_year(year, area).select_related("area")


def coverage(year: FinancialYear, area: Area) -> str:
    """Why an area's year of recorded crime is not whole; empty when it is."""
    return say_incomplete(year, held_in(area))


def population_files(user: User, limit: int = 20) -> QuerySet[ImportedFile]:
    """The population files that were imported, newest first."""
    files = ImportedFile.objects.visible_to(user).filter(kind=FileKind.POPULATION)
    return files.select_related("imported_by").order_by("-pk")[:limit]


def confirmed_imports(user: User, limit: int = 10) -> QuerySet[PendingImport]:
    """What this analyst confirmed, newest first: under way, brought in or refused."""
    return PendingImport.objects.visible_to(user).confirmed().defer("content")[:limit]


def editions(user: User) -> QuerySet[Edition]:
    """What recorded crime is held, newest first."""
    return Edition.objects.visible_to(user).newest_first().select_related("imported_by")
