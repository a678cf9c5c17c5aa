"""A victim is not reachable from an offender's pages, nor the other way, but through a case that
both are in and that the person who looks may see in full."""

import pytest
from django.urls import reverse

from cases.models import PartyRole
from cases.services import share_case
from offenders import services
from tests.offenders.conftest import make_order
from victims.services import refer_victim, save_safe_contact

pytestmark = pytest.mark.usefixtures("ladder")


@pytest.fixture
def both(cast, case, alleged, selected):
    """A victim in support with a safe number, and a nominal bound by an order, in one case."""
    victim = case.parties.get(role=PartyRole.VICTIM)
    support = refer_victim(victim, by=cast.coordinator)
    save_safe_contact(
        support, by=cast.victim_worker, version=0, reason="Given", phone="020 7946 0123"
    )
    order = make_order(cast, alleged)
    return victim, support, order


def pages_of_offenders(selected):
    return [
        reverse("list_offenders"),
        reverse("cohort_measure"),
        reverse("download_measure"),
        reverse("import_offences"),
        *(
            reverse(name, args=[selected.reference])
            for name in ("offender", "offender_plan", "record_custody", "plan_visit")
        ),
    ]


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("who", ["offender_manager", "coordinator", "cochair_police"])
def test_no_page_of_the_cohort_names_a_victim(cast, selected, both, signed_in, who):
    victim, support, _ = both
    browser = signed_in(cast.everyone()[who])
    for address in pages_of_offenders(selected):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        page = body(answer)
        for secret in (victim.person.family_name, support.reference, "7946 0123"):
            assert secret not in page, (address, secret)


def test_no_page_of_victim_support_shows_the_cohort_or_an_order(cast, selected, both, signed_in):
    _, support, order = both
    browser = signed_in(cast.victim_worker)
    for name in ("victim", "record_contact", "add_goal"):
        page = browser.get(reverse(name, args=[support.reference])).content.decode()
        for secret in (selected.reference, order.reference, selected.person.family_name):
            assert secret not in page, (name, secret)
    for address in (*pages_of_offenders(selected), reverse("order", args=[order.reference])):
        assert browser.get(address).status_code == 404, address


def test_through_a_case_seen_in_full_a_support_worker_reads_its_orders_and_no_nominal(
    cast, case, selected, both, signed_in
):
    _, _, order = both
    share_case(case, by=cast.coordinator, agency=cast.victim_support, reason="Supports her")
    browser = signed_in(cast.victim_worker)
    page = browser.get(reverse("case_orders", args=[case.reference])).content.decode()
    assert order.reference in page
    assert selected.reference not in page
    assert browser.get(reverse("order", args=[order.reference])).status_code == 200
    assert browser.get(reverse("offender", args=[selected.reference])).status_code == 404


def test_an_offender_manager_reads_of_no_support_even_through_the_case(cast, case, both, signed_in):
    _, support, _ = both
    browser = signed_in(cast.offender_manager)
    assert browser.get(reverse("victim", args=[support.reference])).status_code == 404
    page = browser.get(reverse("case_orders", args=[case.reference])).content.decode()
    assert support.reference not in page
    assert "7946 0123" not in page


def test_nobody_is_told_how_to_reach_a_victim_by_the_release_list(cast, selected, both):
    period = services.record_custody(
        selected,
        by=cast.offender_manager,
        kind="remand",
        started_on=selected.joined_on,
        source="Prison",
    )
    contact = services.add_release_contact(
        period, selected, by=cast.offender_manager, who="Victim Contact Unit"
    )
    related = {field.related_model for field in contact._meta.fields if field.related_model}
    assert {model._meta.label for model in related} == {
        "offenders.CustodyPeriod",
        "accounts.User",
    }
