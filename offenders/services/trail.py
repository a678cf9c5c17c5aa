"""What the log calls things, and the refusals that several services share."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from audit.models import Operation
from audit.services import record
from offenders.models import Nominal, Order


class InTheFuture(ValueError):
    """A day that has not come yet."""


def record_nominal(
    verb: str,
    nominal: Nominal,
    *,
    by: User | None,
    operation: str = Operation.ALTERATION,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Write about a nominal into the log."""
    record(
        verb,
        by=by,
        subject=nominal.subject,
        trail=f"case {nominal.party.case.reference}",
        operation=operation,
        changes=changes,
    )


def record_order(
    verb: str,
    order: Order,
    *,
    by: User | None,
    operation: str = Operation.ALTERATION,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Write about an order into the log."""
    record(
        verb,
        by=by,
        subject=f"order {order.reference}",
        trail=f"case {order.party.case.reference}",
        operation=operation,
        changes=changes,
    )
