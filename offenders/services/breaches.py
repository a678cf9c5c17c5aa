"""Breaches of orders: what is alleged, and what came of it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from offenders.lengths import Fault, Impossible
from offenders.models import BreachStatus, Order, OrderBreach
from offenders.services.trail import InTheFuture, record_order
from offenders.workflow import BREACH
from ui.dates import say_date


@transaction.atomic
def record_breach(
    order: Order, *, by: User | None, happened_on: dt.date, description: str, source: str
) -> OrderBreach:
    """Write down a breach as alleged; Impossible on a day on which the order bound nobody."""
    if happened_on > timezone.localdate():
        raise InTheFuture
    if not order.binds_on(happened_on):
        why = f"It bound nobody on this day: {_when(order)}"
        raise Impossible([Fault("happened_on", why)])
    breach = OrderBreach.objects.create(
        order=order,
        happened_on=happened_on,
        description=description,
        source=source,
        recorded_by=by,
    )
    record_order(
        "order.breach_recorded",
        order,
        by=by,
        operation=Operation.COLLECTION,
        changes={"breach": breach.pk, "happened_on": happened_on.isoformat()},
    )
    return breach


def _when(order: Order) -> str:
    if order.begins_on is None:
        return "it has not been served"
    until = f" to {say_date(order.expires_on)}" if order.expires_on else " on"
    ended = f", ended on {say_date(order.ended_on)}" if order.ended_on else ""
    return f"from {say_date(order.begins_on)}{until}{ended}"


@transaction.atomic
def decide_breach(
    breach: OrderBreach, *, by: User, to: str, decided_on: dt.date, outcome: str
) -> OrderBreach:
    """Record what came of a breach: proven or admitted, not proven, or no further action."""
    if decided_on > timezone.localdate():
        raise InTheFuture
    if decided_on < breach.happened_on:
        why = f"It happened on {say_date(breach.happened_on)}: decided after that"
        raise Impossible([Fault("decided_on", why)])
    BREACH.move(breach, to, decided_on=decided_on, outcome=outcome)
    changes = {"breach": breach.pk, "status": [BreachStatus.ALLEGED, to]}
    record_order("order.breach_decided", breach.order, by=by, changes=changes)
    return breach
