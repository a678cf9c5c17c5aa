"""Orders and warnings: recorded, served, extended, varied, ended; and what is refused."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from audit.models import Entry
from offenders import services
from offenders.lengths import Impossible
from offenders.models import Order, OrderTerm
from offenders.queries.orders import binding_line, orders_in_case
from offenders.workflow import StaleVersion, WrongStatus
from places.models import Area, AreaKind
from tests.offenders.conftest import make_order, power

pytestmark = pytest.mark.usefixtures("ladder")
DAY = dt.timedelta(days=1)


def typed(party, cast, key="injunction-adult", **said):
    return {
        "party": party.pk,
        "power": power(key).pk,
        "agency": cast.housing.pk,
        "made_on": "yesterday",
        "reason": "Threats at the door",
        **said,
    }


def test_an_officer_records_an_order_from_the_case(cast, case, alleged, signed_in):
    answer = signed_in(cast.officer).post(
        f"/cases/{case.reference}/orders/add/", typed(alleged, cast, expires_on="1 1 2031")
    )
    order = Order.objects.get()
    assert answer.url == f"/orders/{order.reference}/"
    assert order.begins_on == order.made_on == timezone.localdate() - DAY
    entry = Entry.objects.get(verb="order.recorded")
    assert entry.subject == f"order {order.reference}"
    assert entry.trail == f"case {case.reference}"
    assert "Threats" not in str(entry.changes)


def test_an_impossible_order_is_refused_by_its_field_and_keeps_what_was_typed(
    cast, case, alleged, signed_in
):
    answer = signed_in(cast.officer).post(
        f"/cases/{case.reference}/orders/add/",
        typed(alleged, cast, "cbo-adult", expires_on="tomorrow", made_by="Northbridge Crown Court"),
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Too short: at least 2 years" in page
    assert "Sentencing Act 2020" in page
    assert 'value="tomorrow"' in page
    assert "Northbridge Crown Court" in page
    assert not Order.objects.exists()


def test_a_service_before_the_making_is_refused(cast, case, alleged, signed_in):
    answer = signed_in(cast.officer).post(
        f"/cases/{case.reference}/orders/add/",
        typed(alleged, cast, "cpn", made_on="today", served_on="yesterday"),
    )
    assert "served after that" in answer.content.decode()


def test_the_future_is_refused(cast, alleged):
    with pytest.raises(services.InTheFuture):
        make_order(cast, alleged, made_on=timezone.localdate() + DAY, power=power("abc"))


def test_a_notice_binds_from_its_service(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged, "cpn", made_on=today - 9 * DAY)
    assert order.standing(today) == "Not served yet"
    assert not Order.objects.binding_on(today).exists()
    services.serve_order(order, by=cast.officer, version=1, served_on=today - DAY, how="By hand")
    order.refresh_from_db()
    assert order.standing(today) == "In force"
    assert order.binds_on(today - DAY)
    assert not order.binds_on(today - 2 * DAY)


def test_it_binds_on_its_last_day_and_not_after(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged, expires_on=today)
    assert order in Order.objects.binding_on(today)
    assert order not in Order.objects.binding_on(today + DAY)
    assert order.standing(today + DAY) == "Expired"


def test_discharged_it_binds_nobody_from_that_day(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged)
    services.end_order(order, by=cast.officer, to="discharged", ended_on=today, reason="By court")
    assert order.binds_on(today - DAY)
    assert not order.binds_on(today)
    with pytest.raises(WrongStatus):
        services.end_order(order, by=cast.officer, to="withdrawn", ended_on=today, reason="x")
    with pytest.raises(WrongStatus):
        services.add_term(order, by=cast.officer, kind="tag", text="x", begins_on=today)


def test_an_extension_keeps_its_history(cast, alleged):
    order = make_order(cast, alleged)
    later = order.expires_on + 30 * DAY
    services.extend_order(
        order, by=cast.officer, version=1, happened_on=timezone.localdate(), expires_on=later
    )
    assert order.expires_on == later
    assert [event.kind for event in order.events.order_by("pk")] == ["made", "extended"]
    entry = Entry.objects.get(verb="order.extended")
    assert entry.changes["expires_on"][1] == later.isoformat()


def test_a_stale_extension_shows_what_was_saved_and_keeps_what_was_typed(cast, alleged, signed_in):
    order = make_order(cast, alleged)
    browser = signed_in(cast.officer)
    address = f"/orders/{order.reference}/extend/"
    later = order.expires_on + 30 * DAY
    services.extend_order(
        order, by=cast.officer, version=1, happened_on=timezone.localdate(), expires_on=later
    )
    form = {"happened_on": "today", "expires_on": "1 5 2035", "note": "Asked again", "version": 1}
    page = browser.post(address, form).content.decode()
    assert "Somebody else saved this" in page
    assert f"{later:%-d %B %Y}" in page
    assert "Asked again" in page
    assert 'value="2"' in page
    assert browser.post(address, {**form, "version": 2}).status_code == 302
    order.refresh_from_db()
    assert order.expires_on == dt.date(2035, 5, 1)


def test_a_stale_service_call_says_so(cast, alleged):
    order = make_order(cast, alleged, "cpn")
    with pytest.raises(StaleVersion):
        services.serve_order(
            order, by=cast.officer, version=7, served_on=timezone.localdate(), how="Post"
        )


def test_a_later_term_is_a_variation_and_so_is_taking_one_out(cast, alleged):
    order = make_order(cast, alleged)
    first = services.add_term(
        order, by=cast.officer, kind="prohibition", text="Not to go near", begins_on=order.made_on
    )
    today = timezone.localdate()
    services.add_term(order, by=cast.officer, kind="tag", text="GPS", begins_on=today)
    services.end_term(first, by=cast.officer, version=1, ended_on=today, reason="Moved")
    kinds = [event.kind for event in order.events.order_by("pk")]
    assert kinds == ["made", "varied", "varied"]


ZONE = '{"type":"Polygon","coordinates":[[[-0.1,51.6],[-0.1,51.61],[-0.12,51.6],[-0.1,51.6]]]}'


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"kind": "zone", "area": ZONE}, ""),
        ({"kind": "zone", "area": "round the park"}, "Paste the area as GeoJSON"),
        ({"kind": "zone", "area": ZONE.replace("-0.1,51.6]]]", "-0.3,51.6]]]")}, "not closed"),
        ({"kind": "zone", "area": ZONE.replace("51.61", "10")}, "outside the United Kingdom"),
        ({"kind": "tag", "area": ZONE}, "Select Exclusion zone"),
        ({"kind": "curfew", "curfew_from": "7pm"}, "Enter the time, like 7pm"),
        ({"kind": "curfew", "curfew_from": "7pm", "curfew_to": "7am"}, ""),
        ({"kind": "tag", "curfew_from": "7pm"}, "Select Curfew"),
        ({"kind": "tag", "begins_on": "1 1 2001"}, "It was made on"),
    ],
)
def test_a_zone_has_a_closed_area_and_a_curfew_has_hours(cast, alleged, signed_in, said, error):
    order = make_order(cast, alleged)
    answer = signed_in(cast.officer).post(
        f"/orders/{order.reference}/terms/add/",
        {"text": "As the court said", "begins_on": "today", **said},
    )
    assert answer.status_code == (200 if error else 302)
    assert error in answer.content.decode()
    assert OrderTerm.objects.exists() is not bool(error)


def test_what_binds_a_person_today_is_one_line_over_all_cases_that_are_seen(cast, case, alleged):
    today = timezone.localdate()
    made = make_order(cast, alleged)
    make_order(cast, alleged, "abc", expires_on=today - DAY)
    person = next(
        each
        for each in orders_in_case(case, cast.officer, today)
        if each.party.person_id == alleged.person_id
    )
    assert person.line == (
        f"Civil injunction (18 and over) ({made.reference}) to {made.expires_on:%-d %B %Y}"
    )
    assert len(person.orders) == 2
    assert binding_line([], today) == ""


def test_a_breach_is_alleged_until_it_is_decided(cast, alleged, signed_in):
    order = make_order(cast, alleged)
    browser = signed_in(cast.officer)
    answer = browser.post(
        f"/orders/{order.reference}/breaches/add/",
        {"happened_on": "yesterday", "description": "Stood outside", "source": "Police"},
    )
    assert answer.status_code == 302
    breach = order.breaches.get()
    assert breach.status == "alleged"
    address = f"/orders/{order.reference}/breaches/{breach.pk}/"
    form = {"to": "proven", "decided_on": "today", "outcome": "Admitted; fined"}
    early = browser.post(address, {**form, "decided_on": "1 1 2020"})
    assert "decided after that" in early.content.decode()
    assert browser.post(address, form).status_code == 302
    breach.refresh_from_db()
    assert breach.status == "proven"
    again = browser.post(address, {**form, "to": "not_proven"}, follow=True)
    assert "so this cannot be done" in again.content.decode()


def test_there_is_no_breach_of_what_bound_nobody(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged)
    with pytest.raises(Impossible, match="bound nobody"):
        services.record_breach(
            order,
            by=cast.officer,
            happened_on=order.made_on - DAY,
            description="x",
            source="Police",
        )
    notice = make_order(cast, alleged, "cpn")
    with pytest.raises(Impossible, match="not been served"):
        services.record_breach(
            notice, by=cast.officer, happened_on=today, description="x", source="Police"
        )


def test_a_childs_order_is_looked_at_each_year(cast, alleged, signed_in):
    alleged.person.date_of_birth = timezone.localdate() - dt.timedelta(days=365 * 16)
    alleged.person.save()
    made_on = timezone.localdate() - dt.timedelta(days=370)
    order = make_order(cast, alleged, "cbo-youth", made_on=made_on, expires_on=made_on + 700 * DAY)
    browser = signed_in(cast.officer)
    assert "Overdue" in browser.get(f"/orders/{order.reference}/").content.decode()
    browser.post(
        f"/orders/{order.reference}/review/", {"happened_on": "today", "note": "Still needed"}
    )
    assert "Overdue" not in browser.get(f"/orders/{order.reference}/").content.decode()


def test_a_drawn_zone_is_shown_on_the_wards_and_in_words(cast, alleged, signed_in):
    own = Area.objects.create(
        code=cast.partnership.area_code, name="Northbridge", kind=AreaKind.BOROUGH
    )
    corners = [(-0.2, 51.5), (0, 51.5), (0, 51.7), (-0.2, 51.7), (-0.2, 51.5)]
    for number, name, east in ((1, "Station", 0), (2, "Windmill", 1)):
        ring = [[x + east, y] for x, y in corners]
        Area.objects.create(
            code=f"X05{number:06}",
            name=name,
            kind=AreaKind.WARD,
            parent=own,
            boundary={"type": "Polygon", "coordinates": [ring]},
        )
    order = make_order(cast, alleged)
    client = signed_in(cast.officer)
    form = client.get(f"/orders/{order.reference}/terms/add/").content.decode()
    assert "data-draw-zone" in form
    assert "Windmill" in form
    page = client.get(f"/orders/{order.reference}/").content.decode()
    assert "Exclusion zones in force" not in page
    services.add_term(
        order,
        by=cast.officer,
        kind="zone",
        text="Keep out.",
        area=json.loads(ZONE),
        begins_on=order.made_on,
    )
    page = client.get(f"/orders/{order.reference}/").content.decode()
    assert "A drawn area of 3 corners in Station" in page
    assert page.count("concord-map__zone") == 1
