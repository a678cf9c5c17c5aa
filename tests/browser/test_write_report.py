"""The strategic assessment from a raw file to a published report that everybody reads."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from assessment.periods import FinancialYear
from tests.assessment.invented import CATEGORIES, crime_text, months_of
from tests.browser.conftest import People
from tests.services.installation import wait_until

pytestmark = pytest.mark.browser

LAST = FinancialYear.of(dt.date.today()).previous
SUMMARY = f"/assessment/{LAST.slug}/northbridge/"
STRATEGY = """
import datetime as dt
from accounts.models import Agency
from assessment.periods import FinancialYear
from strategy.services import add_objective, add_priority, add_strategy
last = FinancialYear.of(dt.date.today()).previous
strategy = add_strategy(
    by=None, title="Safer", starts=last.starts, ends=last.ends + dt.timedelta(days=700)
)
objective = add_objective(strategy, by=None, title="Help those who are harmed")
support = Agency.objects.get(slug="victim-support")
add_priority(objective, by=None, title="A first contact in two days", agency=support)
"""


def test_a_report_from_a_raw_file_to_readers(people: People) -> None:
    people.installation.python(STRATEGY)
    count(people)
    report = begin(people)
    write(people)
    review(people, report)
    freeze_and_read(people, report)
    publish_and_download(people, report)


def count(people: People) -> None:
    """0. The analyst brings in a raw file; the job takes the year; the analyst freezes it."""
    analyst = people.desk("analyst")
    years = (LAST.start_year - 5, LAST.start_year - 1, LAST.start_year)
    rows = [
        ("Northbridge", major, minor, [each for each in (19, 17, 14) for _ in range(12)])
        for major, minor in CATEGORIES
    ]
    crime = crime_text(rows, months_of(*years)).encode()
    analyst.go("/assessment/imports/")
    analyst.choose("What the file holds", "Recorded crime")
    analyst.page.get_by_label("File", exact=True).set_input_files(
        {"name": "crime.csv", "mimeType": "text/csv", "buffer": crime}
    )
    analyst.press("Upload and preview")
    analyst.press("Import file")
    expect(analyst.page.locator("#held")).to_contain_text("crime.csv", timeout=180_000)
    analyst.go("/assessment/take/")
    analyst.type("Period", str(LAST))
    analyst.type("Area", "Northbridge")
    analyst.press("Take the figures")
    page = analyst.page.request
    wait_until(lambda: "Being taken" not in page.get(SUMMARY).text(), "the job ends")
    analyst.go(SUMMARY)
    analyst.follow("Freeze summary")
    analyst.press("Freeze summary")
    analyst.sees("Frozen")


def begin(people: People) -> str:
    """1. The analyst begins it, chooses figures, and gives a section to its owner."""
    analyst = people.desk("analyst")
    analyst.go(SUMMARY)
    analyst.press("Write a report on these figures")
    analyst.sees("Overview", "A first contact in two days", "Help those who are harmed")
    report = analyst.page.url
    section = analyst.page.get_by_role("link", name="Choose figures of A first contact")
    section.click()
    analyst.type("Find figures by their name", "victims supported")
    analyst.press("Find")
    analyst.page.get_by_label("Victims supported", exact=True).check()
    analyst.press("Save figures")
    analyst.go(report)
    analyst.sees("Victims supported:")
    analyst.page.get_by_role("link", name="Title, owner and words of A first contact").click()
    analyst.pick("Who writes what the partnership has done?", "Adeyemi")
    analyst.press("Save")
    analyst.follow("Order of the sections")
    analyst.press("Move down Overview")
    analyst.press("Move up Overview")
    analyst.go(report)
    analyst.page.get_by_role("button", name="Sign off Overview").click()
    analyst.sees("You have signed off")
    analyst.follow("Ask for a review")
    analyst.pick("Who is to review the draft?", "Sadiq")
    analyst.press("Ask")
    return report


def write(people: People) -> None:
    """2. Its owner finds the section under their work, writes it and stands by it."""
    worker = people.desk("victim.worker")
    worker.go("/")
    worker.follow("Write “A first contact in two days”")
    worker.press("Save")
    worker.sees("Enter what the partnership has done")
    worker.type("What the partnership has done", "Two workers more; 590 calls.")
    worker.press("Save")
    worker.press("Sign off A first contact in two days")
    worker.sees("You have signed off")


def review(people: People, report: str) -> None:
    """3. The co-chair reads it and agrees; nobody else sees the draft."""
    assert people.desk("officer.housing").status_of(report) == 404
    chair = people.desk("cochair.police")
    chair.go("/")
    chair.follow("Review “Strategic assessment")
    chair.sees("Two workers more")
    chair.choose("Do you agree with the draft?", "Yes, as it stands")
    chair.press("Save review")
    chair.sees("Agrees")


def freeze_and_read(people: People, report: str) -> None:
    """4. A number that somebody typed is named; frozen, everybody reads it."""
    analyst, officer = people.desk("analyst"), people.desk("officer.housing")
    analyst.go(report)
    analyst.follow("Freeze report")
    analyst.sees("Numbers that no figure shows", "A first contact in two days: 590")
    analyst.press("Freeze report")
    analyst.sees("The report is frozen.")
    officer.go("/assessment/")
    officer.follow("Reports")
    officer.follow("Strategic assessment")
    officer.sees("Two workers more", "Signed off")
    with officer.page.expect_download() as waiting:
        officer.page.get_by_role("link", name="Download as PDF").click()
    assert waiting.value.suggested_filename.endswith(".pdf")


def publish_and_download(people: People, report: str) -> None:
    """5. The analyst publishes figures and report; an administrator takes both away."""
    analyst, administrator = people.desk("analyst"), people.desk("admin")
    analyst.go(SUMMARY)
    analyst.follow("Publish summary")
    analyst.press("Publish summary")
    analyst.go(report)
    analyst.press("Publish report")
    analyst.follow("As published")
    analyst.sees("Two workers more")
    analyst.shoot("report")
    for path, link in ((report, "Download as Word"), (SUMMARY, "Download as PDF")):
        administrator.go(path)
        with administrator.page.expect_download() as waiting:
            administrator.page.get_by_role("link", name=link).first.click()
        assert waiting.value.suggested_filename.endswith((".docx", ".pdf"))
