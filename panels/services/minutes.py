"""The minutes go round for correction, the co-chairs agree them, they lock, things are added."""

import hashlib

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.workflow import StaleVersion, WrongStatus
from panels import notices
from panels.models import (
    AgendaItem,
    CorrectionStatus,
    DraftField,
    LockedMinutes,
    Meeting,
    MeetingStatus,
    MinutesAddendum,
    MinutesAgreement,
    Presence,
)
from panels.queries.attendance import absent_twice
from panels.queries.meetings import chairs_in_force, still_to_agree
from panels.queries.minutes import Content, compose
from panels.queries.screen import unfinished_business
from panels.services.agenda import TooFewCoChairs
from panels.services.hearings import stop_clock
from panels.services.rehearsal import correct_rehearsed
from panels.workflow import MEETING
from ui.digests import digest_of


class Unfinished(Exception):
    """Something of the meeting is not recorded yet; `missing` says what, case by case."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


@transaction.atomic
def circulate_minutes(meeting: Meeting, *, by: User) -> Meeting:
    """Send the invited agencies a link to the draft, so that they propose corrections beside it."""
    if missing := unfinished_business(meeting):
        raise Unfinished(missing)
    rows = Meeting.objects.filter(
        pk=meeting.pk, status=MeetingStatus.HELD, circulated_at__isnull=True
    )
    if rows.update(circulated_at=timezone.now(), version=F("version") + 1) != 1:
        raise WrongStatus("The minutes have gone round already, or are locked.")
    meeting.refresh_from_db(fields=["circulated_at", "version"])
    record(
        "minutes.circulated",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.DISCLOSURE,
        reason=meeting.panel.gateway,
    )
    if meeting.panel.is_rehearsal:
        correct_rehearsed(meeting, by=by)
    else:
        notices.minutes_circulated(meeting)
    return meeting


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
    if missing := [*unfinished_business(meeting), *_unanswered(meeting)]:
        raise Unfinished(missing)
    MinutesAgreement.objects.update_or_create(meeting=meeting, user=by, defaults={"digest": digest})
    _record("minutes.agreed", meeting, by, digest)
    _lock_when_all_agree(meeting, content, digest, by)
    return meeting


@transaction.atomic
def add_to_minutes(
    meeting: Meeting, *, by: User, item: AgendaItem | None, text: str, reason: str
) -> MinutesAddendum:
    """Put a later correction beside locked minutes. Its digest covers the minutes' own and every
    addendum before it, so that none can be changed or taken out unseen."""
    # This update comes first: of two who add at once, the second continues the digest of the first.
    rows = Meeting.objects.filter(pk=meeting.pk, status=MeetingStatus.MINUTES_AGREED)
    if rows.update(version=F("version") + 1) != 1:
        raise WrongStatus("The minutes are not locked: change the record itself.")
    last = meeting.addenda.order_by("pk").last()
    before = last.digest if last else LockedMinutes.objects.get(meeting=meeting).digest
    addendum = MinutesAddendum.objects.create(
        meeting=meeting,
        item=item,
        text=text,
        reason=reason,
        by=by,
        digest=addendum_digest(before, item.reference if item else "", text, reason),
    )
    _record("minutes.added_to", meeting, by, addendum.digest)
    return addendum


def note_disclosure(
    meeting: Meeting, *, by: User, reader: str, cases: list[str], kind: str
) -> None:
    """Write down that a paper of the minutes was made for somebody to take away."""
    record(
        "minutes.taken",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.DISCLOSURE,
        reason=meeting.panel.gateway,
        recipients=[reader],
        changes={"cases": cases, "kind": kind},
    )


def addendum_digest(before: str, reference: str, text: str, reason: str) -> str:
    """The SHA-256 of an addendum, continued from what stood before it."""
    said = digest_of({"after": before, "case": reference, "text": text, "reason": reason})
    return hashlib.sha256(f"{before}{said}".encode()).hexdigest()


def _unanswered(meeting: Meeting) -> list[str]:
    waiting = meeting.corrections.filter(status=CorrectionStatus.PROPOSED)
    return [
        f"{each.item.reference}: Answer the correction that {each.agency} proposes"
        for each in waiting.select_related("agency", "item__case", "item__nominal")
    ]


def _lock_when_all_agree(meeting: Meeting, content: Content, digest: str, by: User) -> None:
    chairs = chairs_in_force(meeting.panel)
    if len(chairs) < meeting.panel.co_chairs_needed:
        raise TooFewCoChairs
    # What others did to a case outside the meeting may have changed the text: agree it anew.
    meeting.minutes_agreements.exclude(digest=digest).delete()
    if still_to_agree(chairs, set(meeting.minutes_agreements.values_list("user_id", flat=True))):
        return
    LockedMinutes.objects.create(meeting=meeting, content=content, digest=digest)
    MEETING.move(meeting, MeetingStatus.MINUTES_AGREED)
    _leave_screen(meeting)
    _record("minutes.locked", meeting, by, digest)
    notices.minutes_locked(meeting)
    if away := absent_twice(meeting):
        notices.absent_twice(meeting, len(away))


def _leave_screen(meeting: Meeting) -> None:
    """What was only typed is in the minutes or was not meant to be: none of it is kept."""
    DraftField.objects.filter(item__meeting=meeting).delete()
    Presence.objects.filter(meeting=meeting).delete()
    stop_clock(meeting)


def _record(verb: str, meeting: Meeting, by: User, digest: str) -> None:
    record(
        verb,
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION,
        changes={"digest": digest},
    )
