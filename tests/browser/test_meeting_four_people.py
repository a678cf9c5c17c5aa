"""Two co-chairs, a clerk and a partner run a meeting of ten cases: from the proposal to the locked
minutes, with a lost connection and a stale save on the way."""

import datetime as dt
import re
import time
import warnings

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import People
from tests.browser.desk import Desk

pytestmark = pytest.mark.browser
CASES = 10
TWO_LOOKS = 2500
PLACE = "(e) => e.getBoundingClientRect().top - e.closest('section').getBoundingClientRect().top"
TEN_CASES = """
import datetime as dt
from django.db import transaction
from django.utils import timezone
from cases.services import add_action, add_party, open_case, share_case
from home.rehearsal.base import account, agency
from people.services import add_person
from cases.models import Action
with transaction.atomic():
    for number in range(10):
        case = open_case(
            by=account("coordinator"), lead_agency=agency("homes"),
            lead_officer=account("officer.housing"), category="noise", asb_type="personal",
            summary="Loud music at night.", reason="Accepted",
            opened_on=timezone.localdate() - dt.timedelta(days=40),
        )
        for slug in ("homes", "police", "council"):
            share_case(case, by=account("coordinator"), agency=agency(slug), reason="Works on it")
        add_party(case, by=None, role="victim",
                  person=add_person(by=None, given_name="Vera", family_name=f"Harmed{number}"))
        if number == 0:
            action = add_action(
                case, by=account("coordinator"), wording="Fit a lock", agency=agency("homes"),
                owner=account("officer.housing"), due_on=timezone.localdate(),
            )
            Action.objects.filter(pk=action.pk).update(
                due_on=timezone.localdate() - dt.timedelta(days=5)
            )
"""


def test_ten_cases_from_proposal_to_locked_minutes(people: People) -> None:
    people.installation.python(TEN_CASES)
    meeting = agree_the_agenda(people)
    begin(people, meeting)
    police, council = people.desk("cochair.police"), people.desk("cochair.council")
    first = police.page.url
    council.go(first)
    two_write_at_once(police, council)
    the_same_field_shows_both(police, council)
    a_lost_connection_loses_nothing(police, council)
    a_stale_save_is_merged(police, council)
    typing_on_is_no_conflict(police)
    finish_first(police)
    for number in range(2, CASES + 1):
        record(police, f"CSM-{dt.date.today().year}-{number:04}")
        police.press(re.compile("Next case|Finish"))
    police.sees("Draft minutes")
    correct_and_lock(people, meeting)


def agree_the_agenda(people: People) -> str:
    """It proposes itself, all ten cases; both co-chairs agree it."""
    clerk = people.desk("coordinator")
    clerk.go("/meetings/plan/")
    clerk.pick("Panel", "CS MARAC")
    clerk.type("Date", "today")
    clerk.type("Time", "11:59pm")
    clerk.type("Place", "Committee room 1")
    clerk.press("Plan meeting")
    found = re.search(r"M-\d{4}-\d{4}", clerk.page.content())
    assert found
    for name in ("cochair.police", "cochair.council"):
        chair = people.desk(name)
        chair.go(f"/meetings/{found[0]}/agenda/")
        chair.press("Agree the agenda")
    chair.go(f"/meetings/{found[0]}/")
    chair.sees("Agenda agreed")
    return found[0]


def begin(people: People, meeting: str) -> None:
    """The partner signs on their own screen; the clerk records the others and adds a guest."""
    police, clerk = people.desk("cochair.police"), people.desk("coordinator")
    police.go(f"/meetings/{meeting}/")
    police.press("Start the meeting")
    partner = people.desk("officer.housing")
    partner.go(f"/meetings/{meeting}/")
    partner.follow("Confidentiality statement")
    partner.press("Sign the statement")
    partner.sees("You are down as present")
    clerk.go(f"/meetings/{meeting}/attendance/")
    clerk.sees("by themselves")
    for box in clerk.page.locator("main select[name^=status]").all():
        box.select_option("present")
    clerk.press("Save attendance")
    clerk.follow("Add somebody else")
    clerk.pick("Agency", "Youth")
    clerk.type("Name", "Gwen Guest")
    clerk.choose("As what?", "For one case only")
    clerk.pick("For which case?", "CSM")
    clerk.press("Add person")
    police.go(f"/meetings/{meeting}/screen/")
    police.press("First case")


def status(desk: Desk, words: str) -> None:
    expect(desk.page.locator("[data-live-status]")).to_contain_text(words, timeout=30_000)


def box(page: Page, name: str):
    return page.locator(f"[name=record-{name}]")


def two_write_at_once(police: Desk, council: Desk) -> None:
    """Each writes in a field of their own; each sees the other's, and how soon is measured."""
    box(police.page, "decision_reason").fill("Visits are to continue.")
    following = council.page.get_by_role("button", name="Next case")
    place = following.evaluate(PLACE)
    began = time.monotonic()
    expect(box(council.page, "decision_reason")).to_have_value(
        "Visits are to continue.", timeout=30_000
    )
    seen_after = time.monotonic() - began
    box(council.page, "facts_shared").fill("Noted by the council.")
    expect(box(police.page, "facts_shared")).to_have_value("Noted by the council.", timeout=30_000)
    expect(police.page.locator("[data-part=here]")).to_contain_text("is typing in What the panel")
    status(police, "Saved at")
    expect(council.page.locator("[data-part=here]")).to_contain_text("is typing in Reason")
    assert following.evaluate(PLACE) == place, "A button that moves is not pressed"
    warnings.warn(f"The other chair saw a change after {seen_after:.1f} s", stacklevel=1)


def the_same_field_shows_both(police: Desk, council: Desk) -> None:
    """Two texts in one field: both stand there, and one of the two people decides."""
    council.page.context.set_offline(True)
    box(council.page, "decision_reason").fill("The council would stop the visits.")
    status(council, "Not saved yet")
    box(police.page, "decision_reason").fill("Two visits a week.")
    status(police, "Saved at")
    council.page.context.set_offline(False)
    both = council.page.locator(".concord-both")
    expect(both).to_contain_text("Imran wrote: Two visits a week.", timeout=30_000)
    expect(box(council.page, "decision_reason")).to_have_value("The council would stop the visits.")
    both.get_by_role("button", name="Use theirs").click()
    expect(box(council.page, "decision_reason")).to_have_value("Two visits a week.")
    council.complaints.clear()


def a_lost_connection_loses_nothing(police: Desk, council: Desk) -> None:
    """A button pressed without a connection takes nothing away, and works at once afterwards."""
    police.page.context.set_offline(True)
    box(police.page, "decision_reason").fill("Two visits a week, typed in the dark.")
    status(police, "Not saved yet")
    police.page.get_by_role("button", name="Save record").click()
    police.arrive()
    status(police, "Not saved yet")
    expect(box(police.page, "decision_reason")).to_have_value(
        "Two visits a week, typed in the dark."
    )
    police.page.context.set_offline(False)
    police.page.get_by_role("button", name="Save record").click()
    police.arrive()
    police.sees("Select the decision")
    police.complaints.clear()
    expect(box(council.page, "decision_reason")).to_have_value(
        "Two visits a week, typed in the dark.", timeout=30_000
    )


def a_stale_save_is_merged(police: Desk, council: Desk) -> None:
    """The council chair saves a record; the police chair, whose page is older, saves theirs."""
    council.choose("How high is the risk now?", "High")
    council.choose("Decision", "Keep open")
    council.type("Hear it again on or after", "tomorrow")
    council.press("Save record")
    council.sees("the record is saved")
    box(police.page, "facts_shared").fill("Noted by both.")
    police.press("Save record")
    police.sees("the record is saved")
    expect(box(police.page, "risk_band").locator("nth=2")).to_be_checked()
    expect(box(police.page, "facts_shared")).to_have_value("Noted by both.")


def typing_on_is_no_conflict(police: Desk) -> None:
    """The server has the first words, its answer is on its way, and more are typed and saved."""
    answers = []

    def delay(route: Route) -> None:
        if "Noted by both," in (route.request.post_data or ""):
            answers.append((route, route.fetch()))
        else:
            route.continue_()

    police.page.route("**/type/", delay)
    words = box(police.page, "facts_shared")
    words.fill("Noted by both,")
    while not answers:
        police.page.wait_for_timeout(100)
    words.fill("Noted by both, and by all.")
    police.page.wait_for_timeout(TWO_LOOKS)
    expect(police.page.locator(".concord-both")).to_have_count(0)
    police.page.get_by_role("button", name="Save record").click()
    for route, answer in answers:
        route.fulfill(response=answer)
    police.page.unroute("**/type/")
    police.arrive()
    police.sees("the record is saved")
    expect(words).to_have_value("Noted by both, and by all.")


def finish_first(police: Desk) -> None:
    """The meeting does not move on without the fate of the overdue action."""
    police.press("Next case")
    police.sees("Say what became of the overdue action: Fit a lock")
    police.choose("What became of it?", "Not done")
    police.type("What was done, or why not?", "Nobody was free.")
    police.press("Save what became of it")
    police.page.get_by_text("Write down what an agency shares").click()
    police.pick("Who shares it?", "Homes")
    police.type("What do they share?", "Three complaints from the ward.")
    police.choose("Fact or opinion?", "Fact")
    police.choose("How may it be passed on?", "May be shared")
    police.press("Add to what is shared")
    police.type("What is to be done?", "Visit the victim")
    police.press("Next case")
    police.sees("Give an owner and an agency and a date to the action “Visit the victim”")
    police.pick("Owner", "Tom Bright")
    police.type("Due date", "tomorrow")
    police.press("Set action")
    set_slowly(police)
    police.shoot("meeting-screen-live")
    police.press("Next case")


def set_slowly(police: Desk) -> None:
    """What is typed is kept half a second later, when the action is set and its page on its way:
    it does not come back as an action still to be set."""

    def delay(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        time.sleep(TWO_LOOKS / 1000)
        route.fulfill(response=answer)

    police.page.route("**/action/", delay)
    police.type("Due date", "tomorrow")
    police.pick("Owner", "Tom Bright")
    police.type("What is to be done?", "Fit a bell")
    police.press("Set action")
    police.page.unroute("**/action/")
    expect(police.page.locator("[name=action-wording]")).to_have_value("")
    police.sees_not("or clear it")


def record(police: Desk, case: str) -> None:
    expect(police.page).to_have_title(re.compile(f"^{case}, "))
    police.choose("How high is the risk now?", "Medium")
    police.choose("Decision", "Close")
    police.type("Reason for the decision", "Quiet for two months.")
    police.press("Save record")
    police.sees(f"{case}: the record is saved.")


def correct_and_lock(people: People, meeting: str) -> None:
    """The draft goes round, the partner corrects it, both co-chairs agree it, and it locks."""
    clerk, partner = people.desk("coordinator"), people.desk("officer.housing")
    clerk.go(f"/meetings/{meeting}/minutes/")
    clerk.press("Send the draft round for correction")
    partner.go(f"/meetings/{meeting}/minutes/")
    partner.follow("Propose a correction")
    partner.choose("Which paragraph is wrong?", "What Northbridge Homes shared")
    partner.type("What should it say?", "Four complaints from the ward.")
    partner.type("Why?", "One came by letter.")
    partner.press("Propose correction")
    police = people.desk("cochair.police")
    police.go(f"/meetings/{meeting}/minutes/")
    police.press("Agree the minutes")
    police.sees("Answer the correction")
    police.follow("Answer")
    police.choose("Take it into the minutes?", "Yes")
    police.type("Why?", "It did.")
    police.press("Save answer")
    for name in ("cochair.police", "cochair.council"):
        chair = people.desk(name)
        chair.go(f"/meetings/{meeting}/minutes/")
        chair.sees("Four complaints from the ward.", "Gwen Guest")
        chair.press("Agree the minutes")
    partner.go(f"/meetings/{meeting}/minutes/")
    partner.sees("Agreed by every co-chair and locked", "Four complaints from the ward.")
    clerk.go(f"/meetings/{meeting}/minutes/for/")
    clerk.follow("plain letter")
    clerk.sees("Dear Vera Harmed", "Visit the victim")
    clerk.sees_not("Four complaints")
