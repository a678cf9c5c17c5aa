"""One case on the screen of a meeting, and the pages of papers: all of it in a fixed number of
queries, however long the agenda."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.desk import CASEWORK_ROLES
from accounts.models import Membership, User
from cases.models import (
    Action,
    ActionStatus,
    Case,
    CaseShare,
    Incident,
    Note,
    Party,
    RiskAssessment,
)
from panels.models import ActionReview, AgendaItem, Attendance, ItemRecord, ItemStatus, Meeting
from panels.queries.meetings import attendance_of

LATEST_NOTES = 20


@dataclass(frozen=True)
class Line:
    """One line of the agenda beside the screen."""

    item: AgendaItem
    is_current: bool
    is_recorded: bool


@dataclass(frozen=True)
class CaseOnScreen:
    """Everything the meeting looks at when it hears one case."""

    item: AgendaItem
    lines: list[Line]
    seats: list[Attendance]
    assessments: list[RiskAssessment]
    parties: list[Party]
    notes: list[Note]
    unfinished: list[Action]
    set_here: list[Action]
    said_here: list[Action]
    owners: list[Membership]

    @property
    def record(self) -> ItemRecord | None:
        """What has been recorded about this case so far."""
        return getattr(self.item, "record", None)

    @property
    def next_item(self) -> AgendaItem | None:
        """The case heard after this one."""
        place = [line.is_current for line in self.lines].index(True)
        after = self.lines[place + 1 :]
        return after[0].item if after else None

    @property
    def missing(self) -> list[str]:
        """What must be said before the meeting moves on."""
        return missing(self.unfinished, self.record)


def lines_of(meeting: Meeting, user: User, current: int = 0) -> list[Line]:
    """The agenda as the meeting goes through it."""
    items = (
        meeting.items.visible_to(user).on().select_related("case__lead_officer", "record__saved_by")
    )
    return [
        Line(item, is_current=item.pk == current, is_recorded=hasattr(item, "record"))
        for item in items
    ]


def case_on_screen(meeting: Meeting, user: User, pk: int) -> CaseOnScreen | None:
    """One case as the meeting sees it; None if it is not on this agenda for this person."""
    lines = lines_of(meeting, user, pk)
    item = next((line.item for line in lines if line.is_current), None)
    if item is None:
        return None
    item.meeting, case = meeting, item.case
    actions = _actions(item)
    return CaseOnScreen(
        item=item,
        lines=lines,
        seats=attendance_of(meeting),
        assessments=list(case.assessments.order_by("assessed_at", "pk")),
        parties=list(case.parties.select_related("person")),
        notes=list(_notes(case, user)),
        unfinished=_unfinished(actions, meeting.reference),
        set_here=[action for action in actions if action.source == meeting.reference],
        said_here=[action for action in actions if action.said_here],
        owners=possible_owners(case),
    )


def missing(unfinished: Iterable[Action], record: ItemRecord | None) -> list[str]:
    """What must be said of a case before its meeting moves on: the fate of every overdue action,
    and the decision with its reason."""
    today = timezone.localdate()
    late = [
        f"Say what became of the overdue action: {action.wording}"
        for action in unfinished
        if action.due_on < today
    ]
    return late if record else [*late, "Record the decision and its reason"]


def unfinished_business(meeting: Meeting) -> list[str]:
    """Which cases of a meeting still miss something, by reference: the minutes wait for them."""
    items = meeting.items.on().select_related("case", "record")
    open_actions: dict[int, list[Action]] = defaultdict(list)
    for action in Action.objects.open().filter(case__agenda_items__in=items.values("pk")):
        open_actions[action.case_id].append(action)
    return [
        f"{item.case.reference}: {said}"
        for item in items
        for said in missing(
            _unfinished(open_actions[item.case_id], meeting.reference),
            getattr(item, "record", None),
        )
    ]


def possible_owners(case: Case) -> list[Membership]:
    """The people who may own an action of a case: those of the agencies it is shared with."""
    shares = CaseShare.objects.current().filter(case=case)
    seats = Membership.objects.current().filter(
        agency__in=shares.values("agency"), role__in=CASEWORK_ROLES, user__is_active=True
    )
    rows = seats.select_related("user", "agency").order_by(
        "agency__short_name", "user__family_name", "user__given_name", "pk"
    )
    return list({(row.user_id, row.agency_id): row for row in rows}.values())


def _actions(item: AgendaItem) -> list[Any]:
    """The actions a meeting talks about: unfinished, set by it, or said by it to have ended."""
    said = ActionReview.objects.filter(item=item, action=OuterRef("pk"))
    actions = item.case.actions.annotate(said_here=Exists(said)).filter(
        Q(status=ActionStatus.OPEN) | Q(source=item.meeting.reference) | Q(said_here=True)
    )
    return list(actions.select_related("owner", "agency").order_by("due_on", "pk"))


def _unfinished(actions: Iterable[Action], reference: str) -> list[Action]:
    return [
        action
        for action in actions
        if action.status == ActionStatus.OPEN and action.source != reference
    ]


def _notes(case: Case, user: User) -> QuerySet[Note]:
    notes = Note.objects.visible_to(user).filter(case=case).select_related("agency")
    return notes.order_by("-written_at")[:LATEST_NOTES]


@dataclass
class PaperCase:
    """A case in one reader's papers; the lists are empty where only the summary is shared."""

    item: AgendaItem
    in_full: bool
    parties: list[Party] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    assessments: list[RiskAssessment] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def papers(meeting: Meeting, user: User) -> list[PaperCase]:
    """The papers of a meeting for one reader: the cases they may see, each as far as they may."""
    rows = meeting.items.visible_to(user).filter(status=ItemStatus.ON)
    items = list(rows.select_related("case__ward", "case__lead_agency").order_by("position", "pk"))
    ids = [item.case_id for item in items]
    full = set(Case.objects.in_full_for(user).filter(pk__in=ids).values_list("pk", flat=True))
    cases = {item.case_id: PaperCase(item, item.case_id in full) for item in items}
    for party in Party.objects.filter(case__in=full).select_related("person"):
        cases[party.case_id].parties.append(party)
    for incident in Incident.objects.filter(case__in=full).order_by("happened_on", "pk"):
        cases[incident.case_id].incidents.append(incident)
    for assessment in RiskAssessment.objects.filter(case__in=full).order_by("assessed_at", "pk"):
        cases[assessment.case_id].assessments.append(assessment)
    actions = Action.objects.visible_to(user).filter(case__in=ids).open()
    for action in actions.select_related("agency", "owner").order_by("due_on", "pk"):
        cases[action.case_id].actions.append(action)
    notes = Note.objects.visible_to(user).filter(case__in=full)
    for note in notes.select_related("agency").order_by("-written_at"):
        cases[note.case_id].notes.append(note)
    return list(cases.values())
