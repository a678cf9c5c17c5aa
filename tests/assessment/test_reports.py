"""The strategic assessment as a report: written by section, reviewed, frozen, published."""

import pypdfium2
import pytest
from django.urls import reverse

from assessment.models import FigureRun, Report
from assessment.periods import FinancialYear, Quarter
from assessment.reports.content import (
    content_of,
    kept_content,
    numbers_of_others,
    unproven_numbers,
)
from assessment.reports.queries import newer_than
from assessment.services import (
    Unready,
    add_section,
    ask_review,
    change_section,
    freeze_report,
    give_review,
    publish_report,
    publish_run,
    sign_section,
    start_report,
)
from assessment.workflow import WrongStatus
from audit.models import Entry
from home.queries import work_today
from strategy.services import add_objective, add_priority, add_strategy, report_progress
from tests.assessment.test_publish_summary import figure, frozen
from ui.digests import digest_of

YEAR = FinancialYear(2025)
BEFORE = YEAR.previous
MOVES = ("figure_up", "figure_down")


@pytest.fixture
def run(own_area, cast) -> FigureRun:
    figures = [
        figure("victims.supported", 73, "people"),
        figure("victims.supported", 55, "people", BEFORE),
        figure("victims.referred", 3),
        figure("victims.would-recommend", 95.0, "percent", numerator=38, denominator=40),
    ]
    return frozen(own_area, cast, figures)


@pytest.fixture
def report(run, cast) -> Report:
    strategy = add_strategy(
        by=None, title="2025 to 2028", starts=YEAR.starts, ends=FinancialYear(2027).ends
    )
    objective = add_objective(strategy, by=None, title="Support those who are harmed")
    add_priority(objective, by=None, title="Repeat victims", agency=cast.victim_support)
    return start_report(run, by=cast.analyst)


def written(report: Report, cast) -> Report:
    """Both sections written and signed off, one reviewer asked."""
    overview, priority = report.sections.all()
    change_section(overview, by=cast.analyst, version=1, activity="A year of work.")
    sign_section(overview, by=cast.analyst, version=2)
    change_section(
        priority,
        by=cast.analyst,
        version=1,
        owner=cast.victim_worker,
        codes=["victims.supported", "victims.referred"],
        words={"victims.supported": ["More than ever:", "Most came from the panel."]},
        activity="We answered 73 people and met 41 landlords.",
        recommendation="Go on.",
    )
    sign_section(priority, by=cast.victim_worker, version=2)
    ask_review(report, by=cast.analyst, reviewer=cast.cochair_police)
    return report


def finished(report: Report, cast) -> Report:
    written(report, cast)
    digest = digest_of(content_of(report))
    review = report.reviews.get()
    give_review(review, by=cast.cochair_police, agrees=True, comment="", digest=digest)
    return freeze_report(report, by=cast.analyst, digest=digest)


def page_of(signed_in, who, report: Report, name: str = "report") -> str:
    return signed_in(who).get(reverse(name, args=[report.pk])).content.decode()


def theirs(page: str) -> str:
    """What a page says that somebody else saved."""
    return page.partition("As somebody else saved it")[2].partition("</dl>")[0]


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


class TestWriting:
    def test_it_begins_with_an_overview_and_a_section_for_each_priority(self, report, cast):
        overview, priority = report.sections.all()
        assert (overview.title, overview.codes) == ("Overview", ["victims.supported"])
        assert (priority.title, priority.objective) == (
            "Repeat victims", "Support those who are harmed",
        )  # fmt: skip
        assert priority.agency == cast.victim_support
        with pytest.raises(WrongStatus):
            start_report(report.run, by=cast.analyst)

    def test_only_on_the_frozen_figures_of_a_year(self, own_area, cast):
        quarter = frozen(own_area, cast, [figure("victims.supported", 3)], Quarter(2025, 1))
        with pytest.raises(WrongStatus):
            start_report(quarter, by=cast.analyst)

    def test_its_sentences_hold_the_figures_and_the_words_around_them(self, report, cast):
        content = content_of(written(report, cast))
        section = content["sections"][1]
        assert section["statements"] == [
            "More than ever: Name of victims.supported: 73 people in 2025/26, up 32.7%, about a "
            "third, from 55 in 2024/25. Most came from the panel.",
            "Name of victims.referred: 3 referrals in 2025/26.",
        ]
        assert section["figures"][0]["change"] == "+32.7%"
        assert unproven_numbers(content) == [("Repeat victims", ["41"])]

    def test_it_says_how_the_priority_stands_in_the_plan(self, report, cast):
        priority = report.sections.last().priority
        report_progress(priority, by=cast.analyst, rag="amber", text="One post is filled")
        said = content_of(report)["sections"][1]["plan"]
        assert said == "Action plan: amber, 0 of 0 steps taken. One post is filled"

    def test_figures_are_found_by_name_and_kept_in_order(self, report, cast, signed_in):
        section = report.sections.last()
        client = signed_in(cast.analyst)
        url = reverse("section_figures", args=[report.pk, section.pk])
        found = client.get(url, {"q": "recommend"}).content.decode()
        assert "Name of victims.would-recommend" in found
        assert "Name of victims.referred" not in found
        codes = ["victims.would-recommend"]
        client.post(f"{url}?q=recommend", {"codes": codes, "version": section.version})
        section.refresh_from_db()
        assert section.codes == codes
        wrong = client.post(f"{url}?q=recommend", {"codes": ["no.such"], "version": 2})
        assert "Select a valid choice" in wrong.content.decode()

    def test_a_stale_choice_of_figures_keeps_every_tick_and_shows_theirs(
        self, report, cast, signed_in
    ):
        section = report.sections.first()
        client = signed_in(cast.analyst)
        url = reverse("section_figures", args=[report.pk, section.pk])
        change_section(section, by=cast.analyst, version=1, codes=["victims.referred"])
        codes = ["victims.supported", "victims.would-recommend"]
        stale = client.post(url, {"codes": codes, "version": 1}).content.decode()
        assert "Somebody else saved this" in stale
        assert "Name of victims.referred" in theirs(stale)
        assert "Name of victims.supported" not in theirs(stale)
        assert stale.count(" checked") == 2
        client.post(url, {"codes": codes, "version": 2})
        assert report.sections.first().codes == codes

    def test_figures_are_moved_and_a_stale_move_is_refused(self, report, cast, signed_in):
        written(report, cast)
        section = report.sections.last()
        client = signed_in(cast.analyst)
        up, down = (reverse(name, args=[report.pk, section.pk]) for name in MOVES)
        page = client.get(reverse("section_figures", args=[report.pk, section.pk]))
        assert page.content.decode().count("Move up<") == 1
        moved = client.post(up, {"code": "victims.referred", "version": section.version})
        assert moved.status_code == 302
        section = report.sections.last()
        assert section.codes == ["victims.referred", "victims.supported"]
        assert not section.is_signed
        said = content_of(report)["sections"][1]["statements"]
        assert said[0].startswith("Name of victims.referred")
        stale = client.post(down, {"code": "victims.referred", "version": 1}, follow=True)
        assert "The section has changed" in stale.content.decode()
        gone = {"code": "victims.would-recommend", "version": section.version}
        assert "The section has changed" in client.post(up, gone, follow=True).content.decode()
        assert report.sections.last().codes == section.codes
        client.post(down, {"code": "victims.referred", "version": section.version})
        assert report.sections.last().codes == ["victims.supported", "victims.referred"]

    def test_a_change_takes_the_sign_off_back_and_a_stale_one_keeps_what_was_typed(
        self, report, cast, signed_in
    ):
        written(report, cast)
        section = report.sections.last()
        client = signed_in(cast.victim_worker)
        url = reverse("write_section", args=[report.pk, section.pk])
        stale = client.post(url, {"activity": "Typed in the meantime", "version": 1})
        assert "We answered 73 people and met 41 landlords." in theirs(stale.content.decode())
        assert "Typed in the meantime" in stale.content.decode()
        assert report.sections.last().is_signed
        client.post(url, {"activity": "New words", "version": section.version})
        assert not report.sections.last().is_signed

    def test_the_words_around_a_sentence_are_typed_and_the_number_is_not(
        self, report, cast, signed_in
    ):
        written(report, cast)
        section = report.sections.last()
        client = signed_in(cast.analyst)
        url = reverse("edit_section", args=[report.pk, section.pk])
        assert "More than ever:" in client.get(url).content.decode()
        said = {
            "title": "Repeat victims", "owner": cast.victim_worker.pk, "version": section.version,
            "before_victims.supported": "Again more:", "after_victims.supported": "",
        }  # fmt: skip
        client.post(url, said)
        assert report.sections.last().words == {"victims.supported": ["Again more:", ""]}

    def test_stale_words_stay_with_their_figures_and_show_theirs(self, report, cast, signed_in):
        section = report.sections.first()
        client = signed_in(cast.analyst)
        url = reverse("edit_section", args=[report.pk, section.pk])
        others = {"victims.referred": ["Theirs:", ""]}
        said = {"title": "Renamed", "codes": ["victims.referred"], "words": others}
        change_section(section, by=cast.analyst, version=1, owner=cast.victim_worker, **said)
        typed = {"title": "Mine", "owner": "", "version": 1}
        typed |= {"before_victims.supported": "Mine:", "after_victims.supported": ""}
        stale = client.post(url, typed).content.decode()
        assert "Renamed" in theirs(stale)
        assert str(cast.victim_worker) in theirs(stale)
        assert "Mine:" in stale
        client.post(url, {**typed, "version": 2})
        section.refresh_from_db()
        assert section.title == "Mine"
        assert section.words == {**others, "victims.supported": ["Mine:", ""]}

    def test_sections_are_added_moved_and_taken_out_while_empty(self, report, cast, signed_in):
        client = signed_in(cast.analyst)
        client.post(reverse("add_section", args=[report.pk]), {"title": "Looking ahead"})
        added = report.sections.last()
        order = reverse("arrange_sections", args=[report.pk])
        assert order in page_of(signed_in, cast.analyst, report)
        page = client.get(order).content.decode()
        assert (page.count("Move up<"), page.count("Move down<"), page.count("Take out<")) == (
            2, 2, 3,
        )  # fmt: skip
        moved = client.post(reverse("section_up", args=[report.pk, added.pk]))
        assert moved.url == order
        assert [each.title for each in report.sections.all()] == [
            "Overview", "Looking ahead", "Repeat victims",
        ]  # fmt: skip
        change_section(added, by=cast.analyst, version=1, activity="Something")
        client.post(reverse("drop_section", args=[report.pk, added.pk]))
        assert report.sections.filter(pk=added.pk).exists()
        change_section(added, by=cast.analyst, version=2, activity="")
        client.post(reverse("drop_section", args=[report.pk, added.pk]))
        assert not report.sections.filter(pk=added.pk).exists()


class TestWhoSeesAndDoesWhat:
    def test_owners_and_reviewers_find_it_under_their_work_and_get_a_message(self, report, cast):
        written(report, cast)
        section = report.sections.last()
        change_section(section, by=cast.analyst, version=section.version, activity="Again.")
        assert [item.text for item in work_today(cast.victim_worker)] == ["Write “Repeat victims”"]
        assert [item.text for item in work_today(cast.cochair_police)] == [
            f"Review “{report.title}”"
        ]
        assert work_today(cast.officer) == []

    def test_a_draft_is_for_those_who_work_on_it(self, report, cast, signed_in):
        written(report, cast)
        address = reverse("report", args=[report.pk])
        seen = {
            name: signed_in(who).get(address).status_code for name, who in cast.everyone().items()
        }
        assert {name for name, status in seen.items() if status == 200} == {
            "analyst", "victim_worker", "cochair_police",
        }  # fmt: skip
        assert "Choose figures" not in page_of(signed_in, cast.victim_worker, report)
        figures = reverse("section_figures", args=[report.pk, report.sections.last().pk])
        assert signed_in(cast.victim_worker).get(figures).status_code == 403
        for name in MOVES:
            move = reverse(name, args=[report.pk, report.sections.last().pk])
            assert signed_in(cast.victim_worker).post(move).status_code == 403
            assert signed_in(cast.officer).post(move).status_code == 404

    def test_only_the_owner_signs_a_section_off(self, report, cast, signed_in):
        written(report, cast)
        section = report.sections.last()
        url = reverse("sign_section", args=[report.pk, section.pk])
        assert signed_in(cast.analyst).post(url, {"version": 3}).status_code == 403
        assert signed_in(cast.victim_worker).post(url, {"version": 99}).status_code == 302
        assert report.sections.last().signed_at == section.signed_at

    def test_the_page_asks_the_same_for_twelve_sections_as_for_three(
        self, report, cast, signed_in, django_assert_max_num_queries
    ):
        client = signed_in(cast.analyst)
        for number in range(10):
            client.post(reverse("add_section", args=[report.pk]), {"title": f"Part {number}"})
        with django_assert_max_num_queries(22):
            client.get(reverse("report", args=[report.pk]))


class TestFreezing:
    def test_it_waits_for_every_sign_off_and_every_reviewer(self, report, cast, signed_in):
        digest = digest_of(content_of(report))
        with pytest.raises(Unready) as unready:
            freeze_report(report, by=cast.analyst, digest=digest)
        assert unready.value.missing == [
            "“Overview” is not signed off",
            "“Repeat victims” is not signed off",
            "Nobody has been asked to review it",
        ]
        written(report, cast)
        said = page_of(signed_in, cast.analyst, report, "freeze_report")
        assert "has not agreed to it as it stands" in said
        assert "Repeat victims: 41" in said
        with pytest.raises(WrongStatus):
            freeze_report(report, by=cast.analyst, digest=digest)

    def test_a_number_of_another_section_is_named_with_its_figure(self, report, cast, signed_in):
        written(report, cast)
        overview, priority = report.sections.all()
        typed = "73 people, up 32.7%, 95.0% content; 41 landlords."
        change_section(overview, by=cast.analyst, version=3, activity=typed)
        change_section(priority, by=cast.analyst, version=3, codes=["victims.would-recommend"])
        content = content_of(report)
        assert unproven_numbers(content) == [("Overview", ["41"]), ("Repeat victims", ["41"])]
        said = "is shown only by Name of victims"
        assert numbers_of_others(content) == [
            ("Overview", [f"“95.0%” {said}.would-recommend in “Repeat victims”"]),
            ("Repeat victims", [f"“73” {said}.supported in “Overview”"]),
        ]
        page = page_of(signed_in, cast.analyst, report, "freeze_report")
        assert f"Repeat victims: “73” {said}.supported in “Overview”" in page

    def test_a_reviewer_says_why_not_and_agrees_to_one_state_only(self, report, cast, signed_in):
        written(report, cast)
        client = signed_in(cast.cochair_police)
        url = reverse("give_review", args=[report.pk])
        digest = digest_of(content_of(report))
        no = client.post(url, {"agrees": "no", "digest": digest}).content.decode()
        assert "Enter what has to change" in no
        client.post(url, {"agrees": "no", "comment": "Too short", "digest": digest})
        assert report.reviews.get().comment == "Too short"
        stale = client.post(url, {"agrees": "yes", "digest": "0" * 64}).content.decode()
        assert "The draft has changed while you read it" in stale
        client.post(url, {"agrees": "yes", "digest": digest})
        section = report.sections.first()
        change_section(section, by=cast.analyst, version=section.version, activity="More.")
        assert "Agreed to an earlier state" in page_of(signed_in, cast.analyst, report)

    def test_frozen_it_never_changes_and_everybody_reads_it(self, report, cast, signed_in):
        finished(report, cast)
        kept = kept_content(report)
        section = report.sections.first()
        with pytest.raises(WrongStatus):
            change_section(section, by=cast.analyst, version=section.version, activity="Late.")
        type(section).objects.filter(pk=section.pk).update(activity="Behind our back")
        report.refresh_from_db()
        assert kept_content(report) == kept
        page = page_of(signed_in, cast.officer, report)
        assert "A year of work." in page
        assert "Behind our back" not in page
        assert "altered" not in page
        Report.objects.filter(pk=report.pk).update(content={**kept, "title": "Another"})
        assert "does not match its digest" in page_of(signed_in, cast.officer, report)

    def test_a_later_one_takes_its_place(self, report, cast, own_area, signed_in):
        finished(report, cast)
        later_run = frozen(own_area, cast, [figure("victims.supported", 74, "people")])
        later = start_report(later_run, by=cast.analyst)
        assert newer_than(report) is None
        finished(later, cast)
        assert newer_than(report) == later
        assert "Superseded" in page_of(signed_in, cast.officer, report)

    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def test_its_files_say_what_the_page_says(self, report, cast, signed_in, form):
        finished(report, cast)
        answer = signed_in(cast.officer).get(reverse(f"report_{form}", args=[report.pk]))
        assert "report-2025-26-northbridge" in answer["Content-Disposition"]
        assert Entry.objects.filter(verb="report.downloaded").exists()
        if form == "pdf":
            assert "73 people in 2025/26, up 32.7%" in words_of(answer.content)


class TestPublishing:
    def test_the_public_reads_no_small_number(self, report, cast, signed_in):
        finished(report, cast)
        with pytest.raises(WrongStatus):
            publish_report(report, by=cast.analyst)
        publish_run(report.run, by=cast.analyst)
        publish_report(report, by=cast.analyst)
        page = page_of(signed_in, cast.officer, report, "public_report")
        assert "Name of victims.referred: [c] for 2025/26." in page
        assert "3 referrals" not in page
        assert "Signed off" not in page
        assert report.digest not in page
        file = signed_in(cast.officer).get(reverse("public_report_pdf", args=[report.pk]))
        assert "Name of victims.referred: [c] for 2025/26." in words_of(file.content)
        assert "3 referrals" not in words_of(file.content)
        with pytest.raises(WrongStatus):
            publish_report(report, by=cast.analyst)

    def test_nothing_is_public_before(self, report, cast, signed_in):
        finished(report, cast)
        for name in ("public_report", "public_report_pdf"):
            address = reverse(name, args=[report.pk])
            assert signed_in(cast.analyst).get(address).status_code == 404


def test_a_draft_asks_no_more_for_more_sections(
    report, cast, signed_in, django_assert_max_num_queries
) -> None:
    for number in range(8):
        section = add_section(report, by=cast.analyst, title=f"Section {number}")
        codes = ["victims.supported", "victims.would-recommend"]
        change_section(section, by=cast.analyst, version=1, codes=codes)
    client, url = signed_in(cast.analyst), reverse("report", args=[report.pk])
    client.get(url)
    with django_assert_max_num_queries(13):
        page = client.get(url).content.decode()
    assert page.count("Figures: Section") == 8


def test_the_chart_follows_the_figures_that_are_chosen(report, cast, signed_in) -> None:
    overview = report.sections.first()
    seen = []
    for version, code in enumerate(("victims.supported", "victims.referred"), start=1):
        change_section(overview, by=cast.analyst, version=version, codes=[code])
        page = page_of(signed_in, cast.analyst, report)
        drawn = page.partition("The same as a chart")[2].partition("</figure>")[0]
        seen.append(("73" in drawn, ">3<" in drawn, drawn.count("h320v")))
    assert seen == [(True, False, 1), (False, True, 1)]


def test_a_change_against_five_years_before_is_a_number_of_the_figure() -> None:
    shown = {"base": "50", "previous": "55", "now": "73", "change": "+32.7%"}
    section = {
        "title": "Overview",
        "around": "",
        "activity": "Up 46.0% in five years, and 47.0% elsewhere.",
        "recommendation": "",
        "figures": [{**shown, "base_change": "+46.0%"}],
    }
    assert unproven_numbers({"sections": [section]}) == [("Overview", ["47.0%"])]
