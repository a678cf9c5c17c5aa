from datetime import UTC, datetime, time
from decimal import Decimal

import django_filters
import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django_celery_results.models import TaskResult

from ui.templatetags.concord import active_filters, clock, number, risk_tag, signed_percent, tag


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234567, "1,234,567"), (-5, "−5"), (Decimal("1234.50"), "1,234.50"), (None, ""), (0, "0")],
)
def test_numbers(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(15, "+15.0%"), (-15.04, "−15.0%"), (0, "0.0%"), (-0.01, "0.0%"), (None, "")],
)
def test_signed_percent(value, shown):
    assert signed_percent(value) == shown


def test_clock():
    assert clock(time(14, 30)) == "2:30pm"
    assert clock(datetime(2026, 7, 1, 13, tzinfo=UTC)) == "2pm"


@pytest.mark.parametrize("band", ["standard", "medium", "high"])
def test_a_risk_tag_says_its_band(band):
    assert f">{band.capitalize()} risk<" in risk_tag(band)


def test_a_tag_is_inert():
    assert "<script>" not in tag("<script>", 'x"><script>')


class Filters(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(
        label="Status",
        choices=[("x", "Waiting"), ("y", "Done")],
        widget=forms.CheckboxSelectMultiple,
    )
    task_name = django_filters.CharFilter(label="Name")

    class Meta:
        model = TaskResult
        fields = []


def test_active_filters_take_themselves_away():
    data = QueryDict("status=x&status=y&task_name=mail&after=cursor")
    waiting, done, name = active_filters(Filters(data))
    assert (waiting.label, waiting.value) == ("Status", "Waiting")
    assert QueryDict(waiting.url[1:]) == QueryDict("status=y&task_name=mail")
    assert QueryDict(done.url[1:]) == QueryDict("status=x&task_name=mail")
    assert (name.label, name.value) == ("Name", "mail")
    assert QueryDict(name.url[1:]) == QueryDict("status=x&status=y")


def test_the_filter_panel_renders():
    request = RequestFactory().get("/cases/?status=x")
    html = render_to_string(
        "components/filters.html", {"filter": Filters(request.GET), "request": request}
    )
    assert "Filter (1 in use)" in html
    assert 'href="/cases/"' in html


def test_a_neighbour_of_no_page_is_no_link():
    assert "<nav" not in render_to_string("components/pagination.html", {"page": None})


@pytest.mark.parametrize(
    ("component", "context", "expected"),
    [
        ("empty", {"title": "No referrals", "url": "/r/", "action": "Make one"}, 'href="/r/"'),
        ("stat", {"label": "Incidents", "figure": "1,234", "change": "15.0% lower"}, "1,234"),
        ("tabs", {"tabs": [("Risk", "/risk/", True)]}, 'aria-current="page"'),
        ("identity_bar", {"title": "Noise", "facts": [("Ward", "Noel Park")]}, "Noel Park"),
        ("summary_row", {"key": "Name", "value": "", "url": "/x/"}, "Not given"),
    ],
)
def test_components_render(component, context, expected):
    assert expected in render_to_string(f"components/{component}.html", context)


def test_the_timeline_says_when_and_who():
    event = {"title": "Opened", "when": datetime(2026, 11, 24, 14, 30, tzinfo=UTC), "by": "Ann"}
    html = render_to_string("components/timeline.html", {"events": [event]})
    assert "24 November 2026, 2:30pm" in html
    assert "by Ann" in html


def test_task_lists_tie_the_status_to_the_link():
    task = {"title": "People", "url": "/people/", "status": "To do", "colour": "blue"}
    html = render_to_string("components/task_list.html", {"tasks": [task]})
    assert 'aria-describedby="task-1-status"' in html
    assert 'id="task-1-status"' in html


def test_every_page_is_marked_and_says_when_it_is_a_rehearsal():
    page = Template('{% extends "base.html" %}{% block title %}Cases{% endblock %}')
    html = page.render(Context({"partnership": {"name": "Haringey", "is_rehearsal": True}}))
    assert "<title>Cases – Concord</title>" in html
    assert "OFFICIAL-SENSITIVE" in html
    assert "Rehearsal: invented people and places. Nothing here is real." in html
    assert "Sign out" not in html


@pytest.mark.parametrize("page", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_stand_alone(page):
    assert "<h1" in render_to_string(page)
