"""Who may see a meeting and who may run it. Not yours to see: 404. Yours to see, not to do: 403."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from accounts.models import Agency, Role, User
from cases.models import Action, Case
from panels.models import (
    ActionLink,
    AgendaItem,
    Attendance,
    CoChair,
    Meeting,
    MeetingStatus,
    MinutesCorrection,
    Panel,
    PanelMember,
    SeatKind,
    SharedFact,
    read_by,
)

BEFORE = {MeetingStatus.PLANNED, MeetingStatus.AGENDA_AGREED}


def can_plan_meeting(user: User) -> bool:
    """Coordinators plan meetings."""
    return user.desk.has(Role.COORDINATOR)


def can_manage_panel(user: User) -> bool:
    """Coordinators and administrators say who belongs to a panel and who chairs it."""
    return user.desk.has(Role.COORDINATOR, Role.ADMINISTRATOR)


def can_agree(user: User, meeting: Meeting) -> bool:
    """The co-chairs of this panel today, or their deputies, agree its agendas and minutes."""
    return meeting.chaired_by_reader


def can_run_meeting(user: User, meeting: Meeting) -> bool:
    """The coordinator, and the co-chairs of this panel: its agenda, attendance and screen."""
    return user.desk.has(Role.COORDINATOR) or meeting.chaired_by_reader


def can_call_urgently(user: User, case: Case) -> bool:
    """The coordinator and the co-chairs call an urgent meeting, of a case that is no rehearsal."""
    return user.desk.oversees_cases and not case.is_rehearsal


def can_send_action_link(user: User) -> bool:
    """The coordinator and the co-chairs send links to partners without an account."""
    return user.desk.oversees_cases


def can_read_papers(user: User, meeting: Meeting) -> bool:
    """Those whose agency's pack has gone out; those who oversee cases once packs are asked for."""
    packs = meeting.packs.all()
    if not user.desk.oversees_cases:
        packs = packs.out().filter(agency__in=user.desk.casework_agency_ids)
    return packs.exists()


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
    chairs = CoChair.objects.in_force().led_by(user).filter(panel=OuterRef("panel"))
    rows = Meeting.objects.visible_to(user).annotate(chaired=Exists(chairs))
    found: Any = rows.select_related("panel").filter(reference=reference.upper()).first()
    if found is None:
        raise Http404
    meeting: Meeting = found
    meeting.chaired_by_reader = found.chaired
    return meeting


def papers_or_404(user: User, reference: str) -> Meeting:
    """A meeting whose papers have gone out to this person's agency; those who run it read them from
    the moment they are asked for."""
    meeting = meeting_or_404(user, reference)
    if not can_read_papers(user, meeting):
        raise Http404
    return meeting


def minutes_or_404(user: User, reference: str) -> Meeting:
    """A meeting whose minutes this person may read: those who run it once it has begun, the others
    once the draft goes round for correction."""
    meeting = meeting_or_404(user, reference)
    if meeting.status == MeetingStatus.MINUTES_AGREED:
        return meeting
    if meeting.status != MeetingStatus.HELD:
        raise Http404
    if meeting.circulated_at is None and not can_run_meeting(user, meeting):
        raise Http404
    return meeting


def can_correct_minutes(user: User, meeting: Meeting) -> bool:
    """Whoever reads the draft while it goes round may propose corrections of what they read."""
    return meeting.status == MeetingStatus.HELD and meeting.circulated_at is not None


def can_circulate(meeting: Meeting) -> bool:
    """A draft goes round once."""
    return meeting.status == MeetingStatus.HELD and meeting.circulated_at is None


def can_add_to_minutes(user: User, meeting: Meeting) -> bool:
    """Those who run a meeting put an addendum beside its locked minutes."""
    return can_run_meeting(user, meeting) and meeting.status == MeetingStatus.MINUTES_AGREED


def can_rehearse(user: User) -> bool:
    """Co-chairs and coordinators practise a meeting."""
    return user.desk.oversees_cases


def can_see_panel_figures(user: User) -> bool:
    """Coordinators, co-chairs and analysts see the panel's own figures: counts, no names."""
    return user.desk.oversees_cases or user.desk.has(Role.ANALYST)


def fact_or_404(user: User, item: AgendaItem, pk: int) -> SharedFact:
    """Something shared about this case that this person may read."""
    rows = SharedFact.objects.visible_to(user).filter(item=item, pk=pk)
    fact = rows.select_related("agency").first()
    if fact is None:
        raise Http404
    fact.item = item
    return fact


def correction_or_404(user: User, meeting: Meeting, pk: int) -> MinutesCorrection:
    """A correction of these minutes that waits for an answer, of what is read in full."""
    rows = meeting.corrections.filter(read_by(user, item="item"), pk=pk)
    row = rows.select_related("item__case", "item__nominal", "agency", "by").first()
    if row is None:
        raise Http404
    row.item.meeting = row.meeting = meeting
    return row


def seat_or_404(user: User, reference: str) -> Attendance:
    """The seat in which this person signs: their own in a meeting, whether or not they see anything
    else of it; or a free one of their agency in a meeting they see."""
    meeting = Meeting.objects.real().filter(reference=reference.upper()).first()
    if meeting is None or not user.desk.works_on_cases:
        raise Http404
    seat = _seat_of(meeting, user)
    if seat is None:
        raise Http404
    seat.meeting = meeting
    return seat


def item_or_404(user: User, meeting: Meeting, pk: int) -> AgendaItem:
    """A line of this meeting's agenda about a case this person may see."""
    rows = meeting.items.select_related("case", "nominal__person", "record")
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


def action_link_or_404(user: User, action: Action, pk: int) -> ActionLink:
    """A link to this action that this person may see."""
    rows = ActionLink.objects.visible_to(user).select_related("action__case")
    link = rows.filter(action=action, pk=pk).first()
    if link is None:
        raise Http404
    return link


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


def may_sign(user: User, meeting: Meeting) -> bool:
    """Whether there is a seat in which this person signs the confidentiality statement."""
    return attendance_is_open(meeting) and _seat_of(meeting, user) is not None


def agency_or_404(user: User, slug: str) -> Agency:
    """An agency for which a paper is made."""
    agency = Agency.objects.visible_to(user).filter(slug=slug).first()
    if agency is None:
        raise Http404
    return agency


def _seat_of(meeting: Meeting, user: User) -> Attendance | None:
    mine = Q(user=user)
    free = Q(user=None, name="", agency__in=user.desk.casework_agency_ids)
    seats = meeting.attendance.exclude(kind=SeatKind.ONE_CASE, user=None)
    rows = seats.filter(mine | free).select_related("agency", "item__case", "signed_by")
    # Their own first.
    return min(rows, key=lambda seat: (seat.user_id is None, seat.pk), default=None)
