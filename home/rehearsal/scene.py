"""What is going on in Northbridge today: something on everybody's desk."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from assessment.models import SourceKind
from assessment.periods import FinancialYear
from assessment.services import freeze_run, import_crime, take_figures
from cases.models import Case, Party, PartyRole, Referral
from cases.queries import instrument_in_use
from cases.services import (
    restrict_case,
    return_referral,
    save_section,
    send_referral,
    start_referral,
)
from cases.services.glass import break_glass
from cases.services.repeats import count_repeats
from home.rehearsal import crime
from home.rehearsal.agenda import prepare_meeting
from home.rehearsal.answers import answers_of
from home.rehearsal.base import account, agency
from home.rehearsal.documents import file_documents
from home.rehearsal.letters import write_letters
from home.rehearsal.offenders import bind_people, follow_probation, lay_iom_panel, manage_cohort
from home.rehearsal.reviews import review_cases
from home.rehearsal.support import set_support
from offenders.models import Nominal
from offenders.services import nominate_offender
from panels.models import Panel
from panels.services import plan_meeting
from places.queries import partnership_area
from places.readers.files import Source
from strategy.services import (
    add_objective,
    add_priority,
    add_step,
    add_strategy,
    add_target,
    report_progress,
)
from ui.working_days import add_working_days

YEARS_TAKEN = 2
CRIME = (
    ("recorded_crime", SourceKind.RECORDED_CRIME, crime.crime_file),
    ("ward_crime", SourceKind.RECORDED_CRIME, crime.ward_file),
    ("street_crime", SourceKind.STREET_CRIME, crime.street_file),
)
OBJECTIVES = (
    (
        "Deal with anti-social behaviour early",
        "A first visit within five working days of a report",
        "homes",
    ),
    (
        "Reduce neighbourhood crime",
        "Visits to every burglary victim and their neighbours",
        "police",
    ),
    ("Support people who are harmed", "A first contact within two working days", "victim-support"),
)
TARGETS = {
    "homes": "Nine in ten first visits within five working days",
    "police": "Every victim of a burglary and their neighbours visited within a week",
    "victim-support": "Nine in ten first contacts within two working days",
}
PLAN = {
    "homes": (
        "amber",
        "Visits are in time in two wards of three; a post in the third is vacant.",
        "Fill the vacant post",
        "officer.housing",
    ),
    "victim-support": (
        "green",
        "First contacts have been in time since the spring.",
        "Ask people how they were told",
        "victim.manager",
    ),
}
BEGUN = (
    ("victim.worker", "victim-support"),
    ("offender.manager", "probation"),
    ("officer.health", "mental-health"),
    ("officer.youth", "youth"),
)


def set_scene(panel: Panel, today: dt.date) -> None:
    """Referrals at every stage, a meeting to prepare, a victim waiting, a nomination to decide."""
    _refer(today)
    day = add_working_days(today, 8)
    starts_at = timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
    meeting = plan_meeting(
        panel, by=account("coordinator"), starts_at=starts_at, place="Committee room 1"
    )
    prepare_meeting(meeting)
    set_support(today)
    _nominate()
    _restrict()
    bind_people(today)
    manage_cohort(today)
    lay_iom_panel(today)
    follow_probation()
    review_cases(today)
    write_letters(today)
    file_documents(today)
    count_repeats(today)
    _take_figures(today)
    _plan_strategy(today)


def _refer(today: dt.date) -> None:
    officer = account("officer.housing")
    draft = start_referral(by=officer, agency=agency("homes"))
    _fill(draft, officer, today, sections=("why", "harmed"))
    waiting = start_referral(by=officer, agency=agency("homes"))
    _fill(waiting, officer, today)
    send_referral(waiting, by=officer)
    for name, slug in BEGUN:
        begun = start_referral(by=account(name), agency=agency(slug))
        _fill(begun, account(name), today, sections=("why",))
    sergeant = account("officer.police")
    returned = start_referral(by=sergeant, agency=agency("police"))
    _fill(returned, sergeant, today)
    send_referral(returned, by=sergeant)
    return_referral(
        returned,
        by=account("coordinator"),
        reason="Which of the incidents were reported, and when?",
    )


def _fill(
    referral: Referral, by: User, today: dt.date, sections: tuple[str, ...] | None = None
) -> None:
    known = Party.objects.filter(role=PartyRole.ALLEGED_PERPETRATOR).select_related("person").last()
    answers = answers_of(today, instrument_in_use(), known.person if known else None)
    for section, typed in answers.items():
        if sections is None or section in sections:
            save_section(
                referral, by=by, section=section, typed=typed, done=True, version=referral.version
            )


def _nominate() -> None:
    in_cohort = Nominal.objects.values("person")
    parties = Party.objects.filter(
        role=PartyRole.ALLEGED_PERPETRATOR, case__in=Case.objects.open()
    ).exclude(person__in=in_cohort)
    party = parties.order_by("-pk").first()
    if party:
        nominate_offender(
            party,
            by=account("officer.police"),
            agency=agency("police"),
            reason="Four burglaries linked in two months.",
        )


def _restrict() -> None:
    """A case about somebody's colleague, which a co-chair had to open in a hurry."""
    case = Case.objects.open().filter(lead_agency=agency("homes")).order_by("pk").first()
    if case:
        named = [account("officer.housing"), account("coordinator")]
        why = "The alleged perpetrator works for a partner agency."
        restrict_case(case, by=account("coordinator"), people=named, reason=why)
        reason = "Threats were made tonight and the coordinator is on leave."
        break_glass(case, by=account("cochair.council"), reason=reason)


def _take_figures(today: dt.date) -> None:
    crime.add_populations(today)
    analyst = account("analyst")
    for name, kind, made in CRIME:
        import_crime(Source.of_bytes(f"northbridge_{name}.csv", made(today)), kind, by=analyst)
    area = partnership_area()
    last = today.year - (1 if today.month > 3 else 2)
    for year in range(last - YEARS_TAKEN + 1, last + 1):
        if area:
            run = take_figures(FinancialYear(year), area, by=analyst)
            if year != last:
                freeze_run(run, looked_at=run.digest, by=analyst)


def _plan_strategy(today: dt.date) -> None:
    coordinator = account("coordinator")
    strategy = add_strategy(
        by=coordinator,
        title="Community safety strategy",
        starts=dt.date(today.year - 1, 4, 1),
        ends=dt.date(today.year + 2, 3, 31),
        statement="Fewer people are harmed, and those who are harmed are believed and helped.",
    )
    for title, wording, slug in OBJECTIVES:
        objective = add_objective(strategy, by=coordinator, title=title)
        priority = add_priority(objective, by=coordinator, title=wording, agency=agency(slug))
        add_target(priority, by=coordinator, wording=TARGETS[slug], due_on=strategy.ends)
        if slug in PLAN:
            rag, said, step, owner = PLAN[slug]
            due = today + dt.timedelta(days=45)
            add_step(priority, by=coordinator, wording=step, owner=account(owner), due_on=due)
            report_progress(priority, by=coordinator, rag=rag, text=said)
