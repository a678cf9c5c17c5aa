"""Support for people harmed in a period, from what the victims app counts."""

from statistics import median

from assessment.figures.figure import Count, Measure, percent_of
from victims.queries import SupportCounts


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
    if not days:
        return Count(None, None, 0, "Nobody was first spoken to in the period.")
    return Count(float(median(days)), None, len(days), f"Of {len(days)} first contacts.")


def would_recommend(counts: SupportCounts) -> Count:
    """People who answered yes to “would you recommend the service?”, as a share of those who
    answered yes or no in the period."""
    yes, answered = counts["would_recommend"]
    return percent_of(yes, answered, of="survey answers")


MEASURES: tuple[Measure[SupportCounts], ...] = (
    Measure("victims.referred", "Victims referred for support", "referrals", victims_referred),
    Measure("victims.supported", "Victims supported", "people", victims_supported),
    Measure(
        "victims.days-to-first-contact",
        "Working days to first contact",
        "working days (median)",
        days_to_first_contact,
    ),
    Measure("victims.would-recommend", "Would recommend the service", "percent", would_recommend),
)
