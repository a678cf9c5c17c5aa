"""Asking agencies to a meeting."""

from collections.abc import Iterable

from accounts.models import Agency
from panels.models import Invitation, Meeting


def invite(meeting: Meeting, agencies: Iterable[Agency]) -> None:
    """Ask agencies to a meeting, so that their people find it; asking twice changes nothing."""
    Invitation.objects.bulk_create(
        [Invitation(meeting=meeting, agency=agency) for agency in agencies], ignore_conflicts=True
    )
