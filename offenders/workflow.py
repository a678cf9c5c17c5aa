"""Which status may follow which, who is old enough, and when a review is due."""

import datetime as dt

from cases.workflow import StaleVersion, Workflow, WrongStatus, save_versioned
from offenders.models import Nominal, NominalStatus, OffenceStatus, Rag

__all__ = [
    "NOMINAL",
    "OFFENCE",
    "StaleVersion",
    "WrongStatus",
    "age_on",
    "require_selected",
    "review_due",
    "save_versioned",
]

NOMINAL = Workflow(
    {
        NominalStatus.NOMINATED: {NominalStatus.SELECTED, NominalStatus.NOT_SELECTED},
        NominalStatus.SELECTED: {NominalStatus.DESELECTED},
    }
)
OFFENCE = Workflow(
    {
        OffenceStatus.ALLEGED: {
            OffenceStatus.CHARGED,
            OffenceStatus.CAUTIONED,
            OffenceStatus.NO_ACTION,
        },
        OffenceStatus.CHARGED: {
            OffenceStatus.CONVICTED,
            OffenceStatus.CAUTIONED,
            OffenceStatus.NO_ACTION,
        },
    }
)

# Under 18s are the youth justice service's (Crime and Disorder Act 1998, sections 38 and 39).
ADULT_AGE = 18
# A local choice; the national guidance leaves the interval to the area.
REVIEW_WEEKS = {"": 4, Rag.RED: 4, Rag.AMBER: 8, Rag.GREEN: 12}


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years of age on a day; who is born on 29 February turns older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def review_due(rag: str, day: dt.date) -> dt.date:
    """The day of the next review after one on a day, when nobody chose another."""
    return day + dt.timedelta(weeks=REVIEW_WEEKS[rag])


def require_selected(nominal: Nominal) -> None:
    """WrongStatus unless the person is in the cohort."""
    if nominal.status != NominalStatus.SELECTED:
        raise WrongStatus(
            f"{nominal} is {nominal.get_status_display().lower()}, so this cannot be done."
        )
