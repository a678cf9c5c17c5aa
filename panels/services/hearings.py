"""Which case the meeting is at, and how long it has heard it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.workflow import WrongStatus
from panels.models import AgendaItem, Meeting, MeetingStatus


@transaction.atomic
def hear_case(item: AgendaItem, *, by: User) -> None:
    """Have the meeting go to a case: its clock runs, and that of the case before stops."""
    meeting = item.meeting
    end_hearing(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(heard_item=item, heard_since=timezone.now())
    meeting.refresh_from_db(fields=["heard_item", "heard_since", "screen_version"])
    record(
        "hearing.begun",
        by=by,
        subject=item.subject,
        trail=f"meeting {meeting.reference}",
        operation=Operation.COLLECTION,
    )


@transaction.atomic
def end_hearing(meeting: Meeting) -> None:
    """Stop the clock of whatever case the meeting hears."""
    rows = Meeting.objects.filter(pk=meeting.pk, status=MeetingStatus.HELD)
    # This update comes first: of two who move on at once, the second waits here for the first.
    if rows.update(screen_version=F("screen_version") + 1) != 1:
        raise WrongStatus("The minutes are locked, or the meeting has not begun.")
    stop_clock(meeting)


def stop_clock(meeting: Meeting) -> None:
    """Add the stretch that ends to what the case was heard before."""
    meeting.refresh_from_db(fields=["heard_item", "heard_since"])
    if meeting.heard_item_id is None or meeting.heard_since is None:
        return
    spent = int((timezone.now() - meeting.heard_since).total_seconds())
    heard = AgendaItem.objects.filter(pk=meeting.heard_item_id)
    heard.update(seconds_heard=F("seconds_heard") + max(spent, 0))
    Meeting.objects.filter(pk=meeting.pk).update(heard_item=None, heard_since=None)
