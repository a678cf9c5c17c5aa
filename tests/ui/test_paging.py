from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django_celery_results.models import TaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ui.paging import count_up_to, page_by_key

pytestmark = pytest.mark.django_db

ORDERS = st.sampled_from(
    [
        ("pk",),
        ("-pk",),
        ("task_name", "pk"),
        ("-task_name", "-pk"),
        ("task_name", "-date_done", "pk"),
        ("-date_done", "status", "-pk"),
    ]
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 3), st.sampled_from("xy")),
    max_size=17,
)
START = datetime(2026, 11, 24, tzinfo=UTC)


def make(rows):
    TaskResult.objects.all().delete()
    for number, (name, hours, status) in enumerate(rows):
        result = TaskResult.objects.create(task_id=str(number), task_name=name, status=status)
        TaskResult.objects.filter(pk=result.pk).update(date_done=START + timedelta(hours=hours))


def ask(query, order, per_page=3, rows=None):
    request = RequestFactory().get(f"/{query}")
    return page_by_key(rows or TaskResult.objects.all(), request, order=order, per_page=per_page)


@given(ROWS, ORDERS, st.integers(1, 5))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_walking_there_and_back_meets_every_row_once(rows, order, per_page):
    make(rows)
    page = ask("", order, per_page)
    forward = [page.rows]
    assert not page.previous
    while page.next:
        page = ask(page.next, order, per_page)
        forward.append(page.rows)
    backward = [page.rows]
    while page.previous:
        page = ask(page.previous, order, per_page)
        backward.append(page.rows)
    met = [row.pk for each in forward for row in each]
    assert sorted(met) == sorted(TaskResult.objects.values_list("pk", flat=True))
    assert [row.pk for each in reversed(backward) for row in each] == met


def test_a_page_is_one_query_however_far(django_assert_num_queries):
    make([("a", 1, "x")] * 9)
    page = ask("", ("task_name", "pk"))
    for _ in range(2):
        with django_assert_num_queries(1):
            page = ask(page.next, ("task_name", "pk"))
    with django_assert_num_queries(1):
        ask(page.previous, ("task_name", "pk"))


def test_keeps_the_other_questions():
    make([("a", 1, "x")] * 4)
    page = ask("?status=x&status=y&before=old", ("pk",))
    query = QueryDict(page.next.removeprefix("?"))
    assert query.getlist("status") == ["x", "y"]
    assert "before" not in query


@pytest.mark.parametrize("cursor", ["nonsense", "", "é", "gAAAAA", "%00", "a" * 9000])
def test_a_cursor_that_is_not_ours_gives_the_first_page(cursor):
    make([("a", 1, "x")] * 5)
    first = ask("", ("pk",))
    for direction in ("after", "before"):
        assert ask(f"?{direction}={cursor}", ("pk",)).rows == first.rows


def test_a_cursor_of_another_order_gives_the_first_page():
    make([("a", 1, "x")] * 5)
    other = ask("", ("task_name", "pk")).next
    assert ask(other, ("pk",)).rows == ask("", ("pk",)).rows


def test_a_cursor_whose_rows_are_gone_gives_the_first_page():
    make([("a", 1, "x")] * 5)
    page = ask("", ("pk",))
    TaskResult.objects.filter(pk__gt=page.rows[-1].pk).delete()
    assert ask(page.next, ("pk",)).rows == page.rows


def test_a_cursor_shows_nothing_of_the_row():
    make([("Surname", 1, "x")] * 4)
    page = ask("", ("task_name", "pk"))
    assert "Surname" not in str(parse_qs(page.next))


def test_an_order_without_a_key_is_refused():
    with pytest.raises(ValueError, match="key"):
        ask("", ("task_name",))


def test_counts_no_further_than_the_limit():
    make([("a", 1, "x")] * 4)
    assert count_up_to(TaskResult.objects.all()) == "4"
    assert count_up_to(TaskResult.objects.all(), limit=4) == "4"
    assert count_up_to(TaskResult.objects.all(), limit=3) == "more than 3"
