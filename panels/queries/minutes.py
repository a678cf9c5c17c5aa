"""Minutes write themselves: one document made of attendance, records and actions, and its digest.
Who may read which part of it is `panels.queries.renderings`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cases.models import Action
from panels.models import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Meeting,
    SeatKind,
    SharedFact,
)
from panels.queries.meetings import agencies_present
from victims.models import SupportReferral

Content = dict[str, Any]


def compose(meeting: Meeting) -> Content:
    """The whole minutes as plain data. The same meeting gives the same content to the letter."""
    return compose_each([meeting])[0]


def compose_each(meetings: Sequence[Meeting]) -> list[Content]:
    """The minutes of several meetings, in as many queries as those of one."""
    seats = _by_meeting(Attendance.objects.select_related("agency", "user"), meetings)
    on = AgendaItem.objects.on().select_related("case", "nominal__person", "record")
    on = on.prefetch_related("action_reviews__action__agency", "facts__agency")
    on = on.prefetch_related("actions_set__owner", "actions_set__agency")
    items = _by_meeting(on, meetings)
    decided = _decided(meetings, [item.case_id for each in items.values() for item in each])
    return [_minutes(each, seats[each.pk], items[each.pk], decided) for each in meetings]


def _by_meeting(rows: QuerySet[Any], meetings: Sequence[Meeting]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(meeting__in=meetings):
        found[row.meeting_id].append(row)
    return found


@dataclass(frozen=True)
class _Decided:
    """What meetings set for cases: by the meeting's reference and the case."""

    actions: Mapping[tuple[str, int], list[Action]]
    referred: Mapping[tuple[str, int], int]

    def actions_of(self, item: AgendaItem, meeting: Meeting) -> list[Action]:
        """The actions that the meeting set for what it heard."""
        if item.nominal_id:
            return sorted(item.actions_set.all(), key=lambda action: action.pk)
        return self.actions.get((meeting.reference, item.case_id), [])

    def referred_of(self, item: AgendaItem, meeting: Meeting) -> int:
        """How many people of a case were referred to support from it."""
        return 0 if item.nominal_id else self.referred.get((meeting.reference, item.case_id), 0)


def _decided(meetings: Sequence[Meeting], cases: Sequence[int]) -> _Decided:
    references = [meeting.reference for meeting in meetings]
    actions: dict[tuple[str, int], list[Action]] = defaultdict(list)
    rows = Action.objects.filter(case__in=cases, source__in=references)
    for action in rows.select_related("owner", "agency").order_by("pk"):
        actions[action.source, action.case_id].append(action)
    referred = SupportReferral.objects.filter(party__case__in=cases, source__in=references)
    return _Decided(actions, Counter(referred.values_list("source", "party__case_id")))


def _minutes(
    meeting: Meeting, seats: list[Attendance], items: list[AgendaItem], decided: _Decided
) -> Content:
    return {
        "meeting": meeting.reference,
        "panel": meeting.panel.name,
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "confidentiality_statement": meeting.panel.confidentiality_statement,
        "quorum": meeting.panel.quorum,
        "agencies_present": agencies_present(seats),
        "attendance": [_seat(seat) for seat in seats if seat.item_id is None],
        "panel_agencies": sorted(
            {seat.agency.slug for seat in seats if seat.kind in (SeatKind.MEMBER, SeatKind.DEPUTY)}
        ),
        "items": [
            _item(item, decided.actions_of(item, meeting), decided.referred_of(item, meeting))
            | {"seats": [_seat(seat) for seat in seats if seat.item_id == item.pk]}
            for item in items
        ],
    }


def _seat(seat: Attendance) -> Content:
    return {
        "agency": seat.agency.name,
        "name": seat.name or (str(seat.user) if seat.user else ""),
        "kind": seat.get_kind_display(),
        "status": AttendanceStatus(seat.status).label,
        "information_sent": seat.information_sent,
        "confidentiality_signed": seat.confidentiality_signed,
    }


def _fact(fact: SharedFact) -> Content:
    """A paragraph with where it comes from and how it may be passed on."""
    return {
        "key": f"fact-{fact.pk}",
        "text": fact.text,
        "agency": fact.agency.name,
        "slug": fact.agency.slug,
        "is_opinion": fact.is_opinion,
        "handling": fact.handling,
    }


def _item(item: AgendaItem, actions: list[Action], referred: int) -> Content:
    record = getattr(item, "record", None)
    review = record.next_review_on if record else None
    return {
        "pk": item.pk,
        "case": item.reference,
        "category": item.title,
        **({"nominal": True} if item.nominal_id else {}),
        "why": item.why_text,
        "facts": [_fact(fact) for fact in item.facts.all()],
        "facts_shared": record.facts_shared if record else "",
        "risk": record.standing if record else "",
        "decision": record.get_decision_display() if record else "",
        "decision_code": record.decision if record else "",
        "decision_reason": record.decision_reason if record else "",
        "next_review_on": review.isoformat() if review else "",
        "referred_to_support": referred,
        "earlier_actions": [
            {
                "wording": each.action.wording,
                "agency": each.action.agency.name,
                "fate": each.get_fate_display(),
                "note": each.note,
            }
            for each in item.action_reviews.all()
        ],
        "actions": [
            {
                "wording": action.wording,
                "owner": str(action.owner),
                "agency": action.agency.name,
                "due_on": action.due_on.isoformat(),
            }
            for action in actions
        ],
    }
