"""Managing a nominal: nomination by any agency, officers, scores, RAG history, pathways, visits."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email

from accounts.models import Agency
from accounts.services import NotAfter, succeed_agency
from audit.models import Entry
from cases.services.settings import set_setting
from offenders import services
from offenders.lengths import Impossible
from offenders.models import (
    FurtherInformation,
    Nominal,
    Pathway,
    PathwayReferral,
    RagReview,
    RiskScore,
    Visit,
)
from offenders.queries import work_list
from offenders.queries.plans import days_to_treatment, pathways_in_use
from offenders.scores import BANDS, band_of
from offenders.workflow import WrongStatus
from tests.offenders.test_custody import inside

DAY = dt.timedelta(days=1)


@pytest.fixture
def pathways(db):
    services.lay_pathways()
    return {row.key: row for row in Pathway.objects.all()}


def test_a_pathway_out_of_use_is_asked_about_no_more(cast, pathways, signed_in):
    keeper = signed_in(cast.administrator)
    row = pathways["drugs"]
    url = f"/administration/pathways/{row.pk}/"
    said = {"name": "Drugs and solvents", "position": "5", "is_treatment": "on", "version": "1"}
    keeper.post(url, said)
    row.refresh_from_db()
    assert (row.name, row.is_treatment, row.is_in_use) == ("Drugs and solvents", True, False)
    assert row not in pathways_in_use(cast.offender_manager)
    keeper.post("/administration/pathways/add/", {**said, "name": "Gambling", "is_in_use": "on"})
    assert "Gambling" in [each.name for each in pathways_in_use(cast.offender_manager)]
    assert "Out of use" in keeper.get("/administration/pathways/").content.decode()


class TestNomination:
    def form(self, party, **said):
        return {"party": party.pk, "reason": "Nine thefts in a month", **said}

    def test_any_agency_nominates_from_its_case_and_does_not_see_the_cohort(
        self, cast, case, alleged, signed_in
    ):
        browser = signed_in(cast.officer)
        assert (
            "Nominate to the cohort"
            in browser.get(f"/cases/{case.reference}/orders/").content.decode()
        )
        answer = browser.post(
            f"/cases/{case.reference}/offenders/nominate/", self.form(alleged), follow=True
        )
        assert "The offender managers have been told" in answer.content.decode()
        nominal = Nominal.objects.get()
        assert nominal.nominated_agency == cast.housing
        assert nominal.reference not in answer.content.decode()
        assert browser.get(f"/offenders/{nominal.reference}/").status_code == 404

    def test_a_second_nomination_says_the_same_and_is_kept(self, cast, case, nominal, signed_in):
        browser = signed_in(cast.officer)
        address = f"/cases/{case.reference}/offenders/nominate/"
        page = browser.get(address).content.decode()
        assert nominal.person.full_name in page
        answer = browser.post(address, self.form(nominal.party), follow=True)
        assert "The offender managers have been told" in answer.content.decode()
        assert Nominal.objects.count() == 1
        given = FurtherInformation.objects.get()
        assert (given.text, given.agency) == ("Nine thefts in a month", cast.housing)
        plan = signed_in(cast.offender_manager).get(f"/offenders/{nominal.reference}/plan/")
        assert "Nine thefts in a month" in plan.content.decode()
        mail = Email.objects.get(subject__startswith="More information")
        assert nominal.person.family_name not in mail.message

    def test_who_left_returns_on_new_information(self, cast, case, alleged, selected, signed_in):
        today = timezone.localdate()
        services.deselect_offender(selected, by=cast.coordinator, left_on=today, reason="moved")
        browser = signed_in(cast.offender_manager)
        browser.post(
            f"/cases/{case.reference}/offenders/nominate/",
            self.form(alleged, new_information="Moved back in May"),
        )
        again = Nominal.objects.get(status="nominated")
        page = browser.get(f"/offenders/{again.reference}/").content.decode()
        assert "Moved back in May" in page
        assert selected.reference in page


class TestReviews:
    def test_each_review_is_kept(self, cast, selected):
        for version, rag in ((2, "red"), (3, "green")):
            services.set_rag(
                selected, by=cast.offender_manager, version=version, rag=rag, reason=f"As {rag}"
            )
        assert [row.rag for row in RagReview.objects.all()] == ["green", "red"]

    @pytest.mark.parametrize(("rag", "days"), [("red", 28), ("amber", 56), ("green", 84)])
    def test_the_next_one_is_due_by_the_setting_for_its_colour(self, cast, selected, rag, days):
        today = timezone.localdate()
        said = {"by": cast.offender_manager, "rag": rag, "reason": "x"}
        services.set_rag(selected, version=2, **said)
        assert selected.next_review_on == today + days * DAY
        set_setting(
            f"cohort_review_days_{rag}",
            by=cast.coordinator,
            value=10,
            valid_from=today,
            reason="Oftener",
        )
        services.set_rag(selected, version=3, **said)
        assert selected.next_review_on == today + 10 * DAY


class TestManagement:
    def form(self, nominal, **said):
        return {"version": nominal.version, "other_panels": ["mappa"], **said}

    def test_officers_plan_and_other_panels(self, cast, selected, signed_in):
        browser = signed_in(cast.offender_manager)
        address = f"/offenders/{selected.reference}/management/"
        said = {"lead_officer": cast.offender_manager.pk, "contact_every_days": 7}
        assert browser.post(address, self.form(selected, **said)).status_code == 302
        page = browser.get(f"/offenders/{selected.reference}/plan/").content.decode()
        assert "To be seen every 7 days" in page
        assert "Also known to: MAPPA" in page
        assert "Overdue" in page

    def test_nobody_is_their_own_second(self, cast, selected, signed_in):
        pk = cast.offender_manager.pk
        answer = signed_in(cast.offender_manager).post(
            f"/offenders/{selected.reference}/management/",
            self.form(selected, lead_officer=pk, second_officer=pk),
        )
        assert "Select somebody other than the lead officer" in answer.content.decode()

    def test_a_stale_plan_shows_theirs(self, cast, selected, signed_in):
        browser = signed_in(cast.offender_manager)
        address = f"/offenders/{selected.reference}/management/"
        browser.post(address, self.form(selected, contact_how="At the office"))
        answer = browser.post(address, self.form(selected, contact_how="At home")).content.decode()
        assert "At the office" in answer
        assert "At home" in answer

    def test_the_list_keeps_those_in_custody_apart(self, cast, selected, signed_in):
        inside(cast, selected, 20)
        browser = signed_in(cast.offender_manager)
        assert selected.reference in browser.get("/offenders/?in_custody=yes").content.decode()
        assert selected.reference not in browser.get("/offenders/?in_custody=no").content.decode()

    def test_who_was_not_seen_for_as_long_as_agreed_is_in_the_leads_work(self, cast, selected):
        def to_see(user):
            return [each for each in work_list(user) if each.kind == "Contact"]

        assert to_see(cast.offender_manager) == []
        Nominal.objects.filter(pk=selected.pk).update(contact_every_days=14)
        [item] = to_see(cast.offender_manager)
        assert item.due == selected.joined_on + 14 * DAY
        assert selected.reference in item.text
        assert to_see(cast.coordinator) == []
        seen = Visit.objects.create(
            nominal=selected,
            kind="office",
            planned_at=timezone.now() - 15 * DAY,
            officer=cast.offender_manager,
            status="done",
            outcome="seen",
        )
        assert to_see(cast.offender_manager)[0].due == timezone.localdate() - DAY
        Visit.objects.filter(pk=seen.pk).update(planned_at=timezone.now() - 13 * DAY)
        assert to_see(cast.offender_manager) == []


class TestScores:
    def test_a_score_is_copied_with_its_instrument_and_version(self, cast, selected, signed_in):
        answer = signed_in(cast.offender_manager).post(
            f"/offenders/{selected.reference}/scores/add/",
            {
                "instrument": "OGRS3",
                "edition": "3.0",
                "value": "76.5",
                "scored_on": "yesterday",
                "scored_by": "Probation",
            },
        )
        assert answer.status_code == 302
        score = RiskScore.objects.get()
        assert (score.edition, score.value, score.band) == ("3.0", Decimal("76.50"), "high")

    @pytest.mark.parametrize("value", ["-1", "101", "many"])
    def test_it_is_a_percentage(self, cast, selected, signed_in, value):
        answer = signed_in(cast.offender_manager).post(
            f"/offenders/{selected.reference}/scores/add/",
            {"instrument": "OGP", "edition": "1", "value": value, "scored_on": "today"},
        )
        assert answer.status_code == 200
        assert not RiskScore.objects.exists()

    @pytest.mark.parametrize("instrument", BANDS)
    def test_bands_begin_at_their_edges(self, instrument):
        medium, high, very_high = (Decimal(edge) for edge in BANDS[instrument])
        little = Decimal("0.01")
        found = [
            band_of(instrument, value)
            for value in (medium - little, medium, high - little, high, very_high)
        ]
        assert found == ["low", "medium", "medium", "high", "very high"]
        assert band_of("A local tool", medium) == ""


class TestPathways:
    def test_needs_are_rated_at_each_stage_and_stand_side_by_side(
        self, cast, selected, pathways, signed_in
    ):
        browser = signed_in(cast.offender_manager)
        field = f"need_{pathways['drugs'].pk}"
        for stage, need in (("start", "3"), ("review", "1")):
            form = {"stage": stage, "rated_on": "today", field: need}
            assert browser.post(f"/offenders/{selected.reference}/needs/", form).status_code == 302
        page = browser.get(f"/offenders/{selected.reference}/plan/").content.decode()
        assert page.index("Severe need") < page.index("Some need")
        none = browser.post(
            f"/offenders/{selected.reference}/needs/", {"stage": "end", "rated_on": "today"}
        )
        assert "Rate the need on at least one pathway" in none.content.decode()

    def refer(self, cast, nominal, pathway, days_ago):
        return services.refer_to_pathway(
            nominal,
            by=cast.offender_manager,
            pathway=pathway,
            service="Turning Leaf",
            referred_on=timezone.localdate() - days_ago * DAY,
        )

    def test_a_referral_goes_from_referred_to_completed(self, cast, selected, pathways, signed_in):
        referral = self.refer(cast, selected, pathways["drugs"], 20)
        browser = signed_in(cast.offender_manager)
        address = f"/offenders/{selected.reference}/pathways/{referral.pk}/"
        assert browser.post(address, {"to": "completed", "on": "today"}).status_code == 200
        assert browser.post(address, {"to": "engaged", "on": "yesterday"}).status_code == 302
        assert browser.post(address, {"to": "completed", "on": "today"}).status_code == 302
        referral.refresh_from_db()
        assert referral.status == "completed"
        assert referral.first_attended_on == timezone.localdate() - DAY

    def test_nothing_comes_of_it_before_it_was_made(self, cast, selected, pathways):
        referral = self.refer(cast, selected, pathways["drugs"], 2)
        early = timezone.localdate() - 3 * DAY
        with pytest.raises(Impossible):
            services.move_pathway_referral(
                referral, by=cast.offender_manager, to="engaged", on=early
            )

    def test_from_release_to_the_first_treatment_counts_treatment_only(
        self, cast, selected, pathways
    ):
        today = timezone.localdate()
        custody = [inside(cast, selected, 60, 30)]
        assert days_to_treatment(custody, []) is None
        for key, days_ago in (("accommodation", 29), ("drugs", 16), ("alcohol", 10)):
            referral = self.refer(cast, selected, pathways[key], 40)
            services.move_pathway_referral(
                referral, by=cast.offender_manager, to="engaged", on=today - days_ago * DAY
            )
        referrals = list(PathwayReferral.objects.select_related("pathway"))
        assert days_to_treatment(custody, referrals) == 14
        assert days_to_treatment([], referrals) is None


class TestVisits:
    def plan(self, cast, nominal, **said):
        now = timezone.now()
        return services.plan_visit(
            nominal,
            by=cast.offender_manager,
            kind="home",
            officer=cast.offender_manager,
            **{
                "planned_at": now - 3 * dt.timedelta(hours=1),
                "is_alone": True,
                "check_in_by": now - dt.timedelta(hours=1),
                **said,
            },
        )

    def test_whoever_goes_alone_says_when_they_check_in(self, cast, selected, signed_in):
        browser = signed_in(cast.offender_manager)
        form = {
            "kind": "home",
            "officer": cast.offender_manager.pk,
            "day": "tomorrow",
            "begins": "2pm",
            "is_alone": "on",
        }
        address = f"/offenders/{selected.reference}/visits/add/"
        for wrong in ({}, {"check_in_time": "1pm"}):
            answer = browser.post(address, {**form, **wrong})
            assert "Enter when they will check in, after the visit" in answer.content.decode()
        assert browser.post(address, {**form, "check_in_time": "3pm"}).status_code == 302
        visit = Visit.objects.get()
        assert timezone.localtime(visit.check_in_by).hour == 15

    def test_a_missing_check_in_is_told_once_and_names_nobody(self, cast, selected):
        self.plan(cast, selected)
        assert services.alert_overdue_check_ins() == 1
        assert services.alert_overdue_check_ins() == 0
        mail = Email.objects.get(subject__startswith="No check-in")
        assert mail.to == [cast.offender_manager.email]
        said = mail.subject + mail.message
        assert selected.person.family_name not in said
        assert cast.offender_manager.family_name not in said
        assert Entry.objects.filter(verb="visit.check_in_overdue").count() == 1

    @pytest.mark.parametrize("how", ["checked in", "cancelled", "not alone", "not yet due"])
    def test_no_alarm_without_a_reason(self, cast, selected, how):
        later = timezone.now() + dt.timedelta(hours=1)
        said = {"not alone": {"is_alone": False}, "not yet due": {"check_in_by": later}}
        visit = self.plan(cast, selected, **said.get(how, {}))
        if how == "checked in":
            services.check_in(visit, by=cast.offender_manager, outcome="seen")
        elif how == "cancelled":
            services.cancel_visit(visit, by=cast.offender_manager)
        assert services.alert_overdue_check_ins() == 0

    def test_begun_and_checked_in_it_counts_as_seen(self, cast, selected, signed_in):
        visit = self.plan(cast, selected)
        browser = signed_in(cast.offender_manager)
        address = f"/offenders/{selected.reference}/visits/{visit.pk}/"
        assert browser.post(f"{address}begin/").status_code == 302
        assert browser.post(address, {"outcome": "seen"}).status_code == 302
        visit.refresh_from_db()
        assert (visit.status, visit.outcome) == ("done", "seen")
        with pytest.raises(WrongStatus):
            services.cancel_visit(visit, by=cast.offender_manager)


class TestAgencies:
    def test_a_name_of_then_reads_right_now(self, cast, alleged, signed_in):
        old = Agency.objects.create(
            name="London CRC", short_name="CRC", slug="crc", kind="probation"
        )
        nominal = services.nominate_offender(
            alleged, by=None, agency=old, reason="x", adult_confirmed=True
        )
        browser = signed_in(cast.offender_manager)
        address = f"/offenders/{nominal.reference}/"
        assert "now Probation" not in browser.get(address).content.decode()
        succeed_agency(
            old, by=cast.administrator, successor=cast.probation, on=dt.date(2021, 6, 26)
        )
        assert "London CRC (now Probation)" in browser.get(address).content.decode()
        assert old.standing_on(dt.date(2021, 6, 25)) == old
        assert old.standing_on(dt.date(2021, 6, 26)) == cast.probation

    def test_nobody_follows_themselves(self, cast):
        day = dt.date(2021, 6, 26)
        succeed_agency(cast.health, by=None, successor=cast.probation, on=day)
        for successor in (cast.health, cast.probation):
            with pytest.raises(NotAfter):
                succeed_agency(cast.probation, by=None, successor=successor, on=day)

    def test_the_administrator_says_who_follows(self, cast, signed_in):
        answer = signed_in(cast.administrator).post(
            f"/agencies/{cast.health.slug}/follow/",
            {"successor": cast.council.pk, "on": "26 6 2021"},
        )
        assert answer.status_code == 302
        page = signed_in(cast.administrator).get("/agencies/").content.decode()
        assert "after 25 June 2021" in page


def test_the_plan_costs_the_same_with_ten_and_with_thirty(cast, selected, pathways, signed_in):
    browser = signed_in(cast.offender_manager)
    address = f"/offenders/{selected.reference}/plan/"
    browser.get(address)
    costs = []
    for _ in range(2):
        for _ in range(15):
            services.record_score(
                selected,
                by=cast.offender_manager,
                instrument="OGP",
                edition="1",
                value=Decimal(5),
                scored_on=timezone.localdate(),
                scored_by="Probation",
            )
            TestVisits().plan(cast, selected)
            TestPathways().refer(cast, selected, pathways["drugs"], 1)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 15
