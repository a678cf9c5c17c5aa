"""One of each thing, made through the services: what the access matrix is tried upon."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import Membership, Role, User
from assessment.models import (
    Edition,
    FigureRun,
    PendingImport,
    PublishedFile,
    Report,
    ReportSection,
    ReturnFile,
    SourceKind,
)
from assessment.periods import FinancialYear
from assessment.reports.content import content_of
from assessment.services import (
    freeze_run,
    hold_upload,
    import_published,
    import_returns,
    publish_run,
    reports,
    take_figures,
)
from audit.models import Entry
from cases.forms.referral import read_content
from cases.models import (
    Action,
    Case,
    CaseLink,
    CaseShare,
    Document,
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
    attach_to_referral,
    decline_referral,
    draft_instrument,
    file_document,
    move_case,
    open_case,
    restrict_case,
    return_referral,
    send_referral,
    set_setting,
    share_case,
    start_referral,
)
from cases.services.counting import propose_matches
from cases.services.links import link_cases
from cases.services.merging import merge_case
from cases.services.repeats import count_repeats
from cases.services.views import save_view
from files.services import draw_due_previews
from governance.models import RetentionRule
from letters.models import Letter, LetterTemplate
from letters.services import draft_template, make_letter
from offenders.models import (
    CustodyPeriod,
    Nominal,
    Offence,
    OffenceImport,
    Order,
    OrderBreach,
    OrderTerm,
    Pathway,
    PathwayReferral,
    Power,
    ReleaseContact,
    Visit,
)
from offenders.services import (
    add_release_contact,
    add_term,
    hold_offences,
    lay_ladder,
    lay_pathways,
    nominate_offender,
    plan_visit,
    record_breach,
    record_custody,
    record_made_order,
    record_offence,
    refer_to_pathway,
    select_offender,
)
from panels import services as panel_services
from panels.models import (
    ActionLink,
    AgendaItem,
    CoChair,
    Meeting,
    MinutesCorrection,
    Panel,
    PanelMember,
    SharedFact,
)
from panels.queries.calendar import digest_of
from panels.services import add_case, propose_correction, share_fact, start_meeting
from people.models import Person
from people.services import add_person
from places.models import Area, AreaKind, ImportedFile
from places.readers.files import Source
from places.services import import_population
from reviews.models import CaseReviewApplication, InformationRequest, Recommendation
from reviews.services import acknowledge_review, add_member, ask_information, offer_attendance
from strategy.models import Objective, PlanStep, Priority, Strategy, Target
from strategy.services import add_objective, add_priority, add_step, add_strategy, add_target
from tests.cases.answers import fill_referral
from tests.files.samples import picture
from tests.letters.desk import a_letter, a_letterhead, a_template
from tests.panels.meetings import a_meeting, a_panel, agree
from tests.people import Cast, a_case, make_cast, person_of
from tests.reviews.applications import an_application, days_ago, decide, hold, recommend
from tests.victims.makers import the_whole_of_support
from ui.digests import digest_of as report_digest
from victims.models import (
    Complaint,
    DipSample,
    Facilitator,
    HateReport,
    Intervention,
    NeedDomain,
    PlannedContact,
    ReportingCentre,
    SampledReferral,
    SupportGoal,
    SupportReferral,
    Wish,
)
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
    document: Document
    own_document: Document
    attached: Document
    view: SavedView
    person: Person
    panel: Panel
    chair: CoChair
    member: PanelMember
    planned: Meeting
    item: AgendaItem
    calendar_secret: str
    link_sent: ActionLink
    link_secret: str
    held: Meeting
    held_item: AgendaItem
    fact: SharedFact
    correction: MinutesCorrection
    held_party: Party
    support: SupportReferral
    goal: SupportGoal
    planned_call: PlannedContact
    intervention: Intervention
    complaint: Complaint
    wish: Wish
    centre: ReportingCentre
    hate_report: HateReport
    facilitator: Facilitator
    sample: DipSample
    sampled: SampledReferral
    nominal: Nominal
    selected: Nominal
    offence: Offence
    sheet: OffenceImport
    custody: CustodyPeriod
    told: ReleaseContact
    service: PathwayReferral
    visit: Visit
    order: Order
    term: OrderTerm
    breach: OrderBreach
    review: CaseReviewApplication
    asked: InformationRequest
    recommendation: Recommendation
    harmed: Party
    strategy: Strategy
    objective: Objective
    priority: Priority
    step: PlanStep
    target: Target
    area: Area
    run: FigureRun
    edition: Edition
    finished: Report
    report_part: ReportSection
    return_file: ReturnFile
    published_file: PublishedFile
    population_file: ImportedFile
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
    pathway: Pathway
    domain: NeedDomain
    letter: Letter
    made_letter: Letter
    template: LetterTemplate
    drafted_template: LetterTemplate

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
        pathway=Pathway.objects.get(key="drugs"),
        domain=NeedDomain.objects.get(key="housing"),
        closed=_closed(cast),
        instrument=instrument_in_use(),
        drafted=draft_instrument(instrument_in_use(), by=cast.administrator),
        share=case.shares.get(agency=cast.health),
        **_secrets(cast, case),
        note=note,
        **_documents(cast, case, referrals["waiting"]),
        view=_view(cast),
        person=case.parties.get(role=PartyRole.VICTIM).person,
        **meetings,
        **_support(cast, case),
        **_cohort(cast, case),
        **_order(cast, case),
        **_review(cast, case),
        **_strategy(cast),
        **_linked(cast, case),
        **_letters(cast, case),
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


def _documents(cast: Cast, case: Case, waiting: Referral) -> dict[str, Document]:
    """A picture that everybody on the case may see, drawn already; one of the officer's agency
    alone, of the same bytes; and one that came with a referral."""
    same = {"by": cast.officer, "content": picture(), "name": "door.jpg", "kind": "photograph"}
    shared = file_document(case, agency=cast.housing, title="The door", **same)
    own = file_document(case, agency=cast.housing, title="Ours", handling="own", **same)
    attached = attach_to_referral(waiting, title="Log sheet", **same)
    draw_due_previews()
    for each in (shared, own, attached):
        each.file.refresh_from_db()
    return {"document": shared, "own_document": own, "attached": attached}


def _secrets(cast: Cast, case: Case) -> dict[str, object]:
    """An action, a link to it, and a calendar address."""
    action = _action(case, cast)
    set_setting(
        "action_link_days",
        by=cast.coordinator,
        value=7,
        valid_from=timezone.localdate(),
        reason="Schools have no accounts",
    )
    sent = panel_services.send_action_link(action, by=cast.coordinator, email="school@test.example")
    secret = "a secret that a test may know"
    ActionLink.objects.filter(pk=sent.pk).update(digest=digest_of(secret))
    return {
        "action": action,
        "link_sent": sent,
        "link_secret": secret,
        "calendar_secret": panel_services.make_feed(cast.officer),
    }


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
    held = a_meeting(cast, panel, days=14)
    panel_services.ask_information(held, by=cast.coordinator)
    agree(held, cast)
    held_item = held.items.get(case=case)
    start_meeting(held, by=cast.coordinator)
    fact = share_fact(
        held_item,
        by=cast.coordinator,
        agency=cast.housing,
        text="Two visits",
        is_opinion=False,
        handling="share",
    )
    Meeting.objects.filter(pk=held.pk).update(circulated_at=timezone.now())
    held.refresh_from_db()
    held_item.meeting = held
    correction = propose_correction(
        held_item,
        by=cast.officer,
        paragraph=f"fact-{fact.pk}",
        proposed="Three visits",
        reason="One was missed",
    )
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
        "fact": fact,
        "correction": correction,
        "held_party": case.parties.get(role=PartyRole.VICTIM),
    }


def _support(cast: Cast, case: Case) -> dict[str, object]:
    referral = refer_victim(case.parties.get(role=PartyRole.VICTIM), by=cast.coordinator)
    today = timezone.localdate()
    record_consent(referral, by=cast.victim_worker, decision="given", how="phone", decided_on=today)
    goal = add_goal(
        referral, by=cast.victim_worker, need="safety", goal="A lock", owner="agency", due_on=today
    )
    return {"support": referral, "goal": goal, **the_whole_of_support(cast, referral)}


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
    for back, told in enumerate(("Police", "Council", "Homes")):
        add_incident(
            linked,
            by=cast.officer,
            happened_on=today - dt.timedelta(days=back),
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
    return {
        "nominal": nominal,
        "selected": selected,
        "offence": offence,
        **_managed(cast, selected),
    }


def _managed(cast: Cast, nominal: Nominal) -> dict[str, object]:
    """Custody with somebody to tell, a service, a visit, a spreadsheet nobody confirmed."""
    lay_pathways()
    by, today = cast.offender_manager, timezone.localdate()
    custody = record_custody(nominal, by=by, kind="remand", started_on=today, source="Prison")
    visit = plan_visit(nominal, by=by, kind="home", planned_at=timezone.now(), officer=by)
    service = refer_to_pathway(
        nominal, by=by, pathway=Pathway.objects.earliest("pk"), service="Drugs", referred_on=today
    )
    return {
        "sheet": hold_offences(name="o.csv", content=b"Person", source="Police", by=by),
        "custody": custody,
        "told": add_release_contact(custody, nominal, by=by, who="Victim Contact Unit"),
        "service": service,
        "visit": visit,
    }


def _order(cast: Cast, case: Case) -> dict[str, object]:
    """An injunction in force, with a term and an alleged breach."""
    lay_ladder()
    today = timezone.localdate()
    order = record_made_order(
        case.parties.filter(role=PartyRole.ALLEGED_PERPETRATOR).first(),
        by=cast.officer,
        power=Power.objects.get(key="injunction-adult"),
        agency=cast.housing,
        made_on=today,
        reason="Threats",
    )
    term = add_term(order, by=cast.officer, kind="tag", text="GPS", begins_on=today)
    breach = record_breach(
        order, by=cast.officer, happened_on=today, description="Off", source="Police"
    )
    return {"order": order, "term": term, "breach": breach}


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


def _letters(cast: Cast, case: Case) -> dict[str, object]:
    """A letter to the victim that is being written, and one that is to be handed over."""
    a_letterhead(cast)
    template = a_template(cast)
    victim = case.parties.get(role=PartyRole.VICTIM)
    draft, made = (a_letter(cast, victim, sending="visit", template=template) for _ in range(2))
    return {
        "letter": draft,
        "made_letter": make_letter(made, by=cast.officer, version=made.version),
        "template": template,
        "drafted_template": draft_template(template, by=cast.administrator),
    }


def _strategy(cast: Cast) -> dict[str, object]:
    strategy = add_strategy(
        by=cast.coordinator, title="Safer", starts=RAISED_ON, ends=dt.date(2030, 1, 1)
    )
    objective = add_objective(strategy, by=cast.coordinator, title="Less noise")
    priority = add_priority(
        objective, by=cast.coordinator, title="Night visits", agency=cast.council
    )
    step = add_step(
        priority,
        by=cast.coordinator,
        wording="Buy a meter",
        owner=cast.officer,
        due_on=dt.date(2030, 1, 1),
    )
    return {
        "strategy": strategy,
        "objective": objective,
        "priority": priority,
        "step": step,
        "target": add_target(priority, by=cast.coordinator, wording="Nine in ten"),
    }


YEARLY = b"Code,Borough,Year,Value\nE09000003,Barnet,2016-12-31,9\n"
RESIDENTS = b"gss_code,borough,mid_year,population\nE09000003,Barnet,2016,9\n"


def _figures(cast: Cast) -> dict[str, object]:
    area = Area.objects.create(code="X09000001", name="Northbridge", kind=AreaKind.BOROUGH)
    run = take_figures(FinancialYear(2016), area, by=cast.analyst)
    publish_run(freeze_run(run, looked_at=run.digest, by=cast.analyst), by=cast.analyst)
    pending = hold_upload(
        kind=SourceKind.RECORDED_CRIME, name="crime.csv", content=b"Borough\n", by=cast.analyst
    )
    edition = Edition.objects.create(
        name="crime.csv", sha256="0" * 64, months=["2016-04-01"], rows=1, offences=1
    )
    content = b"Service,Measure,From,To,Value\nPrevent,Referrals,1/4/2016,31/3/2017,9\n"
    returned = import_returns("prevent.csv", content, by=cast.analyst)
    reports = {"finished": _finished_report(run, cast), "report_part": _draft_report(run, cast)}
    return {
        "area": area,
        "run": run,
        "pending": pending,
        "return_file": returned,
        "published_file": import_published(
            Source.of_bytes("yearly.csv", YEARLY), SourceKind.YEARLY_CRIME, by=cast.analyst
        ),
        "population_file": import_population(
            Source.of_bytes("residents.csv", RESIDENTS), by=cast.analyst
        ).file,
        "edition": edition,
        **reports,
    }


def _finished_report(run: FigureRun, cast: Cast) -> Report:
    """A report that is frozen and published."""
    report = reports.start_report(run, by=cast.analyst)
    for section in report.sections.all():
        reports.sign_section(section, by=cast.analyst, version=1)
    review = reports.ask_review(report, by=cast.analyst, reviewer=cast.analyst)
    digest = report_digest(content_of(report))
    reports.give_review(review, by=cast.analyst, agrees=True, comment="", digest=digest)
    return reports.publish_report(
        reports.freeze_report(report, by=cast.analyst, digest=digest), by=cast.analyst
    )


def _draft_report(run: FigureRun, cast: Cast) -> ReportSection:
    """A section that the partner writes, of a draft that the police's co-chair reviews."""
    report = reports.start_report(run, by=cast.analyst)
    section = report.sections.get()
    reports.change_section(section, by=cast.analyst, version=1, owner=cast.partner)
    reports.ask_review(report, by=cast.analyst, reviewer=cast.cochair_police)
    return section
