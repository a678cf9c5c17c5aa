"""Page-shaped reads about letters: lists, the values that a template asks for."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import Agency, User
from cases.models import HARMED_ROLES, Case, CaseMerge, Party, PartyRole
from cases.queries.owed import answer_due
from letters.models import (
    Letter,
    Letterhead,
    LetterTemplate,
    TemplateStatus,
    WrittenFor,
)
from panels.models import AgendaItem, MeetingStatus
from ui.compiled import Rows
from ui.dates import say_date
from ui.work import WorkItem

MOST_ASKED = 50

ROLES_WRITTEN_FOR: dict[str, tuple[str, ...]] = {
    WrittenFor.HARMED: tuple(HARMED_ROLES),
    WrittenFor.ALLEGED: (PartyRole.ALLEGED_PERPETRATOR,),
    WrittenFor.WITNESS: (PartyRole.WITNESS,),
    WrittenFor.AGENCY: (),
    WrittenFor.ANYONE: tuple(PartyRole.values),
}


def letters_of(case: Case, user: User) -> QuerySet[Letter]:
    """The letters of a case and of those that were made part of it, as far as the user may see
    them."""
    merged = CaseMerge.objects.standing().filter(into=case).values("merged")
    rows = Letter.objects.visible_to(user).filter(Q(case=case) | Q(case__in=merged))
    return rows.select_related("case", "party__person", "to_agency", "agency", "template")


def work_list(user: User) -> list[WorkItem]:
    """Letters that only the coordinator and the co-chairs may let leave; one query, for them."""
    if not user.desk.oversees_cases:
        return []
    return [
        WorkItem(
            f"Look at a letter on {reference}",
            reverse("check_letter", args=[pk]),
            answer_due(asked_at),
            "Letter",
        )
        for pk, reference, asked_at in compiled_for(user, _asked)
    ]


def _asked(user: User) -> Rows:
    rows = Letter.objects.visible_to(user).asked().order_by("asked_at", "pk")
    return rows.values_list("pk", "case__reference", "asked_at")[:MOST_ASKED]


def people_to_write_to(case: Case, user: User) -> QuerySet[Party]:
    """Everybody in the case."""
    return Party.objects.visible_to(user).filter(case=case).select_related("person")


def templates_in_use() -> QuerySet[LetterTemplate]:
    """The newest published version of each."""
    return LetterTemplate.objects.in_use()


def every_template() -> QuerySet[LetterTemplate]:
    """Every version of every template, the newest of each first."""
    rows = LetterTemplate.objects.select_related("made_by", "published_by")
    return rows.order_by("name", "-edition")


def draft_of(template: LetterTemplate) -> LetterTemplate | None:
    """The draft of a template's next version, if somebody has begun one."""
    rows = LetterTemplate.objects.filter(name=template.name, status=TemplateStatus.DRAFT)
    return rows.first()


def letterheads() -> list[tuple[Agency, Letterhead | None]]:
    """Every agency of today with its letterhead, if it has one."""
    heads = {head.agency_id: head for head in Letterhead.objects.all()}
    return [(agency, heads.get(agency.pk)) for agency in Agency.objects.current()]


def agency_by_slug(slug: str) -> Agency | None:
    """An agency of today."""
    return Agency.objects.current().filter(slug=slug).first()


def letterhead_of(agency: Agency) -> Letterhead | None:
    """What the agency's letters begin with, if an administrator has entered it."""
    return Letterhead.objects.filter(agency=agency).first()


def address_of(party: Party) -> str:
    """Where a person in a case lives, in the lines of an envelope."""
    lines = [line.strip() for line in party.address.replace("\n", ",").split(",")]
    return "\n".join(line for line in (*lines, party.postcode) if line)


def values_of(
    case: Case, *, by: User, agency: Agency, party: Party | None, to_agency: Agency | None
) -> dict[str, str]:
    """What each merge field stands for in a letter that is begun now; empty where there is
    nothing to say."""
    head = letterhead_of(agency)
    return {
        "case reference": case.reference,
        "today": say_date(timezone.localdate()),
        "name": party.person.full_name if party else str(to_agency),
        "address": address_of(party) if party else "",
        "our agency": agency.name,
        "our phone": head.phone if head else "",
        "our email": head.email if head else "",
        "officer": by.get_full_name(),
        "officer job title": by.job_title,
        "lead agency": case.lead_agency.name,
        "lead officer": str(case.lead_officer or ""),
        "next meeting": _next_meeting(case),
        "panel decision": _panel_decision(case),
        "partnership": by.partnership.name if by.partnership else "",
    }


def _next_meeting(case: Case) -> str:
    items = AgendaItem.objects.of_cases().waiting().filter(case=case).select_related("meeting")
    first = items.order_by("meeting__starts_at").first()
    return say_date(first.meeting.day) if first else ""


def _panel_decision(case: Case) -> str:
    """Only from minutes that both co-chairs have agreed: before that nothing has been decided."""
    heard = (
        AgendaItem.objects.of_cases()
        .heard()
        .filter(case=case, meeting__status=MeetingStatus.MINUTES_AGREED, record__isnull=False)
    )
    last = heard.select_related("record").order_by("-meeting__starts_at").first()
    return last.record.get_decision_display() if last else ""
