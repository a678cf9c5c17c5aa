"""What fills a case: incidents, notes, actions and how they changed, risk, status, events."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from cases.models import (
    Action,
    ActionChange,
    CaseEvent,
    Incident,
    Note,
    RiskAssessment,
    StatusChange,
)
from cases.services import score
from home.filling import words
from home.filling.cases import Made
from home.filling.plan import Plan, at
from home.filling.writing import Row

INCIDENTS, NOTES, ACTIONS = 6, 5, 4
IN_A_LONG_CASE = 80
ACTION_FATES = ("done",) * 16 + ("not_possible", "not_possible", "not_done", "open")
HOURS = {"11pm": dt.time(23, 0), "midnight": dt.time(0, 0), "2am": dt.time(2, 0), "4am": None}


@dataclass
class ContentMaker:
    """Fills the cases of one batch, and tells each of them the keys of its incidents."""

    plan: Plan
    next_meeting: Callable[[dt.date], tuple[str, dt.date] | None]

    def fill(self, made: list[Made]) -> None:
        """Write everything that happened in these cases."""
        for model, rows in (
            (Incident, self._incidents),
            (Note, self._notes),
            (RiskAssessment, self._assessments),
            (StatusChange, self._moves),
            (CaseEvent, self._events),
        ):
            self.plan.writer.write(model, [row for each in made for row in rows(each)])
        self._actions(made)

    def _incidents(self, made: Made) -> Iterator[Row]:
        case, dice, row = made.case, made.dice, self.plan.writer.table(Incident).row
        for number in range(INCIDENTS * (IN_A_LONG_CASE // 4 if made.is_long else 1)):
            hour = dice.choice(tuple(HOURS))
            day = case.opened_on - dt.timedelta(days=dice.randint(1, 120))
            told = dice.choice(("Police", "Landlord", "Council", ""))
            made.incidents.append(self.plan.writer.table(Incident).last + 1)
            yield row(
                case_id=case.pk,
                happened_on=day,
                happened_at=HOURS[hour],
                category=case.category,
                description=words.HAPPENINGS[case.category].format(hour=hour),
                postcode=case.postcode,
                ward_id=case.ward_id,
                reported_to=told,
                report_reference=f"{told[0]}{case.pk:06d}/{number}" if told else "",
                reported_on=min(day + dt.timedelta(days=1), case.opened_on) if told else None,
                recorded_by_id=case.lead_officer_id,
                recorded_at=at(case.opened_on),
            )

    def _notes(self, made: Made) -> Iterator[Row]:
        dice, table = made.dice, self.plan.writer.table(Note)
        for number in range(NOTES * (IN_A_LONG_CASE if made.is_long else 1)):
            agency = dice.choice(made.agencies)
            author = self._somebody(made, agency)
            day = self._between(made)
            about: dict[str, Any] = {
                "case_id": made.case.pk,
                "agency_id": agency.pk,
                "author_id": author.pk,
                "is_opinion": dice.random() < 0.25,
                "handling": dice.choice(("share",) * 8 + ("panel", "own")),
            }
            yield table.row(
                **about, text=dice.choice(words.NOTES), written_at=at(day, 14, number % 60)
            )
            if dice.random() < 0.03:
                corrected = table.last
                said = {"corrects_id": corrected, "text": words.CORRECTION}
                yield table.row(**about, **said, written_at=at(day, 16))

    def _assessments(self, made: Made) -> Iterator[Row]:
        """The score at the start; in the usual course another one or two, the last as it stands."""
        case, dice = made.case, made.dice
        row, instrument = self.plan.writer.table(RiskAssessment).row, self.plan.instrument
        days = [case.opened_on, *sorted(self._between(made) for _ in range(dice.randint(0, 2)))]
        for number, day in enumerate(days):
            is_last = number == len(days) - 1
            answers = made.answers if is_last else _answers(self.plan, dice)
            total, band = score(instrument, answers)
            yield row(
                case_id=case.pk,
                instrument_id=instrument.pk,
                answers=answers,
                total=total,
                scored_band=band,
                band=band,
                source=case.referral.reference if case.referral and number == 0 else "",
                assessed_by_id=case.lead_officer_id,
                assessed_at=at(day, 9, 45 + number),
            )

    def _moves(self, made: Made) -> Iterator[Row]:
        case, row = made.case, self.plan.writer.table(StatusChange).row
        opened = {"reason": "Meets the threshold.", "at": at(case.opened_on, 9, 30)}
        yield row(case_id=case.pk, became="open", by_id=case.lead_officer_id, **opened)
        if case.status != "open":
            moved = {"reason": words.REASONS[2], "at": case.closed_at or at(case.opened_on, 17)}
            yield row(
                case_id=case.pk,
                was="open",
                became=case.status,
                by_id=case.lead_officer_id,
                **moved,
            )

    def _events(self, made: Made) -> Iterator[Row]:
        row = self.plan.writer.table(CaseEvent).row
        meeting = self.next_meeting(made.case.opened_on)
        if meeting:
            reference, day = meeting
            yield row(
                case_id=made.case.pk,
                kind="meeting",
                title=f"Heard at {reference}",
                text=made.dice.choice(words.FACTS),
                url_name="case_panel",
                source=reference,
                at=at(day, 11),
            )
        agency = made.dice.choice(made.agencies)
        yield row(
            case_id=made.case.pk,
            kind="contact",
            title="Contact with another service",
            text=made.dice.choice(words.NOTES),
            agency_id=agency.pk,
            by_id=self._somebody(made, agency).pk,
            at=at(self._between(made), 13),
        )

    def _actions(self, made: list[Made]) -> None:
        writer = self.plan.writer
        actions, changes = [], []
        for each in made:
            for number in range(ACTIONS * (IN_A_LONG_CASE // 8 if each.is_long else 1)):
                actions.append(self._action(each, number))
                if each.dice.random() < 0.25:
                    changes.append(self._change(each, writer.table(Action).last, actions[-1]))
        writer.write(Action, actions)
        writer.write(ActionChange, changes)

    def _action(self, made: Made, number: int) -> Row:
        dice, meeting = made.dice, self.next_meeting(made.case.opened_on)
        agency = dice.choice(made.agencies)
        source, day = "", self._between(made)
        if meeting and number % 2:
            source, day = meeting
        due = day + dt.timedelta(days=dice.choice((7, 14, 28)))
        fate = "open" if due >= self.plan.today else dice.choice(ACTION_FATES)
        if fate == "open" and made.case.status == "closed":
            fate = "done"
        return self.plan.writer.table(Action).row(
            case_id=made.case.pk,
            wording=dice.choice(words.WORDINGS),
            owner_id=self._somebody(made, agency).pk,
            agency_id=agency.pk,
            due_on=due,
            source=source,
            status=fate,
            outcome="" if fate == "open" else "As agreed at the meeting.",
            set_by_id=made.case.lead_officer_id,
            set_at=at(day, 11),
            ended_at=None if fate == "open" else at(min(due, self.plan.today), 15),
        )

    def _change(self, made: Made, action: int, row: Row) -> Row:
        names = self.plan.writer.table(Action).names
        due, set_at = row[names.index("due_on")], row[names.index("set_at")]
        return self.plan.writer.table(ActionChange).row(
            action_id=action,
            due_was=due - dt.timedelta(days=7),
            due_on=due,
            reason="The file came late.",
            by_id=made.case.lead_officer_id,
            at=min(set_at + dt.timedelta(days=3), at(self.plan.today, 9)),
        )

    def _somebody(self, made: Made, agency: Any) -> User:
        return self.plan.officer(agency, made.number)

    def _between(self, made: Made) -> dt.date:
        first, last = made.case.opened_on, made.end or self.plan.today
        return first + dt.timedelta(days=made.dice.randint(0, max((last - first).days, 0)))


def _answers(plan: Plan, dice: random.Random) -> dict[str, str]:
    return {each["key"]: dice.choice(each["answers"])["key"] for each in plan.instrument.questions}
