"""Orders and warnings: made, served, extended, varied, discharged."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from cases.models import Party
from cases.services import next_reference
from offenders.ladder import LADDER
from offenders.lengths import Fault, Impossible, Span, extension_faults, faults_of
from offenders.models import (
    BindsFrom,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderStatus,
    OrderTerm,
    Power,
)
from offenders.services.trail import InTheFuture, record_order
from offenders.workflow import ORDER, require_made, save_versioned
from places.models import Area
from ui.dates import say_date

ENDS = {
    OrderStatus.DISCHARGED: OrderEventKind.DISCHARGED,
    OrderStatus.WITHDRAWN: OrderEventKind.WITHDRAWN,
}


def lay_ladder() -> int:
    """Write down every row of the ladder that is not held yet; returns how many were added."""
    made = 0
    for row in LADDER:
        found = {"key": row["key"], "in_force_from": row.get("in_force_from")}
        made += Power.objects.get_or_create(**found, defaults=row)[1]
    return made


def span_of(order: Order) -> Span:
    """When an order begins and ends."""
    begins = order.begins_on or order.made_on
    return Span(begins, order.expires_on, order.made_time, order.expires_time)


def _begins_on(power: Power, made_on: dt.date, served_on: dt.date | None) -> dt.date | None:
    return served_on if power.binds_from == BindsFrom.SERVED else made_on


def check_order(
    party: Party,
    *,
    power: Power,
    made_on: dt.date,
    served_on: dt.date | None = None,
    expires_on: dt.date | None = None,
    made_time: dt.time | None = None,
    expires_time: dt.time | None = None,
) -> list[Fault]:
    """Everything impossible about an order as it was typed, each with its rule."""
    begins = _begins_on(power, made_on, served_on) or made_on
    span = Span(begins, expires_on, made_time, expires_time)
    found = faults_of(power, span, made_on=made_on, born=party.person.date_of_birth)
    if served_on and served_on < made_on:
        found.append(Fault("served_on", f"It was made on {say_date(made_on)}: served after that"))
    return found


@transaction.atomic
def record_made_order(
    party: Party,
    *,
    by: User | None,
    power: Power,
    agency: Agency,
    made_on: dt.date,
    reason: str,
    served_on: dt.date | None = None,
    **more: Any,
) -> Order:
    """Write down an order, notice or warning; Impossible if the law could not have made it."""
    if max(made_on, served_on or made_on) > timezone.localdate():
        raise InTheFuture
    times = {key: more.get(key) for key in ("expires_on", "made_time", "expires_time")}
    faults = check_order(party, power=power, made_on=made_on, served_on=served_on, **times)
    if faults:
        raise Impossible(faults)
    order = Order.objects.create(
        reference=next_reference("ORD", made_on.year),
        party=party,
        power=power,
        agency=agency,
        made_on=made_on,
        reason=reason,
        served_on=served_on,
        begins_on=_begins_on(power, made_on, served_on),
        recorded_by=by,
        **more,
    )
    _happened(order, OrderEventKind.MADE, made_on, by=by)
    if served_on:
        _happened(order, OrderEventKind.SERVED, served_on, by=by, note=order.served_how)
    record_order(
        "order.recorded",
        order,
        by=by,
        operation=Operation.COLLECTION,
        changes={"power": power.key, "made_on": made_on.isoformat(), **_end_said(order)},
    )
    return order


def _end_said(order: Order) -> dict[str, str | None]:
    return {"expires_on": order.expires_on.isoformat() if order.expires_on else None}


def _happened(
    order: Order, kind: OrderEventKind, on: dt.date, *, by: User | None, note: str = ""
) -> None:
    OrderEvent.objects.create(
        order=order,
        kind=kind,
        happened_on=on,
        expires_on=order.expires_on,
        note=note,
        recorded_by=by,
    )


def _not_before(order: Order, on: dt.date, field: str = "happened_on") -> None:
    if on > timezone.localdate():
        raise InTheFuture
    if on < order.made_on:
        raise Impossible([Fault(field, f"It was made on {say_date(order.made_on)}")])


@transaction.atomic
def serve_order(order: Order, *, by: User, version: int, served_on: dt.date, how: str) -> Order:
    """Record that it was put into the person's hands, and by what way."""
    require_made(order)
    _not_before(order, served_on, "served_on")
    begins = _begins_on(order.power, order.made_on, served_on)
    if order.expires_on and served_on > order.expires_on:
        why = f"It ran out on {say_date(order.expires_on)}"
        raise Impossible([Fault("served_on", why)])
    save_versioned(order, version, served_on=served_on, served_how=how, begins_on=begins)
    _happened(order, OrderEventKind.SERVED, served_on, by=by, note=how)
    record_order("order.served", order, by=by, changes={"served_on": served_on.isoformat()})
    return order


@transaction.atomic
def extend_order(
    order: Order,
    *,
    by: User,
    version: int,
    happened_on: dt.date,
    expires_on: dt.date,
    expires_time: dt.time | None = None,
    note: str = "",
) -> Order:
    """Move the last day on; Impossible where the rule allows no longer time in all."""
    require_made(order)
    _not_before(order, happened_on)
    old = span_of(order)
    new = Span(old.begins_on, expires_on, old.begins_time, expires_time)
    faults = extension_faults(order.power, new, old=old, on=happened_on)
    if faults:
        raise Impossible(faults)
    before = _end_said(order)["expires_on"]
    save_versioned(order, version, expires_on=expires_on, expires_time=expires_time)
    _happened(order, OrderEventKind.EXTENDED, happened_on, by=by, note=note)
    changes = {"expires_on": [before, expires_on.isoformat()]}
    record_order("order.extended", order, by=by, changes=changes)
    return order


@transaction.atomic
def review_order(order: Order, *, by: User, happened_on: dt.date, note: str) -> Order:
    """Record that an order was looked at, as one made on a child must be each year."""
    require_made(order)
    _not_before(order, happened_on)
    _happened(order, OrderEventKind.REVIEWED, happened_on, by=by, note=note)
    record_order("order.reviewed", order, by=by, changes={"on": happened_on.isoformat()})
    return order


@transaction.atomic
def end_order(order: Order, *, by: User, to: str, ended_on: dt.date, reason: str) -> Order:
    """Discharge an order, or withdraw it: it binds nobody from that day on."""
    _not_before(order, ended_on, "ended_on")
    ORDER.move(order, to, ended_on=ended_on, end_reason=reason)
    _happened(order, ENDS[OrderStatus(to)], ended_on, by=by, note=reason)
    changes = {"status": [OrderStatus.MADE, to], "ended_on": ended_on.isoformat()}
    record_order("order.ended", order, by=by, changes=changes)
    return order


@transaction.atomic
def add_term(
    order: Order,
    *,
    by: User | None,
    kind: str,
    text: str,
    begins_on: dt.date,
    ward: Area | None = None,
    area: dict[str, Any] | None = None,
    curfew_from: dt.time | None = None,
    curfew_to: dt.time | None = None,
) -> OrderTerm:
    """Write down one term. From a later day than the order's own it is a variation."""
    require_made(order)
    _not_before(order, begins_on, "begins_on")
    term = OrderTerm.objects.create(
        order=order,
        kind=kind,
        text=text,
        ward=ward,
        area=area,
        curfew_from=curfew_from,
        curfew_to=curfew_to,
        begins_on=begins_on,
    )
    if begins_on > order.made_on:
        _happened(order, OrderEventKind.VARIED, begins_on, by=by, note="A term was added.")
    record_order("order.term_added", order, by=by, changes={"term": term.pk, "kind": kind})
    return term


@transaction.atomic
def end_term(
    term: OrderTerm, *, by: User, version: int, ended_on: dt.date, reason: str
) -> OrderTerm:
    """Take out one term: the order goes on without it."""
    require_made(term.order)
    if ended_on > timezone.localdate():
        raise InTheFuture
    if ended_on < term.begins_on:
        raise Impossible([Fault("ended_on", f"It began on {say_date(term.begins_on)}")])
    save_versioned(term, version, ended_on=ended_on, end_reason=reason)
    _happened(term.order, OrderEventKind.VARIED, ended_on, by=by, note="A term was taken out.")
    record_order("order.term_ended", term.order, by=by, changes={"term": term.pk})
    return term
