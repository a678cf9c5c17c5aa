"""Which paragraphs of a draft a person may propose to correct, and what was proposed."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from panels.models import (
    AgendaItem,
    ItemRecord,
    Meeting,
    MinutesAddendum,
    MinutesCorrection,
    SharedFact,
    read_by,
)


@dataclass(frozen=True)
class ParagraphText:
    """One paragraph of the minutes that can be corrected: where it lies, what it is, its text."""

    key: str
    title: str
    text: str


def paragraphs_of(item: AgendaItem, user: User) -> list[ParagraphText]:
    """The paragraphs about a case that this person reads in full."""
    if not AgendaItem.objects.filter(read_by(user), pk=item.pk).exists():
        return []
    facts = SharedFact.objects.visible_to(user).filter(item=item).select_related("agency")
    found = [
        ParagraphText(f"fact-{fact.pk}", f"What {fact.agency} shared", fact.text) for fact in facts
    ]
    record = ItemRecord.objects.filter(item=item).first()
    if record:
        if record.facts_shared:
            found.append(ParagraphText("facts_shared", "What the panel noted", record.facts_shared))
        found.append(
            ParagraphText("decision_reason", "Reason for the decision", record.decision_reason)
        )
    return found


def corrections_for(meeting: Meeting, user: User, *, runs: bool) -> list[MinutesCorrection]:
    """What was proposed: all of cases seen in full to those who run the meeting, else one's own
    agencies'."""
    rows = meeting.corrections.filter(read_by(user, item="item"))
    if not runs:
        rows = rows.filter(agency__in=user.desk.casework_agency_ids)
    return list(rows.select_related("item__case", "item__nominal", "agency", "by", "answered_by"))


def addenda_for(meeting: Meeting, user: User) -> list[MinutesAddendum]:
    """What was added to locked minutes: about the meeting, and about cases seen in full."""
    rows = meeting.addenda.filter(Q(item=None) | read_by(user, item="item"))
    return list(rows.select_related("item__case", "item__nominal", "by"))
