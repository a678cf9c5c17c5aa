"""The papers of a meeting for one reader: what they may see of each case, in a fixed number of
queries however long the agenda, as the blocks that the page and the PDF are drawn from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from accounts.desk import Desk
from accounts.models import Agency, Membership, Role, User
from cases.models import Action, Case, Incident, Note, Party, RiskAssessment
from offenders.models import COHORT_ROLES
from panels.models import (
    AgendaItem,
    InformationAnswer,
    ItemStatus,
    Meeting,
    PaperFile,
    PaperPack,
    PaperReading,
)
from panels.queries.nominals import Part, briefs_of
from panels.queries.requests import answers_about
from ui.dates import say_date, say_moment
from ui.papers import Block, Bullets, Facts, Heading, Paragraph

Prints = dict[str, dict[str, str]]
SALT = "panels.papers"


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
    answers: list[InformationAnswer] = field(default_factory=list)


def cases_in(items: list[AgendaItem], user: User) -> list[PaperCase]:
    """The cases of these lines for one reader, each as far as they may see it."""
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
    for note in notes.select_related("agency").order_by("-written_at", "-pk"):
        cases[note.case_id].notes.append(note)
    for case_id, answers in answers_about(items, user).items():
        cases[case_id].answers = answers
    return list(cases.values())


@dataclass(frozen=True)
class Section:
    """One case as it stands on paper, part by part."""

    key: int
    reference: str
    title: str
    parts: Sequence[tuple[str, Sequence[Block]]]

    @property
    def blocks(self) -> Iterator[Block]:
        """The case as one run of blocks, its title first."""
        yield Heading(self.title)
        for name, blocks in self.parts:
            if name:
                yield Heading(name, 2)
            yield from blocks

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return str(self.key)

    @property
    def drawn(self) -> list[tuple[str, Block]]:
        """The blocks with their kinds, for the page."""
        return [(type(block).__name__, block) for block in self.blocks]


def sections(meeting: Meeting, user: User) -> list[Section]:
    """The papers of one reader as they stand now."""
    rows = meeting.items.visible_to(user).filter(status=ItemStatus.ON).order_by("position", "pk")
    about = ("case__ward", "case__lead_agency", "nominal__person", "nominal__lead_officer")
    items = list(rows.select_related(*about))
    cases = cases_in([item for item in items if item.nominal_id is None], user)
    made = {each.item.pk: _section(each) for each in cases}
    nominals = [item for item in items if item.nominal_id is not None]
    told = briefs_of(nominals, user) if nominals else {}
    made |= {item.pk: _nominal(item, told[item.pk]) for item in nominals}
    return [made[item.pk] for item in items]


def _nominal(item: AgendaItem, told: list[Part]) -> Section:
    """A nominal on paper: why they are heard, and what is known of them; nothing of a case."""
    why = ("Why they are on the agenda", [Paragraph(item.why_text)])
    return Section(item.pk, item.reference, f"{item.reference}: {item.title}", [*told, why])


def reader_of(agency: Agency) -> User:
    """Nobody in particular who works on cases for an agency, and manages offenders if anybody of
    it does: whose eyes its pack is made for."""
    roles = [Role.OFFICER]
    if agencies_seeing_the_cohort([agency]):
        roles.append(Role.OFFENDER_MANAGER)
    reader = User(pk=0)
    reader.desk = Desk([(role, agency) for role in roles])
    return reader


def agencies_seeing_the_cohort(agencies: Iterable[Agency]) -> set[int]:
    """Which of these agencies have somebody who may know who is in the cohort."""
    rows = Membership.objects.current().filter(agency__in=list(agencies), role__in=COHORT_ROLES)
    return set(rows.filter(user__is_active=True).values_list("agency_id", flat=True))


def prints_of(found: Sequence[Section]) -> Prints:
    """A fingerprint of each part of each case, from which nobody can read it back."""
    return {
        each.reference: {
            name or "Case": salted_hmac(SALT, repr(list(blocks)), algorithm="sha256").hexdigest()[
                :16
            ]
            for name, blocks in each.parts
        }
        for each in found
    }


def differences(before: Prints, now: Prints) -> list[tuple[str, str]]:
    """What changed between two states of the papers, case by case: new, changed where, gone."""
    found = []
    for reference, parts in now.items():
        if reference not in before:
            found.append((reference, "New in these papers"))
            continue
        was = before[reference]
        changed = [name for name in (*parts, *was) if parts.get(name) != was.get(name)]
        if changed:
            found.append((reference, f"Changed: {', '.join(dict.fromkeys(changed))}"))
    gone = [reference for reference in before if reference not in now]
    return found + [(reference, "No longer in these papers") for reference in gone]


def last_reading(meeting: Meeting, user: User) -> PaperReading | None:
    """When this person last opened these papers, in whatever version."""
    return PaperReading.objects.filter(meeting=meeting, user=user).order_by("-at").first()


def my_pack(meeting: Meeting, user: User) -> PaperPack | None:
    """The pack of the agency that this person works on cases for."""
    mine = meeting.packs.filter(agency__in=user.desk.casework_agency_ids)
    return mine.select_related("agency").order_by("-made_version", "pk").first()


def my_file(meeting: Meeting, user: User) -> PaperFile | None:
    """The PDF that this person asked for; not its content."""
    return PaperFile.objects.filter(meeting=meeting, user=user).first()


def packs_of(meeting: Meeting) -> list[PaperPack]:
    """Every agency's pack, by name."""
    return list(meeting.packs.select_related("agency").order_by("agency__name"))


def readings_of(meeting: Meeting) -> list[PaperReading]:
    """Who opened the papers, the latest first."""
    return list(meeting.readings.select_related("user").order_by("-at")[:100])


def _section(each: PaperCase) -> Section:
    case = each.item.case
    facts = [
        ("Ward", case.ward.name if case.ward else "Not known"),
        ("Status", case.get_status_display()),
        ("Lead agency", str(case.lead_agency)),
    ]
    if each.in_full:
        facts += [("Why it is on the agenda", each.item.why_text), ("Summary", case.summary)]
    parts: list[tuple[str, Sequence[Block]]] = [("", [Facts(facts)])]
    if each.in_full:
        parts += _in_full(each)
    else:
        said = "Only the summary of this case is shared with your agency."
        parts.append(("What is shared", [Paragraph(said)]))
    of = "" if each.in_full else " of your agency"
    actions = [
        f"{a.wording} ({a.owner}, {a.agency}, due {say_date(a.due_on)})" for a in each.actions
    ]
    parts.append(("Actions still to do", _list(actions, f"None{of}.")))
    title = f"{case.reference}: {case.get_category_display()}"
    return Section(each.item.pk, case.reference, title, parts)


def _in_full(each: PaperCase) -> list[tuple[str, Sequence[Block]]]:
    return [
        ("People", _list([_person(party) for party in each.parties], "Nobody named.")),
        ("Risk", _list([_risk(row) for row in each.assessments], "Not assessed yet.")),
        (
            "What happened",
            _list(
                [f"{say_date(row.happened_on)}: {row.description}" for row in each.incidents],
                "No incident recorded.",
            ),
        ),
        (
            "What agencies say",
            [_note(note) for note in each.notes] or [Paragraph("Nothing yet.")],
        ),
        (
            "What agencies answered",
            [_answer(row) for row in each.answers] or [Paragraph("Nobody has answered.")],
        ),
    ]


def _list(items: Sequence[str], nothing: str) -> Sequence[Block]:
    return [Bullets(items) if items else Paragraph(nothing)]


def _person(party: Party) -> str:
    said = f"{party.person.full_name}, {party.get_role_display().lower()}"
    return f"{said}. {party.vulnerability}" if party.vulnerability else said


def _risk(row: RiskAssessment) -> str:
    score = f", score {row.total}" if row.total is not None else ""
    reason = f". {row.judgement_reason}" if row.judgement_reason else ""
    return f"{say_moment(row.assessed_at)}: {row.get_band_display().lower()}{score}{reason}"


def _note(note: Note) -> Paragraph:
    kind = "Opinion" if note.is_opinion else "Fact"
    source = f"{note.agency}, {say_moment(note.written_at)}. {kind}. {note.get_handling_display()}."
    return Paragraph(note.text, source)


def _answer(row: InformationAnswer) -> Paragraph:
    """What an agency answered about a person, with its source."""
    kind = "Opinion" if row.is_opinion else "Fact"
    text = f"{row.party.person.full_name}: {row.get_knows_display()}"
    parts = [str(row.agency), kind if row.text else "", row.source, row.get_handling_display()]
    source = ". ".join(part.rstrip(".") for part in parts if part) + "."
    return Paragraph(f"{text}\n{row.text}" if row.text else text, source)
