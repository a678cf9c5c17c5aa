"""Saying that two cases belong together, or that they do not."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseLink, LinkKind, UnrelatedCases


@transaction.atomic
def link_cases(case: Case, *, by: User, other: Case, kind: str, reason: str) -> CaseLink:
    """Link two cases; saying the same again changes nothing. Only a transfer has a direction."""
    first, second = (case, other) if kind == LinkKind.TRANSFERRED else _older_first(case, other)
    link, made = CaseLink.objects.get_or_create(
        case=first,
        other=second,
        kind=kind,
        ended_at=None,
        defaults={"reason": reason, "by": by},
    )
    if made:
        record(
            "case.linked",
            by=by,
            subject=f"case {case.reference}",
            trail=f"case {other.reference}",
            operation=Operation.COMBINATION,
            reason=reason,
            changes={"kind": kind},
        )
    return link


@transaction.atomic
def end_link(link: CaseLink, *, by: User, reason: str) -> None:
    """End a link, with the reason; ending it twice does nothing."""
    ended = CaseLink.objects.current().filter(pk=link.pk)
    if not ended.update(ended_at=timezone.now(), ended_by=by, end_reason=reason):
        return
    record(
        "case.link_ended",
        by=by,
        subject=f"case {link.case.reference}",
        trail=f"case {link.other.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"kind": link.kind},
    )


@transaction.atomic
def dismiss_suggested_link(case: Case, *, by: User, other: Case, reason: str) -> UnrelatedCases:
    """Remember that two cases do not belong together, so that it is not suggested again."""
    first, second = _older_first(case, other)
    row, made = UnrelatedCases.objects.get_or_create(
        first=first, second=second, defaults={"reason": reason, "by": by}
    )
    if made:
        record(
            "case.link_dismissed",
            by=by,
            subject=f"case {case.reference}",
            trail=f"case {other.reference}",
            operation=Operation.ALTERATION,
            reason=reason,
        )
    return row


def _older_first(case: Case, other: Case) -> tuple[Case, Case]:
    return (case, other) if case.pk < other.pk else (other, case)
