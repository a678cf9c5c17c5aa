"""The page of a year and the list of summaries: what they show, to whom, at what cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.differences import compare
from assessment.models import FigureRequest
from assessment.periods import FinancialYear
from assessment.queries import figures_of
from assessment.services import answer_request, freeze_run, import_recorded_crime, take_figures
from places.queries import area_named
from places.services import import_population
from tests.assessment.invented import flat_crime, months_of, population_text, source

YEAR = FinancialYear(2016)
PAGE = reverse("show_summary", args=["2016-17", "barnet"])
LIST = reverse("assessment")


@pytest.fixture
def run(three_years, own_area, cast):
    import_recorded_crime(source(flat_crime({"Barnet": 1}, ["201703"]), "march.csv"), by=None)
    return take_figures(YEAR, area_named("Barnet"))


def frozen(run, cast):
    return freeze_run(run, looked_at=run.digest, by=cast.analyst)


class TestWhatItShows:
    def test_the_table_its_words_and_its_chart_say_the_same(self, run, cast, signed_in):
        page = signed_in(cast.analyst).get(PAGE).content.decode()
        assert "Robbery: 23 offences, 4.2% lower than in 2015/16" in page
        assert "−4.2%" in page
        assert "<desc" in page
        assert "Robbery 24, 24, 23" in page

    def test_population_year_rank_and_editions_are_named(self, run, cast, signed_in):
        page = signed_in(cast.analyst).get(PAGE).content.decode()
        assert "Residents of mid-2016: 1,000." in page
        assert "2nd highest of 3" in page
        assert "crime.csv; march.csv" in page

    def test_case_figures_name_the_area_they_are_of(self, run, cast, signed_in):
        page = signed_in(cast.analyst).get(PAGE).content.decode()
        assert "own cases, Northbridge" in page
        assert "Cases opened in the period, restricted ones included." in page

    def test_the_printed_table_stands_beside_barnets_2016_17_and_says_why_they_differ(
        self, run, cast, signed_in
    ):
        client = signed_in(cast.analyst)
        page = client.get(PAGE).content.decode()
        assert "Community Safety Strategic Assessment 2016/17" in page
        assert "12,043" in page
        assert "Recorded crime is revised every month" in page
        take_figures(FinancialYear(2015), run.area)
        other = client.get(reverse("show_summary", args=["2015-16", "barnet"])).content.decode()
        assert "Community Safety Strategic Assessment" not in other

    def test_a_year_not_taken_yet_offers_to_take_it(self, three_years, cast, signed_in):
        client = signed_in(cast.analyst)
        page = client.get(PAGE).content.decode()
        assert "Recorded crime is held whole" in page
        address = reverse("show_summary", args=["2017-18", "barnet"])
        assert "No month of 2017/18 is held" in client.get(address).content.decode()

    def test_older_runs_are_linked_and_open(self, run, cast, signed_in):
        frozen(run, cast)
        import_recorded_crime(source(flat_crime({"Barnet": 9}, ["201702"]), "feb.csv"), by=None)
        take_figures(YEAR, run.area)
        client = signed_in(cast.analyst)
        old = reverse("show_run", args=["2016-17", "barnet", run.pk])
        assert old in client.get(PAGE).content.decode()
        assert client.get(old).status_code == 200


class TestTaking:
    def test_the_button_asks_and_the_job_answers(self, three_years, cast, signed_in):
        client = signed_in(cast.analyst)
        data = {"year": "2016/17", "area": "Barnet"}
        page = client.post(reverse("take_figures"), data, follow=True).content.decode()
        assert "Being taken" in page
        answer_request(FigureRequest.objects.get().pk)
        assert "Taken" in client.get(LIST).content.decode()
        assert client.get(PAGE).context["run"].taken_by == cast.analyst

    def test_a_dead_broker_loses_nothing(self, three_years, cast, signed_in, monkeypatch):
        def fail(*args):
            raise OSError("no broker")

        monkeypatch.setattr("assessment.tasks.take_figures.delay", fail)
        data = {"year": "2016/17", "area": "Barnet"}
        assert signed_in(cast.analyst).post(reverse("take_figures"), data).status_code == 302
        assert FigureRequest.objects.open().count() == 1

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"year": "20165", "area": "Barnet"}, "Enter a period like 2016/17"),
            ({"year": "2016/17", "area": "Atlantis"}, "Enter the name of a borough"),
            ({"year": "\0", "area": "\0"}, "Error:"),
        ],
    )
    def test_wrong_answers_are_explained(self, three_years, cast, signed_in, data, said):
        page = signed_in(cast.analyst).post(reverse("take_figures"), data)
        assert page.status_code == 200
        assert said in page.content.decode()

    def test_why_figures_could_not_be_taken_is_shown(self, three_years, cast, signed_in):
        client = signed_in(cast.analyst)
        client.post(reverse("take_figures"), {"year": "2018/19", "area": "Barnet"})
        answer_request(FigureRequest.objects.get().pk)
        assert "No month of 2018/19 is held" in client.get(LIST).content.decode()

    def test_what_is_due_is_listed(self, three_years, cast, signed_in):
        cast.partnership.area_code = "E09000003"
        cast.partnership.save()
        page = signed_in(cast.analyst).get(reverse("take_figures")).content.decode()
        assert "2011/12" in page
        assert "2016/17" in page


class TestWhoSeesIt:
    @pytest.mark.parametrize(
        "who",
        ["coordinator", "cochair_police", "officer", "outsider", "victim_worker", "dpo",
         "administrator", "offender_manager"],
    )  # fmt: skip
    def test_everyone_with_a_desk_sees_what_is_frozen_and_no_draft(self, run, cast, signed_in, who):
        client = signed_in(getattr(cast, who))
        assert client.get(PAGE).status_code == 404
        assert run.area.name not in client.get(LIST).content.decode()
        frozen(run, cast)
        page = client.get(PAGE)
        assert page.status_code == 200
        assert "Take the figures" not in page.content.decode()
        assert client.get(LIST).content.decode().count("2016/17, Barnet") == 1
        assert client.get(reverse("take_figures")).status_code == 403

    def test_without_a_desk_there_is_no_such_page(self, run, cast, signed_in):
        frozen(run, cast)
        cast.analyst.memberships.update(ends=dt.date(2020, 2, 1))
        client = signed_in(cast.analyst)
        for address in (PAGE, LIST, reverse("figure_definitions"), reverse("import_source")):
            assert client.get(address).status_code in (302, 403, 404)

    def test_signed_out_people_are_sent_to_sign_in(self, run, client):
        assert client.get(PAGE).status_code == 302

    @pytest.mark.parametrize("address", ["2016-18/barnet/", "2016-17/atlantis/", "9999-00/barnet/"])
    def test_addresses_that_name_nothing(self, run, cast, signed_in, address):
        assert signed_in(cast.analyst).get(f"{LIST}{address}").status_code == 404


class TestWhatItCosts:
    def queries(self, client, address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def test_the_page_costs_the_same_with_more_boroughs(self, run, cast, signed_in):
        client = signed_in(cast.analyst)
        before = self.queries(client, PAGE)
        assert before <= 15
        more = dict.fromkeys(("Bexley", "Brent", "Bromley", "Croydon", "Ealing", "Hackney"), 4)
        import_recorded_crime(source(flat_crime(more, months_of(2011, 2015, 2016))), by=None)
        take_figures(YEAR, run.area)
        assert self.queries(client, PAGE) == before

    def test_the_list_costs_the_same_with_more_summaries(self, three_years, cast, signed_in):
        client = signed_in(cast.analyst)
        take_figures(YEAR, area_named("Barnet"))
        before = self.queries(client, LIST)
        assert before <= 9
        for year in (2011, 2015):
            for area in ("Barnet", "Enfield", "Camden"):
                take_figures(FinancialYear(year), area_named(area))
        assert self.queries(client, LIST) == before

    def test_imports_cost_the_same_with_more_editions(self, cast, signed_in):
        client = signed_in(cast.analyst)
        address = reverse("import_source")
        import_recorded_crime(source(flat_crime({"Barnet": 1}, ["201604"])), by=cast.analyst)
        import_population(
            source(population_text({("E09000003", "Barnet"): 1}, 2016)), by=cast.analyst
        )
        before = self.queries(client, address)
        assert before <= 9
        for number in range(2, 9):
            text = flat_crime({"Barnet": number}, ["201604"])
            import_recorded_crime(source(text, f"{number}.csv"), by=cast.analyst)
        assert self.queries(client, address) == before


class TestComparing:
    def test_two_takings_are_set_side_by_side(self, run, cast, signed_in):
        freeze_run(run, looked_at=run.digest, by=cast.analyst)
        more = flat_crime({"Barnet": 5}, months_of(2016))
        import_recorded_crime(source(more, "newer.csv"), by=None)
        again = take_figures(YEAR, run.area)
        url = reverse("compare_runs", args=[YEAR.slug, run.area.slug, again.pk, run.pk])
        page = signed_in(cast.analyst).get(url)
        comparison = page.context["comparison"]
        changed = {row.figure.code: row for row in comparison.differences}
        total = changed["crime.total"]
        assert (total.before.value, total.after.value) == (92, 240)
        assert total.change == "+148"
        assert comparison.alike
        assert all(row.before != row.after for row in comparison.differences)
        assert "+148" in page.content.decode()
        assert signed_in(cast.officer).get(url).status_code == 404
        page = signed_in(cast.analyst).get(
            reverse(
                "show_run",
                args=[
                    YEAR.slug,
                    run.area.slug,
                    again.pk,
                ],
            )
        )
        assert url in page.content.decode()

    def test_a_run_is_compared_with_itself_nowhere(self, run, cast, signed_in):
        url = reverse("compare_runs", args=[YEAR.slug, run.area.slug, run.pk, run.pk])
        assert signed_in(cast.analyst).get(url).status_code == 404

    def test_what_one_of_them_has_not_is_said(self, run):
        figures = figures_of(run)
        found = compare(figures[1:], figures)
        [only] = found.differences
        assert (only.before_shown, only.change, found.alike) == ("not in it", "", len(figures) - 1)
        assert compare(figures, figures).differences == []
