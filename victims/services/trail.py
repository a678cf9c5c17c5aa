"""How every act of support is written into the log."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from audit.models import Operation
from audit.services import record
from victims.models import SupportReferral


def subject_of(referral: SupportReferral) -> str:
    """The name under which the log speaks of a referral."""
    return f"victim {referral.reference}"


def trail_of(referral: SupportReferral) -> str:
    """The case it belongs to, as the log speaks of it; nothing for a referral from outside."""
    return f"case {referral.case.reference}" if referral.case else ""


def record_support(
    verb: str,
    referral: SupportReferral,
    *,
    by: User | None,
    operation: str = Operation.ALTERATION,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write one entry about a referral, with the case it belongs to as its trail."""
    record(
        verb,
        by=by,
        subject=subject_of(referral),
        trail=trail_of(referral),
        operation=operation,
        changes=changes,
        reason=reason,
    )
