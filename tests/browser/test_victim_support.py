"""Support for a victim, from the panel to the survey; a panel held and one that was not; the
person's own page, and leaving it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.desk import AXE, AXE_OPTIONS, Desk

pytestmark = pytest.mark.browser

MEETING = """
import datetime as dt
from django.utils import timezone
from accounts.models import Agency, User
from cases.services import add_party, open_case, share_case
from panels.models import Panel
from panels.services import agree_agenda, plan_meeting, start_meeting
from people.services import add_person
homes = Agency.objects.get(slug="homes")
officer = User.objects.get(email="officer.housing@rehearsal.example")
case = open_case(
    by=None, lead_agency=homes, lead_officer=officer, category="noise", asb_type="personal",
    summary="Loud music at night.", reason="Accepted", postcode="NB3 1AA",
    opened_on=timezone.localdate() - dt.timedelta(days=40),
)
share_case(case, by=None, agency=homes, reason="Works on it")
victim = add_person(by=None, given_name="Winifred", family_name="Quill")
add_party(case, by=None, person=victim, role="victim")
starts_at = timezone.now() + dt.timedelta(hours=1)
meeting = plan_meeting(Panel.objects.get(), by=None, starts_at=starts_at, place="Room 1")
for chair in meeting.panel.co_chairs.in_force():
    meeting.refresh_from_db()
    agree_agenda(meeting, by=chair.user, agenda_version=meeting.agenda_version)
start_meeting(meeting, by=chair.user)
answer = [case.reference, meeting.reference]
"""
LETTER = """
from cases.models import Party
from home.rehearsal.base import account, agency
from letters.models import LetterTemplate
from letters.services import begin_letter
party = Party.objects.get(person__family_name="Quill")
answer = begin_letter(
    party.case, by=account("officer.housing"), agency=agency("homes"), party=party, sending="post",
    template=LetterTemplate.objects.in_use().get(name="We have your report"),
).pk
"""
FACILITATOR = """
import datetime as dt
from accounts.models import Agency, User
from victims.services import add_facilitator
add_facilitator(
    Agency.objects.get(slug="victim-support"),
    by=User.objects.get(email="victim.worker@rehearsal.example"),
    name="Rosa Lindqvist", kind="volunteer", training="Three days", trained_on=dt.date(2020, 1, 1),
)
answer = "ready"
"""


def test_from_the_panel_to_the_survey(people: People) -> None:
    """Each step as the person who does it."""
    case, meeting = people.installation.python(MEETING)
    people.installation.python(FACILITATOR)
    refer_from_the_panel(people.desk("cochair.police"), meeting)
    worker = people.desk("victim.worker")
    begin(worker)
    stop_what_is_not_safe(worker)
    stop_the_letter(people)
    hold_a_panel(worker)
    not_proceed(worker)
    link = make_link(worker, "Their page", "Visit or meeting")
    use_own_page(people, link)
    see_the_review_asked_for(people, case)
    close(worker)
    answer_survey(people, make_link(worker, "Survey", "Text message"))
    worker.follow("Survey")
    worker.sees("Would recommend the service", "Yes")


def refer_from_the_panel(chair: Desk, meeting: str) -> None:
    chair.go(f"/meetings/{meeting}/screen/")
    chair.press("First case")
    chair.choose("Who is referred?", "Winifred Quill")
    chair.choose("Priority", "Enhanced")
    chair.type("What makes it enhanced?", "The same neighbour, every week.")
    chair.press("Refer the victim")
    chair.sees("referred to Victim Support")


def begin(worker: Desk) -> None:
    worker.open("Victims")
    worker.sees("Enhanced")
    worker.page.locator("tr", has_text="Winifred Quill").get_by_role("link").first.click()
    worker.press("Take this referral")
    worker.follow("Record consent", role="button")
    worker.choose("What did they say?", "Given")
    worker.choose("How were they asked?", "Phone call")
    worker.type("When?", "today")
    worker.press("Record consent")
    worker.sees("by the person themselves")


def stop_what_is_not_safe(worker: Desk) -> None:
    worker.follow("How to reach them safely")
    worker.type("Why do you need to see it now?", "To plan a call")
    worker.press("Show safe contact")
    worker.follow("Record safe contact")
    worker.type("Safe phone number", "020 7946 0000")
    worker.choose("Which ways of reaching them are safe?", "Text message")
    worker.choose("Which ways of reaching them are safe?", "Visit or meeting")
    worker.press("Save safe contact")
    worker.sees("Never by", "Letter")
    worker.page.locator(".govuk-back-link").click()
    worker.follow("Plan a contact", role="button")
    worker.type("Date", "tomorrow")
    worker.type("Time", "2:30pm")
    worker.choose("How?", "Phone call")
    worker.press("Plan contact")
    worker.sees("Stop: phone call is not a safe way to reach this person.")
    worker.page.locator(".govuk-back-link").click()


def stop_the_letter(people: People) -> None:
    """The landlord's officer writes by post, knows nothing of safe contact, and is stopped."""
    officer = people.desk("officer.housing")
    officer.go(f"/letters/{people.installation.python(LETTER)}/check/")
    officer.sees("does not allow", "This letter is stopped.")
    officer.sees_not("020 7946 0000")


def propose(worker: Desk, aim: str) -> None:
    worker.follow("Interventions")
    worker.follow("Propose an intervention", role="button")
    worker.choose("What is it?", "Restorative Justice panel")
    worker.type("What is it meant to achieve?", aim)
    worker.press("Propose")
    worker.follow("Restorative Justice panel")


def side(worker: Desk, who: str) -> None:
    worker.follow("Record what a side said", role="button")
    worker.choose("Who was asked?", who)
    worker.choose("What did they say?", "Agrees to take part")
    worker.choose("How were they asked?", "Visit or meeting")
    worker.press("Save")


def hold_a_panel(worker: Desk) -> None:
    propose(worker, "Quiet nights")
    worker.follow("Find it suitable", role="button")
    worker.type("Why is it suitable?", "Neighbours of equal standing")
    worker.press("Find it suitable")
    worker.follow("Begin preparation", role="button")
    worker.press("Begin preparation")
    worker.sees("Record that each side agrees to take part first.")
    worker.follow("Cancel")
    side(worker, "The person harmed")
    side(worker, "The other side")
    worker.follow("Begin preparation", role="button")
    worker.press("Begin preparation")
    worker.follow("Say who facilitates", role="button")
    worker.choose("Who facilitates?", "Rosa Lindqvist")
    worker.press("Save")
    worker.follow("Record that it was held", role="button")
    worker.type("When was it held?", "today")
    worker.choose("Who was there?", "The person harmed")
    worker.type("What was agreed?", "Quiet after ten")
    worker.type("Follow up on", "tomorrow")
    worker.press("Record that it was held")
    worker.sees("Quiet after ten", "Held")


def not_proceed(worker: Desk) -> None:
    propose(worker, "A second try")
    worker.follow("Not proceeded", role="button")
    worker.choose("Why did it not go on?", "The other side did not want it")
    worker.type("When?", "today")
    worker.press("Not proceeded")
    worker.sees("The other side did not want it")


def make_link(worker: Desk, tab: str, way: str) -> str:
    worker.follow(tab)
    worker.page.get_by_label(way).check()
    worker.press("Make a link")
    return worker.page.locator("strong.concord-break").inner_text()


def use_own_page(people: People, link: str) -> None:
    page = people.stranger()
    page.goto(link)
    found = AXE.run(page, options=AXE_OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Open").click()
    expect(page.locator("body")).to_contain_text("You are being supported")
    found = AXE.run(page, options=AXE_OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Please review my case").click()
    expect(page.locator("body")).to_contain_text("We have passed on that you would like a review")
    assert "Quill" not in page.content()
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Weather"))
    page.get_by_role("button", name="Leave this page now").click()
    page.wait_for_url("https://www.bbc.co.uk/**")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("You are being supported")
    page.goto(link)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("body")).to_contain_text("This link does not work any more")


def see_the_review_asked_for(people: People, case: str) -> None:
    coordinator = people.desk("coordinator")
    coordinator.open("My work")
    coordinator.follow(f"A victim asks for a review of {case}")
    coordinator.sees("They asked for a review of this case")
    coordinator.press("Note as seen to")
    coordinator.sees("It is noted as seen to.")


def close(worker: Desk) -> None:
    worker.follow("Overview")
    worker.follow("Close support", role="button")
    worker.choose("Why does support end?", "Goals reached")
    for outcome in (
        "Health and wellbeing",
        "Coping with everyday life",
        "Feeling safe",
        "Being informed and able to act",
    ):
        worker.choose(outcome, "Improved")
    worker.press("Close support")
    worker.sees("Closed")


def answer_survey(people: People, link: str) -> None:
    page = people.stranger()
    page.goto(link)
    page.get_by_role("button", name="Open").click()
    page.get_by_label("Yes").check()
    found = AXE.run(page, options=AXE_OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("body")).to_contain_text("Thank you")
