"""Referrals, cases and actions in a period."""

import datetime as dt

from django.db.models import DateField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet

from assessment.figures.figure import Count, Measure, percent_of
from assessment.periods import Span
from cases.models import Action, ActionStatus, Case, Incident, Party, Referral, ReferralStatus, real
from cases.queries.counting import count_incidents


def first_case_opened_on() -> dt.date | None:
    """The day from which there is case data at all; None before the first case."""
    first: dt.date | None = Case.objects.filter(real()).aggregate(first=Min("opened_on"))["first"]
    return first


def _sent(span: Span) -> QuerySet[Referral]:
    return Referral.objects.filter(sent_at__gte=span.first_moment, sent_at__lt=span.after)


def _accepted(span: Span) -> QuerySet[Referral]:
    return _answered(span, ReferralStatus.ACCEPTED)


def _declined(span: Span) -> QuerySet[Referral]:
    return _answered(span, ReferralStatus.DECLINED)


def _answered(span: Span, status: ReferralStatus) -> QuerySet[Referral]:
    return Referral.objects.filter(
        status=status, answered_at__gte=span.first_moment, answered_at__lt=span.after
    )


def _opened(span: Span) -> QuerySet[Case]:
    return Case.objects.filter(real(), opened_on__range=span.days)


def _closed(span: Span) -> QuerySet[Case]:
    return Case.objects.filter(real(), closed_at__gte=span.first_moment, closed_at__lt=span.after)


def _open_at_end(span: Span) -> QuerySet[Case]:
    begun = Case.objects.filter(real(), opened_on__lte=span.end)
    return begun.filter(Q(closed_at=None) | Q(closed_at__gte=span.after))


def _due(span: Span) -> QuerySet[Action]:
    return Action.objects.filter(real("case"), due_on__range=span.days)


def _on_time(span: Span) -> QuerySet[Action]:
    return _due(span).filter(status=ActionStatus.DONE, ended_at__date__lte=F("due_on"))


def referrals_received(span: Span) -> Count:
    """Referrals sent to the panel in the period, whatever was answered."""
    return Count(_sent(span).count())


def referrals_accepted(span: Span) -> Count:
    """Referrals accepted by the coordinator in the period, whenever they were sent."""
    return Count(_accepted(span).count())


def referrals_declined(span: Span) -> Count:
    """Referrals declined with advice by the coordinator in the period."""
    return Count(_declined(span).count())


def cases_opened(span: Span) -> Count:
    """Cases opened in the period, restricted ones included."""
    return Count(_opened(span).count())


def cases_closed(span: Span) -> Count:
    """Cases closed in the period and not opened again since."""
    return Count(_closed(span).count())


def cases_open_at_end(span: Span) -> Count:
    """Cases opened on or before the last day of the period and not closed by its end."""
    return Count(_open_at_end(span).count())


def repeat_victims(span: Span) -> Count:
    """People harmed in a case opened in the period who were also harmed in another case opened
    in the 365 days before it, as a share of all people harmed in cases opened in the period."""
    harmed = Party.objects.harmed().filter(real("case"), case__opened_on__range=span.days)
    a_year_before = ExpressionWrapper(
        OuterRef("case__opened_on") - dt.timedelta(days=365), output_field=DateField()
    )
    earlier = Party.objects.harmed().filter(
        real("case"),
        person=OuterRef("person"),
        case__opened_on__lt=OuterRef("case__opened_on"),
        case__opened_on__gte=a_year_before,
    )
    again = harmed.filter(Exists(earlier)).values("person").distinct().count()
    return percent_of(again, harmed.values("person").distinct().count(), of="people harmed")


def incidents_told(span: Span) -> Count:
    """Incidents of any case that happened in the period. One told to several agencies counts once:
    if somebody found the reports to be one, or, until somebody decides, if they tell of the same
    heading, day and place and come from different hands."""
    told = Incident.objects.filter(real("case"), happened_on__range=span.days)
    return Count(count_incidents(told))


def actions_due(span: Span) -> Count:
    """Actions whose due date lies in the period."""
    return Count(_due(span).count())


def actions_on_time(span: Span) -> Count:
    """Actions due in the period that were done on or before their due date, as a share of all
    due in it."""
    return percent_of(_on_time(span).count(), _due(span).count(), of="actions due")


MEASURES: tuple[Measure[Span], ...] = (
    Measure("referrals.received", "Referrals received", "referrals", referrals_received, _sent),
    Measure("referrals.accepted", "Referrals accepted", "referrals", referrals_accepted, _accepted),
    Measure("referrals.declined", "Referrals declined", "referrals", referrals_declined, _declined),
    Measure("cases.opened", "Cases opened", "cases", cases_opened, _opened),
    Measure("cases.closed", "Cases closed", "cases", cases_closed, _closed),
    Measure("cases.open-at-end", "Cases open at the end", "cases", cases_open_at_end, _open_at_end),
    Measure("cases.repeat-victims", "Repeat victims", "percent", repeat_victims),
    Measure("incidents.recorded", "Incidents recorded", "incidents", incidents_told),
    Measure("actions.due", "Actions due", "actions", actions_due, _due),
    Measure("actions.on-time", "Actions done on time", "percent", actions_on_time, _on_time),
)
