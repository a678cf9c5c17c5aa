"""One of each thing, made through the services: what the access matrix is tried upon."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import Membership, Role, User
from assessment.models import FigureRun, PendingImport, SourceKind
from assessment.periods import FinancialYear
from assessment.services import freeze_run, hold_upload, take_figures
from audit.models import Entry
from cases.forms.referral import read_content
from cases.models import (
    Action,
    Case,
    CaseLink,
    CaseShare,
    IncidentMatch,
    Note,
    Party,
    PartyRole,
    Referral,
    RepeatFlag,
    RiskInstrument,
    SavedView,
    ShareLevel,
)
from cases.queries import instrument_in_use
from cases.services import (
    accept_referral,
    add_action,
    add_incident,
    add_note,
    add_party,
    decline_referral,
    draft_instrument,
    move_case,
    open_case,
    restrict_case,
    return_referral,
    send_referral,
    share_case,
    start_referral,
)
from cases.services.counting import propose_matches
from cases.services.links import link_cases
from cases.services.merging import merge_case
from cases.services.repeats import count_repeats
from cases.services.views import save_view
from governance.models import RetentionRule
from offenders.models import Nominal, Offence
from offenders.services import nominate_offender, record_offence, select_offender
from panels.models import AgendaItem, CoChair, Meeting, Panel, PanelMember
from panels.services import add_case, start_meeting
from people.models import Person
from people.services import add_person
from places.models import Area, AreaKind
from reviews.models import CaseReviewApplication, InformationRequest, Recommendation
from reviews.services import acknowledge_review, add_member, ask_information, offer_attendance
from strategy.models import Objective, Priority, Strategy
from strategy.services import add_objective, add_priority, add_strategy
from tests.cases.answers import fill_referral
from tests.panels.meetings import a_meeting, a_panel, agree
from tests.people import Cast, a_case, make_cast, person_of
from tests.reviews.applications import an_application, days_ago, decide, hold, recommend
from victims.models import SupportGoal, SupportReferral
from victims.services import add_goal, record_consent, refer_victim

RAISED_ON = dt.date(2020, 1, 1)
HIDDEN = "Zebedee"


@dataclass
class Scene:
    """Who and what there is."""

    cast: Cast
    leaver: User
    membership: Membership
    draft: Referral
    waiting: Referral
    returned: Referral
    declined: Referral
    accepted: Referral
    case: Case
    restricted: Case
    closed: Case
    instrument: RiskInstrument
    drafted: RiskInstrument
    share: CaseShare
    action: Action
    note: Note
    view: SavedView
    person: Person
    panel: Panel
    chair: CoChair
    member: PanelMember
    planned: Meeting
    item: AgendaItem
    held: Meeting
    held_item: AgendaItem
    support: SupportReferral
    goal: SupportGoal
    nominal: Nominal
    selected: Nominal
    offence: Offence
    review: CaseReviewApplication
    asked: InformationRequest
    recommendation: Recommendation
    harmed: Party
    strategy: Strategy
    objective: Objective
    priority: Priority
    area: Area
    run: FigureRun
    pending: PendingImport
    entry: Entry
    rule: RetentionRule
    failed_mail: Email
    linked: Case
    mirrored: Case
    part: Case
    link: CaseLink
    match: IncidentMatch
    repeat: RepeatFlag

    def everyone(self) -> dict[str, User]:
        """The cast and the one who left yesterday, by name."""
        return {**self.cast.everyone(), "leaver": self.leaver}


def build_scene() -> Scene:
    """Set it all up."""
    cast = make_cast()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    leaver = person_of(Role.OFFICER, cast.housing, "leaver", ends=yesterday)
    referrals = _referrals(cast)
    case = referrals["accepted"].case
    for level, agencies in (
        (ShareLevel.FULL, (cast.council, cast.police, cast.probation)),
        (ShareLevel.SUMMARY, (cast.health,)),
    ):
        for agency in agencies:
            share_case(case, by=cast.coordinator, agency=agency, level=level, reason="Works on it")
    note = add_note(case, by=cast.officer, agency=cast.housing, text="Only ours", handling="own")
    meetings = _meetings(cast, case)
    return Scene(
        cast=cast,
        leaver=leaver,
        membership=cast.analyst.memberships.get(),
        **referrals,
        case=case,
        restricted=_restricted(cast),
        closed=_closed(cast),
        instrument=instrument_in_use(),
        drafted=draft_instrument(instrument_in_use(), by=cast.administrator),
        share=case.shares.get(agency=cast.health),
        action=_action(case, cast),
        note=note,
        view=_view(cast),
        person=case.parties.get(role=PartyRole.VICTIM).person,
        **meetings,
        **_support(cast, case),
        **_cohort(cast, case),
        **_review(cast, case),
        **_strategy(cast),
        **_linked(cast, case),
        **_figures(cast),
        entry=Entry.objects.first(),
        rule=RetentionRule.objects.get_or_create(trigger="case_closed", defaults={"years": 6})[0],
        failed_mail=Email.objects.create(
            from_email="a@test.example", to="b@test.example", status=STATUS.failed
        ),
    )


def _referrals(cast: Cast) -> dict[str, Referral]:
    made = {"draft": start_referral(by=cast.officer, agency=cast.housing)}
    fill_referral(made["draft"], by=cast.officer)
    for name in ("waiting", "returned", "declined", "accepted"):
        made[name] = start_referral(by=cast.officer, agency=cast.housing)
        fill_referral(made[name], by=cast.officer)
        send_referral(made[name], by=cast.officer)
    return_referral(made["returned"], by=cast.coordinator, reason="When was this?")
    decline_referral(made["declined"], by=cast.coordinator, reason="One agency can deal with it.")
    accept_referral(
        made["accepted"],
        by=cast.coordinator,
        reason="High risk",
        content=read_content(made["accepted"]),
        known={},
        share_with=[cast.council],
        instrument=instrument_in_use(),
    )
    return made


def _restricted(cast: Cast) -> Case:
    """A case that only the officer, the police co-chair and nobody else may see."""
    case = open_case(
        by=cast.cochair_police,
        lead_agency=cast.housing,
        lead_officer=cast.officer,
        category="communications",
        asb_type="personal",
        summary=f"{HIDDEN} is a member of staff.",
        postcode="N22 9ZZ",
        reason="Accepted in confidence",
    )
    person = add_person(by=cast.officer, given_name=HIDDEN, family_name="Hidden")
    add_party(case, by=cast.officer, person=person, role=PartyRole.VICTIM)
    for agency in (cast.housing, cast.police, cast.council, cast.outside):
        share_case(case, by=cast.cochair_police, agency=agency, reason="Works on it")
    _action(case, cast)
    named = (cast.officer, cast.cochair_police)
    restrict_case(case, by=cast.cochair_police, people=named, reason="A member of staff")
    return case


def _closed(cast: Cast) -> Case:
    """A case that the panel has closed; its closing record is not written yet."""
    case = a_case(cast, shared_with=(cast.council, cast.police, cast.probation), people=False)
    share_case(case, by=cast.coordinator, agency=cast.health, level="summary", reason="Works on it")
    return move_case(case, by=cast.coordinator, to="closed", reason="Quiet")


def _action(case: Case, cast: Cast) -> Action:
    return add_action(
        case,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )


def _view(cast: Cast) -> SavedView:
    return save_view(
        by=cast.officer,
        list_name="actions",
        name="Ours",
        query="whose=agency",
        shared_with=cast.housing,
    )


def _meetings(cast: Cast, case: Case) -> dict[str, object]:
    panel = a_panel(cast)
    held = agree(a_meeting(cast, panel, days=14), cast)
    held_item = held.items.get(case=case)
    start_meeting(held, by=cast.coordinator)
    planned = a_meeting(cast, panel, days=60)
    item = add_case(planned, by=cast.coordinator, case=case, reason="To hear it again")
    return {
        "panel": panel,
        "chair": panel.co_chairs.get(user=cast.cochair_police),
        "member": panel.members.get(agency=cast.housing),
        "planned": planned,
        "item": item,
        "held": held,
        "held_item": held_item,
    }


def _support(cast: Cast, case: Case) -> dict[str, object]:
    referral = refer_victim(case.parties.get(role=PartyRole.VICTIM), by=cast.coordinator)
    today = timezone.localdate()
    record_consent(referral, by=cast.victim_worker, decision="given", how="phone", decided_on=today)
    goal = add_goal(
        referral, by=cast.victim_worker, need="safety", goal="A lock", owner="agency", due_on=today
    )
    return {"support": referral, "goal": goal}


def _linked(cast: Cast, case: Case) -> dict[str, object]:
    """Cases that those who see the case in full see too: one linked with it, one with the same
    two people on opposite sides, and one that is part of the first."""
    linked, mirrored, part = (
        a_case(cast, shared_with=(cast.council, cast.police, cast.probation)) for _ in range(3)
    )
    link = link_cases(case, by=cast.officer, other=linked, kind="place", reason="One block")
    victim = case.parties.filter(role=PartyRole.VICTIM).first()
    add_party(mirrored, by=None, person=victim.person, role=PartyRole.ALLEGED_PERPETRATOR)
    agencies = [share.agency for share in linked.shares.all()]
    levels = dict.fromkeys(agencies, ShareLevel.FULL)
    merge_case(part, by=cast.coordinator, into=linked, levels=levels, reason="One dispute")
    today = timezone.localdate()
    for told in ("Police", "Council", "Homes"):
        add_incident(
            linked,
            by=cast.officer,
            happened_on=today,
            category="noise",
            description="Music",
            postcode="N22 8HQ",
            reported_to=told,
        )
    propose_matches()
    count_repeats()
    match = IncidentMatch.objects.first()
    repeat = RepeatFlag.objects.get(postcode="N22 8HQ")
    return {
        "linked": linked,
        "mirrored": mirrored,
        "part": part,
        "link": link,
        "match": match,
        "repeat": repeat,
    }


def _alleged(cast: Cast, case: Case, name: str) -> Party:
    person = add_person(by=None, given_name=name, family_name="Alleged")
    return add_party(case, by=None, person=person, role=PartyRole.ALLEGED_PERPETRATOR)


def _cohort(cast: Cast, case: Case) -> dict[str, object]:
    nominal, selected = (
        nominate_offender(
            _alleged(cast, case, name),
            by=cast.offender_manager,
            agency=cast.probation,
            reason="Often",
            adult_confirmed=True,
        )
        for name in ("Nominated", "Selected")
    )
    select_offender(
        selected,
        by=cast.offender_manager,
        cohort="fixed",
        joined_on=timezone.localdate(),
        reason="Scores high",
    )
    offence = record_offence(
        selected,
        by=cast.offender_manager,
        committed_on=timezone.localdate(),
        category="burglary",
        status="alleged",
        source="Police",
    )
    return {"nominal": nominal, "selected": selected, "offence": offence}


def _review(cast: Cast, case: Case) -> dict[str, object]:
    """A review that was held about the case, at the word of its victim."""
    harmed = case.parties.get(role=PartyRole.VICTIM)
    review = an_application(cast, case)
    acknowledge_review(review, by=cast.coordinator, acknowledged_on=days_ago(58), how="Called")
    asked = ask_information(review, by=cast.coordinator, agency=cast.probation, asks="Contact?")
    decide(review, cast)
    offer_attendance(
        review,
        by=cast.coordinator,
        version=review.version,
        attendance="declined",
        attendance_on=days_ago(40),
    )
    for agency in (cast.police, cast.council, cast.health):
        add_member(review, by=cast.coordinator, agency=agency, name="Somebody")
    hold(review, cast)
    recommendation = recommend(review, cast)
    return {
        "review": review,
        "asked": asked,
        "recommendation": recommendation,
        "harmed": harmed,
    }


def _strategy(cast: Cast) -> dict[str, object]:
    strategy = add_strategy(
        by=cast.coordinator, title="Safer", starts=RAISED_ON, ends=dt.date(2030, 1, 1)
    )
    objective = add_objective(strategy, by=cast.coordinator, title="Less noise")
    priority = add_priority(
        objective, by=cast.coordinator, title="Night visits", agency=cast.council
    )
    return {"strategy": strategy, "objective": objective, "priority": priority}


def _figures(cast: Cast) -> dict[str, object]:
    area = Area.objects.create(code="X09000001", name="Northbridge", kind=AreaKind.BOROUGH)
    run = take_figures(FinancialYear(2016), area, by=cast.analyst)
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    pending = hold_upload(
        kind=SourceKind.RECORDED_CRIME, name="crime.csv", content=b"Borough\n", by=cast.analyst
    )
    return {"area": area, "run": run, "pending": pending}
