"""What several forms answer with: an impossible order by its field, and a row saved meanwhile."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from offenders.lengths import Impossible
from offenders.services import InTheFuture
from offenders.workflow import StaleVersion
from ui.dates import say_date
from ui.forms import Form

STALE = (
    "Somebody else saved this while you were typing. Theirs: {theirs}. Change yours if you need "
    "to, then save it again to replace theirs."
)


def keep_typed(form: Form, row: Model, *fields: str) -> None:
    """Say what was saved meanwhile beside what was typed; saving again replaces it knowingly."""
    row.refresh_from_db(fields=[*fields, "version"])
    data: Any = form.data
    form.data = typed = data.copy()
    typed[form.add_prefix("version")] = str(row.version)  # type: ignore[attr-defined]
    said = "; ".join(f"{_label(form, row, name)}: {_said(row, name)}" for name in fields)
    form.add_error(None, STALE.format(theirs=said))


def _label(form: Form, row: Model, name: str) -> str:
    if name in form.fields:
        return str(form.fields[name].label).lower()
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def _said(row: Any, name: str) -> str:
    value = getattr(row, name)
    if value in (None, "", []):
        return "empty"
    shown = getattr(row, f"get_{name}_display", None)
    if shown:
        return str(shown())
    return say_date(value) if hasattr(value, "toordinal") else str(value)


def possible(form: Form, save: Callable[[], object]) -> Callable[[], object]:
    """`save`, with whatever is impossible put by its field."""

    def guarded() -> None:
        try:
            save()
        except Impossible as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field if fault.field in form.fields else None, fault.text)
        except InTheFuture:
            form.add_error(None, "Enter days that are today or in the past")

    return guarded


def not_stale(
    form: Form, row: Model, fields: tuple[str, ...], save: Callable[[], object]
) -> Callable[[], object]:
    """`save`, with a row that somebody else saved meanwhile shown beside what was typed."""

    def guarded() -> None:
        try:
            save()
        except StaleVersion:
            keep_typed(form, row, *fields)

    return possible(form, guarded)
