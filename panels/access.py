"""Who may see a meeting and who may run it. Not yours to see: 404. Yours to see, not to do: 403."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404

from accounts.models import Role, User
from panels.models import AgendaItem, CoChair, Meeting, MeetingStatus, Panel, PanelMember

BEFORE = {MeetingStatus.PLANNED, MeetingStatus.AGENDA_AGREED}


def can_plan_meeting(user: User) -> bool:
    """Coordinators plan meetings."""
    return user.desk.has(Role.COORDINATOR)


def can_manage_panel(user: User) -> bool:
    """Coordinators and administrators say who belongs to a panel and who chairs it."""
    return user.desk.has(Role.COORDINATOR, Role.ADMINISTRATOR)


def can_agree(user: User, meeting: Meeting) -> bool:
    """The co-chairs of this panel today agree its agendas and minutes."""
    return meeting.chaired_by_reader


def can_run_meeting(user: User, meeting: Meeting) -> bool:
    """The coordinator, and the co-chairs of this panel: its agenda, attendance and screen."""
    return user.desk.has(Role.COORDINATOR) or meeting.chaired_by_reader


def agenda_is_open(meeting: Meeting) -> bool:
    """The agenda may change until the meeting begins."""
    return meeting.status in BEFORE


def attendance_is_open(meeting: Meeting) -> bool:
    """Attendance is recorded from the invitation until the minutes lock."""
    return meeting.status in {MeetingStatus.AGENDA_AGREED, MeetingStatus.HELD}


def record_is_open(meeting: Meeting) -> bool:
    """What is said is recorded from the beginning of the meeting until the minutes lock."""
    return meeting.status == MeetingStatus.HELD


def meeting_or_404(user: User, reference: str) -> Meeting:
    """A meeting this person may see."""
    chairs = CoChair.objects.in_force().filter(panel=OuterRef("panel"), user=user)
    rows = Meeting.objects.visible_to(user).annotate(chaired=Exists(chairs))
    found: Any = rows.select_related("panel").filter(reference=reference.upper()).first()
    if found is None:
        raise Http404
    meeting: Meeting = found
    meeting.chaired_by_reader = found.chaired
    return meeting


def papers_or_404(user: User, reference: str) -> Meeting:
    """A meeting whose papers have gone out, to whoever may see the meeting."""
    meeting = meeting_or_404(user, reference)
    if not meeting.packs.exists():
        raise Http404
    return meeting


def minutes_or_404(user: User, reference: str) -> Meeting:
    """A meeting whose minutes this person may read: those who run it once it has begun, the others
    once the minutes are agreed."""
    meeting = meeting_or_404(user, reference)
    if meeting.status == MeetingStatus.MINUTES_AGREED:
        return meeting
    if meeting.status != MeetingStatus.HELD or not can_run_meeting(user, meeting):
        raise Http404
    return meeting


def item_or_404(user: User, meeting: Meeting, pk: int) -> AgendaItem:
    """A line of this meeting's agenda about a case this person may see."""
    rows = meeting.items.select_related("case", "record")
    item = rows.visible_to(user).filter(pk=pk).first()
    if item is None:
        raise Http404
    item.meeting = meeting
    return item


def panel_or_404(user: User, slug: str) -> Panel:
    """A panel this person may see."""
    panel = Panel.objects.visible_to(user).filter(slug=slug).first()
    if panel is None:
        raise Http404
    return panel


def co_chair_or_404(panel: Panel, pk: int) -> CoChair:
    """Somebody who chairs this panel and whose end is not set."""
    row = panel.co_chairs.select_related("user", "panel").filter(pk=pk, ends=None).first()
    if row is None:
        raise Http404
    return row


def member_or_404(panel: Panel, pk: int) -> PanelMember:
    """An agency that belongs to this panel and whose end is not set."""
    row = panel.members.select_related("agency", "panel").filter(pk=pk, ends=None).first()
    if row is None:
        raise Http404
    return row
