"""Bulk meetings: as many as the cases need, each case heard twice after it was opened."""

import bisect
import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from home.filling import words
from home.filling.cases import Made
from home.filling.numbers import Numbers
from home.filling.plan import Plan, at
from panels.models import AgendaItem, Attendance, ItemRecord, LockedMinutes, Meeting, Panel
from panels.queries.minutes import compose_each
from ui.digests import digest_of

CASES_A_MEETING = 30
HEARINGS = 2
DECISIONS = {"closed": "close", "monitoring": "monitor", "open": "keep_open"}


@dataclass
class MeetingMaker:
    """Plans the meetings first; cases are then put on them batch by batch."""

    plan: Plan
    numbers: Numbers
    panel: Panel
    meetings: list[Meeting] = field(default_factory=list)
    days: list[dt.date] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def plan_meetings(self) -> None:
        """Write the meetings, evenly spread over the days, with who came."""
        wanted = max(12 * self.plan.years, self.plan.cases * HEARINGS // CASES_A_MEETING)
        step = self.plan.days / wanted
        first = self.plan.first_day
        self.days = [first + dt.timedelta(days=int(step * n)) for n in range(1, wanted)]
        self.meetings = [
            Meeting(
                panel=self.panel,
                reference=self.numbers.next("M", day.year),
                starts_at=at(day, 10),
                place="Committee room 1",
                status="minutes_agreed",
                started_at=at(day, 10, 2),
                proposed_at=at(day - dt.timedelta(days=10)),
            )
            for day in self.days
        ]
        writer = self.plan.writer
        writer.write_models(self.meetings)
        seat_of = writer.table(Attendance).row
        writer.write(
            Attendance,
            [
                seat_of(
                    meeting_id=meeting.pk,
                    agency_id=agency.pk,
                    user_id=self.plan.staff[agency.pk][0].pk,
                    name=str(self.plan.staff[agency.pk][0]),
                    status="present" if (number + seat) % 7 else "apologies",
                    confidentiality_signed=bool((number + seat) % 7),
                )
                for number, meeting in enumerate(self.meetings)
                for seat, agency in enumerate(self.plan.agencies.values())
                if agency.is_core
            ],
        )

    def next_after(self, day: dt.date) -> tuple[str, dt.date] | None:
        """The reference and the day of the first meeting after a day."""
        number = bisect.bisect_right(self.days, day)
        if number == len(self.days):
            return None
        return self.meetings[number].reference, self.days[number]

    def hear(self, made: list[Made]) -> None:
        """Put each case on the two meetings after it was opened, with what was decided."""
        items = [item for each in made for item in self._items(each)]
        self.plan.writer.write_models([item for item, _ in items])
        self.plan.writer.write_models([_record(item, each) for item, each in items])

    def _items(self, each: Made) -> list[tuple[AgendaItem, Made]]:
        first = bisect.bisect_right(self.days, each.case.opened_on)
        rows = []
        for hearing, number in enumerate(range(first, min(first + HEARINGS, len(self.days)))):
            place = self.places[number] = self.places.get(number, 0) + 1
            why = ("new", "New referral") if hearing == 0 else ("review", "Review due")
            item = AgendaItem(
                meeting=self.meetings[number],
                case=each.case,
                position=place,
                why=why[0],
                why_text=why[1],
                minutes=self.panel.minutes_a_case,
            )
            rows.append((item, each))
        return rows

    def lock_minutes(self) -> None:
        """Write the minutes of each meeting and lock them, a few meetings a transaction."""
        for start in range(0, len(self.meetings), 200):
            batch = self.meetings[start : start + 200]
            with transaction.atomic():
                self.plan.writer.write_models(
                    [
                        LockedMinutes(
                            # Given the meeting itself, that would keep its minutes for good.
                            meeting_id=meeting.pk,
                            content=content,
                            digest=digest_of(content),
                            locked_at=meeting.starts_at + dt.timedelta(days=5),
                        )
                        for meeting, content in zip(batch, compose_each(batch), strict=True)
                    ]
                )
                self.plan.writer.save()


def _record(item: AgendaItem, each: Made) -> ItemRecord:
    last = item.why == "review"
    decision = DECISIONS.get(each.case.status, "keep_open") if last else "keep_open"
    return ItemRecord(
        item=item,
        facts_shared=each.dice.choice(words.FACTS),
        risk_band=each.case.risk_band,
        decision=decision,
        decision_reason=words.REASONS[0] if decision == "close" else words.REASONS[1],
        saved_at=item.meeting.starts_at,
    )
