"""What is typed survives an ended session; the pages work without JavaScript and by keyboard."""

import pytest
from playwright.sync_api import Browser, expect

from home.rehearsal.northbridge import PASSWORD
from tests.browser.conftest import People
from tests.browser.desk import Desk
from tests.services.installation import Installation

pytestmark = pytest.mark.browser
TYPED = "Six reports in two months, the last with threats."


def test_an_ended_session_comes_back_to_the_same_form_with_the_text_in_it(people: People) -> None:
    officer = people.desk("officer.housing")
    officer.go("/referrals/new/")
    officer.press("Start a referral")
    officer.follow("Why a panel")
    officer.type("Several agencies: which, and for what?", TYPED)
    officer.page.keyboard.press("Tab")
    expect(officer.page.locator("body")).to_contain_text("Saved", timeout=15_000)
    form = officer.page.url
    officer.page.context.clear_cookies()
    officer.go(form)
    officer.type("Email", "officer.housing@rehearsal.example")
    officer.page.get_by_label("Password", exact=True).fill(PASSWORD)
    officer.press("Sign in")
    assert officer.page.url == form
    officer.sees("We kept what you typed")
    expect(officer.page.get_by_label("Several agencies: which, and for what?")).to_have_value(TYPED)


def test_a_referral_can_be_written_without_javascript(
    browser: Browser, installation: Installation
) -> None:
    context = browser.new_context(
        base_url=installation.environ["SITE_ADDRESS"], java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Email").fill("officer.police@rehearsal.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/referrals/new/")
    page.get_by_role("button", name="Start a referral").click()
    page.get_by_role("link", name="Who is harmed").click()
    page.get_by_label("Given name").fill("Vera")
    page.get_by_role("button", name="Add another person").click()
    expect(page.get_by_label("Given name").first).to_have_value("Vera")
    expect(page.get_by_label("Given name")).to_have_count(2)
    context.close()


def test_search_and_skip_link_are_reached_by_keyboard(people: People) -> None:
    coordinator: Desk = people.desk("coordinator")
    coordinator.go("/cases/")
    page = coordinator.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("CSM-2026-9999")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    coordinator.sees("Nothing that you may see matches")
