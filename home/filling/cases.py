"""Bulk referrals and cases, with the people in them and everything that hangs on them."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from accounts.models import Agency, User
from cases.models import (
    Action,
    Case,
    CaseShare,
    Incident,
    Note,
    Party,
    Referral,
    RiskAssessment,
    StatusChange,
)
from cases.services import score
from cases.services.sharing import GATEWAY
from home.filling import words
from home.filling.numbers import Numbers
from home.filling.plan import CATEGORIES, Plan, at
from people.models import Person, PersonAccess
from people.names import search_name, sounds_like

ROLES = ("victim", "alleged_perpetrator", "witness")
SHARED_WITH = ("council", "police", "victim-support", "probation", "mental-health", "youth")
ACTION_FATES = ("done",) * 16 + ("not_possible", "not_possible", "not_done", "open")


@dataclass
class Made:
    """One case as it was made, for what is built upon it."""

    number: int
    case: Case
    dice: random.Random
    agencies: list[Agency]
    answers: dict[str, str]
    parties: list[Party] = field(default_factory=list)


@dataclass
class CaseMaker:
    """Makes cases batch by batch; keeps only the last people, so that some of them come back."""

    plan: Plan
    numbers: Numbers
    next_meeting: Callable[[dt.date], tuple[str, dt.date] | None]
    known: list[int] = field(default_factory=list)

    def make(self, numbers: range) -> list[Made]:
        """Write the cases at these positions with all their rows."""
        made = [self._case(number) for number in numbers]
        referrals = Referral.objects.bulk_create([self._referral(each) for each in made])
        for each, referral in zip(made, referrals, strict=True):
            each.case.referral = referral
        Case.objects.bulk_create([each.case for each in made])
        self._people(made)
        self._shares(made)
        Incident.objects.bulk_create([row for each in made for row in self._incidents(each)])
        Note.objects.bulk_create([row for each in made for row in self._notes(each)])
        Action.objects.bulk_create([row for each in made for row in self._actions(each)])
        RiskAssessment.objects.bulk_create([self._assessment(each) for each in made])
        StatusChange.objects.bulk_create([row for each in made for row in _moves(each)])
        return made

    def _case(self, number: int) -> Made:
        plan, dice = self.plan, self.plan.dice(number)
        opened = plan.opened_on(number)
        lead = plan.agencies["homes"] if dice.random() < 0.7 else plan.agencies["police"]
        shared = [plan.agencies[slug] for slug in SHARED_WITH if dice.random() < 0.55]
        postcode, ward = plan.places[
            min(int(dice.expovariate(3) * len(plan.places)), len(plan.places) - 1)
        ]
        category = dice.choice(CATEGORIES)
        closed = self._closed_on(opened, dice)
        answers = _answers(plan, dice)
        total, band = score(plan.instrument, answers)
        case = Case(
            reference=self.numbers.next("CSM", opened.year),
            lead_agency=lead,
            lead_officer=plan.staff[lead.pk][0],
            category=category,
            asb_type="personal" if dice.random() < 0.6 else "nuisance",
            summary=words.SUMMARIES[category],
            postcode=postcode,
            ward=ward,
            status="closed" if closed else ("monitoring" if dice.random() < 0.15 else "open"),
            risk_band=band,
            risk_total=total,
            opened_on=opened,
            next_review_on=None if closed else plan.today + dt.timedelta(days=dice.randint(3, 60)),
            closed_at=at(closed, 16) if closed else None,
            closing_reason=words.REASONS[0] if closed else "",
        )
        agencies = list(dict.fromkeys([lead, *shared]))
        return Made(number, case, dice, agencies, answers)

    def _closed_on(self, opened: dt.date, dice: random.Random) -> dt.date | None:
        closed = opened + dt.timedelta(days=dice.randint(40, 240))
        return closed if closed < self.plan.today and dice.random() < 0.92 else None

    def _referral(self, made: Made) -> Referral:
        case, dice = made.case, made.dice
        sent = case.opened_on - dt.timedelta(days=dice.randint(1, 9))
        return Referral(
            reference=self.numbers.next("R", sent.year),
            agency=case.lead_agency,
            author=case.lead_officer,
            status="accepted",
            category=case.category,
            answers={"behaviour": {"done": True, "typed": _behaviour(case)}},
            started_at=at(sent, 9),
            sent_at=at(sent, 11),
            answered_at=at(case.opened_on, 9, 30),
            answered_by=self.plan.staff[self.plan.agencies["council"].pk][0],
            answer_reason="Meets the threshold of the panel.",
        )

    def _people(self, made: list[Made]) -> None:
        wanted = [(each, role) for each in made for role in ROLES]
        back = [self.known and each.dice.random() < 0.15 for each, _ in wanted]
        new = [
            self._person(each.dice) for (each, _), old in zip(wanted, back, strict=True) if not old
        ]
        fresh = iter(Person.objects.bulk_create(new))
        parties = []
        for (each, role), old in zip(wanted, back, strict=True):
            person = each.dice.choice(self.known) if old else next(fresh).pk
            if any(party.person_id == person for party in each.parties):
                continue
            vulnerable = role == "victim" and each.dice.random() < 0.4
            party = Party(
                case=each.case,
                person_id=person,
                role=role,
                is_vulnerable=vulnerable,
                vulnerability="Lives alone, poor health." if vulnerable else "",
            )
            each.parties.append(party)
            parties.append(party)
        Party.objects.bulk_create(parties)
        self.known = [party.person_id for party in parties][-400:]

    def _person(self, dice: random.Random) -> Person:
        given, family = dice.choice(words.GIVEN_NAMES), dice.choice(words.FAMILY_NAMES)
        return Person(
            reference=self.numbers.next_person(),
            given_name=given,
            family_name=family,
            date_of_birth=dt.date(
                dice.randint(1940, 2005), dice.randint(1, 12), dice.randint(1, 28)
            ),
            sounds_like=sounds_like(given, family),
            search_name=search_name(given, family),
        )

    def _shares(self, made: list[Made]) -> None:
        CaseShare.objects.bulk_create(
            [
                CaseShare(
                    case=each.case,
                    agency=agency,
                    gateway=GATEWAY,
                    reason="Works on the case",
                    shared_at=at(each.case.opened_on),
                )
                for each in made
                for agency in each.agencies
            ]
        )
        PersonAccess.objects.bulk_create(
            [
                PersonAccess(person_id=party.person_id, agency=agency)
                for each in made
                for party in each.parties
                for agency in each.agencies
            ],
            ignore_conflicts=True,
        )

    def _incidents(self, made: Made) -> list[Incident]:
        case, dice = made.case, made.dice
        rows = []
        for _ in range(6):
            hour = dice.choice(("11pm", "midnight", "2am", "4am"))
            rows.append(
                Incident(
                    case=case,
                    happened_on=case.opened_on - dt.timedelta(days=dice.randint(1, 120)),
                    category=case.category,
                    description=words.HAPPENINGS[case.category].format(hour=hour),
                    postcode=case.postcode,
                    ward=case.ward,
                    reported_to=dice.choice(("Police", "Landlord", "Council")),
                    recorded_by=case.lead_officer,
                    recorded_at=at(case.opened_on),
                )
            )
        return rows

    def _notes(self, made: Made) -> list[Note]:
        dice, end = made.dice, self._end(made)
        rows = []
        for _ in range(5):
            agency = dice.choice(made.agencies)
            rows.append(
                Note(
                    case=made.case,
                    agency=agency,
                    author=self._somebody(agency),
                    text=dice.choice(words.NOTES),
                    is_opinion=dice.random() < 0.25,
                    written_at=at(_between(made.case.opened_on, end, dice), 14),
                )
            )
        return rows

    def _actions(self, made: Made) -> list[Action]:
        dice, end = made.dice, self._end(made)
        meeting = self.next_meeting(made.case.opened_on)
        rows = []
        for number in range(4):
            agency = dice.choice(made.agencies)
            source, day = "", _between(made.case.opened_on, end, dice)
            if meeting and number % 2:
                source, day = meeting
            due = day + dt.timedelta(days=dice.choice((7, 14, 28)))
            fate = "open" if due >= self.plan.today else dice.choice(ACTION_FATES)
            if fate == "open" and made.case.status == "closed":
                fate = "done"
            rows.append(
                Action(
                    case=made.case,
                    wording=dice.choice(words.WORDINGS),
                    owner=self._somebody(agency),
                    agency=agency,
                    due_on=due,
                    source=source,
                    status=fate,
                    outcome="" if fate == "open" else "As agreed at the meeting.",
                    set_at=at(day, 11),
                    ended_at=None if fate == "open" else at(min(due, self.plan.today), 15),
                )
            )
        return rows

    def _assessment(self, made: Made) -> RiskAssessment:
        case = made.case
        return RiskAssessment(
            case=case,
            instrument=self.plan.instrument,
            answers=made.answers,
            total=case.risk_total,
            scored_band=case.risk_band,
            band=case.risk_band,
            source=case.referral.reference if case.referral else "",
            assessed_by=case.lead_officer,
            assessed_at=at(case.opened_on, 9, 45),
        )

    def _somebody(self, agency: Agency) -> User:
        return self.plan.staff[agency.pk][0]

    def _end(self, made: Made) -> dt.date:
        closed = made.case.closed_at
        return closed.date() if closed else self.plan.today


def _between(first: dt.date, last: dt.date, dice: random.Random) -> dt.date:
    return first + dt.timedelta(days=dice.randint(0, max((last - first).days, 0)))


def _answers(plan: Plan, dice: random.Random) -> dict[str, str]:
    return {each["key"]: dice.choice(each["answers"])["key"] for each in plan.instrument.questions}


def _behaviour(case: Case) -> dict[str, list[str]]:
    return {"category": [case.category], "asb_type": [case.asb_type], "summary": [case.summary]}


def _moves(made: Made) -> list[StatusChange]:
    case = made.case
    rows = [
        StatusChange(
            case=case, became="open", reason="Meets the threshold.", at=at(case.opened_on, 9, 30)
        )
    ]
    if case.status != "open":
        moved = case.closed_at or at(case.opened_on, 17)
        rows.append(
            StatusChange(
                case=case, was="open", became=case.status, reason=words.REASONS[2], at=moved
            )
        )
    return rows
