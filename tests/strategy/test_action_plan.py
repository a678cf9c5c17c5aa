"""The action plan: targets, steps, who takes them, how each priority stands, the board's paper."""

import datetime as dt

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from cases.workflow import StaleVersion
from home.queries import work_today
from strategy import services
from strategy.models import PlanStep, Priority
from strategy.queries import plan_of, strategies
from tests.people import Cast

TODAY = timezone.localdate


@pytest.fixture
def priority(cast: Cast) -> Priority:
    strategy = services.add_strategy(
        by=None, title="Safer", starts=dt.date(2025, 4, 1), ends=dt.date(2030, 3, 31)
    )
    objective = services.add_objective(strategy, by=None, title="Fewer harmed twice")
    return services.add_priority(objective, by=None, title="Repeat victims", agency=cast.police)


def a_step(priority: Priority, owner: User, days: int = 9, wording: str = "Buy a meter"):
    due = TODAY() + dt.timedelta(days=days)
    return services.add_step(priority, by=None, wording=wording, owner=owner, due_on=due)


def test_targets_and_steps_are_added_by_those_who_keep_the_strategy(cast, signed_in, priority):
    client = signed_in(cast.coordinator)
    url = reverse("priority", args=[priority.pk])
    client.post(
        reverse("add_target", args=[priority.pk]),
        {"wording": "Nine in ten visits in time", "version": 0},
    )
    said = {"wording": "Buy a meter", "owner": cast.officer.pk, "due_on": "yesterday", "version": 0}
    late = client.post(reverse("add_plan_step", args=[priority.pk]), said).content.decode()
    assert "Enter a due date that is today or later" in late
    assert "Buy a meter" in late
    client.post(reverse("add_plan_step", args=[priority.pk]), {**said, "due_on": "tomorrow"})
    page = client.get(url).content.decode()
    assert "Nine in ten visits in time" in page
    assert "Buy a meter" in page
    assert Entry.objects.filter(verb="planstep.added").exists()
    assert [item.text for item in work_today(cast.officer)] == ["Buy a meter"]


def test_its_owner_says_what_came_of_a_step_once(cast, signed_in, priority):
    step = a_step(priority, cast.officer)
    url = reverse("end_plan_step", args=[step.pk])
    assert signed_in(cast.victim_worker).get(url).status_code == 403
    client = signed_in(cast.officer)
    refused = client.post(url, {"status": "done"})
    assert refused.status_code == 200
    assert "Error:" in refused.content.decode()
    client.post(url, {"status": "done", "outcome": "Two meters"})
    step.refresh_from_db()
    assert (step.status, step.outcome) == ("done", "Two meters")
    assert client.get(url).status_code == 403
    assert work_today(cast.officer) == []


def test_two_who_end_a_step_at_once_are_told(cast, priority):
    step = a_step(priority, cast.officer)
    services.end_step(
        PlanStep.objects.get(pk=step.pk), by=cast.officer, status="done", outcome="Bought"
    )
    with pytest.raises(StaleVersion):
        services.end_step(step, by=cast.coordinator, status="dropped", outcome="No money")
    assert PlanStep.objects.get(pk=step.pk).outcome == "Bought"


def test_the_agency_that_answers_says_how_it_stands(cast, signed_in, priority):
    url = reverse("report_progress", args=[priority.pk])
    assert signed_in(cast.officer).get(url).status_code == 403
    client = signed_in(cast.cochair_police)
    client.post(url, {"rag": "red", "text": "Nobody is in post"})
    client.post(url, {"rag": "amber", "text": "One post is filled"})
    page = signed_in(cast.dpo).get(reverse("priority", args=[priority.pk])).content.decode()
    assert page.index("One post is filled") < page.index("Nobody is in post")
    listed = signed_in(cast.dpo).get(reverse("strategy")).content.decode()
    assert "Amber" in listed


def test_steps_taken_are_counted_without_those_dropped(cast, priority):
    done, dropped, _ = (a_step(priority, cast.officer) for _ in range(3))
    services.end_step(done, by=cast.officer, status="done", outcome="-")
    services.end_step(dropped, by=cast.officer, status="dropped", outcome="-")
    services.report_progress(priority, by=cast.analyst, rag="green", text="Going well")
    services.report_progress(priority, by=cast.analyst, rag="red", text="Not so well")
    [strategy] = strategies(cast.analyst)
    row = strategy.objectives.all()[0].priorities.all()[0]
    assert (row.steps_done, row.steps_all, row.latest.rag) == (1, 2, "red")


def test_the_boards_paper_has_all_of_it(cast, signed_in, priority):
    services.add_target(priority, by=None, wording="Nine in ten", due_on=dt.date(2027, 3, 31))
    PlanStep.objects.filter(pk=a_step(priority, cast.officer).pk).update(
        due_on=TODAY() - dt.timedelta(days=1)
    )
    services.report_progress(priority, by=cast.analyst, rag="amber", text="One post is filled")
    url = reverse("plan_pdf", args=[priority.objective.strategy_id])
    answer = signed_in(cast.cochair_police).get(url)
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    for said in ("Repeat victims", "Amber", "0 of 1", "Nine in ten, by 31 March 2027", "overdue"):
        assert said in text
    assert Entry.objects.filter(verb="plan.downloaded").exists()
    word = reverse("plan_docx", args=[priority.objective.strategy_id])
    assert signed_in(cast.cochair_police).get(word).status_code == 200


def test_the_paper_asks_the_same_for_thirty(cast, priority, django_assert_max_num_queries) -> None:
    for number in range(30):
        each = services.add_priority(
            priority.objective, by=None, title=f"Priority {number}", agency=cast.police
        )
        a_step(each, cast.officer)
    with django_assert_max_num_queries(7):
        for objective in plan_of(priority.objective.strategy, cast.analyst):
            for row in objective.priorities.all():
                assert row.steps_all + len(row.targets.all()) <= 1
                assert not row.latest


def test_a_step_is_put_right_and_a_stale_change_keeps_what_was_typed(cast, signed_in, priority):
    step = a_step(priority, cast.officer)
    url = reverse("change_plan_step", args=[step.pk])
    said = {"wording": "Buy two", "owner": cast.partner.pk, "due_on": "tomorrow", "version": 1}
    signed_in(cast.coordinator).post(url, said)
    step.refresh_from_db()
    assert (step.wording, step.owner) == ("Buy two", cast.partner)
    stale = signed_in(cast.analyst).post(url, {**said, "wording": "Buy three"}).content.decode()
    assert "Somebody else saved this while you were typing" in stale
    assert 'value="Buy three"' in stale


def test_a_target_is_put_right(cast, signed_in, priority):
    target = services.add_target(priority, by=None, wording="Nine in tne")
    url = reverse("change_target", args=[target.pk])
    signed_in(cast.analyst).post(url, {"wording": "Nine in ten", "version": 1})
    target.refresh_from_db()
    assert target.wording == "Nine in ten"
