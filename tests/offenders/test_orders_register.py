"""The register: who sees what, what it costs, the file; and the warning before an order ends."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email

from cases.models import PartyRole
from cases.services import restrict_case
from offenders import services
from offenders.models import OrderWarning
from tests.offenders.conftest import make_order, nominate
from tests.people import a_case

pytestmark = pytest.mark.usefixtures("ladder")
DAY = dt.timedelta(days=1)


def in_another_case(cast, **said):
    case = a_case(cast)
    return make_order(cast, case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR), **said)


def test_an_order_is_seen_by_those_who_see_its_case_in_full(cast, alleged, signed_in):
    order = make_order(cast, alleged)
    sees = {"officer", "offender_manager", "coordinator", "cochair_police", "cochair_council"}
    for name, who in cast.everyone().items():
        expected = 200 if name in sees else 404
        assert signed_in(who).get(f"/orders/{order.reference}/").status_code == expected, name


def test_an_order_of_a_case_that_is_not_shared_is_in_no_list_or_line(cast, alleged, signed_in):
    order = in_another_case(cast)
    nominal = nominate(cast, order.party)
    browser = signed_in(cast.offender_manager)
    for address in ("/orders/", "/orders/download/", f"/offenders/{nominal.reference}/"):
        answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert order.reference not in body.decode(), address


def test_a_restricted_case_hides_its_orders_from_the_coordinator(cast, case, alleged, signed_in):
    order = make_order(cast, alleged)
    restrict_case(case, by=cast.coordinator, people=[cast.officer], reason="Staff member")
    assert signed_in(cast.coordinator).get(f"/orders/{order.reference}/").status_code == 404
    assert order.reference in signed_in(cast.officer).get("/orders/").content.decode()


@pytest.mark.parametrize("standing", ["", "binding", "soon", "waiting", "over"])
def test_the_list_is_narrowed_by_where_orders_stand(cast, alleged, signed_in, standing):
    today = timezone.localdate()
    orders = {
        "binding": make_order(cast, alleged),
        "soon": make_order(cast, alleged, expires_on=today + 5 * DAY),
        "waiting": make_order(cast, alleged, "cpn"),
        "over": make_order(cast, alleged, expires_on=today - DAY),
    }
    page = signed_in(cast.officer).get(f"/orders/?standing={standing}").content.decode()
    shown = {name for name, order in orders.items() if order.reference in page}
    expected = {"": set(orders), "binding": {"binding", "soon"}}.get(standing, {standing})
    assert shown == expected


def test_the_list_costs_the_same_with_ten_and_with_thirty(cast, case, alleged, signed_in):
    browser = signed_in(cast.officer)
    costs = {"/orders/": [], f"/cases/{case.reference}/orders/": []}
    browser.get("/orders/")
    for _ in range(2):
        for _ in range(15):
            make_order(cast, alleged)
        for address, cost in costs.items():
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            cost.append(len(captured))
    for address, (few, many) in costs.items():
        assert few == many, address
        assert many <= 15, address


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_register_is_taken_away_without_names(cast, alleged, signed_in, kind):
    order = make_order(cast, alleged)
    answer = signed_in(cast.officer).get(f"/orders/download/?format={kind}")
    assert answer.status_code == 200
    if kind == "csv":
        text = b"".join(answer.streaming_content).decode()
        assert order.reference in text
        assert alleged.person.family_name not in text


def test_the_ladder_is_read_by_whoever_works_on_cases(cast, signed_in):
    page = signed_in(cast.partner).get("/orders/powers/").content.decode()
    assert "Community protection notice" in page
    assert "27 June 2022" in page
    assert signed_in(cast.analyst).get("/orders/powers/").status_code == 403


def test_an_order_that_runs_out_is_said_once_to_its_lead_officer(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged, expires_on=today + 28 * DAY)
    make_order(cast, alleged, expires_on=today + 29 * DAY)
    assert services.warn_of_expiry() == 1
    assert services.warn_of_expiry() == 0
    mail = Email.objects.get(subject="1 order runs out soon")
    assert mail.to == [cast.officer.email]
    assert order.reference in mail.message
    assert alleged.person.family_name not in mail.message
    assert OrderWarning.objects.get().order == order


def test_an_extended_order_is_said_again_before_its_new_end(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged, expires_on=today + 5 * DAY)
    services.warn_of_expiry()
    services.extend_order(
        order, by=cast.officer, version=1, happened_on=today, expires_on=today + 60 * DAY
    )
    assert services.warn_of_expiry() == 0
    assert services.warn_of_expiry(today + 40 * DAY) == 1


def test_the_lead_officer_of_the_cohort_hears_too_if_they_see_the_case(cast, alleged, selected):
    make_order(cast, alleged, expires_on=timezone.localdate() + 5 * DAY)
    assert services.warn_of_expiry() == 2
    assert {tuple(mail.to) for mail in Email.objects.filter(subject__contains="runs out")} == {
        (cast.officer.email,),
        (cast.offender_manager.email,),
    }


def test_with_nobody_else_the_coordinator_hears(cast):
    order = in_another_case(cast, expires_on=timezone.localdate() + 5 * DAY)
    case = order.party.case
    case.lead_officer = None
    case.save()
    services.warn_of_expiry()
    mail = Email.objects.get(subject="1 order runs out soon")
    assert mail.to == [cast.coordinator.email]
