"""The lists and pages about meetings and panels."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.desk import CASEWORK_ROLES
from accounts.models import Agency, Membership, Role, User
from accounts.queries import people_with_role
from cases.models import Case, CaseShare
from panels.models import (
    AgendaComment,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    CoChair,
    ConfidentialityStatement,
    InformationAnswer,
    ItemStatus,
    LockedMinutes,
    Meeting,
    MinutesAgreement,
    Panel,
    PanelKind,
    PanelMember,
    Why,
)


def meetings(user: User) -> QuerySet[Meeting]:
    """The meetings a person may see, with their panels."""
    return Meeting.objects.visible_to(user).real().select_related("panel")


def panels(user: User) -> QuerySet[Panel]:
    """The panels a person may see, with who chairs them now."""
    chairs = CoChair.objects.in_force().select_related("user").order_by("starts", "pk")
    return Panel.objects.visible_to(user).prefetch_related(
        Prefetch("co_chairs", chairs, to_attr="chairs_now")
    )


def panels_hearing_cases(user: User) -> QuerySet[Panel]:
    """Of them those that hear cases, and not nominals."""
    return panels(user).exclude(kind=PanelKind.IOM)


def real_panels() -> QuerySet[Panel]:
    """Every panel but those made to practise with: for figures, which name nobody."""
    return Panel.objects.filter(rehearsed_by=None)


def my_rehearsal(user: User) -> Meeting | None:
    """The meeting a person practises in, if there is one."""
    return Meeting.objects.filter(panel__rehearsed_by=user).order_by("-pk").first()


def chairs_in_force(panel: Panel) -> list[CoChair]:
    """Those who chair a panel today, in the order of their appointment."""
    chairs = CoChair.objects.in_force().filter(panel=panel)
    return list(chairs.select_related("user", "deputy").order_by("starts", "pk"))


def still_to_agree(chairs: Iterable[CoChair], agreed: set[int]) -> list[CoChair]:
    """The co-chairs for whom neither they nor their deputies have agreed."""
    return [chair for chair in chairs if chair.people.isdisjoint(agreed)]


def members_in_force(panel: Panel) -> list[PanelMember]:
    """The agencies of a panel today."""
    members = PanelMember.objects.in_force().filter(panel=panel)
    rows = members.select_related("agency", "contact").prefetch_related("deputies")
    return list(rows.order_by("agency__name"))


def statements(panel: Panel) -> list[ConfidentialityStatement]:
    """Every version of a panel's confidentiality statement, the newest first."""
    return list(panel.statements.all())


def possible_co_chairs() -> QuerySet[User]:
    """The people who hold the role of co-chair today."""
    return people_with_role(Role.CO_CHAIR)


def caseworker(agency: Agency, email: str) -> User | None:
    """The person of an agency with this address, if they work on cases for it."""
    people = Membership.objects.current().filter(agency=agency, role__in=CASEWORK_ROLES)
    found = User.objects.filter(pk__in=people.values("user"), is_active=True)
    return found.filter(email=email.strip().lower()).first()


def agencies_not_on(panel: Panel) -> QuerySet[Agency]:
    """Agencies that could join a panel."""
    members = PanelMember.objects.in_force().filter(panel=panel)
    return Agency.objects.current().exclude(pk__in=members.values("agency"))


def invited_agencies(meeting: Meeting) -> QuerySet[Agency]:
    """The panel's agencies, unless the meeting is urgent; those asked to it by name; and every
    other that a case on the agenda is shared with."""
    members = PanelMember.objects.in_force().filter(panel=meeting.panel)
    if meeting.is_urgent:
        members = members.none()
    on = meeting.items.of_cases().filter(status=ItemStatus.ON)
    shared = CaseShare.objects.current().filter(case__in=on.values("case"))
    return Agency.objects.filter(
        Q(pk__in=members.values("agency"))
        | Q(pk__in=meeting.invitations.values("agency"))
        | Q(pk__in=shared.values("agency"))
    )


def papers_readers(meeting: Meeting) -> QuerySet[User]:
    """Who speaks for the invited agencies."""
    return speakers(meeting.panel, invited_agencies(meeting).values("pk"))


def speakers(panel: Panel, agencies: Any) -> QuerySet[User]:
    """Of each of these agencies its point of contact on the panel and their deputies; of one
    without, all who work on cases for it."""
    working = Membership.objects.current().filter(role__in=CASEWORK_ROLES)
    members = PanelMember.objects.in_force().filter(panel=panel, agency__in=agencies)
    # A contact who has left leaves their agency without one, so that its papers reach somebody.
    here = working.filter(user=OuterRef("contact"), agency=OuterRef("agency"))
    live = members.filter(Exists(here), contact__is_active=True)
    stands_in = working.filter(user=OuterRef("user"), agency=OuterRef("panelmember__agency"))
    deputies = PanelMember.deputies.through.objects.filter(
        Exists(stands_in), panelmember__in=live.values("pk")
    )
    everyone = working.filter(agency__in=agencies).exclude(agency__in=live.values("agency"))
    return User.objects.filter(
        Q(pk__in=everyone.values("user"))
        | Q(pk__in=live.values("contact"))
        | Q(pk__in=deputies.values("user")),
        is_active=True,
    )


@dataclass(frozen=True)
class AgendaPage:
    """An agenda as those who prepare it see it."""

    on: list[AgendaItem]
    off: list[AgendaItem]
    offered: list[AgendaItem]
    comments: list[AgendaComment]
    chairs: list[CoChair]
    agreed_by: set[int] = field(default_factory=set)

    @property
    def minutes(self) -> int:
        """How long the cases take, by the minutes given to each."""
        return sum(item.minutes for item in self.on)

    @property
    def can_add_offered(self) -> bool:
        """Whether anything is offered that needs no reason of its own."""
        return any(item.why != Why.LATE for item in self.offered)

    @property
    def still_to_agree(self) -> list[CoChair]:
        """The co-chairs who have not agreed the agenda as it stands."""
        return still_to_agree(self.chairs, self.agreed_by)

    @property
    def asked(self) -> set[int]:
        """The co-chairs who may agree now. Where all have, and one who had not has since left the
        panel, any of them may press again."""
        return {pk for chair in self.still_to_agree or self.chairs for pk in chair.people}


def agenda_page(meeting: Meeting, user: User) -> AgendaPage:
    """The lines of an agenda about cases the user may see, and who has agreed it."""
    rows = meeting.items.visible_to(user).select_related(
        "case__ward", "nominal__person", "taken_off_by", "added_by"
    )
    items = list(rows.order_by("position", "pk"))
    return AgendaPage(
        on=[item for item in items if item.status == ItemStatus.ON],
        off=[item for item in items if item.status == ItemStatus.OFF],
        offered=[item for item in items if item.status == ItemStatus.OFFERED],
        comments=list(meeting.comments.select_related("author")),
        chairs=chairs_in_force(meeting.panel),
        agreed_by=set(meeting.agreements.values_list("user_id", flat=True)),
    )


def cases_to_add(meeting: Meeting, user: User) -> QuerySet[Case]:
    """The open cases that this person could put on an agenda: invented ones where it is practice,
    real ones where it is not."""
    rows = Case.objects.visible_to(user).open()
    return rows.filter(is_rehearsal=meeting.panel.is_rehearsal)


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Every seat of a meeting, agency by agency."""
    return list(meeting.attendance.select_related("agency", "user"))


def possible_attendees() -> QuerySet[Agency]:
    """The agencies whose people may sit in a meeting."""
    return Agency.objects.current()


def agencies_of(case: Case) -> list[Agency]:
    """The agencies that a case is open to."""
    shares = CaseShare.objects.current().filter(case=case, agency__isnull=False)
    return list(Agency.objects.filter(pk__in=shares.values("agency")))


def is_asked(meeting: Meeting, user: User) -> bool:
    """Whether this person's agency is asked what it knows about anybody."""
    return InformationAnswer.objects.to_give(user).filter(asked__meeting=meeting).exists()


def locked_minutes(meeting: Meeting) -> LockedMinutes | None:
    """The minutes as they were locked; None before that."""
    return LockedMinutes.objects.filter(meeting=meeting).first()


def minutes_agreed(meeting: Meeting, digest: str) -> list[MinutesAgreement]:
    """Who has agreed the minutes with this digest."""
    return list(meeting.minutes_agreements.filter(digest=digest).select_related("user"))


def agencies_present(seats: list[Attendance]) -> int:
    """How many agencies are present: what a quorum counts."""
    return len({seat.agency_id for seat in seats if seat.status == AttendanceStatus.PRESENT})


def hearings(case: Case, user: User) -> list[AgendaItem]:
    """When a case was heard and when it is on an agenda, newest first, as far as the user may see
    the meeting."""
    items = AgendaItem.objects.of_cases().filter(
        case=case, status=ItemStatus.ON, meeting__in=Meeting.objects.visible_to(user).values("pk")
    )
    return list(items.select_related("meeting__panel", "record").order_by("-meeting__starts_at"))


def next_hearing(items: list[AgendaItem]) -> AgendaItem | None:
    """The first of these at a meeting still to come."""
    now = timezone.now()
    to_come = [
        item for item in items if not item.meeting.started_at and item.meeting.starts_at >= now
    ]
    return to_come[-1] if to_come else None
