"""Corrections of circulated minutes: proposed beside the text, accepted or refused with why."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.workflow import StaleVersion, WrongStatus, save_versioned
from panels import notices
from panels.models import (
    AgendaItem,
    CorrectionStatus,
    ItemRecord,
    MeetingStatus,
    MinutesCorrection,
    SharedFact,
)
from panels.queries.corrections import paragraphs_of
from panels.services.screen import touch_minutes
from panels.workflow import CORRECTION


class NotAParagraph(ValueError):
    """The text to correct is not one that this person reads in these minutes."""


@transaction.atomic
def propose_correction(
    item: AgendaItem, *, by: User, paragraph: str, proposed: str, reason: str
) -> MinutesCorrection:
    """Propose another text for a paragraph; NotAParagraph if the person cannot read it."""
    meeting = item.meeting
    if meeting.status != MeetingStatus.HELD or meeting.circulated_at is None:
        raise WrongStatus("Corrections are proposed while the draft minutes go round.")
    texts = {each.key: each.text for each in paragraphs_of(item, by)}
    if paragraph not in texts:
        raise NotAParagraph
    correction = MinutesCorrection.objects.create(
        meeting=meeting,
        item=item,
        paragraph=paragraph,
        was=texts[paragraph],
        proposed=proposed,
        reason=reason,
        agency=by.desk.casework_agency,
        by=by,
    )
    _record("minutes.correction_proposed", correction, by, Operation.COLLECTION)
    notices.correction_proposed(meeting)
    return correction


@transaction.atomic
def answer_correction(
    correction: MinutesCorrection, *, by: User, accept: bool, answer: str
) -> MinutesCorrection:
    """Take a proposed correction into the minutes, or refuse it; either with a reason. StaleVersion
    if the paragraph is no longer the text that was to be corrected."""
    item = correction.item
    touch_minutes(item.meeting)
    if accept:
        _put_right(item, correction)
    to = CorrectionStatus.ACCEPTED if accept else CorrectionStatus.REFUSED
    CORRECTION.move(correction, to, answer=answer, answered_by=by, answered_at=timezone.now())
    _record(f"minutes.correction_{to}", correction, by, Operation.ALTERATION)
    return correction


def _put_right(item: AgendaItem, correction: MinutesCorrection) -> None:
    """Write the proposed text where the paragraph lies."""
    row: SharedFact | ItemRecord | None
    if correction.paragraph.startswith("fact-"):
        row = item.facts.filter(pk=correction.paragraph.removeprefix("fact-")).first()
        field = "text"
    else:
        row, field = ItemRecord.objects.filter(item=item).first(), correction.paragraph
    if row is None or getattr(row, field) != correction.was:
        raise StaleVersion
    save_versioned(row, row.version, **{field: correction.proposed})


def _record(verb: str, correction: MinutesCorrection, by: User, operation: str) -> None:
    record(
        verb,
        by=by,
        subject=correction.item.subject,
        trail=f"meeting {correction.meeting.reference}",
        operation=operation,
        changes={"correction": correction.pk, "paragraph": correction.paragraph},
    )
