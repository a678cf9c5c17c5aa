"""How complete the rows are that figures of case data rest on: of how many, how many have been
filled in. It stands in the note beside a figure.

Recorded crime needs none: only periods of which every month is held are shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from assessment.figures import cases, meetings, offenders, victims
from assessment.figures.figure import Figure, Rows
from assessment.figures.support import UNDER_WAY
from assessment.periods import Span
from cases.models import HARMED_ROLES, ActionStatus, Closure, Party
from victims.queries import counted

FEWEST = 100
"""Below so many rows the public is not told: a share of few gives a small number away."""

_SAID = re.compile(r" ?Complete for ([\d,]+) of ([\d,]+): ([^.]*)\.")


@dataclass(frozen=True, eq=False)
class Need:
    """What rows need to be counted well: which rows, which of them have it, and both in words."""

    rows: Rows
    have: Q | Exists
    said: str

    def note(self, span: Span) -> str:
        """*Complete for 38 of 40: cases opened, with a known ward.* Of no rows, nothing."""
        rows = self.rows.counted(span).order_by()
        found = rows.aggregate(whole=Count("pk"), known=Count("pk", filter=Q(self.have)))
        if not found["whole"]:
            return ""
        return f"Complete for {found['known']:,} of {found['whole']:,}: {self.said}."


def _harmed() -> Exists:
    return Exists(Party.objects.filter(case=OuterRef("pk"), role__in=HARMED_ROLES))


def _closing() -> Exists:
    return Exists(Closure.objects.filter(case=OuterRef("pk")).exclude(outcome=""))


ANSWERED = Need(cases.RECEIVED, ~Q(answered_at=None), "referrals received, with an answer")
OUTCOME = Need(cases.DUE, ~Q(status=ActionStatus.OPEN), "actions due, with what became of them")
SPOKEN_TO = Need(
    victims.REFERRED, ~Q(first_contact_at=None), "referrals to support, with a contact"
)
SETTLED = Need(victims.PROPOSED, ~Q(status__in=UNDER_WAY), "interventions, with their end")
REVIEWED = Need(offenders.IN_COHORT, ~Q(stood=""), "people in the cohort, with a review")
NEEDS: Mapping[str, Need] = {
    "referrals.accepted": ANSWERED,
    "referrals.declined": ANSWERED,
    "cases.opened": Need(cases.OPENED, ~Q(ward=None), "cases opened, with a known ward"),
    "cases.closed": Need(cases.CLOSED, _closing(), "cases closed, with their outcome"),
    "cases.repeat-victims": Need(cases.OPENED, _harmed(), "cases opened, with somebody harmed"),
    "incidents.recorded": Need(
        cases.REPORTED, ~Q(postcode=""), "reports of incidents, with a postcode"
    ),
    "actions.due": OUTCOME,
    "actions.on-time": OUTCOME,
    "panel.attendance": Need(meetings.SEATS, ~Q(status=""), "seats, with who came"),
    "victims.days-to-first-contact": SPOKEN_TO,
    "victims.days-nine-in-ten": SPOKEN_TO,
    "victims.first-contact-in-time": SPOKEN_TO,
    "victims.interventions": SETTLED,
    "victims.panels-held": SETTLED,
    "victims.improved": Need(victims.OUTCOMES, counted.ASSESSED, "outcomes, assessed at both ends"),
    "iom.cohort": REVIEWED,
    "iom.rag.red": REVIEWED,
    "iom.rag.amber": REVIEWED,
    "iom.rag.green": REVIEWED,
}


def with_completeness(figures: Iterable[Figure], span: Span) -> Iterator[Figure]:
    """Figures of a period, each with how complete the rows are that it rests on."""
    said: dict[Need, str] = {}
    for figure in figures:
        need = NEEDS.get(figure.code)
        if need and need not in said:
            said[need] = need.note(span)
        note = said[need] if need else ""
        yield figure._replace(note=f"{figure.note} {note}".strip()) if note else figure


def for_the_public(note: str) -> str:
    """A note with how complete the rows are in words, not in numbers that would give others away;
    of few rows, without it."""
    return _SAID.sub(_in_words, note).strip()


def _in_words(said: re.Match[str]) -> str:
    known, whole = (int(said[number].replace(",", "")) for number in (1, 2))
    if whole < FEWEST:
        return ""
    many = "all" if known == whole else "nine in ten or more" if known * 10 >= whole * 9 else ""
    return f" Complete for {many or 'fewer than nine in ten'}: {said[3]}."
