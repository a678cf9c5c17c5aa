"""The messages about the cohort: a reference and a link, nothing personal."""

import datetime as dt

from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role, User
from accounts.queries import people_with_role
from offenders.models import Nominal, Order, Visit
from ui.dates import say_date, say_moment


def offender_nominated(nominal: Nominal) -> int:
    """To the offender managers, when a nomination waits for the panel's decision."""
    return queue_mail(
        people_with_role(Role.OFFENDER_MANAGER),
        subject=f"Nomination {nominal.reference} is waiting for a decision",
        template="cohort_nominated",
        path=reverse("offender", args=[nominal.reference]),
        reference=nominal.reference,
    )


def orders_expiring(person: User, orders: list[Order]) -> int:
    """To one person: which orders run out soon, by reference and day."""
    lines = [
        f"{order.reference} on {say_date(order.expires_on)}" for order in orders if order.expires_on
    ]
    return queue_mail(
        [person],
        subject="1 order runs out soon" if len(lines) == 1 else f"{len(lines)} orders run out soon",
        template="orders_expiring",
        path=reverse("list_orders"),
        lines="\n".join(lines),
    )


def release_expected(nominal: Nominal, person: User, day: dt.date) -> int:
    """To an officer of a nominal: a release from custody is expected."""
    return queue_mail(
        [person],
        subject=f"{nominal.reference} is expected to be released on {say_date(day)}",
        template="release_expected",
        path=reverse("offender", args=[nominal.reference]),
        reference=nominal.reference,
        day=say_date(day),
    )


def information_given(nominal: Nominal) -> int:
    """To the offender managers: another agency has written about a nominal."""
    return queue_mail(
        people_with_role(Role.OFFENDER_MANAGER),
        subject=f"More information about {nominal.reference}",
        template="cohort_information",
        path=reverse("offender", args=[nominal.reference]),
        reference=nominal.reference,
    )


def check_in_overdue(visit: Visit, people: list[User]) -> int:
    """To whoever can look for them: a lone visit has no check-in."""
    return queue_mail(
        people,
        subject=f"No check-in from a lone visit: {visit.nominal.reference}",
        template="check_in_overdue",
        path=reverse("offender", args=[visit.nominal.reference]),
        reference=visit.nominal.reference,
        due=say_moment(visit.check_in_by) if visit.check_in_by else "",
    )
