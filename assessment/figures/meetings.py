"""Panel meetings in a period."""

from assessment.figures.figure import Count, Measure
from assessment.periods import Span
from panels.models import AgendaItem, Meeting


def meetings_held(span: Span) -> Count:
    """Panel meetings that began in the period, of every panel of the partnership."""
    held = Meeting.objects.filter(started_at__gte=span.first_moment, started_at__lt=span.after)
    return Count(held.count())


def cases_heard(span: Span) -> Count:
    """Cases on the agenda of a meeting that began in the period; a case on two agendas counts
    twice."""
    heard = AgendaItem.objects.heard().filter(
        meeting__started_at__gte=span.first_moment, meeting__started_at__lt=span.after
    )
    return Count(heard.count())


MEASURES: tuple[Measure[Span], ...] = (
    Measure("panel.meetings-held", "Panel meetings held", "meetings", meetings_held),
    Measure("panel.cases-heard", "Cases heard at meetings", "hearings", cases_heard),
)
