"""Northbridge's orders and warnings, and how its cohort is managed."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from accounts.services import add_agency, succeed_agency
from cases.models import Case, Party, PartyRole
from home.rehearsal.base import JOINED, account, agency
from offenders.models import Nominal, NominalStatus, Order, Pathway, Power
from offenders.services import (
    add_release_contact,
    add_term,
    change_management,
    move_pathway_referral,
    plan_visit,
    rate_needs,
    record_breach,
    record_custody,
    record_made_order,
    record_score,
    refer_to_pathway,
    set_rag,
)
from panels.models import Cadence, PanelKind
from panels.services import add_member, appoint_co_chair, plan_meeting, set_up_panel
from ui.working_days import add_working_days

DAY = dt.timedelta(days=1)


def bind_people(today: dt.date) -> None:
    """A ladder climbed: a contract that ran out, a notice not served yet, an injunction with a
    zone, a curfew and a breach, and one that runs out soon."""
    cases = Case.objects.open().filter(shares__agency=agency("homes")).distinct()
    rows = Party.objects.filter(role=PartyRole.ALLEGED_PERPETRATOR, case__in=cases)
    parties = list(rows.order_by("-pk")[:3])
    if len(parties) < 3:
        return
    first, second, third = parties
    _order(first, "abc", today - 300 * DAY, today - 120 * DAY, "Agreed at the office")
    injunction = _order(
        first, "injunction-adult", today - 90 * DAY, today + 275 * DAY, "The contract was broken"
    )
    _terms(injunction)
    record_breach(
        injunction,
        by=account("officer.police"),
        happened_on=today - 6 * DAY,
        description="Seen outside the block at 11pm.",
        source="Neighbourhood police",
    )
    _order(second, "cpn", today - 3 * DAY, None, "A warning was ignored")
    _order(third, "injunction-adult", today - 340 * DAY, today + 12 * DAY, "Threats to a caretaker")


def _order(party: Party, key: str, made: dt.date, ends: dt.date | None, reason: str) -> Order:
    return record_made_order(
        party,
        by=account("officer.housing"),
        power=Power.objects.in_force_on(made).get(key=key),
        agency=agency("homes"),
        made_on=made,
        expires_on=ends,
        made_by="Northbridge County Court" if key.startswith("injunction") else "Housing officer",
        reason=reason,
    )


def _terms(order: Order) -> None:
    by, begins = account("officer.housing"), order.made_on
    add_term(
        order,
        by=by,
        kind="prohibition",
        text="Must not play music that is heard outside the flat.",
        begins_on=begins,
    )
    add_term(
        order,
        by=by,
        kind="zone",
        text="Must not enter the ward.",
        ward=order.party.case.ward,
        begins_on=begins,
    )
    add_term(
        order,
        by=by,
        kind="curfew",
        text="Must be at home.",
        curfew_from=dt.time(20),
        curfew_to=dt.time(6),
        begins_on=begins,
    )


def lay_iom_panel(today: dt.date) -> None:
    """The panel that goes through the cohort, with a meeting whose agenda has proposed itself."""
    panel = set_up_panel(
        by=None,
        name="IOM panel",
        kind=PanelKind.IOM,
        terms="Decides who joins the cohort and how those in it are managed.",
        confidentiality_statement="What is shared here is shared under section 115 of the Crime "
        "and Disorder Act 1998. Who is in the cohort is told to nobody outside this room.",
        takes_referrals=False,
        cadence=Cadence.WEEKLY,
        usual_place="Probation office, room 3",
    )
    for name in ("cochair.police", "cochair.council"):
        appoint_co_chair(panel, by=None, user=account(name), starts=JOINED)
    for slug in ("police", "probation", "homes"):
        add_member(panel, by=None, agency=agency(slug), starts=JOINED)
    day = dt.datetime.combine(add_working_days(today, 12), dt.time(14))
    plan_meeting(
        panel,
        by=account("coordinator"),
        starts_at=timezone.make_aware(day),
        place="Probation office, room 3",
    )


def manage_cohort(today: dt.date) -> None:
    """One nominal with everything that managing somebody leaves behind, and one in custody who
    comes out soon."""
    rows = Nominal.objects.filter(status=NominalStatus.SELECTED, joined_on__lt=today - 100 * DAY)
    nominals = list(rows.select_related("party__case", "person").order_by("-joined_on", "pk")[:2])
    if len(nominals) < 2:
        return
    managed, inside = nominals
    _manage(managed, today)
    custody = record_custody(
        inside,
        by=account("offender.manager"),
        kind="recall",
        started_on=today - 20 * DAY,
        release_expected_on=today + 15 * DAY,
        establishment="HMP Northmoor",
        recall_reason="Missed three appointments.",
        source="Probation Service",
    )
    add_release_contact(custody, inside, by=account("offender.manager"), who="Victim Contact Unit")


def _manage(nominal: Nominal, today: dt.date) -> None:
    by = account("offender.manager")
    change_management(
        nominal,
        by=by,
        version=nominal.version,
        lead_officer=by,
        second_officer=None,
        other_panels=["mappa"],
        contact_every_days=7,
        contact_how="At the probation office, or at home",
    )
    record_score(
        nominal,
        by=by,
        instrument="All Reoffending Predictor",
        edition="1.0",
        value=Decimal("77.5"),
        scored_on=today - 90 * DAY,
        scored_by="Probation Service",
    )
    record_custody(
        nominal,
        by=by,
        kind="remand",
        started_on=today - 80 * DAY,
        released_on=today - 60 * DAY,
        source="Prison service",
    )
    _refer(nominal, today)
    _see(nominal, today)
    set_rag(
        nominal,
        by=by,
        version=nominal.version,
        rag="amber",
        reason="Keeps appointments, still sees old friends.",
    )


def _refer(nominal: Nominal, today: dt.date) -> None:
    by = account("offender.manager")
    pathways = {row.key: row for row in Pathway.objects.all()}
    for stage, days, need in (("start", 90, 3), ("review", 10, 1)):
        needs = {pathways["drugs"]: need, pathways["accommodation"]: need}
        rate_needs(nominal, by=by, stage=stage, rated_on=today - days * DAY, needs=needs)
    referral = refer_to_pathway(
        nominal,
        by=by,
        pathway=pathways["drugs"],
        service="Turning Leaf drug service",
        referred_on=today - 58 * DAY,
    )
    move_pathway_referral(referral, by=by, to="engaged", on=today - 49 * DAY)


def _see(nominal: Nominal, today: dt.date) -> None:
    by = account("offender.manager")
    tomorrow = timezone.make_aware(dt.datetime.combine(today + DAY, dt.time(14)))
    plan_visit(
        nominal,
        by=by,
        kind="home",
        planned_at=tomorrow,
        officer=by,
        is_alone=True,
        check_in_by=tomorrow + dt.timedelta(hours=1),
    )


def follow_probation() -> None:
    """The two probation bodies that the Probation Service followed on 26 June 2021."""
    for slug, name, short in (
        ("northbridge-crc", "Northbridge Community Rehabilitation Company", "CRC"),
        ("nps", "National Probation Service", "NPS"),
    ):
        old = add_agency(by=None, slug=slug, name=name, short_name=short, kind="probation")
        succeed_agency(old, by=None, successor=agency("probation"), on=dt.date(2021, 6, 26))
