"""The strategic assessment from frozen figures to a report that everybody reads."""

import pytest

from tests.browser.conftest import People

pytestmark = pytest.mark.browser

FIGURES = """
import datetime as dt
from accounts.models import Agency, User
from assessment.periods import FinancialYear
from assessment.services import freeze_run, take_figures
from places.queries import partnership_area
from strategy.services import add_objective, add_priority, add_strategy
analyst = User.objects.get(email="analyst@rehearsal.example")
last = FinancialYear.of(dt.date.today()).previous
run = take_figures(last, partnership_area(), by=analyst)
freeze_run(run, looked_at=run.digest, by=analyst)
strategy = add_strategy(
    by=None, title="Safer", starts=last.starts, ends=last.ends + dt.timedelta(days=700)
)
objective = add_objective(strategy, by=None, title="Help those who are harmed")
support = Agency.objects.get(slug="victim-support")
add_priority(objective, by=None, title="A first contact in two days", agency=support)
answer = f"/assessment/{last.slug}/{run.area.slug}/"
"""


def test_a_report_from_figures_to_readers(people: People) -> None:
    summary = people.installation.python(FIGURES).strip().strip('"')
    report = begin(people, summary)
    write(people)
    review(people, report)
    freeze_and_read(people, report)


def begin(people: People, summary: str) -> str:
    """1. The analyst begins it, chooses figures, and gives a section to its owner."""
    analyst = people.desk("analyst")
    analyst.go(summary)
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
