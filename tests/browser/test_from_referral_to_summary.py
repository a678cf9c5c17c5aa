"""From a referral form to the annual summary: each step as the person who does it."""

import csv
import datetime as dt
import re
import warnings
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.desk import Desk
from tests.services.installation import wait_until

pytestmark = pytest.mark.browser
YEAR = dt.date.today().year
OPEN_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CASE = f"CSM-{YEAR}-0001"


def test_from_a_referral_to_the_annual_summary(people: People) -> None:
    """Steps 1 to 8 of the foundation, in order."""
    referral = refer(people)
    accept(people, referral)
    meeting = agree_agenda(people)
    hear(people, meeting)
    agree_minutes(people, meeting)
    support(people)
    measure(people)
    if OPEN_DATA.is_dir():
        summarise(people)
    else:
        warnings.warn(f"{OPEN_DATA} is not there: step 7 was left out", stacklevel=1)
    find_nothing(people, referral, meeting)
    read_the_log(people, referral)


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
    officer.follow("You and your agency")
    officer.type("Your phone number in office hours", "020 7946 0000")
    officer.press("Save and continue")
    officer.follow("Why a panel")
    officer.choose("Why does this need the panel?", "It needs several agencies")
    officer.press("Save and continue")
    officer.sees("Enter your evidence")
    officer.type("Several agencies: which, and for what?", "Police and landlord.")
    officer.press("Save and continue")
    officer.follow("Who is harmed")
    officer.choose("victim or a complainant", "Victim")
    officer.type("Given name", "Marjorie")
    officer.type("Family name", "Pell")
    officer.type("Date of birth", "4/5/48")
    officer.type("What makes them vulnerable?", "Lives alone.")
    officer.choose("Do they know of this referral?", "Yes")
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
    officer.pick("What was tried?", "Verbal or written warning")
    officer.type("When was it tried?", "yesterday")
    officer.type("By whom?", "Northbridge Homes")
    officer.type("How did it go?", "No effect.")
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
    officer.follow("Other panels")
    officer.choose("Is anybody here open to another panel?", "None that I know of")
    officer.press("Save and continue")
    officer.follow("What the victim wants")
    officer.type("What does the person harmed want to happen?", "To sleep at night.")
    officer.choose("Do they want to speak to the police?", "Yes")
    officer.press("Save and continue")


def accept(people: People, referral: str) -> None:
    """2. The coordinator is warned that a person is known, and accepts it with a reason."""
    coordinator = people.desk("coordinator")
    coordinator.sees(f"Answer referral {referral}")
    coordinator.shoot("my-work")
    coordinator.follow(f"Answer referral {referral}")
    coordinator.follow("Accept referral")
    coordinator.sees("may already be known")
    coordinator.choose("Is Craig Dunmore already known?", "P-000001")
    coordinator.type("Why is it accepted?", "High risk and several agencies involved.")
    coordinator.press("Accept referral")
    coordinator.sees(CASE, "Marjorie Pell", "Craig Dunmore", "High risk")
    coordinator.shoot("case")


TWO_MORE = """
from accounts.models import Agency, User
from cases.services import add_action, open_case, share_case
homes, police = Agency.objects.get(slug="homes"), Agency.objects.get(slug="police")
for category in ("noise", "rowdy"):
    case = open_case(
        by=None, lead_agency=homes, category=category, asb_type="nuisance",
        summary="Groups gather at night.", reason="Accepted",
    )
    for agency in (homes, police):
        share_case(case, by=None, agency=agency, reason="Works on it")
"""


def agree_agenda(people: People) -> str:
    """3. The agenda has proposed the case; both co-chairs agree; papers name nobody."""
    people.installation.python(TWO_MORE)
    coordinator = people.desk("coordinator")
    coordinator.open("Meetings")
    coordinator.follow("Plan a meeting")
    coordinator.pick("Panel", "CS MARAC")
    coordinator.type("Date", "1 1 2020")
    coordinator.type("Time", "10am")
    coordinator.type("Place", "Committee room 1")
    coordinator.press("Plan meeting")
    coordinator.sees("Enter a date that is today or later")
    coordinator.type("Date", "today")
    coordinator.type("Time", "11:59pm")
    coordinator.press("Plan meeting")
    meeting = re.search(r"M-\d{4}-\d{4}", coordinator.page.content())
    assert meeting
    _add_as_urgent(coordinator, meeting[0])
    police, council = people.desk("cochair.police"), people.desk("cochair.council")
    _review(police, meeting[0])
    council.go(f"/meetings/{meeting[0]}/agenda/")
    council.sees(CASE, "Heard next time", "Imran Sadiq")
    council.press("Agree the agenda")
    council.go(f"/meetings/{meeting[0]}/")
    council.sees("Agenda agreed")
    wait_until(lambda: _mails(people, "Papers for meeting"), "papers go out")
    for mail in _mails(people, "Papers for meeting"):
        assert meeting[0] in mail
        assert not re.search("Marjorie|Pell|Craig|Dunmore", mail), mail
    officer = people.desk("officer.housing")
    officer.go("/")
    officer.follow(f"Read the papers for {meeting[0]}")
    officer.sees(CASE, "Marjorie Pell")
    return meeting[0]


def _add_as_urgent(desk: Desk, meeting: str) -> None:
    """The meeting is today, so all three cases came after its deadline."""
    for _ in range(3):
        desk.go(f"/meetings/{meeting}/agenda/")
        desk.sees("after the deadline")
        desk.follow("add it as urgent")
        desk.type("Why", "Threats this week")
        desk.press("Add")


def _review(desk: Desk, meeting: str) -> None:
    desk.go("/")
    desk.follow(f"Agree the agenda of {meeting}")
    desk.sees(CASE, "Threats this week")
    desk.shoot("agenda")
    desk.follow(CASE)
    desk.sees("A neighbour targets an older woman.")
    desk.go(f"/meetings/{meeting}/agenda/")
    desk.press(f"Move down {CASE}")
    desk.press(f"Move up {CASE}")
    desk.follow(f"Take off CSM-{YEAR}-0003")
    desk.type("Why is it taken off?", "Heard next time")
    desk.press("Take off")
    desk.sees("Taken off", "Heard next time")
    desk.press("Agree the agenda")


def _mails(people: People, subject: str) -> list[str]:
    folder = people.installation.var / "mail"
    texts = [file.read_text() for file in folder.glob("*")] if folder.exists() else []
    return [text for text in texts if subject in text]


def hear(people: People, meeting: str) -> None:
    """4. Attendance, what was shared, the risk, the decision, actions; the victim is referred."""
    chair = people.desk("cochair.police")
    chair.go(f"/meetings/{meeting}/")
    chair.press("Start the meeting")
    chair.go(f"/meetings/{meeting}/attendance/")
    for box in chair.page.locator("main select[name^=status]").all():
        box.select_option("present")
    for box in chair.page.get_by_label("Statement signed").all():
        box.check()
    chair.press("Save attendance")
    chair.shoot("attendance")
    chair.go(f"/meetings/{meeting}/screen/")
    chair.press("First case")
    chair.press("Next case")
    chair.sees("Record")
    _record(chair, "Housing: two more reports. Police: no new calls.")
    chair.type("What is to be done?", "Visit the victim and agree a contact plan")
    chair.pick("Owner", "Tom Bright")
    chair.type("Due date", "1 1 2020")
    chair.press("Set action")
    chair.sees("Enter a due date that is today or later")
    chair.type("Due date", "tomorrow")
    chair.press("Set action")
    chair.sees("Visit the victim and agree a contact plan")
    chair.choose("Who is referred?", "Marjorie Pell")
    chair.choose("Priority", "Enhanced")
    chair.type("What makes it enhanced?", "Vulnerable: lives alone.")
    chair.press("Refer the victim")
    chair.shoot("meeting-screen")
    chair.press("Next case")
    _record(chair, "Police: quiet since the last patrol.")
    chair.press("Finish and read the minutes")


def _record(chair: Desk, shared: str) -> None:
    chair.type("What the panel noted", shared)
    chair.choose("How high is the risk now?", "High")
    chair.choose("Decision", "Keep open")
    chair.type("Reason for the decision", "It continues.")
    chair.type("Hear it again on or after", "tomorrow")
    chair.press("Save record")


def agree_minutes(people: People, meeting: str) -> None:
    """4. The minutes write themselves; both co-chairs agree them; they lock."""
    for name in ("cochair.police", "cochair.council"):
        chair = people.desk(name)
        chair.go(f"/meetings/{meeting}/minutes/")
        chair.sees("Housing: two more reports", "Visit the victim and agree a contact plan")
        chair.press("Agree the minutes")
    chair.go(f"/meetings/{meeting}/minutes/")
    chair.sees_not("Draft minutes", "Agree the minutes")
    chair.shoot("minutes")


def support(people: People) -> None:
    """5. Consent, first contact in working days, next contact, plan, closure, the survey answer."""
    worker = people.desk("victim.worker")
    worker.open("Victims")
    reference = worker.page.get_by_role(
        "link", name=re.compile(r"VS-\d{4}-\d{4}")
    ).first.inner_text()
    worker.follow(reference)
    worker.press("Take this referral")
    worker.follow("Record consent", role="button")
    worker.choose("What did they say?", "Given")
    worker.choose("How were they asked?", "Phone call")
    worker.type("When?", "today")
    worker.press("Record consent")
    worker.follow("Record a contact", role="button")
    worker.type("Date", "today")
    worker.type("Time", "00:01")
    worker.choose("How?", "Phone call")
    worker.choose("What came of it?", "Spoke to them")
    worker.page.get_by_label("This talk was support").check()
    worker.type("Next contact due", "tomorrow")
    worker.press("Record contact")
    worker.sees("0 working days after the referral")
    worker.follow("Add a goal", role="button")
    worker.choose("What is it about?", "Safety and security at home")
    worker.type("Goal", "Feel safe at home again")
    worker.choose("Whose is it to do?", "Their support worker")
    worker.type("By when?", "tomorrow")
    worker.press("Add goal")
    worker.shoot("victim")
    worker.follow("Close support", role="button")
    _choose_first_of_each(worker)
    worker.press("Close support")
    worker.follow("Record the survey", role="button")
    worker.follow("record that it was sent, or what was answered")
    worker.choose("How is it sent?", "Phone call")
    worker.type("Sent on", "today")
    worker.choose("recommend", "Yes")
    worker.type("Answered on", "today")
    worker.press("Save")
    worker.follow("Survey")
    worker.sees("Would recommend the service")


def _choose_first_of_each(desk: Desk) -> None:
    for group in desk.page.locator("main fieldset").all():
        group.get_by_role("radio").first.check()
    for box in desk.page.locator("main select").all():
        box.select_option(index=1)


def measure(people: People) -> None:
    """6. Nomination, selection, offences by date, offending before and since, defined."""
    manager = people.desk("offender.manager")
    manager.go(f"/cases/{CASE}/offenders/")
    manager.follow("Nominate to the cohort", role="button")
    manager.choose("Alleged perpetrator", "Craig Dunmore")
    manager.type("Why should the panel select them?", "Four burglaries in two months.")
    manager.page.get_by_label("I have checked that they are 18 or over").check()
    manager.press("Nominate")
    manager.follow("Record selection", role="button")
    manager.choose("Cohort", "Fixed")
    manager.type("Date of joining", f"1 4 {YEAR - 1}")
    manager.type("Why did the panel select them?", "Scores high.")
    manager.press("Record selection")
    for day in (f"1 12 {YEAR - 2}", f"3 1 {YEAR - 1}", f"5 2 {YEAR - 1}", f"1 6 {YEAR - 1}"):
        manager.follow("Record an offence", role="button")
        manager.type("Date of the offence", day)
        manager.pick("Category", "Burglary")
        manager.choose("What has come of it?", "Convicted")
        manager.type("Source", "Police")
        manager.press("Record offence")
    manager.sees("12 months", "compared to their average offending rate")
    manager.shoot("offender")


def summarise(people: People) -> None:
    """7. Recorded crime and population in, the year taken by the job, frozen, downloaded."""
    analyst = people.desk("analyst")
    for kind, file in (
        ("Recorded crime", "recorded-crime/mps_borough_crime_2008-01_to_2016-12.csv"),
        ("Recorded crime", "recorded-crime/mps_borough_crime_2017-01_to_2018-12.csv"),
        ("Population", "population/ons_mid_year_estimates_1999_to_2016.csv"),
    ):
        _bring_in(analyst, kind, OPEN_DATA / file)
    analyst.go("/assessment/take/")
    analyst.type("Period", "2016/17")
    analyst.type("Area", "Barnet")
    analyst.press("Take the figures")
    year = "/assessment/2016-17/barnet/"
    wait_until(lambda: "Being taken" not in analyst.page.request.get(year).text(), "the job ends")
    analyst.go(year)
    analyst.sees("12,056", "3,296", "4,912", "Robbery", "The partnership's own cases")
    analyst.shoot("summary")
    analyst.follow("Freeze summary")
    analyst.press("Freeze summary")
    analyst.sees("Frozen")
    for link, ending in (("Download as CSV", ".csv"), ("Download as Excel", ".xlsx")):
        with analyst.page.expect_download() as waiting:
            analyst.page.get_by_role("link", name=link).click()
        assert waiting.value.suggested_filename.endswith(ending)
        if ending == ".csv":
            rows = list(csv.DictReader(waiting.value.path().read_text("utf-8-sig").splitlines()))
            [seven] = [row for row in rows if row["code"] == "mopac7.total"]
            assert (seven["value"], seven["previous_value"], seven["base_value"]) == (
                "12056",
                "12630",
                "15248",
            )


def _bring_in(analyst: Desk, kind: str, file: Path) -> None:
    analyst.go("/assessment/imports/")
    analyst.choose("What the file holds", kind)
    analyst.page.get_by_label("File").set_input_files(file)
    analyst.press("Upload and preview")
    analyst.press("Import file")
    held = analyst.page.locator("#held")
    expect(held).to_contain_text(file.name, timeout=180_000)


def find_nothing(people: People, referral: str, meeting: str) -> None:
    """8. An agency the case is not shared with finds none of it."""
    outsider = people.desk("outsider")
    for path in (
        f"/cases/{CASE}/",
        f"/cases/{CASE}/chronology/",
        f"/cases/{CASE}/victims/",
        f"/cases/{CASE}/offenders/",
        f"/cases/{CASE}/panel/",
        f"/referrals/{referral}/",
        f"/meetings/{meeting}/",
        f"/meetings/{meeting}/papers/",
        f"/meetings/{meeting}/minutes/",
        "/people/P-000001/",
        "/people/P-000002/",
        "/actions/1/",
    ):
        assert outsider.status_of(path) == 404, path
    for entry in ("Referrals", "Cases", "Actions", "Meetings"):
        outsider.open(entry)
        outsider.sees_not(CASE, referral, meeting, "Marjorie", "Dunmore")
    for words in (CASE, "NB3 1AA", "NB3", "Pell", "Marjorie Pell", "Craig Dunmore"):
        outsider.page.get_by_label("Search cases, people and places").fill(words)
        outsider.page.keyboard.press("Enter")
        outsider.page.wait_for_url("**/search/")
        outsider.sees("Nothing that you may see matches")
    listed = outsider.page.request.get("/cases/download/").text()
    assert CASE not in listed


def read_the_log(people: People, referral: str) -> None:
    """9. Every step is in the log, readings included; the proof passes."""
    officer = people.desk("dpo")
    officer.open("The log")
    officer.go("/governance/log/?verb=page.read")
    officer.sees("Page read")
    officer.shoot("log")
    said = people.installation.python(VERBS)
    for verb in (
        "referral.sent",
        "referral.accepted",
        "case.opened",
        "case.shared",
        "agenda.agreed",
        "papers.sent",
        "action.set",
        "victim.referred",
        "minutes.locked",
        "page.read",
        *(("recorded_crime.imported", "figures.taken") if OPEN_DATA.is_dir() else ()),
    ):
        assert verb in said, (verb, said)
    assert "whole" in people.installation.manage("verify_audit")


VERBS = """
from audit.models import Entry
answer = sorted(set(Entry.objects.values_list("verb", flat=True)))
"""
