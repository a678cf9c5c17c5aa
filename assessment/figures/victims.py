"""Support for people harmed in a period, from what the victims app counts."""

from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

from django.db.models import QuerySet

from assessment.figures.figure import Count, Measure, Rows, percent_of
from victims.models import SupportReferral
from victims.queries import SupportCounts, counted, ninetieth


def victims_referred(counts: SupportCounts) -> Count:
    """Referrals of people harmed to a victim service in the period."""
    return Count(counts["referred"])


def victims_supported(counts: SupportCounts) -> Count:
    """Different people whose support by a victim service began in the period."""
    return Count(counts["supported"])


def days_to_first_contact(counts: SupportCounts) -> Count:
    """Median working days in England from the referral to the first talk with the person, over
    referrals first spoken to in the period."""
    days = counts["working_days_to_first_contact"]
    return _of_first_contacts(median(days) if days else None, len(days))


def would_recommend(counts: SupportCounts) -> Count:
    """People who answered yes to “would you recommend the service?”, as a share of those who
    answered yes or no in the period."""
    yes, answered = counts["would_recommend"]
    return percent_of(yes, answered, of="survey answers")


def victims_accepted(counts: SupportCounts) -> Count:
    """Referrals of which the person first consented to support in the period."""
    return Count(counts["accepted"])


def first_contacts_in_time(counts: SupportCounts) -> Count:
    """Referrals first spoken to within the working days that the setting of the day of the
    referral allowed, as a share of those first spoken to in the period."""
    return percent_of(*counts["within_target"], of="first contacts")


def most_days_to_first_contact(counts: SupportCounts) -> Count:
    """The working days within which nine in ten of those first spoken to in the period were
    spoken to (90th percentile by nearest rank)."""
    days = counts["working_days_to_first_contact"]
    return _of_first_contacts(ninetieth(days), len(days))


def _of_first_contacts(value: float | None, number: int) -> Count:
    if value is None:
        return Count(None, None, 0, "Nobody was first spoken to in the period.")
    return Count(float(value), None, number, f"Of {number} first contacts.")


def interventions(counts: SupportCounts) -> Count:
    """Interventions proposed in the period, of every kind."""
    return Count(counts["interventions"].total())


def panels_held(counts: SupportCounts) -> Count:
    """Mediations and Restorative Justice panels held or done indirectly, as a share of those
    proposed in the period."""
    return percent_of(*counts["panels_held"], of="mediations or panels")


def outcomes_improved(counts: SupportCounts) -> Count:
    """Of the four outcomes assessed at both ends of support that closed in the period, the share
    that improved."""
    return percent_of(*counts["improved"], of="outcomes assessed at both ends")


def surveys_answered(counts: SupportCounts) -> Count:
    """Surveys answered, as a share of those sent in the period."""
    return percent_of(*counts["surveys_answered"], of="surveys sent")


def rows_of(find: Callable[..., QuerySet[Any]]) -> Rows:
    """What a figure counts among the referrals of those who may see them: what a service counts of
    its own, so that one service learns nothing of another."""
    return Rows(lambda span, among: find(among, *span.days), SupportReferral)


NAMELESS = (
    "Replies without a name count in the figure and have no row: nothing may lead from one of them "
    "to whoever gave it."
)
REFERRED = rows_of(counted.referred)
CONTACTED = rows_of(counted.contacted)
PROPOSED = rows_of(counted.proposed)
OUTCOMES = rows_of(counted.outcomes)
MEASURES: tuple[Measure[SupportCounts], ...] = (
    Measure(
        "victims.referred",
        "Victims referred for support",
        "referrals",
        victims_referred,
        REFERRED,
    ),
    Measure(
        "victims.supported",
        "Victims supported",
        "people",
        victims_supported,
        rows_of(counted.supported),
    ),
    Measure(
        "victims.days-to-first-contact",
        "Working days to first contact",
        "working days (median)",
        days_to_first_contact,
        CONTACTED,
    ),
    Measure(
        "victims.accepted",
        "Victims who accepted support",
        "referrals",
        victims_accepted,
        rows_of(counted.accepted),
    ),
    Measure(
        "victims.days-nine-in-ten",
        "Working days to first contact, nine in ten",
        "working days (90th percentile)",
        most_days_to_first_contact,
        CONTACTED,
    ),
    Measure(
        "victims.first-contact-in-time",
        "First contacts in time",
        "percent",
        first_contacts_in_time,
        rows_of(counted.contacted_in_time),
        CONTACTED,
    ),
    Measure(
        "victims.interventions",
        "Interventions",
        "interventions",
        interventions,
        PROPOSED,
    ),
    Measure(
        "victims.panels-held",
        "Mediations and panels held",
        "percent",
        panels_held,
        rows_of(counted.panels_done),
        rows_of(counted.panels_proposed),
    ),
    Measure(
        "victims.improved",
        "Outcomes improved",
        "percent",
        outcomes_improved,
        rows_of(counted.improved),
        rows_of(counted.assessed),
    ),
    Measure(
        "victims.surveys-answered",
        "Surveys answered",
        "percent",
        surveys_answered,
        rows_of(counted.surveys_answered),
        rows_of(counted.surveys_sent),
    ),
    Measure(
        "victims.would-recommend",
        "Would recommend the service",
        "percent",
        would_recommend,
        replace(rows_of(counted.recommending), beside=NAMELESS),
        replace(rows_of(counted.answering), beside=NAMELESS),
    ),
)
