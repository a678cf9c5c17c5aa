"""The schedule names tasks that exist, and every task can be run by its name alone or an id."""

import inspect

import pytest

from config.celery import SCHEDULE, app

app.loader.import_default_modules()


@pytest.mark.parametrize("entry", SCHEDULE)
def test_the_task_exists_and_asks_for_nothing(entry: str) -> None:
    task = app.tasks[SCHEDULE[entry]["task"]]
    inspect.signature(task.run).bind(*SCHEDULE[entry].get("args", ()))


def test_every_task_takes_ids_only() -> None:
    wrong = [
        f"{name}({parameter})"
        for name, task in app.tasks.items()
        if not name.startswith("celery.") and ".tasks." in name
        for parameter in inspect.signature(task.run).parameters.values()
        if parameter.annotation not in {int, str, "int", "str"}
    ]
    assert wrong == []


def test_every_task_comes_back_after_a_killed_worker() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.enable_utc
    assert app.conf.timezone == "UTC"
