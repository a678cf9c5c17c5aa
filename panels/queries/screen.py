"""One case on the screen of a meeting, in a fixed number of queries, however long the agenda."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from accounts.desk import CASEWORK_ROLES
from accounts.models import Membership, User
from cases.models import (
    Action,
    ActionStatus,
    Case,
    CaseShare,
    Party,
    RiskAssessment,
)
from panels.models import (
    ActionReview,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    DraftField,
    ItemRecord,
    Meeting,
    SharedFact,
)
from panels.queries.attendance import seats_to_show
from panels.queries.clock import Clock, clock_of
from panels.queries.drafts import drafts_of, record_texts, saved_texts
from panels.queries.known import Written, written_about
from panels.queries.meetings import attendance_of
from panels.queries.nominals import Part, brief_of


@dataclass(frozen=True)
class Line:
    """One line of the agenda beside the screen."""

    item: AgendaItem
    is_current: bool
    is_recorded: bool
    is_heard: bool = False


@dataclass(frozen=True)
class Knows:
    """An agency that knows a case, from what, and whether it is in the room."""

    agency: str
    sources: list[str]
    is_here: bool


@dataclass(frozen=True)
class CaseOnScreen:
    """Everything the meeting looks at when it hears one case."""

    item: AgendaItem
    lines: list[Line]
    seats: list[Attendance]
    unfinished: list[Action]
    set_here: list[Action]
    said_here: list[Action]
    owners: list[Membership]
    facts: list[SharedFact]
    drafts: list[DraftField]
    clock: Clock
    assessments: list[RiskAssessment] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)
    answers: list[Written] = field(default_factory=list)
    brief: list[Part] = field(default_factory=list)

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
        texts = {each.name: each.text for each in self.drafts}
        return missing(self.unfinished, self.record) + half_done(texts, self.record)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in each field of the page."""
        return saved_texts(self.item, self.drafts)

    @property
    def knows(self) -> list[Knows]:
        """Which agencies know this case, those in the room first."""
        found: dict[str, set[str]] = defaultdict(set)
        for agency, source in [
            *((row.agency, row.known_from) for row in self.notes + self.answers if row.known_from),
            *((action.agency.name, "has an action") for action in self.unfinished),
            *((fact.agency.name, "spoke about it here") for fact in self.facts),
            *((seat.agency.name, "works on it") for seat in self.owners),
        ]:
            found[agency].add(source)
        here = {s.agency.name for s in self.seats if s.status == AttendanceStatus.PRESENT}
        rows = [Knows(name, sorted(found[name]), name in here) for name in sorted(found)]
        return sorted(rows, key=lambda row: not row.is_here)


def lines_of(meeting: Meeting, user: User, current: int = 0) -> list[Line]:
    """The agenda as the meeting goes through it."""
    items = (
        meeting.items.visible_to(user)
        .on()
        .select_related(
            "case__lead_officer", "nominal__person", "nominal__lead_officer", "record__saved_by"
        )
    )
    return [
        Line(
            item,
            is_current=item.pk == current,
            is_recorded=hasattr(item, "record"),
            is_heard=item.pk == meeting.heard_item_id,
        )
        for item in items
    ]


def case_on_screen(meeting: Meeting, user: User, pk: int) -> CaseOnScreen | None:
    """One case as the meeting sees it; None if it is not on this agenda for this person."""
    # What is being typed is read before what is saved: a record that is saved in between takes the
    # typed text with it, and the fields would stand empty for a moment.
    drafts = drafts_of(pk)
    lines = lines_of(meeting, user, pk)
    item = next((line.item for line in lines if line.is_current), None)
    if item is None:
        return None
    item.meeting = meeting
    actions = _actions(item)
    return CaseOnScreen(
        item=item,
        lines=lines,
        seats=seats_to_show(attendance_of(meeting), pk),
        unfinished=[action for action in actions if _is_unfinished(action)],
        set_here=[action for action in actions if action.set_here],
        said_here=[action for action in actions if action.said_here],
        owners=possible_owners(item.case),
        facts=_facts(item, user),
        drafts=drafts,
        clock=clock_of(item),
        **_known(item, user),
    )


def _facts(item: AgendaItem, user: User) -> list[SharedFact]:
    facts = SharedFact.objects.visible_to(user).filter(item=item).select_related("agency")
    found = list(facts)
    for fact in found:
        fact.item = item
    return found


def _known(item: AgendaItem, user: User) -> dict[str, Any]:
    """What is known before the meeting: of a case, or of a nominal and then of no case."""
    if item.nominal_id:
        return {"brief": brief_of(item, user)}
    notes, answers = written_about(item, user)
    return {
        "assessments": list(item.case.assessments.order_by("assessed_at", "pk")),
        "parties": list(item.case.parties.select_related("person")),
        "notes": notes,
        "answers": answers,
    }


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


def half_done(texts: dict[str, str], record: ItemRecord | None) -> list[str]:
    """What somebody has typed of a case but not saved: an action that lacks its owner or date, a
    record that has changed since. An action lacks nothing once it is set."""
    said = []
    action = {name: texts.get(f"action-{name}", "") for name in ("wording", "owner", "due_on")}
    if action["wording"]:
        labels = {"owner": "an owner and an agency", "due_on": "a date"}
        lacks = " and ".join(label for name, label in labels.items() if not action[name])
        typed = f"the action “{action['wording']}”"
        said.append(
            f"Give {lacks} to {typed}, and set it" if lacks else f"Set {typed}, or clear it"
        )
    saved = record_texts(record)
    if record and any(texts.get(name, text) != text for name, text in saved.items()):
        said.append("Save the record: it has changed since it was saved")
    return said


def unfinished_business(meeting: Meeting) -> list[str]:
    """What the minutes wait for: each case or nominal by reference, and what it still misses."""
    items = meeting.items.on().select_related("case", "nominal", "record")
    of_case: dict[int, list[Action]] = defaultdict(list)
    for action in Action.objects.open().filter(case__agenda_items__in=items.values("pk")):
        if action.source != meeting.reference:
            of_case[action.case_id].append(action)
    of_nominal = _of_nominals([item for item in items if item.nominal_id])
    return [
        f"{item.reference}: {said}"
        for item in items
        for said in missing(
            of_nominal[item.nominal_id] if item.nominal_id else of_case[item.case_id],
            getattr(item, "record", None),
        )
    ]


def _of_nominals(items: list[AgendaItem]) -> dict[int | None, list[Action]]:
    """The open actions that earlier meetings set for the nominals of these lines."""
    found: dict[int | None, list[Action]] = defaultdict(list)
    if not items:
        return found
    lines = AgendaItem.actions_set.through.objects.select_related("action", "agendaitem")
    earlier = lines.filter(
        agendaitem__nominal__in=[item.nominal_id for item in items],
        action__status=ActionStatus.OPEN,
    ).exclude(agendaitem__in=items)
    for each in earlier:
        found[each.agendaitem.nominal_id].append(each.action)
    return found


def possible_owners(case: Case) -> list[Membership]:
    """The people who may own an action of a case: those of the agencies it is shared with, and
    those named on a restricted one."""
    shares = CaseShare.objects.current().filter(case=case)
    open_to = Q(agency__in=shares.exclude(agency=None).values("agency")) | Q(
        user__in=shares.exclude(user=None).values("user")
    )
    seats = Membership.objects.current().filter(
        open_to, role__in=CASEWORK_ROLES, user__is_active=True
    )
    rows = seats.select_related("user", "agency").order_by(
        "agency__short_name", "user__family_name", "user__given_name", "pk"
    )
    return list({(row.user_id, row.agency_id): row for row in rows}.values())


def _actions(item: AgendaItem) -> list[Any]:
    """The actions a meeting talks about: unfinished, set by it, or said by it to have ended; of a
    nominal, those that meetings set for them."""
    said = ActionReview.objects.filter(item=item, action=OuterRef("pk"))
    if item.nominal_id:
        lines = AgendaItem.actions_set.through.objects
        ours = lines.filter(agendaitem__nominal=item.nominal_id).values("action")
        set_here = Exists(lines.filter(agendaitem=item, action=OuterRef("pk")))
        actions = Action.objects.filter(pk__in=ours).annotate(set_here=set_here)
    else:
        here = Q(source=item.meeting.reference)
        actions = item.case.actions.annotate(
            set_here=ExpressionWrapper(here, output_field=BooleanField())
        )
    actions = actions.annotate(said_here=Exists(said)).filter(
        Q(status=ActionStatus.OPEN) | Q(set_here=True) | Q(said_here=True)
    )
    return list(actions.select_related("owner", "agency").order_by("due_on", "pk"))


def _is_unfinished(action: Any) -> bool:
    return action.status == ActionStatus.OPEN and not action.set_here
