"""The action plan as a paper for the board's meeting."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from strategy.models import Objective, PlanStep, Priority, Strategy
from ui.dates import say_date
from ui.papers import Block, Bullets, Facts, Heading, Paper, Paragraph, Table

STEPS = ("Step", "Who", "Due", "Status")


def plan_paper(strategy: Strategy, objectives: Iterable[Objective]) -> Paper:
    """A summary of how every priority stands, then each with its targets and steps."""
    held = list(objectives)
    return Paper(
        f"Action plan: {strategy.title}",
        list(_blocks(held)),
        timezone.now(),
        marking="OFFICIAL",
        subtitle=f"{say_date(strategy.starts)} to {say_date(strategy.ends)}",
        contents=True,
    )


def _blocks(objectives: list[Objective]) -> Iterator[Block]:
    yield Heading("How the priorities stand")
    rows = [(p.title, str(p.agency), _stands(p), _taken(p)) for o in objectives for p in _of(o)]
    if not rows:
        yield Paragraph("There is no priority yet.")
        return
    yield Table(("Priority", "Agency", "Stands", "Steps taken"), rows)
    for objective in objectives:
        yield Heading(objective.title)
        if objective.text:
            yield Paragraph(objective.text)
        for priority in _of(objective):
            yield from _priority(priority)


def _priority(priority: Priority) -> Iterator[Block]:
    yield Heading(priority.title, 2)
    latest = priority.latest
    when = f" ({say_date(timezone.localdate(latest.said_at))})" if latest else ""
    yield Facts([("Answers for it", str(priority.agency)), ("Stands", _stands(priority) + when)])
    if latest:
        yield Paragraph(latest.text)
    targets = [
        f"{each.wording}, by {say_date(each.due_on)}" if each.due_on else each.wording
        for each in priority.targets.all()
    ]
    if targets:
        yield Bullets(targets)
    steps = list(priority.steps.all())
    if steps:
        yield Table(STEPS, [_step(each) for each in steps])


def _step(step: PlanStep) -> tuple[str, ...]:
    late = ", overdue" if step.is_overdue(timezone.localdate()) else ""
    outcome = f": {step.outcome}" if step.outcome else ""
    status = f"{step.get_status_display()}{late}{outcome}"
    return step.wording, str(step.owner), say_date(step.due_on), status


def _of(objective: Objective) -> list[Priority]:
    return list(objective.priorities.all())


def _stands(priority: Priority) -> str:
    return priority.latest.get_rag_display() if priority.latest else "Nothing said yet"


def _taken(priority: Priority) -> str:
    return f"{priority.steps_done} of {priority.steps_all}"
