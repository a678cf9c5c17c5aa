"""The agenda proposes itself; people change it; the co-chairs agree it."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Case
from cases.workflow import StaleVersion, WrongStatus, save_versioned
from offenders.models import Nominal
from panels import notices
from panels.models import (
    AgendaAgreement,
    AgendaComment,
    AgendaItem,
    ItemStatus,
    Meeting,
    MeetingStatus,
    Why,
)
from panels.queries.candidates import Candidate, candidates, waits_for_earlier
from panels.queries.meetings import chairs_in_force, still_to_agree
from panels.services.papers import send_papers
from panels.workflow import AGENDA_ITEM, MEETING
from ui.positions import move_one, renumber

BEFORE = {MeetingStatus.PLANNED, MeetingStatus.AGENDA_AGREED}
RANK = {why: rank for rank, why in enumerate(Why.values)}


class NothingToAgree(Exception):
    """An agenda without a case cannot be agreed."""


class TooFewCoChairs(Exception):
    """The panel has fewer co-chairs than its terms ask for."""


@transaction.atomic
def propose_agenda(meeting: Meeting, *, by: User | None = None) -> int:
    """Put on the agenda what is due at it, and return how much that is. Once a co-chair has agreed,
    offer it only, so that a machine undoes nobody's agreement. A referral that came after the
    deadline is only ever offered. What people took off stays off."""
    if meeting.is_urgent or meeting.status not in BEFORE:
        return 0
    if waits_for_earlier(meeting):
        return 0
    room = meeting.panel.cases_a_meeting - meeting.items.exclude(status=ItemStatus.OFF).count()
    found = candidates(meeting, limit=room) if room > 0 else []
    Meeting.objects.filter(pk=meeting.pk).update(proposed_at=timezone.now())
    if not found:
        return 0
    if meeting.status == MeetingStatus.AGENDA_AGREED or meeting.agreements.exists():
        _insert(meeting, found, ItemStatus.OFFERED)
    else:
        in_time = [each for each in found if each.why != Why.LATE]
        if in_time:
            _insert(meeting, in_time, ItemStatus.ON)
            _raise_version(meeting)
        late = [each for each in found if each.why == Why.LATE]
        _insert(meeting, late, ItemStatus.OFFERED)
    _record("agenda.proposed", meeting, by, changes={"cases": len(found)})
    return len(found)


def propose_next_agendas() -> int:
    """Propose the agenda of every meeting still to come; returns how many cases were added."""
    coming = Meeting.objects.real().upcoming().select_related("panel").order_by("starts_at")
    return sum(propose_agenda(meeting) for meeting in coming)


@transaction.atomic
def add_offered(meeting: Meeting, *, by: User) -> int:
    """Put on the agenda everything that could be added, late referrals apart: those wait for the
    next meeting, or are added one by one as urgent. Returns how many cases that is."""
    _ask_again(meeting, by)
    before = meeting.items.filter(status=ItemStatus.ON).count()
    propose_agenda(meeting, by=by)
    for item in meeting.items.offered().exclude(why=Why.LATE):
        AGENDA_ITEM.move(item, ItemStatus.ON)
    added = meeting.items.filter(status=ItemStatus.ON).count() - before
    _record("agenda.offered_added", meeting, by, changes={"cases": added})
    return added


@transaction.atomic
def add_case(meeting: Meeting, *, by: User, case: Case, reason: str) -> AgendaItem:
    """Put a case on the agenda because somebody asks for it; one taken off comes back."""
    return _add(meeting, by, reason, case=case, nominal=None)


@transaction.atomic
def add_nominal(meeting: Meeting, *, by: User, nominal: Nominal, reason: str) -> AgendaItem:
    """Put a nominal on the agenda of an IOM panel; one taken off comes back."""
    return _add(meeting, by, reason, case=nominal.party.case, nominal=nominal)


def _add(
    meeting: Meeting, by: User, reason: str, *, case: Case, nominal: Nominal | None
) -> AgendaItem:
    if meeting.panel.hears_nominals != bool(nominal):
        raise WrongStatus("This panel hears something else.")
    _ask_again(meeting, by)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item, made = AgendaItem.objects.get_or_create(
        meeting=meeting,
        case=case,
        nominal=nominal,
        defaults={
            "position": last + 1,
            "why": Why.ASKED,
            "why_text": reason,
            "minutes": meeting.panel.minutes_a_case,
            "added_by": by,
        },
    )
    if not made:
        AGENDA_ITEM.move(item, ItemStatus.ON, why=Why.ASKED, why_text=reason, added_by=by)
    _record_item("agenda.case_added", item, by, reason=reason)
    return item


@transaction.atomic
def take_off(item: AgendaItem, *, by: User, reason: str) -> AgendaItem:
    """Take a case off the agenda, for a reason that stays beside it."""
    _ask_again(item.meeting, by)
    AGENDA_ITEM.move(item, ItemStatus.OFF, off_reason=reason, taken_off_by=by)
    _record_item("agenda.case_taken_off", item, by, reason=reason)
    return item


@transaction.atomic
def put_back(item: AgendaItem, *, by: User) -> AgendaItem:
    """Put on the agenda a case that was taken off it, or only offered; a late referral needs a
    reason, so it comes by `add_case`."""
    if item.why == Why.LATE and item.status == ItemStatus.OFFERED:
        raise WrongStatus(f"{item.reference} came after the deadline. Add it with a reason.")
    _ask_again(item.meeting, by)
    AGENDA_ITEM.move(item, ItemStatus.ON, off_reason="", taken_off_by=None)
    _record_item("agenda.case_put_back", item, by)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, by: User, up: bool) -> AgendaItem:
    """Hear a case one place earlier or later."""
    _ask_again(item.meeting, by)
    renumber(move_one(item.meeting.items.on(), item, up=up))
    _record_item("agenda.case_moved", item, by)
    return item


@transaction.atomic
def reorder(meeting: Meeting, *, by: User, order: Sequence[int], agenda_version: int) -> Meeting:
    """Hear the cases in this order. StaleVersion unless it names every line of the agenda as it
    is; lines this person may not see keep their places."""
    if meeting.agenda_version != agenda_version:
        raise StaleVersion
    seen = {item.pk: item for item in meeting.items.visible_to(by).on()}
    if set(order) != set(seen):
        raise StaleVersion
    _ask_again(meeting, by)
    wanted = iter(order)
    lines = [seen[next(wanted)] if line.pk in seen else line for line in meeting.items.on()]
    renumber(lines)
    _record("agenda.reordered", meeting, by, changes={"cases": len(order)})
    return meeting


@transaction.atomic
def set_minutes(item: AgendaItem, *, by: User, minutes: int, version: int) -> AgendaItem:
    """Say how long a case is given; StaleVersion if somebody else said so meanwhile."""
    _ask_again(item.meeting, by)
    before = item.minutes
    save_versioned(item, version, minutes=minutes)
    _record_item("agenda.minutes_set", item, by, changes={"minutes": [before, minutes]})
    return item


@transaction.atomic
def comment_on_agenda(meeting: Meeting, *, by: User, text: str) -> AgendaComment:
    """Say something about the agenda to the others who prepare it; no agreement is undone."""
    comment = AgendaComment.objects.create(meeting=meeting, author=by, text=text)
    _record("agenda.commented", meeting, by, operation=Operation.COLLECTION)
    return comment


@transaction.atomic
def agree_agenda(meeting: Meeting, *, by: User, agenda_version: int) -> Meeting:
    """A co-chair agrees the agenda they have read. With the last of them the papers go out, in the
    same transaction. StaleVersion if the agenda has changed since they read it."""
    if _is_settled(meeting, by, agenda_version):
        return meeting
    as_read = Meeting.objects.filter(
        pk=meeting.pk, status=MeetingStatus.PLANNED, agenda_version=agenda_version
    )
    # This update comes first: of two who agree at once, the second waits here for the first.
    if as_read.update(version=F("version") + 1) != 1:
        raise StaleVersion
    meeting.refresh_from_db(fields=["version", "agenda_version", "status"])
    if not meeting.items.on().exists():
        raise NothingToAgree
    _, made = AgendaAgreement.objects.get_or_create(
        meeting=meeting, user=by, defaults={"agenda_version": agenda_version}
    )
    if made:
        _record("agenda.agreed", meeting, by, changes={"agenda_version": agenda_version})
    _send_when_all_agree(meeting, by)
    return meeting


def _send_when_all_agree(meeting: Meeting, by: User) -> None:
    chairs = chairs_in_force(meeting.panel)
    if len(chairs) < meeting.panel.co_chairs_needed:
        raise TooFewCoChairs
    if not still_to_agree(chairs, set(meeting.agreements.values_list("user_id", flat=True))):
        MEETING.move(meeting, MeetingStatus.AGENDA_AGREED)
        send_papers(meeting, by=by)


def _is_settled(meeting: Meeting, user: User, agenda_version: int) -> bool:
    """Whether all have agreed this agenda, this person among them: a second press does nothing."""
    mine = meeting.agreements.filter(user=user, agenda_version=agenda_version)
    return mine.filter(meeting__status=MeetingStatus.AGENDA_AGREED).exists()


def _ask_again(meeting: Meeting, by: User) -> None:
    """The agenda changes: whoever had agreed it is asked again, and told so."""
    if meeting.status == MeetingStatus.AGENDA_AGREED:
        MEETING.move(meeting, MeetingStatus.PLANNED)
    _raise_version(meeting)
    undone = meeting.agreements.exclude(user=by).select_related("user")
    notices.agenda_changed(meeting, [agreement.user for agreement in undone])
    meeting.agreements.all().delete()


def _raise_version(meeting: Meeting) -> None:
    rows = Meeting.objects.filter(pk=meeting.pk, status=MeetingStatus.PLANNED)
    if rows.update(agenda_version=F("agenda_version") + 1, version=F("version") + 1) != 1:
        raise WrongStatus("The meeting has begun, so its agenda cannot change.")
    meeting.refresh_from_db(fields=["version", "agenda_version", "status"])


def _insert(meeting: Meeting, found: Sequence[Candidate], status: str) -> None:
    """Put new lines behind those of the same or an earlier kind, and leave the rest in order."""
    order = list(meeting.items.on())
    for new in found:
        item = AgendaItem(
            meeting=meeting,
            case_id=new.case_id,
            nominal_id=new.nominal_id,
            position=0,
            why=new.why,
            why_text=new.text,
            minutes=meeting.panel.minutes_a_case,
            status=status,
        )
        ahead = [at for at, line in enumerate(order) if RANK[line.why] <= RANK[new.why]]
        order.insert(ahead[-1] + 1 if ahead else 0, item)
    fresh = [line for line in order if line.pk is None]
    AgendaItem.objects.bulk_create(fresh, ignore_conflicts=True)
    place = {_heard(line): at for at, line in enumerate(order)}
    lines = [line for line in meeting.items.all() if _heard(line) in place]
    renumber(sorted(lines, key=lambda line: place[_heard(line)]))


def _heard(line: AgendaItem) -> tuple[int, int | None]:
    """What tells one line of a meeting from another before it has a key."""
    return line.case_id, line.nominal_id


def _record(
    verb: str,
    meeting: Meeting,
    by: User | None,
    *,
    operation: str = Operation.ALTERATION,
    changes: dict[str, int] | None = None,
) -> None:
    subject = f"meeting {meeting.reference}"
    record(verb, by=by, subject=subject, operation=operation, changes=changes)


def _record_item(
    verb: str,
    item: AgendaItem,
    by: User,
    *,
    reason: str = "",
    changes: dict[str, list[int]] | None = None,
) -> None:
    record(
        verb,
        by=by,
        subject=item.subject,
        trail=f"meeting {item.meeting.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes=changes,
    )
