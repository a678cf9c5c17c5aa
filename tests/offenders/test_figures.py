"""What the assessment counts of offender management, at the edges of a period."""

import datetime as dt

import pytest
from django.utils import timezone

from assessment.figures.offenders import MEASURES
from offenders import services
from offenders.models import Pathway
from offenders.queries import cohort_counts
from tests.offenders.conftest import make_order, power
from tests.offenders.test_custody import inside

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("ladder")


def figure(code, start, end):
    counts = cohort_counts(start, end)
    return next(each for each in MEASURES if each.code == code).take(counts)


def test_codes_are_unique_and_every_figure_is_defined():
    codes = [each.code for each in MEASURES]
    assert len(codes) == len(set(codes))
    assert all(each.definition for each in MEASURES)
    assert len({each.definition for each in MEASURES}) == len(MEASURES)


def test_who_left_is_counted_with_the_reason(cast, selected):
    today = timezone.localdate()
    services.deselect_offender(selected, by=cast.coordinator, left_on=today, reason="moved")
    assert figure("iom.left", today, today).value == 1
    assert figure("iom.left.moved", today, today).value == 1
    assert figure("iom.left.died", today, today).value == 0
    assert figure("iom.left.moved", today - 9 * DAY, today - DAY).value == 0


def test_rag_is_as_it_stood_at_the_end(cast, selected):
    today = timezone.localdate()
    services.set_rag(selected, by=cast.offender_manager, version=2, rag="amber", reason="x")
    assert figure("iom.rag.amber", today, today).value == 1
    assert figure("iom.rag.none", today, today).value == 0
    before = today - DAY
    assert figure("iom.rag.amber", before, before).value == 0
    assert figure("iom.rag.none", before, before).value == 1


def test_orders_are_made_in_force_and_breached_by_kind(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged, made_on=today - 9 * DAY, expires_on=today + 9 * DAY)
    make_order(cast, alleged, "cpn", made_on=today - 9 * DAY, expires_on=None)
    start = today - 9 * DAY
    assert figure("orders.made.order", start, today).value == 1
    assert figure("orders.made.notice", start, today).value == 1
    assert figure("orders.made.order", start + DAY, today).value == 0
    assert figure("orders.in-force.order", start, today).value == 1
    assert figure("orders.in-force.notice", start, today).value == 0, "it was not served"
    assert figure("orders.in-force.order", start, today + 10 * DAY).value == 0
    for _ in range(2):
        breach = services.record_breach(
            order, by=cast.officer, happened_on=today, description="x", source="Police"
        )
        assert figure("orders.breached.order", start, today).value in (0, 1)
        services.decide_breach(
            breach, by=cast.officer, to="proven", decided_on=today, outcome="Fined"
        )
    assert figure("orders.breached.order", start, today).value == 1, "one order, breached twice"
    assert figure("orders.breached.order", start, today - DAY).value == 0


def test_an_alleged_breach_is_not_counted(cast, alleged):
    today = timezone.localdate()
    order = make_order(cast, alleged, power=power("injunction-adult"))
    services.record_breach(
        order, by=cast.officer, happened_on=today, description="x", source="Police"
    )
    assert figure("orders.breached.order", today, today).value == 0


def test_pathways_count_what_was_referred_and_attended(cast, selected):
    services.lay_pathways()
    today = timezone.localdate()
    inside(cast, selected, 60, 30)
    for attended in (True, False):
        referral = services.refer_to_pathway(
            selected,
            by=cast.offender_manager,
            pathway=Pathway.objects.get(key="drugs"),
            service="Turning Leaf",
            referred_on=today - 40 * DAY,
        )
        if attended:
            services.move_pathway_referral(
                referral, by=cast.offender_manager, to="engaged", on=today - 20 * DAY
            )
    start = today - 90 * DAY
    assert figure("iom.pathways.referred", start, today).value == 2
    engaged = figure("iom.pathways.engaged", start, today)
    assert (engaged.value, engaged.numerator, engaged.denominator) == (50.0, 1, 2)
    assert figure("iom.days-to-treatment", start, today).value == 10
    assert figure("iom.days-to-treatment", start, today - 31 * DAY).value is None
    assert figure("iom.pathways.engaged", today, today).value is None


def test_custody_between_release_and_appointment_takes_it_out(cast, selected):
    services.lay_pathways()
    today = timezone.localdate()
    inside(cast, selected, 60, 50)
    inside(cast, selected, 40, 30)
    referral = services.refer_to_pathway(
        selected,
        by=cast.offender_manager,
        pathway=Pathway.objects.get(key="drugs"),
        service="Turning Leaf",
        referred_on=today - 55 * DAY,
    )
    services.move_pathway_referral(
        referral, by=cast.offender_manager, to="engaged", on=today - 20 * DAY
    )
    assert cohort_counts(today - 90 * DAY, today)["days_to_treatment"] == [10]


def test_the_measure_says_how_many_it_rests_on(cast, selected):
    today = timezone.localdate()
    found = figure("iom.offending-change", today, today)
    assert found.value is None
    assert found.note == "1 person measured, 0 left out."
