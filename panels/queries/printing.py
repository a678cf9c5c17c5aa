"""The papers of a meeting as one printed document."""

import datetime as dt
from collections.abc import Iterator, Sequence

from accounts.models import User
from panels.models import Meeting
from panels.queries.papers import Section
from ui.dates import say_moment
from ui.papers import Block, NewPage, Paper, Paragraph

FOR_THE_READER = (
    "For the reader named at the foot of each page only. Do not copy these papers or pass them on "
    "without the agreement of the agencies they come from."
)


def paper_of(meeting: Meeting, found: Sequence[Section], user: User, made_at: dt.datetime) -> Paper:
    """The papers for one named reader: a contents list that links, then each case on a page of its
    own."""
    agency = f", {user.agency_name}" if user.agency_name else ""
    return Paper(
        title=f"Papers for {meeting.reference}",
        subtitle=f"{meeting.panel.name}\n{say_moment(meeting.starts_at)}, {meeting.place}",
        reader=f"{user.get_full_name()}{agency}",
        blocks=list(_blocks(meeting, found)),
        made_at=made_at,
        contents=True,
        contents_depth=1,
    )


def _blocks(meeting: Meeting, found: Sequence[Section]) -> Iterator[Block]:
    yield Paragraph(f"Shared under: {meeting.panel.gateway}. {FOR_THE_READER}")
    if not found:
        yield Paragraph("Nothing on this agenda is shared with your agency.")
    for number, section in enumerate(found):
        if number:
            yield NewPage()
        yield from section.blocks
