"""The papers as a PDF for one named reader: asked for, made by a job, taken, and emptied again."""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from panels.models import Meeting, PaperFile
from panels.queries.papers import prints_of, sections
from panels.queries.printing import paper_of
from ui.papers import pdf_bytes

logger = logging.getLogger(__name__)
KEPT = dt.timedelta(days=1)


@transaction.atomic
def ask_file(meeting: Meeting, *, by: User) -> PaperFile:
    """Ask for the papers as a PDF with the reader's name on every page; asking while one is being
    made changes nothing."""
    file, made = PaperFile.objects.get_or_create(meeting=meeting, user=by)
    if made or file.made_at is None:
        return file
    PaperFile.objects.filter(pk=file.pk).update(
        asked_at=timezone.now(), made_at=None, failed=False, pdf=b"", prints={}
    )
    file.refresh_from_db()
    return file


def make_due_files() -> int:
    """Make every PDF that is waited for, and empty those a day old; returns how many were made. A
    killed worker leaves the row waiting, so the next run makes it."""
    PaperFile.objects.filter(made_at__lt=timezone.now() - KEPT).exclude(pdf=b"").update(pdf=b"")
    waiting = PaperFile.objects.filter(made_at=None).order_by("asked_at", "pk")
    return sum(make_file(pk) for pk in list(waiting.values_list("pk", flat=True)))


def make_file(pk: int) -> int:
    """Make one reader's PDF of what they may see at this moment; nothing if they no longer may."""
    rows = PaperFile.objects.select_related("meeting__panel", "user")
    file = rows.filter(pk=pk, made_at=None).first()
    if file is None:
        return 0
    pdf, prints = b"", {}
    try:
        if _may_read(file.user, file.meeting):
            found = sections(file.meeting, file.user)
            prints = prints_of(found)
            pdf = pdf_bytes(paper_of(file.meeting, found, file.user, timezone.now()))
    except Exception:
        logger.exception("The papers %s could not be made", pk)
    still_wanted = PaperFile.objects.filter(pk=pk, made_at=None, asked_at=file.asked_at)
    return still_wanted.update(
        made_at=timezone.now(), pdf=pdf, prints=prints, failed=not pdf
    ) and int(bool(pdf))


@transaction.atomic
def take_file(file: PaperFile, *, by: User) -> bytes | None:
    """The PDF, written down as a disclosure; None if what the reader may see has changed since it
    was made, so that nothing taken back leaves after all."""
    found = sections(file.meeting, by)
    if prints_of(found) != file.prints:
        return None
    record(
        "papers.downloaded",
        by=by,
        subject=f"meeting {file.meeting.reference}",
        operation=Operation.DISCLOSURE,
        reason=file.meeting.panel.gateway,
        recipients=[by.agency_name],
        changes={"cases": [each.reference for each in found]},
    )
    return bytes(file.pdf)


def _may_read(user: User, meeting: Meeting) -> bool:
    """Asked again at the moment of making: a desk may have been cleared meanwhile."""
    return user.is_active and Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists()
