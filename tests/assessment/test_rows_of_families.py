"""The rows behind the figures of meetings, support, the cohort, orders, reviews and wards: as many
as each figure counts, for nobody who may not see them, and never by a person's name."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from assessment.behind import KINDS, behind, listed, measure_of, named
from assessment.figures.case_data import case_figures
from assessment.figures.crime import Place
from assessment.services import freeze_run, take_figures
from cases.models import Action, Case, Incident, PartyRole
from cases.services import add_party, restrict_case, share_case
from offenders.models import COHORT_ROLES, Nominal
from panels.models import AgendaItem, Meeting
from people.models import Person
from tests.assessment.full_year import DAY, YEAR, a_full_year, noon
from tests.offenders.conftest import nominate
from tests.panels.meetings import a_panel
from tests.people import a_case, agency, person_of
from victims.models import AnonymousReply, Recommendation, SupportReferral

SPAN = YEAR.span
ONE = dt.timedelta(days=1)
NAMELESS = 1
REFERENCE = re.compile(r"[A-Z]{1,4}-20\d\d-\w+|P-\d+")


@pytest.fixture
def people(db):
    people = a_full_year()
    service = SupportReferral.objects.first().provider
    AnonymousReply.objects.create(
        provider=service, month=DAY.replace(day=1), would_recommend=Recommendation.YES
    )
    return people


def figures():
    return list(case_figures(YEAR, Place("X09000001", "Northbridge")))


def figure(code):
    return next(each for each in figures() if each.code == code)


def number_of(each):
    """How many rows a figure says there are, and how many it is a share of."""
    if each.code == "victims.would-recommend":
        return each.numerator - NAMELESS, each.denominator - NAMELESS
    if each.unit == "percent":
        return each.numerator, each.denominator
    if each.unit == "percent change":
        return int(each.note.split()[0]), None
    return (each.denominator if "(" in each.unit else each.value), None


def rows_of(code, user, *, whole=False):
    found = behind(measure_of(figure(code)), SPAN, user, whole=whole)
    return list(found.seen)


def test_every_figure_has_as_many_rows_as_it_counts(people):
    reader = people["coordinator"]
    empty = set()
    for each in figures():
        measure = measure_of(each)
        assert measure, each.code
        part, whole = number_of(each)
        assert behind(measure, SPAN, reader).number == part, each.code
        if whole is not None:
            assert behind(measure, SPAN, reader, whole=True).number == whole, each.code
        else:
            assert behind(measure, SPAN, reader, whole=True) is None
        if not part:
            empty.add(each.code)
    seldom = {code for code in empty if ".by-" not in code and not code.startswith("iom.left.")}
    assert seldom <= {f"orders.{what}.offence" for what in ("made", "in-force", "breached")}


def test_people_count_once_though_their_support_began_twice(people):
    began = SupportReferral.objects.filter(support_started_at__date__range=SPAN.days)
    assert len(rows_of("victims.supported", people["victim.worker"])) < began.count()


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("officer.housing", {"victims", "iom"}),
        ("victim.worker", {"iom"}),
        ("offender.manager", {"victims"}),
        ("coordinator", {"victims"}),
        ("analyst", {"victims", "iom", "orders", "cases", "actions", "panel", "referrals"}),
        ("admin", {"victims", "iom", "orders", "cases", "actions", "panel", "referrals"}),
    ],
)
def test_nobody_is_given_rows_of_what_is_not_theirs(people, name, families):
    for each in figures():
        measure = measure_of(each)
        if measure and each.code.split(".")[0] in families:
            assert not behind(measure, SPAN, people[name]).seen.exists(), each.code


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("victim.worker", "victims"),
        ("victim.manager", "victims"),
        ("offender.manager", "iom"),
        ("coordinator", "iom"),
        ("coordinator", "panel"),
        ("coordinator", "cases"),
        ("coordinator", "orders"),
        ("coordinator", "case_review"),
    ],
)
def test_whose_they_are_is_given_all(people, name, family):
    found = [each for each in figures() if each.code.split(".")[0] == family]
    measures = [measure for each in found if (measure := measure_of(each))]
    assert measures
    for measure in measures:
        given = behind(measure, SPAN, people[name])
        assert given.seen.count() == given.number, measure.code


def test_a_strange_agency_is_given_nothing(people):
    stranger = person_of(Role.OFFICER, agency("housing", "Far Homes"))
    for each in figures():
        measure = measure_of(each)
        for whole in (False, True):
            found = measure and behind(measure, SPAN, stranger, whole=whole)
            assert not found or not found.seen.exists(), each.code


def test_nobody_is_given_a_row_that_is_not_counted_or_not_visible(people):
    reader = people["officer.housing"]
    for each in figures():
        measure = measure_of(each)
        if measure is None or ".by-" in each.code:
            continue
        counted = set(measure.rows.counted(SPAN).values_list("pk", flat=True))
        if each.code == "incidents.recorded":
            # The first report that this reader sees may not be the first of all.
            counted = set(Incident.objects.values_list("pk", flat=True))
        for row in behind(measure, SPAN, reader).seen:
            assert row.pk in counted, each.code
            assert type(row).objects.visible_to(reader).filter(pk=row.pk).exists(), each.code


def test_a_restricted_case_is_behind_no_figure_of_whoever_is_not_named(people):
    again = rows_of("panel.repeat-cases", people["coordinator"])
    hidden = next(
        each for each in again if each.opened_on in range_of(SPAN.days) and each.actions.exists()
    )
    before = codes_with(hidden, people["coordinator"])
    assert {"cases.opened", "panel.cases-heard", "panel.repeat-cases"} <= before
    restrict_case(hidden, by=people["coordinator"], people=[people["dpo"]], reason="-")
    assert codes_with(hidden, people["coordinator"]) == set()


def range_of(days):
    first, last = days
    return {first + number * ONE for number in range((last - first).days + 1)}


def codes_with(case, reader):
    """The figures behind which a reader finds a case, a hearing or an action of it. A referral is
    no part of a case: whoever answered it keeps it."""
    codes = set()
    for each in figures():
        measure = measure_of(each)
        for whole in (False, True):
            found = measure and behind(measure, SPAN, reader, whole=whole)
            for row in found.seen if found else ():
                of = row.case if isinstance(row, Action | AgendaItem) else row
                if of == case:
                    codes.add(each.code)
    return codes


READERS = {"victims": "victim.worker", "iom": "offender.manager"}


def test_rows_are_named_by_reference_alone_and_open(people, signed_in):
    families = {str(name) for name in Person.objects.values_list("family_name", flat=True)}
    opened = set()
    for each in figures():
        measure = measure_of(each)
        if measure is None or ".by-" in each.code:
            continue
        reader = people[READERS.get(each.code.split(".")[0], "coordinator")]
        for row in list(behind(measure, SPAN, reader).seen)[:3]:
            said, address = named(row)
            assert REFERENCE.match(said), said
            if not isinstance(row, Action):
                assert families.isdisjoint(re.findall(r"[\w'-]+", said)), said
            if type(row) not in opened:
                assert signed_in(reader).get(address).status_code == 200, address
            opened.add(type(row))
    assert opened == set(KINDS)


class TestMeetings:
    """A panel of cases and one of nominals, both with housing and probation."""

    def held(self, panel, number, **said):
        return Meeting.objects.create(
            panel=panel,
            reference=f"MTG-2025-{number}",
            starts_at=noon(DAY + number * ONE),
            started_at=noon(DAY + number * ONE),
            place="Room 1",
            status="held",
            **said,
        )

    def hear(self, meeting, case, **said):
        return AgendaItem.objects.create(
            meeting=meeting, case=case, position=1, why="new", why_text="New", minutes=12, **said
        )

    def panels(self, cast):
        members = (cast.housing, cast.probation)
        usual = a_panel(cast, *members)
        iom = type(usual).objects.create(
            name="IOM panel", slug="iom", kind="iom", confidentiality_statement="-"
        )
        for each in members:
            iom.members.create(agency=each, starts=dt.date(2020, 1, 1))
        return usual, iom

    def test_those_of_the_cohort_are_given_to_whoever_sees_the_cohort(self, cast):
        usual, iom = self.panels(cast)
        heard, hidden = self.held(usual, 1), self.held(iom, 2)
        code = "panel.meetings-held"
        assert figure(code).value == 2
        assert Meeting.objects.visible_to(cast.officer).filter(pk=hidden.pk).exists()
        assert rows_of(code, cast.officer) == [heard]
        for who in (cast.offender_manager, cast.coordinator):
            assert rows_of(code, who) == [heard, hidden]

    def test_what_such_a_panel_heard_is_behind_no_figure_of_cases_heard(self, cast):
        _, iom = self.panels(cast)
        case = a_case(cast, shared_with=(cast.probation,))
        alleged = case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR)
        nominal = nominate(cast, alleged)
        meeting = self.held(iom, 1)
        self.hear(meeting, case, nominal=nominal)
        assert figure("panel.cases-heard").value == 0
        assert rows_of("panel.cases-heard", cast.coordinator) == []
        line = self.hear(meeting, case)
        assert figure("panel.cases-heard").value == 1
        assert rows_of("panel.cases-heard", cast.officer) == []
        assert rows_of("panel.cases-heard", cast.coordinator) == [line]

    def test_a_meeting_one_was_not_asked_to_is_told_by_nothing(self, cast):
        usual, _ = self.panels(cast)
        case = a_case(cast, opened_on=DAY)
        self.hear(self.held(usual, 1, is_urgent=True), case)
        line = self.hear(self.held(usual, 2), case)
        assert figure("panel.repeat-cases").numerator == 1
        assert rows_of("panel.repeat-cases", cast.coordinator) == [case]
        assert rows_of("panel.repeat-cases", cast.officer) == []
        assert rows_of("panel.repeat-cases", cast.officer, whole=True) == [case]
        assert rows_of("panel.cases-heard", cast.officer) == [line]

    def test_an_agency_is_given_cases_heard_that_are_shared_with_it(self, cast):
        usual, _ = self.panels(cast)
        mine, other = a_case(cast), a_case(cast)
        meeting = self.held(usual, 1)
        for case in (mine, other):
            self.hear(meeting, case)
        share_case(mine, by=cast.coordinator, agency=cast.probation, reason="Works on it")
        rows = rows_of("panel.cases-heard", cast.offender_manager)
        assert [row.case for row in rows] == [mine]
        assert named(rows[0])[0] == f"{mine.reference} at {meeting.reference}"

    def test_the_first_hearing_is_the_first_of_all_whoever_looks(self, cast):
        usual, _ = self.panels(cast)
        case = a_case(cast)
        referral = cast.officer.referrals.create(
            reference="R-2025-1",
            agency=cast.housing,
            status="accepted",
            sent_at=noon(DAY),
            answered_at=noon(DAY),
        )
        Case.objects.filter(pk=case.pk).update(referral=referral)
        self.hear(self.held(usual, 3), case)
        code = "panel.days-from-referral"
        assert rows_of(code, cast.officer) == [case]
        before = self.held(usual, 1, is_urgent=True)
        before.started_at = noon(SPAN.start - ONE)
        before.save()
        self.hear(before, case)
        assert figure(code).denominator == 0
        assert rows_of(code, cast.officer) == []


class TestSupport:
    def begun(self, person, provider, number):
        return SupportReferral.objects.create(
            reference=f"VS-2025-{number}",
            person=person,
            provider=provider,
            source="Police",
            source_kind="police",
            status="in_support",
            referred_at=noon(DAY),
            support_started_at=noon(DAY + ONE),
        )

    def test_a_service_is_given_its_own_and_learns_nothing_of_another(self, cast):
        elsewhere = agency("victim_service", "Elsewhere Support")
        worker = person_of(Role.VICTIM_WORKER, elsewhere)
        person = Person.objects.create(reference="PER-1", given_name="Una", family_name="Two")
        ours = self.begun(person, cast.victim_support, 1)
        theirs = self.begun(person, elsewhere, 2)
        assert figure("victims.supported").value == 1
        assert rows_of("victims.supported", cast.victim_worker) == [ours]
        assert rows_of("victims.supported", worker) == [theirs]
        assert rows_of("victims.referred.by-source.police", worker) == [theirs]
        assert rows_of("victims.referred.by-source.self", worker) == []
        for who in (cast.officer, cast.coordinator, cast.offender_manager):
            assert rows_of("victims.referred", who) == []


class TestRepeatVictims:
    def test_whoever_sees_one_of_two_cases_is_not_told_of_the_other(self, cast):
        first, second = a_case(cast, opened_on=DAY), a_case(cast, opened_on=DAY + ONE)
        person = first.parties.get(role=PartyRole.VICTIM).person
        second.parties.all().delete()
        add_party(second, by=None, person=person, role=PartyRole.VICTIM)
        share_case(second, by=cast.coordinator, agency=cast.health, reason="-")
        code = "cases.repeat-victims"
        assert (figure(code).numerator, figure(code).denominator) == (1, 1)
        assert rows_of(code, cast.officer) == [person]
        assert rows_of(code, cast.coordinator) == [person]
        assert rows_of(code, cast.partner) == []
        assert rows_of(code, cast.partner, whole=True) == [person]
        assert named(person) == (person.reference, reverse("person", args=[person.reference]))


def test_a_case_is_behind_the_ward_it_lies_in(people):
    reader = people["coordinator"]
    for each in figures():
        if each.code.startswith("cases.opened.by-ward."):
            rows = list(behind(measure_of(each), SPAN, reader).seen)
            assert len(rows) == each.value
            assert {row.ward.code for row in rows} <= {each.code.rpartition(".")[2]}


class TestPage:
    @pytest.fixture
    def run(self, own_area, people):
        made = take_figures(YEAR, own_area, by=people["analyst"])
        return freeze_run(made, looked_at=made.digest, by=people["analyst"])

    def at(self, run, code):
        return reverse("figure_rows", args=[run.slug, run.area.slug, code])

    def test_a_share_lists_those_counted_and_all_that_it_is_of(self, run, people, signed_in):
        worker = signed_in(people["victim.worker"])
        address = self.at(run, "victims.first-contact-in-time")
        page, whole = worker.get(address), worker.get(f"{address}?of=all")
        row = run.observations.get(code="victims.first-contact-in-time", period_start=YEAR.starts)
        assert page.context["number"] == row.numerator < row.denominator
        assert whole.context["number"] == row.denominator
        assert '<h2 class="govuk-heading-m">Those counted</h2>' in page.content.decode()
        assert '<h2 class="govuk-heading-m">All that the share is of</h2>' in whole.content.decode()

    def test_a_count_is_of_nothing_else(self, run, people, signed_in):
        address = self.at(run, "victims.referred")
        assert signed_in(people["victim.worker"]).get(f"{address}?of=all").status_code == 404

    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("victims.interventions.by-kind.mediation", "victim.worker"),
            ("victims.referred.by-need.safety", "victim.worker"),
            ("iom.rag.green", "offender.manager"),
            ("iom.days-to-treatment", "offender.manager"),
            ("iom.pathways.referred", "coordinator"),
            ("case_review.held", "coordinator"),
            ("panel.cases-heard", "coordinator"),
            ("cases.repeat-victims", "coordinator"),
        ],
    )
    def test_what_is_counted_is_there_for_its_people_and_for_no_others(
        self, run, people, signed_in, code, name
    ):
        page = signed_in(people[name]).get(self.at(run, code))
        assert page.context["rows"]
        assert page.context["seen"] == page.context["number"]
        stranger = person_of(Role.OFFICER, agency("housing", "Far Homes"))
        other = signed_in(stranger).get(self.at(run, code))
        assert (other.context["rows"], other.context["seen"]) == ([], 0)
        assert other.context["number"] == page.context["number"]
        assert not REFERENCE.search(other.content.decode().split("<h1")[1])

    def test_the_summary_leads_to_them_from_figures_and_from_parts(self, run, people, signed_in):
        shown = signed_in(people["coordinator"]).get(
            reverse("show_summary", args=[run.slug, run.area.slug])
        )
        page = shown.content.decode()
        for code in ("iom.cohort", "panel.repeat-cases", "victims.referred.by-source.self"):
            assert f'href="{self.at(run, code)}"' in page
        assert f'href="{self.at(run, "victims.would-recommend")}"' in page
        assert self.at(run, "iom.left.died") not in page, "there is none"

    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("panel.cases-heard", "coordinator"),
            ("victims.interventions", "victim.worker"),
            ("victims.improved", "victim.worker"),
            ("iom.days-to-treatment", "offender.manager"),
        ],
    )
    def test_it_costs_the_same_for_one_row_and_for_many(
        self, run, people, signed_in, code, name, monkeypatch
    ):
        client, address = signed_in(people[name]), self.at(run, code)
        costs = []
        for rows in (1, 20):
            monkeypatch.setattr(
                "assessment.views.summaries.page_by_key",
                lambda found, request, *, order, rows=rows: page_of(found, request, order, rows),
            )
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                page = client.get(address)
            costs.append((len(asked), len(page.context["rows"])))
        (few, one), (many, more) = costs
        assert one == 1
        assert more > 1
        assert few == many


def page_of(found, request, order, rows):
    from ui.paging import page_by_key

    return page_by_key(found, request, order=order, per_page=rows)


def test_only_what_counts_something_is_listed(people):
    codes = listed(figures())
    assert "iom.cohort" in codes
    assert "victims.panels-held" in codes
    assert "iom.left.died" not in codes


def test_the_cohort_is_all_or_nothing(people):
    nominal = Nominal.objects.filter(joined_on__range=SPAN.days).first()
    holders = [who for who in people.values() if who.desk.has(*COHORT_ROLES)]
    assert holders
    for who in people.values():
        assert (nominal in rows_of("iom.joined", who)) == (who in holders)
    assert timezone.localdate() > nominal.joined_on


def test_replies_without_a_name_are_told_of_and_not_listed(people):
    found = behind(measure_of(figure("victims.would-recommend")), SPAN, people["victim.worker"])
    assert found.number == figure("victims.would-recommend").numerator - NAMELESS
    assert "Replies without a name" in found.beside
