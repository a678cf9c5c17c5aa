"""Which status may follow which, who is old enough, and when a review is due."""

from cases.workflow import StaleVersion, Workflow, WrongStatus, save_versioned
from offenders.lengths import age_on
from offenders.models import (
    BreachStatus,
    Nominal,
    NominalStatus,
    OffenceStatus,
    Order,
    OrderStatus,
    PathwayReferralStatus,
    VisitStatus,
)

__all__ = [
    "BREACH",
    "NOMINAL",
    "OFFENCE",
    "ORDER",
    "REFERRAL",
    "VISIT",
    "StaleVersion",
    "WrongStatus",
    "age_on",
    "require_selected",
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
ORDER = Workflow({OrderStatus.MADE: {OrderStatus.DISCHARGED, OrderStatus.WITHDRAWN}})
BREACH = Workflow(
    {
        BreachStatus.ALLEGED: {
            BreachStatus.PROVEN,
            BreachStatus.NOT_PROVEN,
            BreachStatus.NO_ACTION,
        }
    }
)
REFERRAL = Workflow(
    {
        PathwayReferralStatus.REFERRED: {
            PathwayReferralStatus.ENGAGED,
            PathwayReferralStatus.NOT_ATTENDED,
            PathwayReferralStatus.DECLINED,
        },
        PathwayReferralStatus.NOT_ATTENDED: {
            PathwayReferralStatus.ENGAGED,
            PathwayReferralStatus.DROPPED_OUT,
        },
        PathwayReferralStatus.ENGAGED: {
            PathwayReferralStatus.COMPLETED,
            PathwayReferralStatus.DROPPED_OUT,
        },
    }
)
VISIT = Workflow(
    {
        VisitStatus.PLANNED: {VisitStatus.BEGUN, VisitStatus.DONE, VisitStatus.CANCELLED},
        VisitStatus.BEGUN: {VisitStatus.DONE},
    }
)

# Under 18s are the youth justice service's (Crime and Disorder Act 1998, sections 38 and 39).
ADULT_AGE = 18


def require_selected(nominal: Nominal) -> None:
    """WrongStatus unless the person is in the cohort."""
    if nominal.status != NominalStatus.SELECTED:
        raise WrongStatus(
            f"{nominal} is {nominal.get_status_display().lower()}, so this cannot be done."
        )


def require_made(order: Order) -> None:
    """WrongStatus unless the order still stands."""
    if order.status != OrderStatus.MADE:
        raise WrongStatus(f"{order} is {order.get_status_display().lower()}, so it cannot change.")
