"""Sending the papers of a meeting, and writing down who opened them."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import CaseShare
from panels import notices
from panels.models import Attendance, Meeting, PanelMember, PaperPack, PaperReading
from panels.queries.meetings import invited_agencies


@transaction.atomic
def send_papers(meeting: Meeting, *, by: User) -> list[PaperPack]:
    """Send each invited agency a link to its papers, and write down per case who receives it."""
    agencies = list(invited_agencies(meeting))
    now = timezone.now()
    packs = PaperPack.objects.bulk_create(
        [
            PaperPack(
                meeting=meeting, agency=each, agenda_version=meeting.agenda_version, sent_at=now
            )
            for each in agencies
        ],
        update_conflicts=True,
        unique_fields=["meeting", "agency"],
        update_fields=["agenda_version", "sent_at"],
    )
    _set_seats(meeting, agencies)
    _record_disclosure(meeting, agencies, by)
    notices.papers_sent(meeting)
    return packs


@transaction.atomic
def note_reading(meeting: Meeting, *, by: User, references: list[str]) -> None:
    """Write down that a person opened the papers, and which cases were in them."""
    PaperReading.objects.get_or_create(
        meeting=meeting, user=by, agenda_version=meeting.agenda_version
    )
    record(
        "papers.opened",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.CONSULTATION,
        reason=meeting.panel.gateway,
        changes={"cases": references},
    )


def _set_seats(meeting: Meeting, agencies: list[Agency]) -> None:
    """A seat for every invited agency that has none, in its point of contact's name."""
    members = PanelMember.objects.in_force().filter(panel=meeting.panel).select_related("contact")
    contacts = {member.agency_id: member.contact for member in members}
    seated = set(meeting.attendance.values_list("agency_id", flat=True))
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting,
                agency=agency,
                user=contacts.get(agency.pk),
                name=str(contacts.get(agency.pk) or ""),
            )
            for agency in agencies
            if agency.pk not in seated
        ]
    )


def _record_disclosure(meeting: Meeting, agencies: list[Agency], by: User) -> None:
    invited = {agency.pk for agency in agencies}
    items = list(meeting.items.on().select_related("case"))
    shares = CaseShare.objects.current().filter(case__in=[item.case_id for item in items])
    recipients: dict[int, list[str]] = defaultdict(list)
    invited_names = shares.filter(agency__in=invited).values_list("case_id", "agency__name")
    for case_id, name in invited_names:
        recipients[case_id].append(name)
    record(
        "papers.sent",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.DISCLOSURE,
        reason=meeting.panel.gateway,
        recipients=sorted(agency.name for agency in agencies),
        changes={"cases": len(items), "agenda_version": meeting.agenda_version},
    )
    for item in items:
        record(
            "papers.sent",
            by=by,
            subject=f"case {item.case.reference}",
            trail=f"meeting {meeting.reference}",
            operation=Operation.DISCLOSURE,
            reason=meeting.panel.gateway,
            recipients=sorted(recipients[item.case_id]),
        )
