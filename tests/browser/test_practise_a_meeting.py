"""A coordinator practises a meeting alone, by keyboard; a co-chair without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from home.rehearsal.northbridge import PASSWORD
from tests.browser.conftest import People
from tests.browser.desk import Desk
from tests.services.installation import Installation

pytestmark = pytest.mark.browser
FAR = 120
AT = "document.activeElement"


def test_a_meeting_is_run_by_keyboard_alone(people: People) -> None:
    desk = people.desk("coordinator")
    begin(desk)
    page = desk.page
    keys(page, "E")
    assert page.evaluate(f"{AT}.id") == "earlier"
    choose_by_keyboard(page, "fate", "not_done")
    reach(page, "note")
    page.keyboard.type("Nobody was free.")
    reach_button(page, "Save what became of it")
    page.keyboard.press("Enter")
    desk.sees("Not done. Nobody was free.")
    share_by_keyboard(page)
    desk.sees("Three complaints from the ward.")
    record_by_keyboard(page)
    desk.sees("the record is saved")
    set_action_by_keyboard(page)
    desk.sees("the action is set")
    keys(page, "N")
    desk.sees("Practise this: fact or opinion")
    desk.check()


def begin(desk: Desk) -> None:
    """Set the scene and hear its first case."""
    desk.go("/meetings/")
    desk.press("Practise a meeting")
    desk.press("Start the meeting")
    desk.press("First case")


def keys(page: Page, letter: str) -> None:
    """The screen's own keys."""
    page.keyboard.press(f"Alt+Shift+Key{letter}")


def reach(page: Page, name: str) -> None:
    """Press Tab until a field of this name is reached."""
    _tab(page, f"({AT}.name ?? '').endsWith('{name}')")


def reach_button(page: Page, words: str) -> None:
    """Press Tab until this button is reached."""
    _tab(page, f"{AT}.tagName === 'BUTTON' && {AT}.textContent.trim() === '{words}'")


def _tab(page: Page, there: str) -> None:
    for _ in range(FAR):
        if page.evaluate(there):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {there}")


def choose_by_keyboard(page: Page, name: str, value: str) -> None:
    """Reach a question and press the arrow until the answer is chosen."""
    reach(page, name)
    page.keyboard.press("Space")
    for _ in range(FAR):
        if page.evaluate(f"{AT}.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} has no answer {value}")


def pick_by_keyboard(page: Page, name: str) -> None:
    """Reach a list and pick its first entry."""
    reach(page, name)
    page.keyboard.press("ArrowDown")


def share_by_keyboard(page: Page) -> None:
    """Write down what an agency shares."""
    keys(page, "F")
    assert page.evaluate(f"{AT}.name") == "fact-text"
    page.keyboard.type("Three complaints from the ward.")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    reach_button(page, "Add to what is shared")
    page.keyboard.press("Enter")


def record_by_keyboard(page: Page) -> None:
    """The decision by its key, the risk before it, the reason after it, and the key that saves."""
    keys(page, "D")
    choose_by_keyboard(page, "record-decision", "close")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    reach(page, "record-decision_reason")
    page.keyboard.type("Quiet for two months.")
    keys(page, "S")


def set_action_by_keyboard(page: Page) -> None:
    """An action with its owner and its date."""
    keys(page, "A")
    page.keyboard.type("Visit the victim")
    pick_by_keyboard(page, "action-owner")
    reach(page, "action-due_on")
    page.keyboard.type("tomorrow")
    page.keyboard.press("Enter")


def test_a_meeting_is_run_without_javascript(browser: Browser, installation: Installation) -> None:
    address = installation.environ["SITE_ADDRESS"]
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    hear_the_first(page)
    press(page, "Next case")
    expect(page.locator("main")).to_contain_text("Say what became of the overdue action")
    page.get_by_label("Not done").check()
    page.get_by_label("What was done, or why not?").fill("Nobody was free.")
    press(page, "Save what became of it")
    expect(page.locator("main")).to_contain_text("Not done. Nobody was free.")
    page.get_by_label("What the panel noted").fill("Typed before anything else.")
    press(page, "Save record")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select the decision")
    expect(page.get_by_label("What the panel noted")).to_have_value("Typed before anything else.")
    page.get_by_label("Medium").check()
    page.get_by_label("Close").check()
    page.get_by_label("Reason for the decision").fill("Quiet for two months.")
    press(page, "Save record")
    expect(page.locator("main")).to_contain_text("the record is saved")
    press(page, "Next case")
    expect(page.locator("main")).to_contain_text("Practise this: fact or opinion")
    context.close()


def hear_the_first(page: Page) -> None:
    """Sign in, set the scene and hear its first case."""
    page.goto("/")
    page.get_by_label("Email").fill("cochair.police@rehearsal.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    page.goto("/meetings/")
    for words in ("Practise a meeting", "Start the meeting", "First case"):
        press(page, words)


def press(page: Page, words: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=words).click()
