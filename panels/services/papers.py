"""Sending the papers of a meeting, making what is due of them, writing down who opened them."""

import logging
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import CaseShare
from panels import notices
from panels.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingStatus,
    PanelMember,
    PaperPack,
    PaperReading,
)
from panels.queries.meetings import invited_agencies
from panels.queries.papers import (
    Prints,
    agencies_seeing_the_cohort,
    differences,
    my_pack,
    prints_of,
    reader_of,
    sections,
)
from panels.services.invitations import invite

logger = logging.getLogger(__name__)
SENT_FOR = (MeetingStatus.AGENDA_AGREED, MeetingStatus.HELD)


@transaction.atomic
def send_papers(meeting: Meeting, *, by: User) -> list[PaperPack]:
    """Ask for a pack for each invited agency, and write down per case who receives it. A job makes
    each pack and sends its link in one transaction: `make_due_packs`."""
    agencies = list(invited_agencies(meeting))
    meeting.packs.update(agenda_version=meeting.agenda_version, version=F("version") + 1)
    PaperPack.objects.bulk_create(
        [
            PaperPack(meeting=meeting, agency=each, agenda_version=meeting.agenda_version)
            for each in agencies
        ],
        ignore_conflicts=True,
    )
    invite(meeting, agencies)
    _set_seats(meeting, agencies)
    _record_disclosure(meeting, agencies, by)
    return list(meeting.packs.all())


@transaction.atomic
def send_papers_again(meeting: Meeting, *, by: User) -> int:
    """Ask for a new version of every pack that reads differently now from when it went out;
    returns how many. Each lists what changed."""
    changed = [
        pack
        for pack in meeting.packs.out().select_related("agency")
        if prints_of(sections(meeting, reader_of(pack.agency))) != pack.prints
    ]
    rows = meeting.packs.filter(pk__in=[pack.pk for pack in changed])
    number = rows.filter(made_version=F("version")).update(version=F("version") + 1)
    if number:
        _record_disclosure(meeting, [pack.agency for pack in changed], by)
    return number


def make_due_packs() -> int:
    """Make every pack that is due and queue its link; returns how many. Each is one transaction, so
    a killed worker loses none and sends none twice; one that fails keeps no other back."""
    due = PaperPack.objects.to_make().filter(meeting__status__in=SENT_FOR)
    made = 0
    for pk in list(due.order_by("meeting__starts_at", "pk").values_list("pk", flat=True)):
        try:
            made += make_pack(pk)
        except Exception:
            logger.exception("The pack %s could not be made", pk)
    return made


@transaction.atomic
def make_pack(pk: int) -> int:
    """Make one pack, if it is still due: what an agency's people may see, as fingerprints, what is
    different from the version before, and the message with its link."""
    rows = PaperPack.objects.to_make().select_related("meeting__panel", "agency")
    pack = rows.filter(pk=pk).first()
    if pack is None:
        return 0
    prints = prints_of(sections(pack.meeting, reader_of(pack.agency)))
    changed = differences(pack.prints, prints) if pack.made_version else []
    as_read = PaperPack.objects.filter(pk=pk, version=pack.version, made_version=pack.made_version)
    made = as_read.update(
        made_version=pack.version, sent_at=timezone.now(), prints=prints, differences=changed
    )
    if made:
        notices.papers_sent(pack)
    return made


@transaction.atomic
def note_reading(
    meeting: Meeting, *, by: User, references: Sequence[str], prints: Prints | None = None
) -> None:
    """Write down that a person opened the papers, which cases were in them, and what they looked
    like: the next time, the page says what has changed since."""
    pack = my_pack(meeting, by)
    PaperReading.objects.update_or_create(
        meeting=meeting,
        user=by,
        agenda_version=meeting.agenda_version,
        pack_version=pack.made_version if pack else 1,
        defaults={"prints": prints or {}, "at": timezone.now()},
    )
    record(
        "papers.opened",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.DISCLOSURE,
        reason=meeting.panel.gateway,
        recipients=[by.agency_name],
        changes={"cases": list(references)},
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
    items = list(meeting.items.on().select_related("case", "nominal"))
    recipients = _recipients(items, agencies)
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
            subject=item.subject,
            trail=f"meeting {meeting.reference}",
            operation=Operation.DISCLOSURE,
            reason=meeting.panel.gateway,
            recipients=sorted(recipients[item.pk]),
        )


def _recipients(items: list[AgendaItem], agencies: list[Agency]) -> dict[int, list[str]]:
    """Which of these agencies find each line in their papers: those the case is shared with; of a
    nominal, those that manage offenders."""
    shares = CaseShare.objects.current().filter(case__in=[item.case_id for item in items])
    rows = shares.filter(agency__in=agencies).values_list("case_id", "agency__name")
    of_case: dict[int, list[str]] = defaultdict(list)
    for case_id, name in rows:
        of_case[case_id].append(name)
    managing = agencies_seeing_the_cohort(agencies)
    managers = [agency.name for agency in agencies if agency.pk in managing]
    return {item.pk: managers if item.nominal_id else of_case[item.case_id] for item in items}
