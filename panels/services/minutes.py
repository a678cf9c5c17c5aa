"""The co-chairs agree the minutes, and the minutes lock."""

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.workflow import StaleVersion, WrongStatus
from panels import notices
from panels.models import LockedMinutes, Meeting, MeetingStatus, MinutesAgreement
from panels.queries.meetings import chairs_in_force
from panels.queries.minutes import Content, compose, digest_of
from panels.queries.screen import unfinished_business
from panels.services.agenda import TooFewCoChairs
from panels.workflow import MEETING


class Unfinished(Exception):
    """Something of the meeting is not recorded yet; `missing` says what, case by case."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


@transaction.atomic
def agree_minutes(meeting: Meeting, *, by: User, digest: str) -> Meeting:
    """A co-chair agrees the minutes they have read; with the last of them the minutes lock.
    StaleVersion if they have changed since."""
    # This update comes first: of two who agree at once, the second waits here for the first.
    rows = Meeting.objects.filter(pk=meeting.pk, status=MeetingStatus.HELD)
    if rows.update(version=F("version") + 1) != 1:
        raise WrongStatus("The minutes are locked, or the meeting has not begun.")
    meeting.refresh_from_db(fields=["version", "status"])
    content = compose(meeting)
    if digest_of(content) != digest:
        raise StaleVersion
    if missing := unfinished_business(meeting):
        raise Unfinished(missing)
    MinutesAgreement.objects.update_or_create(meeting=meeting, user=by, defaults={"digest": digest})
    _record("minutes.agreed", meeting, by, digest)
    _lock_when_all_agree(meeting, content, digest, by)
    return meeting


def _lock_when_all_agree(meeting: Meeting, content: Content, digest: str, by: User) -> None:
    chairs = {chair.user_id for chair in chairs_in_force(meeting.panel)}
    if len(chairs) < meeting.panel.co_chairs_needed:
        raise TooFewCoChairs
    # What others did to a case outside the meeting may have changed the text: agree it anew.
    meeting.minutes_agreements.exclude(digest=digest).delete()
    if not chairs <= set(meeting.minutes_agreements.values_list("user_id", flat=True)):
        return
    LockedMinutes.objects.create(meeting=meeting, content=content, digest=digest)
    MEETING.move(meeting, MeetingStatus.MINUTES_AGREED)
    _record("minutes.locked", meeting, by, digest)
    notices.minutes_locked(meeting)


def _record(verb: str, meeting: Meeting, by: User, digest: str) -> None:
    record(
        verb,
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION,
        changes={"digest": digest},
    )
