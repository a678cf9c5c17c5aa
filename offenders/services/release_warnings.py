"""Releases that are expected: said ahead to the officers of the nominal, once each."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role, User
from accounts.queries import people_with_role
from cases.queries.settings import setting
from offenders import notices
from offenders.models import CURRENT_STATUSES, CustodyPeriod, Nominal, ReleaseWarning

AHEAD = "release_warning_days"


def warn_of_release(today: dt.date | None = None) -> int:
    """Tell the lead and the second officer of a nominal of a release within the days of the
    setting, or else the offender managers; returns how many messages. Safe to run twice."""
    today = today or timezone.localdate()
    last = today + dt.timedelta(days=setting(AHEAD, today))
    due = list(CustodyPeriod.objects.due_out(today, last).order_by("release_expected_on", "pk"))
    people = [period.person_id for period in due]
    rows = Nominal.objects.filter(person__in=people, status__in=CURRENT_STATUSES)
    nominals = {row.person_id: row for row in rows.select_related("lead_officer", "second_officer")}
    return sum(
        _warn(person, period, nominals[period.person_id], today)
        for period in due
        if period.person_id in nominals
        for person in _officers(nominals[period.person_id])
    )


def _officers(nominal: Nominal) -> list[User]:
    found = {nominal.lead_officer, nominal.second_officer}
    people = [each for each in found if each and each.is_active and _may_see(each)]
    return people or list(people_with_role(Role.OFFENDER_MANAGER))


def _may_see(user: User) -> bool:
    return user.desk.has(Role.OFFENDER_MANAGER, Role.COORDINATOR, Role.CO_CHAIR)


def _warn(person: User, period: CustodyPeriod, nominal: Nominal, today: dt.date) -> int:
    expected = period.release_expected_on
    if expected is None:
        return 0
    try:
        with transaction.atomic():
            _, is_new = ReleaseWarning.objects.get_or_create(
                custody=period, expected_on=expected, told=person, defaults={"sent_on": today}
            )
            return notices.release_expected(nominal, person, expected) if is_new else 0
    except IntegrityError:
        return 0
