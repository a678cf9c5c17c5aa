"""The life of a case: from a returned referral to its closing, the look back, and its reopening."""

import datetime as dt
import re

import pytest

from tests.browser.conftest import People
from tests.browser.desk import Desk
from tests.services.installation import wait_until

pytestmark = pytest.mark.browser

WRITTEN = """
import datetime as dt
from accounts.models import Agency, User
from cases.queries import instrument_in_use
from cases.services import save_section, start_referral
from home.rehearsal.answers import answers_of
from people.models import Person
officer = User.objects.get(email="officer.housing@rehearsal.example")
referral = start_referral(by=officer, agency=Agency.objects.get(slug="homes"))
alleged = Person.objects.get(family_name="Dunmore")
typed_in = answers_of(dt.date.today(), instrument_in_use(), alleged)
for section, typed in typed_in.items():
    save_section(
        referral, by=officer, section=section, typed=typed, done=True, version=referral.version
    )
answer = referral.reference
"""
NINETY_DAYS_ON = """
import datetime as dt
from cases.models import Case, Closure
case = Case.objects.get(reference="{case}")
Closure.objects.filter(case=case).update(check_due_on=dt.date.today())
"""
VERBS = """
from audit.models import Entry
of_the_case = set(Entry.objects.filter(subject="case {case}").values_list("verb", flat=True))
others = Entry.objects.filter(verb__regex="^(referral|incident)[.]")
answer = sorted(of_the_case | set(others.values_list("verb", flat=True)))
"""
TODAY = dt.date.today()
AFTER_MIDNIGHT = TODAY - dt.timedelta(days=5)
FLAG = "Repeat victim: Marjorie Pell"


def test_the_life_of_a_case(people: People) -> None:
    """Each step as the person who does it."""
    referral = people.installation.python(WRITTEN)
    send(people, referral)
    give_back(people, referral)
    answer_and_send_again(people, referral)
    case = accept(people, referral)
    count_once(people, case)
    raise_a_repeat(people, case)
    review_twice(people, case)
    close(people, case)
    look_again(people, case)
    reopen(people, case)
    find_nothing(people, case, referral)
    verbs = people.installation.python(VERBS.format(case=case))
    for verb in ("opened", "reviewed", "moved", "closure_recorded", "closure_checked"):
        assert f"case.{verb}" in verbs, verbs
    for verb in ("sent", "returned", "accepted"):
        assert f"referral.{verb}" in verbs, verbs
    assert "incident.joined" in verbs


def send(people: People, referral: str) -> None:
    """1. The housing officer finds the referral they wrote on their desk, and sends it."""
    officer = people.desk("officer.housing")
    officer.go("/")
    officer.follow(f"Finish referral {referral}")
    officer.sees("Every section is done")
    officer.follow("Check your answers")
    officer.press("Send referral")
    officer.sees("Waiting for the coordinator")


def give_back(people: People, referral: str) -> None:
    """2. The coordinator returns it with two questions, one of them about what happened."""
    coordinator = people.desk("coordinator")
    coordinator.go("/")
    coordinator.follow(f"Answer referral {referral}")
    coordinator.follow("Return it with questions")
    coordinator.press("Return")
    coordinator.sees("Ask at least one question, here or about a section")
    coordinator.type("A question about the whole referral", "Does the school know?")
    coordinator.type("A question about “What happened”", "Who heard the threats?")
    coordinator.press("Return")
    coordinator.sees("The referrer has been told", "Returned")


def answer_and_send_again(people: People, referral: str) -> None:
    """3. The officer answers each question where it stands; until then nothing can be sent."""
    officer = people.desk("officer.housing")
    officer.go("/")
    officer.follow(f"Answer the questions on referral {referral}")
    officer.sees("Returned with questions", "Question to answer")
    officer.follow("What happened")
    officer.type("The coordinator asks: Who heard the threats?", "The neighbour at number 14.")
    officer.press("Save and continue")
    officer.follow("Check your answers")
    officer.sees_not("Send referral")
    officer.go(f"/referrals/{referral}/")
    officer.follow("The whole referral")
    officer.type("The coordinator asks: Does the school know?", "No child is involved.")
    officer.press("Save answer")
    officer.sees("Every question has your answer")
    officer.follow("Check your answers")
    officer.press("Send referral")
    officer.sees("Waiting for the coordinator", "The neighbour at number 14.")


def accept(people: People, referral: str) -> str:
    """4. The coordinator reads the answers and makes a case of it."""
    coordinator = people.desk("coordinator")
    coordinator.go("/")
    coordinator.follow(f"Answer referral {referral}")
    coordinator.sees("The neighbour at number 14.", "No child is involved.")
    coordinator.follow("Accept referral")
    coordinator.choose("Is Craig Dunmore already known?", "P-000001")
    coordinator.type("Why is it accepted?", "High risk, and two agencies are involved.")
    coordinator.press("Accept referral")
    coordinator.sees("Marjorie Pell", "Craig Dunmore", "High risk")
    reference = re.search(r"CSM-\d{4}-\d{4}", coordinator.page.url)
    assert reference
    return reference[0]


def count_once(people: People, case: str) -> None:
    """5. The police were told of the same night, after midnight: three reports, two incidents."""
    sergeant = people.desk("officer.police")
    sergeant.go(f"/cases/{case}/")
    _add_incident(sergeant, AFTER_MIDNIGHT, told="Police", reference="NBP 1/26")
    coordinator = people.desk("coordinator")
    _count_until(coordinator, "/count-once/", "Count as one", "a pair is proposed")
    coordinator.sees("Landlord", "Police NBP 1/26")
    _count_until(coordinator, "/repeats/", "Marjorie Pell", "three reports raise a flag")
    coordinator.go("/count-once/")
    coordinator.follow("Count as one")
    coordinator.press("Count as one")
    coordinator.sees("Answer this question: Why?")
    coordinator.type("Why?", "The same night, door and words.")
    coordinator.press("Count as one")
    coordinator.sees("They count as one from now on")
    sergeant.go(f"/cases/{case}/chronology/")
    sergeant.sees("Police NBP 1/26")


def raise_a_repeat(people: People, case: str) -> None:
    """6. Counted once they are two, so the flag lapses; a third incident raises it again."""
    coordinator = people.desk("coordinator")
    _count_until(coordinator, "/repeats/", "Nothing here", "the flag lapses")
    officer = people.desk("officer.housing")
    officer.go(f"/cases/{case}/")
    _add_incident(officer, TODAY - dt.timedelta(days=1), told="Landlord", reference="NBH 77")
    _count_until(coordinator, "/repeats/", "Marjorie Pell", "a third incident raises it")
    coordinator.follow("Marjorie Pell")
    coordinator.sees("3 or more incidents within", "NBH 77", "NBP 1/26")
    officer.go(f"/cases/{case}/")
    officer.sees(FLAG, "3 incidents from")


def _add_incident(desk: Desk, day: dt.date, *, told: str, reference: str) -> None:
    desk.follow("Add an incident")
    desk.type("Date of the incident", f"{day:%-d %-m %Y}")
    desk.type("Postcode where it happened", "NB3 1AA")
    desk.type("What happened?", "Shouted threats in the stairwell.")
    desk.type("Who was told?", told)
    desk.type("Their reference", reference)
    desk.type("When were they told?", f"{day:%-d %-m %Y}")
    desk.pick("Heading", "Rowdy or nuisance neighbours")
    desk.press("Add incident")
    desk.sees("Saved.")


def _count_until(desk: Desk, path: str, text: str, what: str) -> None:
    """The nightly job, asked for by the page; then look until it has been."""
    desk.go("/repeats/")
    desk.press("Count now")
    desk.sees("Repeats are being counted")

    def seen() -> bool:
        desk.page.goto(path)
        return text in desk.page.locator("main").inner_text()

    wait_until(seen, what)
    desk.check()


def review_twice(people: People, case: str) -> None:
    """7. The lead officer reviews it twice: carry on; then propose that it closes."""
    officer = people.desk("officer.housing")
    officer.go(f"/cases/{case}/")
    officer.follow("Add an action")
    officer.type("What is to be done?", "Fit a door camera")
    officer.pick("Owner", "Tom Bright")
    officer.type("Due date", "tomorrow")
    officer.press("Add action")
    officer.go(f"/cases/{case}/")
    officer.follow("Review the case")
    officer.press("Save review")
    officer.sees("There is a problem")
    _review(officer, "Two more reports; the camera is ordered.", "Carry on as planned")
    officer.sees("Review saved")
    officer.follow("Review the case")
    officer.sees("Two more reports; the camera is ordered.")
    _review(officer, "Quiet since the camera.", "Propose closure to the panel")
    officer.sees("The coordinator is told of your proposal")


def _review(desk: Desk, findings: str, decision: str) -> None:
    desk.choose("What did you look at?", "Every open action")
    desk.type("What did you find?", findings)
    desk.choose("What do you decide?", decision)
    desk.type("Why?", "Spoke to her and to the police.")
    desk.press("Save review")


def close(people: People, case: str) -> None:
    """8. The coordinator finds the proposal, and closes the case with everything that is asked."""
    coordinator = people.desk("coordinator")
    coordinator.go("/")
    coordinator.follow(f"Answer: closure proposed for {case}")
    coordinator.sees("Quiet since the camera.", "Waiting for the coordinator")
    coordinator.go(f"/cases/{case}/")
    coordinator.follow("Close the case")
    coordinator.press("Close the case")
    coordinator.sees("There is a problem")
    coordinator.choose("What became of the behaviour?", "The behaviour has stopped")
    coordinator.choose("Why does the panel's work end?", "No incident for the period")
    coordinator.type("What would somebody need to know", "She keeps a log of her own.")
    coordinator.choose("How high is the risk at closure?", "Standard")
    coordinator.type("If that is another band", "Nothing for weeks.")
    coordinator.choose("What became of the action: Fit a door camera", "Done")
    coordinator.type("What was done, or why not? Fit a door camera", "Fitted and tested.")
    coordinator.choose("Was the person harmed told", "Yes")
    coordinator.press("Close the case")
    coordinator.sees("Enter who told them", "Enter what they were told")
    coordinator.type("If yes: who told them?", "Tom Bright, housing officer")
    coordinator.type("If yes: when?", "today")
    coordinator.type("If yes: what were they told?", "How to report again, and to whom.")
    coordinator.press("Close the case")
    coordinator.sees("Look at it again by", "Closed")
    coordinator.follow("Closing record")
    coordinator.sees("The behaviour has stopped", "How to report again", "Standard")


def look_again(people: People, case: str) -> None:
    """9. Ninety days on the lead officer looks again, and asks that it is opened."""
    people.installation.python(NINETY_DAYS_ON.format(case=case))
    officer = people.desk("officer.housing")
    officer.go("/")
    officer.follow(f"Look again at closed case {case}")
    officer.choose("Were there further reports?", "There were further reports")
    officer.choose("Was the person harmed asked how it is now?", "Yes")
    officer.type("What did you find?", "Two calls last week.")
    officer.choose("Should the case be opened again?", "Yes")
    officer.press("Save")
    officer.go("/")
    officer.sees_not(f"Look again at closed case {case}")
    assert officer.status_of(f"/cases/{case}/reopen/") == 403


def reopen(people: People, case: str) -> None:
    """10. The coordinator opens it again, and nothing of what was is lost."""
    coordinator = people.desk("coordinator")
    coordinator.go("/")
    coordinator.follow(f"Answer: reopening asked for {case}")
    coordinator.sees("Two calls last week.", "Somebody asks to reopen this case")
    coordinator.follow("Reopen the case")
    coordinator.type("Why?", "It has begun again.")
    coordinator.press("Reopen the case")
    coordinator.sees(f"{case} is now open")
    coordinator.go(f"/cases/{case}/closing/")
    coordinator.sees("The behaviour has stopped", "Two calls last week.", "Reopened")
    coordinator.go(f"/cases/{case}/")
    coordinator.follow("Whole chronology")
    coordinator.sees("Closing record: the behaviour has stopped", "It has begun again.")
    coordinator.sees("Looked at again", "Reviewed: propose closure to the panel")


def find_nothing(people: People, case: str, referral: str) -> None:
    """11. An agency that was never asked finds none of it."""
    outsider = people.desk("outsider")
    for path in (f"/cases/{case}/", f"/referrals/{referral}/", "/people/P-000001/"):
        assert outsider.status_of(path) == 404
    for path in ("/repeats/", "/count-once/", "/cases/"):
        outsider.go(path)
        outsider.sees_not(case, "Pell", "Dunmore")
