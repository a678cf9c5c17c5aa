"""What agencies wrote of a case before its meeting hears it: their notes, and their answers to the
request for information. Both in one query, since the screen may ask few."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast

from accounts.models import User
from cases.models import Note
from panels.models import AgendaItem, Knows
from panels.queries.requests import readable_answers

LATEST_NOTES = 20
KNOWN_FROM = {
    "": "wrote about it",
    Knows.SUMMARY: "answered before the meeting",
    Knows.WILL_SPEAK: "will speak about it",
    Knows.WILL_NOT_SHARE: "will not share",
}


@dataclass(frozen=True)
class Written:
    """A note, or an answer about a person if `knows` says what was answered."""

    agency: str
    text: str
    is_opinion: bool
    at: dt.datetime
    knows: str
    given_name: str
    family_name: str
    source: str

    @property
    def about(self) -> str:
        """The person an answer is about."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def answered(self) -> str:
        """What an answer says of the person."""
        return Knows(self.knows).label

    @property
    def known_from(self) -> str:
        """From what the agency knows the case; empty if it says that it does not."""
        return KNOWN_FROM.get(self.knows, "")


def written_about(item: AgendaItem, user: User) -> tuple[list[Written], list[Written]]:
    """The latest notes, the newest first; and the answers, person by person: those the user may
    read."""
    notes = Note.objects.visible_to(user).filter(case=item.case_id)
    latest = notes.filter(pk__in=notes.order_by("-written_at").values("pk")[:LATEST_NOTES])
    nothing = Value("", output_field=CharField())
    rows = latest.order_by().values_list(
        F("agency__name"),
        Cast("text", TextField()),
        "is_opinion",
        "written_at",
        nothing,
        nothing,
        nothing,
        nothing,
    )
    answers = readable_answers([item], user).order_by()
    rows = rows.union(
        answers.values_list(
            F("agency__name"),
            Cast("text", TextField()),
            "is_opinion",
            "answered_at",
            "knows",
            "party__person__given_name",
            "party__person__family_name",
            "source",
        ),
        all=True,
    )
    found = [Written(*row) for row in rows]
    noted = sorted((row for row in found if not row.knows), key=lambda row: row.at, reverse=True)
    told = sorted((row for row in found if row.knows), key=lambda row: (row.about, row.agency))
    return noted, told
