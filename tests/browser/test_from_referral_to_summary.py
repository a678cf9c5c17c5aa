"""From a referral form to the annual summary: each step as the person who does it."""

import datetime as dt
import re

import pytest

from tests.browser.conftest import People

pytestmark = pytest.mark.browser
YEAR = dt.date.today().year
CASE = f"CSM-{YEAR}-0001"


def test_from_a_referral_to_the_annual_summary(people: People) -> None:
    """Steps 1 to 8 of the foundation, in order."""
    referral = refer(people)
    accept(people, referral)


def refer(people: People) -> str:
    """1. A panel officer refers a case, leaves half-way, comes back, checks and sends."""
    officer = people.desk("officer.housing")
    officer.open("Referrals")
    officer.follow("Refer a case")
    officer.press("Start a referral")
    reference = re.search(r"R-\d{4}-\d{4}", officer.page.url)
    assert reference
    _why_and_who(people)
    officer.go("/")
    officer.follow(f"Finish referral {reference[0]}")
    officer.sees("Done", "Not started")
    officer.shoot("referral-tasks")
    _what_and_consent(people)
    officer.follow("Check your answers")
    officer.sees("Marjorie", "Craig", "NB3 1AA")
    officer.press("Send referral")
    officer.sees("Waiting for the coordinator", f"The reference is {reference[0]}")
    return reference[0]


def _why_and_who(people: People) -> None:
    officer = people.desk("officer.housing")
    officer.follow("Why a panel")
    officer.choose("Why does this need the panel?", "It needs several agencies")
    officer.type("What makes you say so?", "Six reports in two months.")
    officer.press("Save and continue")
    officer.follow("Who is harmed")
    officer.choose("victim or a complainant", "Victim")
    officer.type("Given name", "Marjorie")
    officer.type("Family name", "Pell")
    officer.type("Date of birth", "4/5/48")
    officer.type("What makes them vulnerable?", "Lives alone.")
    officer.press("Save and continue")
    officer.follow("Who is alleged to cause it")
    officer.type("Given name", "Craig")
    officer.type("Family name", "Dunmore")
    officer.press("Save and continue")


def _what_and_consent(people: People) -> None:
    officer = people.desk("officer.housing")
    officer.follow("What happened")
    officer.type("Date of the incident", "1 1 2099")
    officer.type("Postcode where it happened", "not one")
    officer.type("What happened?", "Banging on the door at night.")
    officer.press("Save and continue")
    officer.sees("There is a problem", "Enter a full postcode, like N11 1AA")
    officer.page.get_by_role("link", name="Enter a full postcode").click()
    assert officer.page.evaluate("document.activeElement.name") == "incidents-0-postcode"
    officer.type("Date of the incident", "yesterday")
    officer.type("Postcode where it happened", "nb31aa")
    officer.press("Save and continue")
    officer.follow("What sort of behaviour it is")
    officer.choose("Which heading fits best?", "Rowdy or nuisance neighbours")
    officer.choose("Who or what does it harm?", "Personal")
    officer.type("Sum it up for the panel", "A neighbour targets an older woman.")
    officer.press("Save and continue")
    officer.follow("What has been tried")
    officer.choose("What has been tried?", "Verbal or written warning")
    officer.type("When was it tried", "Five weeks ago, no effect.")
    officer.press("Save and continue")
    officer.follow("Risk questions")
    for group in officer.page.locator("main fieldset").all():
        group.get_by_role("radio").last.check()
    officer.press("Save and continue")
    officer.follow("Consent and legal power")
    officer.choose("Does the person harmed agree", "Yes, they agree")
    officer.type("Who explained it to them?", "Tom Bright, housing officer")
    officer.type("When?", "yesterday")
    officer.press("Save and continue")


def accept(people: People, referral: str) -> None:
    """2. The coordinator is warned that a person is known, and accepts it with a reason."""
    coordinator = people.desk("coordinator")
    coordinator.sees(f"Answer referral {referral}")
    coordinator.shoot("my-work")
    coordinator.follow(f"Answer referral {referral}")
    coordinator.follow("Accept referral")
    coordinator.type("Why is it accepted?", "High risk and several agencies involved.")
    coordinator.press("Accept referral")
    coordinator.sees(CASE, "Marjorie Pell", "Craig Dunmore", "High risk")
    coordinator.shoot("case")
