"""The rows behind a figure: the cases, meetings or referrals it counts, for who may see them."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from assessment.figures.case_data import MEASURES
from assessment.figures.figure import Figure, Measure
from assessment.figures.parts import BY, WARD, is_part, key_of, part_of
from assessment.figures.support import SPLIT_BY, kind_measures, of_one
from assessment.figures.wards import OPENED, of_ward
from assessment.periods import Span
from cases.models import Action, Case, Incident, Referral
from offenders.models import CustodyPeriod, Nominal, Order, PathwayReferral
from panels.models import AgendaItem, Attendance, Meeting
from people.models import Person
from reviews.models import CaseReviewApplication, ReviewMeeting
from ui.dates import say_date
from victims.models import Intervention, OutcomeMeasure, SupportReferral, SurveyAnswer

Link = tuple[str, str]
"""What a row is called, by reference and never by name, and its address."""

_MEASURES: Mapping[str, Measure[Any]] = {each.code: each for each in (*MEASURES, *kind_measures())}


@dataclass(frozen=True)
class Behind:
    """How many rows a figure counts now, those of them that the reader may see, and what it counts
    that has no row."""

    number: int
    seen: QuerySet[Any]
    beside: str = ""


@dataclass(frozen=True)
class _Kind:
    """How rows of one kind are called, and what is read with them for that."""

    link: Callable[[Any], Link]
    related: tuple[str, ...] = ()


MOST_GONE_THROUGH = {"incidents.recorded": 20_000, "iom.offending-change": 20_000}
"""Of a figure whose rows are found by going through all of them, how many are listed: incidents, or
offences before joining."""


def measure_of(figure: Figure) -> Measure[Any] | None:
    """The measure that took a figure, if the rows it counts can be listed."""
    gone_through = figure.denominator or figure.value or 0
    if gone_through > MOST_GONE_THROUGH.get(figure.code, math.inf):
        return None
    measure = _part_measure(figure) if is_part(figure) else _MEASURES.get(figure.code)
    return measure if measure and measure.rows else None


def _part_measure(figure: Figure) -> Measure[Any] | None:
    by, label, _ = part_of(figure)
    if by == WARD and figure.code.startswith(OPENED):
        return of_ward(key_of(figure.code), label)
    if by not in SPLIT_BY:
        return _MEASURES.get(figure.code)
    measure = _MEASURES.get(figure.code.partition(BY)[0])
    return measure and of_one(measure, by, key_of(figure.code), label)


def listed(figures: Iterable[Figure]) -> frozenset[str]:
    """The codes of those figures that count something that can be listed."""
    counting = (each for each in figures if each.value or each.denominator)
    return frozenset(each.code for each in counting if measure_of(each))


def behind(measure: Measure[Any], span: Span, user: User, *, whole: bool = False) -> Behind | None:
    """The rows of a figure in a period, or of a share those it is a share of; None if it counts
    no such rows."""
    rows = measure.whole if whole else measure.rows
    if rows is None:
        return None
    seen = rows.seen(span, user)
    related = KINDS[seen.model].related
    return Behind(rows.counted(span).count(), seen.prefetch_related(*related), rows.beside)


def named(row: Any) -> Link:
    """What a row is called, and its address."""
    return KINDS[type(row)].link(row)


def _at(name: str) -> Callable[[Any], Link]:
    return lambda row: (row.reference, reverse(name, args=[row.reference]))


def _action(row: Action) -> Link:
    return f"{row.case.reference}: {row.wording}", reverse("action", args=[row.pk])


def _hearing(row: AgendaItem) -> Link:
    at = row.case.reference
    return f"{at} at {row.meeting.reference}", reverse("case_panel", args=[at])


def _of_support(row: Any) -> Link:
    at = row.referral.reference
    said = f"{at}: {row.get_kind_display()}" if isinstance(row, OutcomeMeasure) else at
    return said, reverse("victim", args=[at])


def _intervention(row: Intervention) -> Link:
    at = row.referral.reference
    return f"{at}: {row.get_kind_display()}", reverse("intervention", args=[at, row.pk])


def _pathway(row: PathwayReferral) -> Link:
    at = row.nominal.reference
    return f"{at}: {row.service}", reverse("offender_plan", args=[at])


def _release(row: CustodyPeriod) -> Link:
    at = max(row.person.nominals.all(), key=lambda each: each.pk).reference
    said = f"{at}, released {say_date(row.released_on)}" if row.released_on else at
    return said, reverse("offender", args=[at])


def _review(row: ReviewMeeting) -> Link:
    at = row.review.reference
    return f"{at}, held {say_date(row.held_on)}", reverse("case_review", args=[at])


def _incident(row: Incident) -> Link:
    said = f"{row.case.reference}, {say_date(row.happened_on)}"
    return said, reverse("incident", args=[row.pk])


def _seat(row: Attendance) -> Link:
    at = row.meeting.reference
    return f"{at}: {row.agency.name}", reverse("meeting", args=[at])


KINDS: Mapping[type[Any], _Kind] = {
    Referral: _Kind(_at("referral")),
    Case: _Kind(_at("case")),
    Person: _Kind(_at("person")),
    Action: _Kind(_action, ("case",)),
    Incident: _Kind(_incident, ("case",)),
    Attendance: _Kind(_seat, ("meeting", "agency")),
    Meeting: _Kind(_at("meeting")),
    AgendaItem: _Kind(_hearing, ("case", "meeting")),
    SupportReferral: _Kind(_at("victim")),
    Intervention: _Kind(_intervention, ("referral",)),
    OutcomeMeasure: _Kind(_of_support, ("referral",)),
    SurveyAnswer: _Kind(_of_support, ("referral",)),
    Nominal: _Kind(_at("offender")),
    PathwayReferral: _Kind(_pathway, ("nominal",)),
    CustodyPeriod: _Kind(_release, ("person__nominals",)),
    Order: _Kind(_at("order")),
    CaseReviewApplication: _Kind(_at("case_review")),
    ReviewMeeting: _Kind(_review, ("review",)),
}
