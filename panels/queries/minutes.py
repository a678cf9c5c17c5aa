"""Minutes write themselves: one document made of attendance, records and actions, its digest, and
the part of it that one reader may see."""

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from typing import Any

from accounts.desk import CASEWORK_ROLES
from accounts.models import User
from cases.models import Action, Case
from panels.models import AgendaItem, Attendance, AttendanceStatus, Meeting
from panels.queries.meetings import agencies_present, attendance_of
from victims.models import SupportReferral

Content = dict[str, Any]


def compose(meeting: Meeting) -> Content:
    """The whole minutes as plain data. The same meeting gives the same content to the letter."""
    seats = attendance_of(meeting)
    items = meeting.items.on().select_related("case", "record")
    items = items.prefetch_related("action_reviews__action__agency")
    return {
        "meeting": meeting.reference,
        "panel": meeting.panel.name,
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "confidentiality_statement": meeting.panel.confidentiality_statement,
        "quorum": meeting.panel.quorum,
        "agencies_present": agencies_present(seats),
        "attendance": [_seat(seat) for seat in seats],
        "items": _items(meeting, list(items)),
    }


def digest_of(content: Content) -> str:
    """The SHA-256 of the content, written in one way only."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def for_reader(content: Content, user: User) -> Content:
    """The minutes as one person may read them: only cases visible to them; where no more than the
    summary is shared, only the decision and their own agency's actions."""
    references = [item["case"] for item in content["items"]]
    cases = Case.objects.filter(reference__in=references)
    seen = set(cases.visible_to(user).values_list("reference", flat=True))
    full = set(cases.in_full_for(user).values_list("reference", flat=True))
    mine = {agency.name for role, agency in user.desk.seats if role in CASEWORK_ROLES}
    items = [
        _readable(item) if item["case"] in full else _summary(item, mine)
        for item in content["items"]
        if item["case"] in seen
    ]
    moment = dt.datetime.fromisoformat(content["starts_at"])
    return {
        **content,
        "starts_at": moment,
        "items": items,
        "left_out": len(references) - len(items),
    }


def _seat(seat: Attendance) -> Content:
    return {
        "agency": seat.agency.name,
        "name": seat.name or (str(seat.user) if seat.user else ""),
        "status": AttendanceStatus(seat.status).label,
        "information_sent": seat.information_sent,
        "confidentiality_signed": seat.confidentiality_signed,
    }


def _items(meeting: Meeting, items: list[AgendaItem]) -> list[Content]:
    actions: dict[int, list[Action]] = defaultdict(list)
    rows = Action.objects.filter(
        case__in=[item.case_id for item in items], source=meeting.reference
    )
    for action in rows.select_related("owner", "agency").order_by("pk"):
        actions[action.case_id].append(action)
    referred = Counter(
        SupportReferral.objects.filter(source=meeting.reference).values_list(
            "party__case_id", flat=True
        )
    )
    return [_item(item, actions[item.case_id], referred[item.case_id]) for item in items]


def _item(item: AgendaItem, actions: list[Action], referred: int) -> Content:
    record = getattr(item, "record", None)
    review = record.next_review_on if record else None
    return {
        "case": item.case.reference,
        "category": item.case.get_category_display(),
        "why": item.why_text,
        "facts_shared": record.facts_shared if record else "",
        "risk": record.get_risk_band_display() if record else "",
        "decision": record.get_decision_display() if record else "",
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


def _readable(item: Content) -> Content:
    review = item["next_review_on"]
    actions = [
        {**action, "due_on": dt.date.fromisoformat(action["due_on"])} for action in item["actions"]
    ]
    return {
        **item,
        "in_full": True,
        "next_review_on": dt.date.fromisoformat(review) if review else None,
        "actions": actions,
    }


def _summary(item: Content, mine: set[str]) -> Content:
    shown = _readable(item)
    own = [action for action in shown["actions"] if action["agency"] in mine]
    hidden: Content = {"facts_shared": "", "decision_reason": "", "why": "", "earlier_actions": []}
    hidden["referred_to_support"] = 0
    return {**shown, **hidden, "risk": "", "in_full": False, "actions": own}
