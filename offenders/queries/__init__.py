"""Page-shaped reads about offender management."""

from offenders.queries.figures import CohortCounts, cohort_counts
from offenders.queries.measure import cohort_measure, measure_of, measure_page
from offenders.queries.nominals import (
    STATUS_COLOURS,
    alleged,
    alleged_people,
    current_nominal,
    earlier_nominations,
    nominable_parties,
    nominal_tabs,
    nominals_of,
    offences_of,
    offender_managers,
    sees_case,
    work_list,
)

__all__ = [
    "STATUS_COLOURS",
    "CohortCounts",
    "alleged",
    "alleged_people",
    "cohort_counts",
    "cohort_measure",
    "current_nominal",
    "earlier_nominations",
    "measure_of",
    "measure_page",
    "nominable_parties",
    "nominal_tabs",
    "nominals_of",
    "offences_of",
    "offender_managers",
    "sees_case",
    "work_list",
]
