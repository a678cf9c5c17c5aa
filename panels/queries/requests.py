"""What agencies were asked before a meeting, what they answered, and who still owes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import Agency, User
from cases.models import Case, Party
from panels.models import (
    AgendaItem,
    InformationAnswer,
    InformationAsked,
    Knows,
    Meeting,
    MeetingStatus,
)

BEFORE = {MeetingStatus.PLANNED, MeetingStatus.AGENDA_AGREED}
SHORT = {
    Knows.UNANSWERED: "Not yet",
    Knows.NOT_KNOWN: "Not known",
    Knows.SUMMARY: "Known",
    Knows.WILL_SPEAK: "Will speak",
    Knows.WILL_NOT_SHARE: "Will not share",
}


def people_to_ask_about(meeting: Meeting) -> QuerySet[Party]:
    """The people in the cases on an agenda. Those in restricted cases, those whose own record is
    restricted, and nominals are asked about by nobody here: each question tells an agency their
    name, and most agencies do not know who is in the cohort."""
    on = meeting.items.of_cases().on().filter(case__is_restricted=False)
    parties = Party.objects.filter(case__in=on.values("case"), person__is_restricted=False)
    return parties.select_related("case", "person").order_by("case", "pk")


def information_asked(meeting: Meeting) -> InformationAsked | None:
    """The request made for a meeting; None before that."""
    return InformationAsked.objects.filter(meeting=meeting).select_related("asked_by").first()


def answers_to_give(meeting: Meeting, user: User) -> list[InformationAnswer]:
    """What the user's agencies are asked for a meeting, case by case."""
    rows = InformationAnswer.objects.to_give(user).filter(asked__meeting=meeting)
    rows = rows.select_related("agency", "party__person", "party__case", "answered_by", "asked")
    answers = list(rows.order_by("party__case__reference", "party", "agency"))
    for answer in answers:
        answer.asked.meeting = meeting
    return answers


@dataclass(frozen=True)
class Cell:
    """What one agency has said about one person."""

    agency: Agency
    answer: InformationAnswer | None

    @property
    def said(self) -> str:
        """In two words."""
        return SHORT[Knows(self.answer.knows)] if self.answer else "Not asked"


@dataclass(frozen=True)
class GridRow:
    """One person on the agenda and what each agency has said."""

    party: Party
    cells: list[Cell]

    @property
    def told(self) -> list[InformationAnswer]:
        """The answers that say something."""
        return [cell.answer for cell in self.cells if cell.answer and cell.answer.text]


@dataclass(frozen=True)
class Progress:
    """How far one agency has got."""

    agency: Agency
    answered: int
    asked: int


@dataclass(frozen=True)
class Grid:
    """Every person and every agency of a request."""

    rows: list[GridRow]
    progress: list[Progress]


def grid(asked: InformationAsked, user: User) -> Grid:
    """Who has answered about whom, as far as the user sees the cases; two queries."""
    rows = InformationAnswer.objects.visible_to(user).filter(asked=asked)
    rows = rows.select_related("agency", "party__person", "party__case", "answered_by")
    agencies: dict[int, Agency] = {}
    parties: dict[int, Party] = {}
    found: dict[tuple[int, int], InformationAnswer] = {}
    for answer in rows.order_by("party__case__reference", "party", "agency__short_name"):
        agencies[answer.agency_id] = answer.agency
        parties[answer.party_id] = answer.party
        found[answer.party_id, answer.agency_id] = answer
    in_order = sorted(agencies.values(), key=lambda agency: agency.short_name)
    return Grid(
        rows=[
            GridRow(party, [Cell(agency, found.get((pk, agency.pk))) for agency in in_order])
            for pk, party in parties.items()
        ],
        progress=[_progress(agency, found.values()) for agency in in_order],
    )


def _progress(agency: Agency, answers: Any) -> Progress:
    mine = [answer for answer in answers if answer.agency_id == agency.pk]
    return Progress(agency, sum(1 for answer in mine if answer.knows), len(mine))


def agencies_behind() -> list[tuple[InformationAsked, Agency, int]]:
    """Each agency that owes answers for a meeting to come, with how many."""
    rows = InformationAnswer.objects.unanswered().wanted().filter(party__case__is_restricted=False)
    counts = rows.values_list("asked", "agency").annotate(number=Count("pk")).order_by("asked")
    owed = list(counts)
    asked = InformationAsked.objects.select_related("meeting__panel").in_bulk(
        {pk for pk, _, _ in owed}
    )
    agencies = Agency.objects.in_bulk({pk for _, pk, _ in owed})
    return [(asked[request], agencies[agency], number) for request, agency, number in owed]


def answers_about(items: list[AgendaItem], user: User) -> dict[int, list[InformationAnswer]]:
    """What agencies have answered about the people of each case on an agenda, for one reader: by
    case, in one query."""
    found: dict[int, list[InformationAnswer]] = defaultdict(list)
    if not items:
        return found
    rows = readable_answers(items, user).select_related("agency", "party__person")
    for answer in rows.order_by("party", "agency__name"):
        found[answer.party.case_id].append(answer)
    return found


def readable_answers(items: list[AgendaItem], user: User) -> QuerySet[InformationAnswer]:
    """The answers about the people of these cases of one meeting that a person may read, in cases
    they see in full. For the papers and the meeting screen."""
    cases = Case.objects.in_full_for(user).filter(pk__in=[item.case_id for item in items])
    rows = InformationAnswer.objects.visible_to(user).answered()
    return rows.filter(asked__meeting=items[0].meeting_id, party__case__in=cases.values("pk"))


def not_asked_yet(meeting: Meeting, asked: InformationAsked | None) -> int:
    """How many people on the agenda nobody has been asked about."""
    people = people_to_ask_about(meeting)
    if asked is not None:
        people = people.exclude(pk__in=asked.answers.values("party"))
    return people.count()
