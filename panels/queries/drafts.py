"""What stands in the fields of a meeting's screen: saved, or being typed."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from panels.models import AgendaItem, DraftField, ItemRecord, Presence
from ui.dates import say_date
from ui.line_ends import plain_ends

RECORD = (
    "facts_shared",
    "risk_band",
    "rag",
    "decision",
    "cohort",
    "leaving_reason",
    "decision_reason",
    "next_review_on",
)
STILL_THERE = dt.timedelta(seconds=60)


def record_texts(record: ItemRecord | None) -> dict[str, str]:
    """The fields of a saved record, as a person would type them."""
    if record is None:
        return dict.fromkeys((f"record-{name}" for name in RECORD), "")
    texts = {f"record-{name}": str(getattr(record, name) or "") for name in RECORD}
    if record.next_review_on:
        texts["record-next_review_on"] = say_date(record.next_review_on)
    return {name: plain_ends(text) for name, text in texts.items()}


def drafts_of(item_pk: int) -> list[DraftField]:
    """What is being typed about a case, with who typed it last."""
    return list(DraftField.objects.filter(item=item_pk).select_related("by"))


def saved_texts(item: AgendaItem, drafts: list[DraftField] | None = None) -> dict[str, str]:
    """The text of each field: as it is being typed, or else as it was saved."""
    record = ItemRecord.objects.filter(item=item).first() if drafts is None else None
    record = record or getattr(item, "record", None)
    typed = drafts_of(item.pk) if drafts is None else drafts
    return {**record_texts(record), **{each.name: each.text for each in typed}}


def others_on(item: AgendaItem, user: User) -> list[Presence]:
    """Who else has been on the screen in the last minute."""
    since = timezone.now() - STILL_THERE
    rows = Presence.objects.filter(meeting=item.meeting_id, at__gte=since).exclude(user=user)
    return list(rows.select_related("user"))
