"""From an application for an ASB Case Review to the figure that is published of it."""

import csv
import datetime as dt
import re

import pytest

from tests.browser.conftest import People

pytestmark = pytest.mark.browser

REPORTED_THREE_TIMES = """
import datetime as dt
from accounts.models import Agency, User
from cases.services import add_incident, add_party, open_case, share_case
from people.services import add_person
homes, police = Agency.objects.get(slug="homes"), Agency.objects.get(slug="police")
officer = User.objects.get(email="officer.housing@rehearsal.example")
case = open_case(
    by=None, lead_agency=homes, lead_officer=officer, category="noise", asb_type="personal",
    summary="Loud music at night.", reason="Accepted", postcode="NB3 1AA",
)
for agency in (homes, police):
    share_case(case, by=None, agency=agency, reason="Works on it")
victim = add_person(by=None, given_name="Winifred", family_name="Quill")
add_party(case, by=None, person=victim, role="victim")
today = dt.date.today()
for days, told in ((40, "Landlord"), (20, "Police"), (20, "Landlord"), (10, "Council")):
    on = today - dt.timedelta(days=days)
    add_incident(
        case, by=officer, happened_on=on, reported_on=on, reported_to=told,
        category="noise", postcode="NB3 1AA", description="Music until four.",
    )
answer = case.reference
"""
VERBS = """
from audit.models import Entry
rows = Entry.objects.filter(verb__startswith="case_review")
answer = sorted(set(rows.values_list("verb", flat=True)))
"""


def test_from_an_application_to_the_published_figure(people: People) -> None:
    """Each step as the person who does it."""
    case = people.installation.python(REPORTED_THREE_TIMES)
    tell_of_the_right(people, case)
    review = apply(people, case)
    decide(people, review)
    ask_and_answer(people, review)
    hold(people, review)
    reply(people, review)
    tell_and_close(people, review)
    publish(people)
    find_nothing(people, review, case)
    verbs = people.installation.python(VERBS)
    for verb in ("applied", "threshold_decided", "held", "recommended", "outcome_told", "closed"):
        assert f"case_review.{verb}" in verbs


def tell_of_the_right(people: People, case: str) -> None:
    """1. The lead officer's desk asks to tell the victim of the right to a review."""
    officer = people.desk("officer.housing")
    officer.go("/")
    officer.follow(f"Tell a victim of {case} of their right to a review")
    officer.choose("How?", "In person")
    officer.press("Record it")
    officer.sees("Nobody is waiting to be told")


def apply(people: People, case: str) -> str:
    """2. The victim rings her housing officer, who logs the application from the case."""
    officer = people.desk("officer.housing")
    officer.go(f"/cases/{case}/")
    officer.follow("Apply for an ASB Case Review")
    officer.choose("How did they apply?", "Phone")
    officer.choose("Who applies?", "Family, a friend or a carer")
    officer.type("What do they ask for", "Three agencies know, and nobody acts.")
    officer.press("Log the application")
    officer.sees("Enter the name of whoever applies", "Answer whether the victim agrees to it")
    officer.type("Applicant's name", "Dora Quill")
    officer.type("What are they to the victim?", "Daughter")
    officer.choose("Does the victim agree to it?", "Yes")
    officer.press("Log the application")
    officer.sees("Acknowledge it next", "Winifred Quill", "Met by number", "It counts once")
    reference = re.search(r"ACR-\d{4}-\d{4}", officer.page.url)
    assert reference
    return reference[0]


def decide(people: People, review: str) -> None:
    """3. The coordinator acknowledges it, and the threshold is met by three of four reports."""
    coordinator = people.desk("coordinator")
    coordinator.go("/")
    coordinator.follow(f"Acknowledge the application: {review}")
    coordinator.follow("Acknowledge the application")
    coordinator.type("How?", "Called back")
    coordinator.press("Record it")
    coordinator.follow("Decide the threshold")
    coordinator.sees("3 qualifying complaints", "The settings that Concord came with")
    coordinator.choose("What was decided?", "The threshold is not met")
    coordinator.press("Record the decision")
    coordinator.sees("By section 104(4) the threshold is met by this number")
    coordinator.choose("What was decided?", "The threshold is met")
    coordinator.press("Record the decision")
    coordinator.sees("Review to be held", "28 working days")


def ask_and_answer(people: People, review: str) -> None:
    """4. The police are asked what they know, and answer."""
    coordinator = people.desk("coordinator")
    coordinator.follow("Ask an agency what it knows")
    coordinator.pick("Agency", "Northbridge Police")
    coordinator.type("What is it asked for?", "What was reported, and what did you do?")
    coordinator.press("Ask")
    sergeant = people.desk("officer.police")
    sergeant.go("/")
    sergeant.follow(f"Give information on {review}")
    sergeant.type("What was reported to you", "One call, no visit.")
    sergeant.press("Send")
    sergeant.sees("One call, no visit.")


def hold(people: People, review: str) -> None:
    """5. The victim is offered to attend, three partners are named, and the review is held."""
    coordinator = people.desk("coordinator")
    coordinator.go(f"/case-reviews/{review}/")
    coordinator.follow("Offer the victim to attend")
    coordinator.choose("Was the victim offered to attend?", "Offered, and they will attend")
    coordinator.choose("What part do they want to have?", "Part of the meeting")
    coordinator.press("Save")
    for agency in ("Northbridge Council", "Northbridge Police", "Mental Health"):
        coordinator.follow("Add somebody to the review")
        coordinator.pick("Agency", agency)
        coordinator.type("Or their name", f"Somebody of {agency}")
        coordinator.press("Add")
    coordinator.follow("Record the review")
    coordinator.page.get_by_label("Chair", exact=True).fill("Joan Aldous")
    coordinator.type("Chair's organisation", "Eastmoor Council")
    coordinator.choose("Is the chair independent?", "Yes")
    coordinator.choose("Did the victim, or somebody for them, attend?", "Yes")
    coordinator.type("What did the review find?", "Nobody had put the reports together.")
    coordinator.press("Record the review")
    coordinator.follow("Add a recommendation")
    coordinator.pick("Agency", "Northbridge Homes")
    coordinator.type("What does the review recommend?", "Install noise monitoring.")
    coordinator.press("Add recommendation")
    coordinator.sees("Joan Aldous, Eastmoor Council: independent", "Install noise monitoring.")


def reply(people: People, review: str) -> None:
    """6. The housing officer replies."""
    officer = people.desk("officer.housing")
    officer.go("/")
    officer.follow(f"Reply to a recommendation of {review}")
    officer.choose("What is the reply?", "Accepted in part")
    officer.press("Save")
    officer.sees("Say why it is not accepted as a whole")
    officer.type("Why?", "For one month only.")
    officer.press("Save")
    officer.sees("Accepted in part", "For one month only.")


def tell_and_close(people: People, review: str) -> None:
    """7. The applicant is told, appeals in vain, and the application is closed."""
    coordinator = people.desk("coordinator")
    coordinator.go(f"/case-reviews/{review}/")
    coordinator.follow("Tell the outcome")
    coordinator.type("How?", "Letter and a call")
    coordinator.type("What were they told?", "The finding, the recommendation, how to appeal.")
    coordinator.press("Record it")
    coordinator.follow("Record an appeal")
    coordinator.type("Why do they appeal?", "One month is too short.")
    coordinator.press("Record the appeal")
    coordinator.follow("Decide the appeal")
    coordinator.choose("What was decided?", "Not upheld")
    coordinator.type("Who decided it?", "Joan Aldous")
    coordinator.type("Why?", "It was weighed.")
    coordinator.press("Record the decision")
    coordinator.sees("somebody who did not chair the review")
    coordinator.type("Who decided it?", "Olu Other, Westbrook Council")
    coordinator.press("Record the decision")
    coordinator.follow("Close the application")
    coordinator.type("Why?", "Nothing is left to do.")
    coordinator.press("Close it")
    coordinator.sees("Closed", "Nothing for you to do here")


def publish(people: People) -> None:
    """8. The analyst takes the figures that are published."""
    analyst = people.desk("analyst")
    analyst.go("/case-reviews/figures/")
    analyst.sees("Applications received", "however small")
    with analyst.page.expect_download() as waiting:
        analyst.page.get_by_role("link", name="Download (CSV)").click()
    rows = list(csv.reader(waiting.value.path().read_text("utf-8-sig").splitlines()))
    today = dt.date.today()
    year = today.year if today.month >= 4 else today.year - 1
    assert rows[1] == [f"{year}/{(year + 1) % 100:02d}", "1", "0", "1", "1", "0", "1"]


def find_nothing(people: People, review: str, case: str) -> None:
    """9. An agency that was never asked finds none of it."""
    outsider = people.desk("outsider")
    outsider.open("Case reviews")
    outsider.sees("No applications here")
    outsider.sees_not(review, case, "Quill")
    assert outsider.status_of(f"/case-reviews/{review}/") == 404
    outsider.go("/case-reviews/rights/")
    outsider.sees_not(case, "Quill")
