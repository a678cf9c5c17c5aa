"""Bulk referrals and cases, with the people in them and everything that hangs on them."""

import datetime as dt
import random
from dataclasses import dataclass, field

from accounts.models import Agency
from cases.models import Case, CaseShare, Party, Referral
from cases.services import score
from cases.services.sharing import GATEWAY
from home.filling import words
from home.filling.numbers import Numbers
from home.filling.plan import CATEGORIES, Plan, at
from people.models import Person, PersonAccess
from people.names import search_name, sounds_like

ROLES = ("victim", "alleged_perpetrator", "witness")
SHARED_WITH = ("council", "police", "victim-support", "probation", "mental-health", "youth")
KNOWN = 400
LONG = 7
MERGED = 20


@dataclass
class Made:
    """One case as it was made, for what is built upon it."""

    number: int
    case: Case
    dice: random.Random
    agencies: list[Agency]
    answers: dict[str, str]
    parties: list[Party] = field(default_factory=list)
    incidents: list[int] = field(default_factory=list)

    @property
    def end(self) -> dt.date | None:
        """The day it was closed."""
        return self.case.closed_at.date() if self.case.closed_at else None

    @property
    def is_long(self) -> bool:
        """Whether it is one of the few with hundreds of entries."""
        return self.number % 1000 == LONG


@dataclass
class CaseMaker:
    """Makes cases batch by batch; keeps only the last people, so that some of them come back, and
    which agencies see them already."""

    plan: Plan
    numbers: Numbers
    known: list[int] = field(default_factory=list)
    seen_by: dict[int, set[int]] = field(default_factory=dict)

    def make(self, numbers: range) -> list[Made]:
        """Write the cases at these positions, with the people in them and who sees them."""
        made = [self._case(number) for number in numbers]
        writer = self.plan.writer
        referrals = [self._referral(each) for each in made]
        writer.write_models(referrals)
        for each, referral in zip(made, referrals, strict=True):
            each.case.referral = referral
        writer.write_models([each.case for each in made])
        self._people(made)
        self._shares(made)
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
        status = _status(number, closed, dice)
        is_over = status in ("closed", "merged")
        review = plan.today + dt.timedelta(days=dice.randint(-5, 60))
        case = Case(
            reference=self.numbers.next("CSM", opened.year),
            lead_agency=lead,
            lead_officer=plan.officer(lead, number),
            category=category,
            asb_type="personal" if dice.random() < 0.6 else "nuisance",
            summary=words.SUMMARIES[category],
            postcode=postcode,
            ward=ward,
            status=status,
            risk_band=band,
            risk_total=total,
            opened_on=opened,
            next_review_on=None if is_over else review,
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
        self.plan.writer.write_models(new)
        fresh = iter(new)
        parties = []
        for (each, role), old in zip(wanted, back, strict=True):
            person = each.dice.choice(self.known) if old else next(fresh).pk
            if any(party.person_id == person for party in each.parties):
                continue
            vulnerable = role == "victim" and each.dice.random() < 0.4
            party = Party(
                case_id=each.case.pk,
                person_id=person,
                role=role,
                is_vulnerable=vulnerable,
                vulnerability="Lives alone, poor health." if vulnerable else "",
            )
            each.parties.append(party)
            parties.append(party)
        self.plan.writer.write_models(parties)
        self.known = [party.person_id for party in parties][-KNOWN:]

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
        writer = self.plan.writer
        shares, people = writer.table(CaseShare), writer.table(PersonAccess)
        writer.write(
            CaseShare,
            [
                shares.row(
                    case_id=each.case.pk,
                    agency_id=agency.pk,
                    gateway=GATEWAY,
                    reason="Works on the case",
                    shared_at=at(each.case.opened_on),
                )
                for each in made
                for agency in each.agencies
            ],
        )
        rows = []
        for each in made:
            for party in each.parties:
                seen = self.seen_by.setdefault(party.person_id, set())
                for agency in each.agencies:
                    if agency.pk not in seen:
                        seen.add(agency.pk)
                        rows.append(people.row(person_id=party.person_id, agency_id=agency.pk))
        writer.write(PersonAccess, rows)
        self.seen_by = {pk: self.seen_by[pk] for pk in self.known}


def _status(number: int, closed: dt.date | None, dice: random.Random) -> str:
    if closed:
        return "closed"
    if number % MERGED == MERGED - 1:
        return "merged"
    return "monitoring" if dice.random() < 0.15 else "open"


def _answers(plan: Plan, dice: random.Random) -> dict[str, str]:
    return {each["key"]: dice.choice(each["answers"])["key"] for each in plan.instrument.questions}


def _behaviour(case: Case) -> dict[str, list[str]]:
    return {"category": [case.category], "asb_type": [case.asb_type], "summary": [case.summary]}
