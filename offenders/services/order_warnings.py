"""Orders that run out: said ahead, once to each person, in one message a day."""

import datetime as dt
from collections import defaultdict

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role, User
from accounts.queries import people_with_role
from cases.models import Case
from cases.queries.settings import setting
from offenders import notices
from offenders.models import Nominal, NominalStatus, Order, OrderWarning

AHEAD = "order_expiry_warning_days"


def warn_of_expiry(today: dt.date | None = None) -> int:
    """Tell whoever works with it that an order runs out within the days of the setting: the lead
    officer of its case, the lead officer of the person in the cohort, or else the coordinators.
    Returns how many people were written to. Safe to run twice and at any hour."""
    today = today or timezone.localdate()
    last = today + dt.timedelta(days=setting(AHEAD, today))
    rows = Order.objects.expiring_by(today, last).select_related("party__case__lead_officer")
    told: dict[User, list[Order]] = defaultdict(list)
    orders = list(rows.order_by("expires_on", "pk"))
    leads = _cohort_leads(orders)
    for order in orders:
        for person in _who_hears(order, leads):
            told[person].append(order)
    return sum(_warn(person, found, today) for person, found in told.items())


def _cohort_leads(orders: list[Order]) -> dict[int, User]:
    people = [order.party.person_id for order in orders]
    rows = Nominal.objects.filter(
        person__in=people, status=NominalStatus.SELECTED, lead_officer__is_active=True
    )
    return {
        row.person_id: row.lead_officer
        for row in rows.select_related("lead_officer")
        if row.lead_officer
    }


def _who_hears(order: Order, leads: dict[int, User]) -> set[User]:
    """Only people who may open what they are told of."""
    found = {order.party.case.lead_officer, leads.get(order.party.person_id)}
    people = {each for each in found if each and each.is_active and _sees(each, order)}
    if people:
        return people
    return {each for each in people_with_role(Role.COORDINATOR) if _sees(each, order)}


def _sees(user: User, order: Order) -> bool:
    return Case.objects.in_full_for(user).filter(pk=order.party.case_id).exists()


def _warn(person: User, orders: list[Order], today: dt.date) -> int:
    known = OrderWarning.objects.filter(told=person, order__in=orders)
    said = set(known.values_list("order_id", "expires_on"))
    new = [order for order in orders if (order.pk, order.expires_on) not in said]
    if not new:
        return 0
    try:
        with transaction.atomic():
            OrderWarning.objects.bulk_create(
                OrderWarning(order=order, expires_on=order.expires_on, told=person, sent_on=today)
                for order in new
                if order.expires_on
            )
            return notices.orders_expiring(person, new)
    except IntegrityError:
        return 0
