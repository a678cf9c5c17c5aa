"""Page-shaped reads about orders and warnings."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import Agency, User
from accounts.queries import agencies
from cases.models import Case, Party
from offenders.lengths import add_months
from offenders.models import BindsFrom, Order, OrderBreach, OrderEvent, OrderTerm, Power
from offenders.queries.zones import ZoneMap, zone_map
from people.models import Person
from places.models import Area
from places.queries import wards_of_partnership
from ui.dates import say_date

MOST_OF_A_PERSON = 100
STANDING_COLOURS = {
    "In force": "purple",
    "Not served yet": "yellow",
    "Not begun yet": "yellow",
    "Expired": "grey",
    "Discharged": "grey",
    "Withdrawn or quashed": "grey",
}


def orders_of(user: User) -> QuerySet[Order]:
    """The orders a person may see, with what a list shows."""
    rows: QuerySet[Order] = Order.objects.visible_to(user)
    return rows.select_related("power", "agency", "party__person", "party__case")


def powers_of(user: User) -> QuerySet[Power]:
    """The whole ladder."""
    return Power.objects.visible_to(user)


def choosable_parties(case: Case, user: User) -> QuerySet[Party]:
    """The people of a case, of whom any may be bound by an order."""
    return Party.objects.visible_to(user).filter(case=case).select_related("person")


def agencies_of(user: User) -> QuerySet[Agency]:
    """The agencies that may have given or sought an order."""
    return agencies(user)


def wards_to_choose(user: User) -> QuerySet[Area]:
    """The wards that may be an exclusion zone."""
    return wards_of_partnership(user)


@dataclass(frozen=True)
class Standing:
    """An order on a page, and where it stands that day."""

    order: Order
    word: str
    colour: str


def standing_of(order: Order, day: dt.date) -> Standing:
    """Where an order stands on a day."""
    word = order.standing(day)
    return Standing(order, word, STANDING_COLOURS[word])


@dataclass(frozen=True)
class BoundPerson:
    """A person of a case, what binds them today on one line, and all their orders in it."""

    party: Party
    line: str
    orders: list[Standing]


def orders_in_case(case: Case, user: User, day: dt.date) -> list[BoundPerson]:
    """Each person of the case with what binds them today, here or in any case the user sees."""
    parties = list(choosable_parties(case, user).order_by("pk"))
    rows = orders_of(user).filter(party__person__in=[each.person_id for each in parties])
    found = list(rows.order_by("-made_on", "-pk")[: MOST_OF_A_PERSON * max(len(parties), 1)])
    people: dict[int, Party] = {}
    for party in parties:
        people.setdefault(party.person_id, party)
    return [
        BoundPerson(
            party,
            binding_line([row for row in found if row.party.person_id == person], day),
            [
                standing_of(row, day)
                for row in found
                if row.party.person_id == person and row.party.case_id == case.pk
            ],
        )
        for person, party in people.items()
    ]


def orders_on_person(person: Person, user: User) -> list[Order]:
    """A person's orders in the cases that the user sees in full, the newest first."""
    rows = orders_of(user).filter(party__person=person)
    return list(rows.order_by("-made_on", "-pk")[:MOST_OF_A_PERSON])


def binding_line(orders: list[Order], day: dt.date) -> str:
    """Which of these orders bind on a day, on one line; empty if none does."""
    said = [
        f"{row.power.name} ({row.reference}) {_until(row)}" for row in orders if row.binds_on(day)
    ]
    return "; ".join(said)


def _until(order: Order) -> str:
    return f"to {say_date(order.expires_on)}" if order.expires_on else "without end"


@dataclass(frozen=True)
class OrderPage:
    """Everything the page of an order shows."""

    order: Order
    standing: Standing
    terms: list[OrderTerm]
    events: list[OrderEvent]
    breaches: list[OrderBreach]
    review_due: dt.date | None
    zones: ZoneMap | None


def order_page(order: Order, user: User, day: dt.date) -> OrderPage:
    """An order with its terms, history and breaches."""
    terms = OrderTerm.objects.visible_to(user).filter(order=order).select_related("ward")
    events = OrderEvent.objects.visible_to(user).filter(order=order).select_related("recorded_by")
    found, held = list(events), list(terms)
    return OrderPage(
        order,
        standing_of(order, day),
        held,
        found,
        list(OrderBreach.objects.visible_to(user).filter(order=order)),
        review_due(order, found, day),
        zone_map(user, held),
    )


def review_due(order: Order, events: list[OrderEvent], day: dt.date) -> dt.date | None:
    """When the law wants it looked at next; None where it does not, or it binds nobody."""
    if not order.power.review_months or not order.binds_on(day) or order.begins_on is None:
        return None
    looked = [event.happened_on for event in events if event.kind == "reviewed"]
    return add_months(max(looked, default=order.begins_on), order.power.review_months)


def order_facts(order: Order) -> list[tuple[str, Any]]:
    """What an order is, in the order of its page."""
    power = order.power
    served = f"{say_date(order.served_on)}, {order.served_how}" if order.served_on else ""
    waits = "Not served yet: it binds nobody" if power.binds_from == BindsFrom.SERVED else ""
    return [
        ("Person", f"{order.party.person.full_name}, {order.party.get_role_display().lower()}"),
        ("Legal basis", power.legal_basis),
        ("Given or sought by", order.agency.and_now),
        ("Made", _with_time(order.made_on, order.made_time, order.made_by)),
        ("Court reference", order.court_reference),
        ("Served", served.rstrip(", ") or waits or "Not recorded"),
        ("Last day", _with_time(order.expires_on, order.expires_time) or "None: without end"),
        ("Why, and what was tried before", order.reason),
        ("A breach is", power.breach_is),
        ("Ended", f"{say_date(order.ended_on)}: {order.end_reason}" if order.ended_on else ""),
    ]


def _with_time(day: dt.date | None, clock: dt.time | None, by: str = "") -> str:
    if day is None:
        return ""
    return ", ".join(filter(None, (say_date(day), f"{clock:%H:%M}" if clock else "", by)))


def with_breaches(rows: QuerySet[Order], user: User) -> QuerySet[Order]:
    """The same orders with their breaches read at once."""
    seen = OrderBreach.objects.visible_to(user)
    return rows.prefetch_related(Prefetch("breaches", queryset=seen))
