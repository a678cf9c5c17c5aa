"""The IOM cohort in a period, from what the offenders app counts."""

from assessment.figures.figure import Count, Measure
from offenders.queries import CohortCounts


def cohort_joined(counts: CohortCounts) -> Count:
    """People who joined the cohort of integrated offender management in the period."""
    return Count(counts["joined"])


def cohort_size(counts: CohortCounts) -> Count:
    """People in the cohort of integrated offender management at the end of the period."""
    return Count(counts["in_cohort"])


MEASURES: tuple[Measure[CohortCounts], ...] = (
    Measure("iom.joined", "Joined the IOM cohort", "people", cohort_joined),
    Measure("iom.cohort", "In the IOM cohort at the end", "people", cohort_size),
)
