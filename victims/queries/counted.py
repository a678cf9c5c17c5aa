"""What figures of support count, as the rows themselves: those of a period, both days included,
among some referrals. They are counted in `victims.queries.figures`, and listed for who sees them.
"""

import datetime as dt
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from ui.working_days import working_days_between
from victims.models import (
    DONE,
    MEETING_KINDS,
    ConsentDecision,
    Intervention,
    OutcomeMeasure,
    OutcomeResult,
    Recommendation,
    SupportGoal,
    SupportReferral,
    SupportStatus,
    SurveyAnswer,
)
from victims.queries.targets import target_days

Rows = QuerySet[SupportReferral]
ASSESSED = ~Q(result=OutcomeResult.NOT_ASSESSED)
IMPROVED = Q(result=OutcomeResult.IMPROVED)
ANSWERED = Q(answered_on__isnull=False)
SAID = (Recommendation.YES, Recommendation.NO)


NEED = "goals__need"
"""What a referral has goals in; a field of it like any other, but for several."""


def is_repeated(field: str) -> bool:
    """Whether a referral may come more than once when it is joined to this: then those that differ
    are counted, which takes the database longer."""
    return field == NEED


def within(field: str, start: dt.date, end: dt.date) -> Q:
    """The days from start to end on London's clock, as moments, so that an index serves."""
    zone = timezone.get_default_timezone()
    since = dt.datetime.combine(start, dt.time.min, tzinfo=zone)
    until = dt.datetime.combine(end + dt.timedelta(days=1), dt.time.min, tzinfo=zone)
    return Q(**{f"{field}__gte": since, f"{field}__lt": until})


def with_need(need: str) -> Q:
    """Referrals with a goal in a part of life."""
    return Q(pk__in=SupportGoal.objects.filter(need=need).values("referral"))


def referred(among: Rows, start: dt.date, end: dt.date) -> Rows:
    """Referrals made."""
    return among.filter(within("referred_at", start, end))


def accepted(among: Rows, start: dt.date, end: dt.date) -> Rows:
    """Referrals whose first consent was given."""
    given = Q(consents__decision=ConsentDecision.GIVEN)
    first = among.annotate(agreed_on=Min("consents__decided_on", filter=given))
    return first.filter(agreed_on__range=(start, end))


def supported(among: Rows, start: dt.date, end: dt.date) -> Rows:
    """Of each person whose support began the one referral that was made first, so that there are
    as many as people."""
    firsts = began(among, start, end).order_by().values("person").annotate(first=Min("pk"))
    return SupportReferral.objects.filter(pk__in=firsts.values("first"))


def began(among: Rows, start: dt.date, end: dt.date) -> Rows:
    """Referrals whose support began."""
    return among.filter(within("support_started_at", start, end))


def closed(among: Rows, start: dt.date, end: dt.date) -> Rows:
    """Referrals whose support closed."""
    return among.filter(within("closed_at", start, end), status=SupportStatus.CLOSED)


def contacted(among: Rows, start: dt.date, end: dt.date) -> Rows:
    """Referrals first spoken to."""
    return among.filter(within("first_contact_at", start, end))


def contacted_in_time(among: Rows, start: dt.date, end: dt.date) -> Rows:
    """Of these, those spoken to within the days of the setting that applied."""
    found = first_contacts(among, start, end)
    return SupportReferral.objects.filter(pk__in=[pk for pk, days, limit in found if days <= limit])


def first_contacts(among: Rows, start: dt.date, end: dt.date) -> list[tuple[int, int, int]]:
    """Of each referral first spoken to: its key, working days to that, and how many there might
    be."""
    found = [
        (pk, priority, timezone.localdate(made), timezone.localdate(talked))
        for pk, priority, made, talked in contacted(among, start, end).values_list(
            "pk", "priority", "referred_at", "first_contact_at"
        )
        if talked is not None
    ]
    limits = target_days({pk: (priority, day) for pk, priority, day, _ in found})
    return [(pk, working_days_between(day, talked), limits[pk]) for pk, _, day, talked in found]


def contacts_by(
    among: Rows, start: dt.date, end: dt.date, *by: str
) -> list[tuple[tuple[Any, ...], int, int, int]]:
    """The first contacts of a period together: what they have `by` (fields of the referral),
    working days taken, how many there might be, and how many referrals that was."""
    rows = contacted(among, start, end).order_by()
    rows = rows.annotate(made=TruncDate("referred_at"), talked=TruncDate("first_contact_at"))
    found = list(
        rows.values_list("priority", "made", "talked", *by).annotate(
            number=Count("pk", distinct=any(map(is_repeated, by)))
        )
    )
    limits = target_days({(priority, made): (priority, made) for priority, made, *_ in found})
    return [
        (tuple(keys), working_days_between(made, talked), limits[priority, made], number)
        for priority, made, talked, *keys, number in found
    ]


def proposed(among: Rows, start: dt.date, end: dt.date) -> QuerySet[Intervention]:
    """Interventions proposed."""
    return Intervention.objects.filter(
        referral__in=among.values("pk"), proposed_on__range=(start, end)
    )


def panels_proposed(among: Rows, start: dt.date, end: dt.date) -> QuerySet[Intervention]:
    """Mediations and Restorative Justice panels proposed."""
    return proposed(among, start, end).filter(kind__in=MEETING_KINDS)


def panels_done(among: Rows, start: dt.date, end: dt.date) -> QuerySet[Intervention]:
    """Of these, those held or done indirectly."""
    return panels_proposed(among, start, end).filter(status__in=DONE)


def outcomes(among: Rows, start: dt.date, end: dt.date) -> QuerySet[OutcomeMeasure]:
    """The four outcomes of each referral whose support closed."""
    ended = closed(among, start, end)
    return OutcomeMeasure.objects.filter(referral__in=ended.values("pk"))


def assessed(among: Rows, start: dt.date, end: dt.date) -> QuerySet[OutcomeMeasure]:
    """Of these, those assessed at both ends of support."""
    return outcomes(among, start, end).filter(ASSESSED)


def improved(among: Rows, start: dt.date, end: dt.date) -> QuerySet[OutcomeMeasure]:
    """Of these, those that improved."""
    return outcomes(among, start, end).filter(IMPROVED)


def surveys_sent(among: Rows | None, start: dt.date, end: dt.date) -> QuerySet[SurveyAnswer]:
    """Surveys sent; among None, of every referral."""
    sent = SurveyAnswer.objects.filter(asked_on__range=(start, end))
    return sent if among is None else sent.filter(referral__in=among.values("pk"))


def surveys_answered(among: Rows | None, start: dt.date, end: dt.date) -> QuerySet[SurveyAnswer]:
    """Of these, those answered, whenever that was."""
    return surveys_sent(among, start, end).filter(ANSWERED)


def answering(among: Rows | None, start: dt.date, end: dt.date) -> QuerySet[SurveyAnswer]:
    """Replies of a period, under a name, that said yes or no to recommending the service; among
    None, of every referral."""
    replies = SurveyAnswer.objects.filter(answered_on__range=(start, end), would_recommend__in=SAID)
    return replies if among is None else replies.filter(referral__in=among.values("pk"))


def recommending(among: Rows | None, start: dt.date, end: dt.date) -> QuerySet[SurveyAnswer]:
    """Of these, those that said yes."""
    return answering(among, start, end).filter(would_recommend=Recommendation.YES)
