"""Text as it is typed on the screen of a meeting: several people write, and nobody's is lost."""

import hashlib
import re

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from cases.workflow import WrongStatus
from panels.models import AgendaItem, DraftField, Meeting, MeetingStatus, Presence
from panels.queries.drafts import RECORD, saved_texts
from ui.forms import LONG_TEXT
from ui.line_ends import plain_ends

SHARED = frozenset(
    (
        *(f"record-{name}" for name in RECORD),
        "action-wording",
        "action-owner",
        "action-due_on",
    )
)
"""Fields in which everybody on the screen writes the same text."""

_OWN = re.compile(r"fact-text|fate-\d{1,12}-note")


class Differs(Exception):
    """Somebody else wrote another text in this field meanwhile: what, and who if it is known."""

    def __init__(self, theirs: str, who: str = "") -> None:
        super().__init__("Somebody else wrote in this field")
        self.theirs = theirs
        self.who = who


def seen_of(text: str) -> str:
    """A short mark of a text, by which a page says what it was shown."""
    return hashlib.sha256(plain_ends(text).encode()).hexdigest()[:16]


def row_name(name: str, user: User) -> str:
    """Under which name a field is kept: a text of one's own has one row for each person. Empty for
    a field that is not kept at all."""
    if name in SHARED:
        return name
    return f"{name}:{user.pk}" if _OWN.fullmatch(name) else ""


@transaction.atomic
def type_field(item: AgendaItem, *, by: User, name: str, text: str, seen: str) -> str:
    """Keep a field as it is being typed, and return the mark of what is kept. `seen` marks the text
    that the page had before: Differs if another stands there now and is not the same as this."""
    text = plain_ends(text)[:LONG_TEXT]
    row = row_name(name, by)
    if not row:
        raise ValueError("This field is not kept")
    _wake(item.meeting)
    now = saved_texts(item).get(row, "")
    if now != text:
        if seen_of(now) != seen:
            raise Differs(now, _writer(item, row))
        _put(item, by, row, was=now, text=text)
    stand_at(item, by=by, field=name)
    return seen_of(text)


def _put(item: AgendaItem, by: User, name: str, *, was: str, text: str) -> None:
    """Write the text if what was read still stands; of two at once, the second is told."""
    fields = {"text": text, "by": by, "at": timezone.now()}
    rows = DraftField.objects.filter(item=item, name=name)
    if rows.filter(text=was).update(**fields):
        return
    try:
        with transaction.atomic():
            DraftField.objects.create(item=item, name=name, **fields)
    except IntegrityError:
        raise Differs(rows.values_list("text", flat=True)[0], _writer(item, name)) from None


def _writer(item: AgendaItem, name: str) -> str:
    draft = DraftField.objects.filter(item=item, name=name).select_related("by").first()
    return draft.by.given_name if draft else ""


@transaction.atomic
def stand_at(item: AgendaItem, *, by: User, field: str = "") -> None:
    """Say where on the screen somebody is, so that the others see who is typing where."""
    _wake(item.meeting)
    place = {"item": item, "field": field[:60], "at": timezone.now()}
    Presence.objects.update_or_create(meeting=item.meeting, user=by, defaults=place)


def clear_drafts(item: AgendaItem, *names: str) -> None:
    """What was typed is saved: the draft of it goes."""
    DraftField.objects.filter(item=item, name__in=names).delete()


def hold_screen(meeting: Meeting) -> None:
    """Have whoever else writes on the screen wait until this transaction has ended, so that what it
    reads and what it writes belong together."""
    list(Meeting.objects.filter(pk=meeting.pk).select_for_update().only("pk"))


def _wake(meeting: Meeting) -> None:
    """Have every other screen of the meeting look again."""
    rows = Meeting.objects.filter(pk=meeting.pk, status=MeetingStatus.HELD)
    if rows.update(screen_version=F("screen_version") + 1) != 1:
        raise WrongStatus("The minutes are locked, or the meeting has not begun.")
