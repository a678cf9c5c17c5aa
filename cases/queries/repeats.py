"""Whether a referral is a repeat: the same pair of people in an earlier case, not long ago."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from cases.clocks import months_before
from cases.models import HARMED_ROLES, Case, CaseStatus, Party, PartyRole
from cases.queries.settings import setting


def earlier_cases(
    user: User, *, harmed: Iterable[int], alleged: Iterable[int], day: dt.date
) -> QuerySet[Case]:
    """Cases the user may see with one of these people harmed and one of those alleged to have done
    it, still open or closed within the repeat window before the day; newest first."""
    since = months_before(day, setting("referral_repeat_months", day))
    start = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    going_on = Q(status__in=[CaseStatus.OPEN, CaseStatus.MONITORING])
    recent = going_on | Q(status=CaseStatus.CLOSED, closed_at__gte=start)
    parties = Party.objects.filter(case=OuterRef("pk"))
    return (
        Case.objects.visible_to(user)
        .filter(
            recent,
            Exists(parties.filter(role__in=HARMED_ROLES, person__in=list(harmed))),
            Exists(parties.filter(role=PartyRole.ALLEGED_PERPETRATOR, person__in=list(alleged))),
        )
        .order_by("-opened_on", "-pk")
    )


def repeat_of(user: User, case: Case, day: dt.date) -> Case | None:
    """The newest earlier case that makes this one a repeat."""
    people = list(case.parties.values_list("role", "person"))
    return (
        earlier_cases(
            user,
            harmed=[person for role, person in people if role in HARMED_ROLES],
            alleged=[person for role, person in people if role == PartyRole.ALLEGED_PERPETRATOR],
            day=day,
        )
        .exclude(pk=case.pk)
        .first()
    )
