"""A meeting to practise with: invented people, a script, nobody told, and no figure touched."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Action, Case, PartyRole
from cases.services import add_action, add_note, add_party, next_reference, open_case, restrict_case
from panels.models import (
    AgendaItem,
    Attendance,
    CoChair,
    InformationAnswer,
    InformationAsked,
    Knows,
    LockedMinutes,
    Meeting,
    MeetingStatus,
    MinutesAddendum,
    MinutesCorrection,
    Panel,
    SharedFact,
)
from panels.rehearsal_script import GUESTS, SCRIPT, STATEMENT, Scene
from panels.workflow import MEETING
from people.models import Person
from people.services import add_person

MINUTES = 5


class NobodyToPlay(Exception):
    """A rehearsal needs at least one agency to lead its invented cases."""


@transaction.atomic
def start_rehearsal(*, by: User) -> Meeting:
    """Set the scene anew for one person: a panel of theirs alone, and its agenda agreed. What they
    practised before goes."""
    end_rehearsal(by=by)
    agencies = list(Agency.objects.current().order_by("-is_core", "pk")[: len(GUESTS)])
    if not agencies:
        raise NobodyToPlay
    panel = Panel.objects.create(
        name=f"Rehearsal of {by.get_full_name()}, {by.pk}"[:120],
        slug=f"rehearsal-{by.pk}",
        confidentiality_statement=STATEMENT,
        takes_referrals=False,
        co_chairs_needed=1,
        quorum=2,
        rehearsed_by=by,
    )
    CoChair.objects.create(panel=panel, user=by)
    now = timezone.now()
    meeting = Meeting.objects.create(
        panel=panel,
        reference=next_reference("TRM", timezone.localdate(now).year),
        starts_at=now,
        place="Nowhere: this is a rehearsal",
    )
    asked = InformationAsked.objects.create(
        meeting=meeting, asked_by=by, due_on=timezone.localdate(now)
    )
    for position, scene in enumerate(SCRIPT, start=1):
        item = _set(meeting, scene, position, by, agencies)
        _say(asked, item, scene, by, agencies)
    for (name, status), agency in zip(GUESTS, agencies, strict=False):
        Attendance.objects.create(meeting=meeting, agency=agency, name=name, status=status)
    MEETING.move(meeting, MeetingStatus.AGENDA_AGREED)
    _record("rehearsal.started", by, meeting.reference)
    return meeting


@transaction.atomic
def end_rehearsal(*, by: User) -> None:
    """Put away what a person practised: nothing of it was real, and nothing of it is kept but the
    log of having done so."""
    panel = Panel.objects.filter(rehearsed_by=by).first()
    if panel is None:
        return
    meetings = Meeting.objects.filter(panel=panel)
    items = AgendaItem.objects.filter(meeting__in=meetings)
    cases = list(Case.objects.filter(is_rehearsal=True, agenda_items__in=items).distinct())
    people = list(Person.objects.filter(parties__case__in=cases).values_list("pk", flat=True))
    LockedMinutes.objects.filter(meeting__in=meetings).delete()
    MinutesAddendum.objects.filter(meeting__in=meetings).delete()
    meetings.delete()
    CoChair.objects.filter(panel=panel).delete()
    panel.delete()
    Action.objects.filter(case__in=cases).delete()
    for case in cases:
        case.delete()
    Person.objects.filter(pk__in=people, parties=None).delete()
    _record("rehearsal.ended", by, "")


def _set(
    meeting: Meeting, scene: Scene, position: int, by: User, agencies: list[Agency]
) -> AgendaItem:
    """One invented case: its people, its notes, an earlier action, its line on the agenda."""
    lead = agencies[position % len(agencies)]
    case = open_case(
        by=by,
        lead_agency=lead,
        category=scene.category,
        asb_type="personal",
        summary=scene.summary,
        reason="Invented for a rehearsal",
        is_rehearsal=True,
    )
    victim, alleged = (
        add_person(by=by, given_name=given, family_name=family, is_restricted=True)
        for given, family in (scene.victim, scene.alleged)
    )
    add_party(case, by=by, person=victim, role=PartyRole.VICTIM)
    add_party(case, by=by, person=alleged, role=PartyRole.ALLEGED_PERPETRATOR)
    # Open to whoever practises and to nobody else: no list, search or figure of others shows it.
    restrict_case(case, by=by, people=[by], reason="Invented for a rehearsal")
    for text, is_opinion in scene.notes:
        add_note(case, by=by, agency=lead, text=text, is_opinion=is_opinion)
    if scene.action:
        action = add_action(
            case,
            by=by,
            wording=scene.action,
            owner=by,
            agency=by.desk.casework_agency,
            due_on=timezone.localdate(),
        )
        late = timezone.localdate() - dt.timedelta(days=9)
        Action.objects.filter(pk=action.pk).update(due_on=late)
    return AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        position=position,
        why=scene.why,
        why_text=scene.why_text,
        minutes=MINUTES,
        added_by=by,
    )


def _say(
    asked: InformationAsked, item: AgendaItem, scene: Scene, by: User, agencies: list[Agency]
) -> None:
    """What the invented agencies know of the person harmed, and what they share in the meeting."""
    victim = item.case.parties.get(role=PartyRole.VICTIM)
    for said, agency in zip(scene.answers, agencies, strict=False):
        InformationAnswer.objects.create(
            asked=asked,
            agency=agency,
            party=victim,
            knows=Knows.SUMMARY,
            text=said.text,
            source=said.source,
            is_opinion=said.is_opinion,
            handling=said.handling,
            answered_by=by,
            answered_at=timezone.now(),
        )
    for said, agency in zip(scene.facts, agencies, strict=False):
        SharedFact.objects.create(
            item=item,
            agency=agency,
            text=said.text,
            is_opinion=said.is_opinion,
            handling=said.handling,
            written_by=by,
        )


def correct_rehearsed(meeting: Meeting, *, by: User) -> None:
    """The draft of a rehearsal goes round nobody: its script proposes what they would correct, as
    far as the text still stands."""
    corrected = {said.text: said.correction for scene in SCRIPT for said in scene.facts}
    facts = SharedFact.objects.filter(item__meeting=meeting).select_related("agency")
    for fact in facts:
        if proposed := corrected.get(fact.text):
            MinutesCorrection.objects.create(
                meeting=meeting,
                item_id=fact.item_id,
                paragraph=f"fact-{fact.pk}",
                was=fact.text,
                proposed=proposed,
                reason="I was there. Practise this: take it into the minutes or not, and say why.",
                agency=fact.agency,
                by=by,
            )


def _record(verb: str, by: User, reference: str) -> None:
    subject = f"meeting {reference}" if reference else f"user {by.pk}"
    record(verb, by=by, subject=subject, operation=Operation.ALTERATION)
