"""Referrals, cases and actions in a period."""

import datetime as dt

from django.db.models import Count as Number
from django.db.models import DateField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet

from assessment.figures.figure import Count, Measure, Rows, percent_of
from assessment.periods import Span
from cases.models import (
    HARMED_ROLES,
    Action,
    ActionStatus,
    Case,
    Incident,
    Party,
    Referral,
    ReferralStatus,
    real,
)
from cases.queries.counting import count_incidents, counted_once
from people.models import Person

DONE_ON_TIME = Q(status=ActionStatus.DONE, ended_at__date__lte=F("due_on"))


def first_case_opened_on() -> dt.date | None:
    """The day from which there is case data at all; None before the first case."""
    first: dt.date | None = Case.objects.filter(real()).aggregate(first=Min("opened_on"))["first"]
    return first


def _sent(span: Span, among: QuerySet[Referral]) -> QuerySet[Referral]:
    return among.filter(sent_at__gte=span.first_moment, sent_at__lt=span.after)


def _accepted(span: Span, among: QuerySet[Referral]) -> QuerySet[Referral]:
    return _answered(span, among).filter(status=ReferralStatus.ACCEPTED)


def _declined(span: Span, among: QuerySet[Referral]) -> QuerySet[Referral]:
    return _answered(span, among).filter(status=ReferralStatus.DECLINED)


def _answered(span: Span, among: QuerySet[Referral]) -> QuerySet[Referral]:
    return among.filter(answered_at__gte=span.first_moment, answered_at__lt=span.after)


def _opened(span: Span, among: QuerySet[Case]) -> QuerySet[Case]:
    return among.filter(real(), opened_on__range=span.days)


def _closed(span: Span, among: QuerySet[Case]) -> QuerySet[Case]:
    return among.filter(real(), closed_at__gte=span.first_moment, closed_at__lt=span.after)


def _open_at_end(span: Span, among: QuerySet[Case]) -> QuerySet[Case]:
    begun = among.filter(real(), opened_on__lte=span.end)
    return begun.filter(Q(closed_at=None) | Q(closed_at__gte=span.after))


def _due(span: Span, among: QuerySet[Action]) -> QuerySet[Action]:
    return among.filter(real("case"), due_on__range=span.days)


def _on_time(span: Span, among: QuerySet[Action]) -> QuerySet[Action]:
    return _due(span, among).filter(DONE_ON_TIME)


def _harmed(span: Span, among: QuerySet[Party]) -> QuerySet[Person]:
    return _people(_parties_harmed(span, among))


def _harmed_again(span: Span, among: QuerySet[Party]) -> QuerySet[Person]:
    a_year_before = ExpressionWrapper(
        OuterRef("case__opened_on") - dt.timedelta(days=365), output_field=DateField()
    )
    earlier = among.filter(
        real("case"),
        role__in=HARMED_ROLES,
        person=OuterRef("person"),
        case__opened_on__lt=OuterRef("case__opened_on"),
        case__opened_on__gte=a_year_before,
    )
    return _people(_parties_harmed(span, among).filter(Exists(earlier)))


def _parties_harmed(span: Span, among: QuerySet[Party]) -> QuerySet[Party]:
    days = span.days
    return among.filter(real("case"), role__in=HARMED_ROLES, case__opened_on__range=days)


def _people(parties: QuerySet[Party]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=parties.values("person"))


def _told(span: Span, among: QuerySet[Incident]) -> QuerySet[Incident]:
    return among.filter(real("case"), happened_on__range=span.days)


def _told_once(span: Span, among: QuerySet[Incident]) -> QuerySet[Incident]:
    return counted_once(_told(span, among))


RECEIVED = Rows(_sent, Referral)
ACCEPTED = Rows(_accepted, Referral)
DECLINED = Rows(_declined, Referral)
OPENED = Rows(_opened, Case)
CLOSED = Rows(_closed, Case)
OPEN_AT_END = Rows(_open_at_end, Case)
DUE = Rows(_due, Action)
ON_TIME = Rows(_on_time, Action)
HARMED = Rows(_harmed, Party)
REPORTED = Rows(_told, Incident)
TOLD = Rows(_told_once, Incident)
HARMED_AGAIN = Rows(_harmed_again, Party)


def referrals_received(span: Span) -> Count:
    """Referrals sent to the panel in the period, whatever was answered."""
    return Count(RECEIVED.counted(span).count())


def referrals_accepted(span: Span) -> Count:
    """Referrals accepted by the coordinator in the period, whenever they were sent."""
    return Count(ACCEPTED.counted(span).count())


def referrals_declined(span: Span) -> Count:
    """Referrals declined with advice by the coordinator in the period."""
    return Count(DECLINED.counted(span).count())


def cases_opened(span: Span) -> Count:
    """Cases opened in the period, restricted ones included."""
    return Count(OPENED.counted(span).count())


def cases_closed(span: Span) -> Count:
    """Cases closed in the period and not opened again since."""
    return Count(CLOSED.counted(span).count())


def cases_open_at_end(span: Span) -> Count:
    """Cases opened on or before the last day of the period and not closed by its end."""
    return Count(OPEN_AT_END.counted(span).count())


def repeat_victims(span: Span) -> Count:
    """People harmed in a case opened in the period who were also harmed in another case opened
    in the 365 days before it, as a share of all people harmed in cases opened in the period."""
    again, harmed = HARMED_AGAIN.counted(span).count(), HARMED.counted(span).count()
    return percent_of(again, harmed, of="people harmed")


def incidents_told(span: Span) -> Count:
    """Incidents of any case that happened in the period. One told to several agencies counts once:
    if somebody found the reports to be one, or, until somebody decides, if they tell of the same
    heading, day and place and come from different hands."""
    return Count(count_incidents(REPORTED.counted(span)))


def actions_due(span: Span) -> Count:
    """Actions whose due date lies in the period."""
    return Count(DUE.counted(span).count())


def actions_on_time(span: Span) -> Count:
    """Actions due in the period that were done on or before their due date, as a share of all
    due in it."""
    numbers = DUE.counted(span).aggregate(
        on_time=Number("pk", filter=DONE_ON_TIME), due=Number("pk")
    )
    return percent_of(numbers["on_time"], numbers["due"], of="actions due")


MEASURES: tuple[Measure[Span], ...] = (
    Measure("referrals.received", "Referrals received", "referrals", referrals_received, RECEIVED),
    Measure("referrals.accepted", "Referrals accepted", "referrals", referrals_accepted, ACCEPTED),
    Measure("referrals.declined", "Referrals declined", "referrals", referrals_declined, DECLINED),
    Measure("cases.opened", "Cases opened", "cases", cases_opened, OPENED),
    Measure("cases.closed", "Cases closed", "cases", cases_closed, CLOSED),
    Measure("cases.open-at-end", "Cases open at the end", "cases", cases_open_at_end, OPEN_AT_END),
    Measure(
        "cases.repeat-victims", "Repeat victims", "percent", repeat_victims, HARMED_AGAIN, HARMED
    ),
    Measure("incidents.recorded", "Incidents recorded", "incidents", incidents_told, TOLD),
    Measure("actions.due", "Actions due", "actions", actions_due, DUE),
    Measure("actions.on-time", "Actions done on time", "percent", actions_on_time, ON_TIME, DUE),
)
