"""Imports and foreign keys go down only."""

import subprocess
import sys
from itertools import combinations
from pathlib import Path

from django.apps import apps
from django.db.models import Field, Model

from tests.architecture.sources import FLOOR_OF, ROOT


def our_models() -> list[type[Model]]:
    """Every model of ours."""
    return [model for model in apps.get_models() if model._meta.app_label in FLOOR_OF]


def test_imports_keep_the_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_app_has_a_floor() -> None:
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(FLOOR_OF)


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        and field.is_relation
        and isinstance(field.related_model, type)
        and _points_up(model, field.related_model)
    ]
    assert not wrong, "\n".join(wrong)


def _points_up(model: type[Model], target: type[Model]) -> bool:
    here, there = model._meta.app_label, target._meta.app_label
    if here == there or there not in FLOOR_OF:
        return False
    return FLOOR_OF[there] >= FLOOR_OF[here]


def test_no_generic_foreign_keys() -> None:
    wrong = [
        model._meta.label
        for model in our_models()
        if model._meta.private_fields
        or any(
            field.related_model and field.related_model._meta.app_label == "contenttypes"
            for field in model._meta.fields
        )
    ]
    assert not wrong, "\n".join(wrong)


def test_no_table_inherits_from_another() -> None:
    assert [model._meta.label for model in our_models() if model._meta.parents] == []


def test_no_reverse_name_is_used_twice() -> None:
    names = [
        (field.related_model._meta.label, field.remote_field.get_accessor_name())
        for model in our_models()
        for field in model._meta.fields
        if field.is_relation and not field.remote_field.hidden
    ]
    assert [pair for pair, other in combinations(sorted(names), 2) if pair == other] == []
