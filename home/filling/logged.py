"""Bulk entries of the log: what was done with each case, and who read it."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from audit.digest import entry_digest
from audit.models import Entry, Operation
from home.filling.cases import Made
from home.filling.plan import Plan, at


def log(plan: Plan, made: list[Made]) -> None:
    """Write the entries of these cases, each with its digest."""
    plan.writer.write_models([entry for each in made for entry in _entries(plan, each)])


def _entries(plan: Plan, made: Made) -> Iterator[Entry]:
    case = made.case
    subject, day = f"case {case.reference}", case.opened_on
    opened = {"operation": Operation.COLLECTION, "changes": {"status": ["", "open"]}}
    yield _entry(plan, made, 0, verb="case.opened", subject=subject, at=at(day, 9, 30), **opened)
    for number in range(3):
        yield _entry(
            plan,
            made,
            number + 1,
            verb="page.read",
            subject=subject,
            trail=f"/cases/{case.reference}/",
            operation=Operation.CONSULTATION,
            at=at(day, 12 + number),
        )


def _entry(plan: Plan, made: Made, number: int, **said: Any) -> Entry:
    officer = made.case.lead_officer
    # The digest is over the moment as it will be read back. Nothing is added to a sealed day.
    said["at"] = max(said["at"].astimezone(dt.UTC), plan.log_open_from)
    entry = Entry(
        # Not from the dice: a filling of the same seed would have the same keys again.
        key=uuid.uuid5(uuid.NAMESPACE_OID, f"{said['subject']} {number}"),
        actor_id=str(made.case.lead_officer_id),
        actor_name=str(officer),
        agency_name=made.case.lead_agency.name,
        **said,
    )
    entry.digest = entry_digest(entry)
    return entry
