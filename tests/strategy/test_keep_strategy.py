"""The strategy: its period, objectives and priorities."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from strategy import services
from strategy.models import Objective, Priority, Strategy
from strategy.queries import priorities_in_force
from tests.people import Cast


@pytest.fixture
def strategy(cast: Cast) -> Strategy:
    """A strategy of this year with one objective and one priority."""
    today = timezone.localdate()
    row = services.add_strategy(
        by=None,
        title="Safer Northbridge",
        starts=today.replace(month=1, day=1),
        ends=today.replace(month=12, day=31),
    )
    objective = services.add_objective(row, by=None, title="Fewer people harmed twice")
    services.add_priority(objective, by=None, title="Repeat victims", agency=cast.police)
    return row


def test_everybody_reads_it_and_writers_get_the_links(cast: Cast, signed_in, strategy) -> None:
    for name, who in cast.everyone().items():
        html = signed_in(who).get(reverse("strategy")).content.decode()
        assert "Repeat victims</a> (Police)" in html
        assert ("Add a priority" in html) == (name in {"coordinator", "analyst"})


def test_an_analyst_begins_one(cast: Cast, signed_in) -> None:
    client = signed_in(cast.analyst)
    said = {"title": "Next", "starts": "1 4 2027", "ends": "31 3 2031", "version": 0}
    client.post(reverse("add_strategy"), said)
    row = Strategy.objects.get()
    client.post(reverse("add_objective", args=[row.pk]), {"title": "Aim", "version": 0})
    objective = Objective.objects.get()
    client.post(
        reverse("add_priority", args=[objective.pk]),
        {"title": "First", "agency": cast.council.pk, "version": 0},
    )
    assert Priority.objects.get().agency == cast.council
    assert Entry.objects.filter(verb="priority.added").exists()


def test_a_period_that_ends_before_it_begins_is_refused(cast: Cast, signed_in) -> None:
    said = {"title": "Next", "starts": "1 4 2027", "ends": "1 4 2026", "version": 0}
    page = signed_in(cast.analyst).post(reverse("add_strategy"), said)
    assert "Enter a last day that is after the first day" in page.content.decode()


def test_a_change_is_saved_and_a_stale_one_refused(cast: Cast, signed_in, strategy) -> None:
    priority = Priority.objects.get()
    url = reverse("change_priority", args=[priority.pk])
    said = {"title": "Repeat callers", "agency": cast.police.pk, "version": 1}
    signed_in(cast.coordinator).post(url, said)
    page = signed_in(cast.analyst).post(url, {**said, "title": "Repeat victims of noise"})
    html = page.content.decode()
    assert "Somebody else saved this while you were typing" in html
    assert "Repeat callers" in html
    assert 'value="Repeat victims of noise"' in html
    priority.refresh_from_db()
    assert priority.title == "Repeat callers"


@pytest.mark.parametrize("name", ["change_strategy", "add_objective"])
def test_readers_do_not_write(cast: Cast, signed_in, strategy, name: str) -> None:
    url = reverse(name, args=[strategy.pk])
    for who in (cast.officer, cast.cochair_police, cast.dpo, cast.administrator):
        assert signed_in(who).get(url).status_code == 403
    assert signed_in(cast.analyst).get(url).status_code == 200
    assert signed_in(cast.analyst).get(reverse(name, args=[999])).status_code == 404


def test_the_priorities_in_force_are_this_periods(cast: Cast, strategy) -> None:
    assert [row.title for row in priorities_in_force(cast.analyst)] == ["Repeat victims"]
    later = strategy.ends.replace(year=strategy.ends.year + 1)
    assert priorities_in_force(cast.analyst, later) == []


def test_the_page_costs_the_same_with_many(cast: Cast, signed_in, strategy) -> None:
    client = signed_in(cast.analyst)

    def cost() -> int:
        client.get(reverse("strategy"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("strategy"))
        return len(queries)

    few = cost()
    for number in range(30):
        objective = services.add_objective(strategy, by=None, title=f"Aim {number}")
        services.add_priority(objective, by=None, title="Do it", agency=cast.council)
    assert cost() == few
