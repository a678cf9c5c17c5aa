"""Adding to a list that the partnership keeps, and changing it."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import KEY_LENGTH, KeptEntry
from cases.workflow import save_versioned


class AlreadyKept(Exception):
    """The list has an entry of this name, in use or not."""


@transaction.atomic
def add_entry(model: type[KeptEntry], *, by: User, name: str, **fields: Any) -> KeptEntry:
    """Add an entry; AlreadyKept if there is one whose key would be the same."""
    key = slugify(name)[:KEY_LENGTH]
    last = model._default_manager.aggregate(last=models.Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            row: KeptEntry = model._default_manager.create(
                key=key, name=name, **{"position": last + 1, **fields}
            )
    except IntegrityError:
        raise AlreadyKept from None
    _record("added", row, by, Operation.COLLECTION, ["name", *fields])
    return row


@transaction.atomic
def change_entry(row: KeptEntry, *, by: User, version: int, **fields: Any) -> KeptEntry:
    """Change an entry's name, its place, or whether it is in use; StaleVersion if somebody else
    has done so meanwhile."""
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    save_versioned(row, version, **fields)
    _record("changed", row, by, Operation.ALTERATION, changed)
    return row


def _record(what: str, row: KeptEntry, by: User, operation: str, fields: list[str]) -> None:
    kind = row._meta.model_name
    record(
        f"{kind}.{what}",
        by=by,
        subject=f"{kind} {row.key}",
        operation=operation,
        changes={"fields": fields},
    )
