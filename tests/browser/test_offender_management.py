"""Offender management end to end: an injunction with a breach, an impossible order, the cohort from
nomination to de-selection, a spreadsheet undone, the measure and its file."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.desk import Desk
from tests.services.installation import wait_until

pytestmark = pytest.mark.browser

A_CASE = """
import datetime as dt
from accounts.models import Agency, User
from cases.services import add_party, open_case, share_case
from people.services import add_person
officer = User.objects.get(email="officer.housing@rehearsal.example")
homes = Agency.objects.get(slug="homes")
case = open_case(
    by=None, lead_agency=homes, lead_officer=officer, category="noise", asb_type="personal",
    summary="Loud music at night.", reason="Accepted", postcode="NB3 1AA",
)
for slug in ("homes", "police", "probation"):
    agency = Agency.objects.get(slug=slug)
    share_case(case, by=None, agency=agency, reason="Works on it")
victim = add_person(by=None, given_name="Winifred", family_name="Quill")
add_party(case, by=None, person=victim, role="victim")
alleged = add_person(
    by=None, given_name="Dorian", family_name="Slate", date_of_birth=dt.date(1990, 5, 1)
)
add_party(case, by=None, person=alleged, role="alleged_perpetrator")
answer = case.reference
"""
LOG = """
from audit.models import Entry
answer = " ".join(Entry.objects.values_list("verb", flat=True))
"""


def said(day: dt.date) -> str:
    return f"{day.day} {day.month} {day.year}"


def test_offender_management(people: People, tmp_path: Path) -> None:
    case = people.installation.python(A_CASE).strip()
    refuse_an_impossible_order(people, case)
    order = make_an_injunction(people, case)
    breach_it(people, order)
    nominal = nominate(people, case)
    join(people, nominal)
    bring_in_and_undo(people, nominal, tmp_path)
    review_twice(people, nominal)
    read_the_measure(people, nominal)
    leave(people, nominal)
    verbs = people.installation.python(LOG)
    for verb in (
        "order.recorded",
        "order.breach_decided",
        "offender.nominated",
        "offender.deselected",
        "offences.imported",
        "offences.undone",
        "measure.downloaded",
    ):
        assert verb in verbs


def refuse_an_impossible_order(people: People, case: str) -> None:
    """1. A criminal behaviour order of three months is refused with the rule, and stays typed."""
    officer = people.desk("officer.housing")
    officer.go(f"/cases/{case}/orders/")
    officer.sees("Nothing that you may see binds them today")
    officer.follow("Record an order or warning", role="button")
    officer.choose("Person", "Dorian Slate, alleged perpetrator")
    officer.pick("What it is", r"Criminal behaviour order \(18 and over\)$")
    officer.type("Date it was made", "yesterday")
    officer.type("Last day", said(dt.date.today() + dt.timedelta(days=90)))
    officer.type("Why, and what was tried before?", "Threats at the door; a contract was tried.")
    officer.press("Record")
    officer.sees("Too short: at least 2 years", "Sentencing Act 2020")
    expect(officer.page.get_by_label("Why, and what was tried before?")).to_have_value(
        "Threats at the door; a contract was tried."
    )


def make_an_injunction(people: People, case: str) -> str:
    """2. The same form becomes an injunction, with a curfew."""
    officer = people.desk("officer.housing")
    officer.pick("What it is", r"Civil injunction \(18 and over\)$")
    officer.press("Record")
    officer.sees("In force", "Civil injunction (18 and over)")
    order = re.search(r"ORD-\d{4}-\d{4}", officer.page.url)
    assert order
    officer.follow("Add a term", role="button")
    officer.choose("Kind", "Curfew")
    officer.type("What it says", "Must be at home.")
    officer.press("Add the term")
    officer.sees("Enter the time, like 7pm")
    officer.type("Curfew from", "8pm")
    officer.type("Curfew to", "6am")
    officer.press("Add the term")
    officer.sees("From 8pm to 6am")
    draw_a_zone(officer)
    officer.go(f"/cases/{case}/people/")
    officer.sees(f"Bound today by: Civil injunction (18 and over) ({order[0]})")
    outsider = people.desk("outsider")
    assert outsider.status_of(f"/orders/{order[0]}/") == 404
    return order[0]


def draw_a_zone(officer: Desk) -> None:
    """By pointer and by keyboard; what is drawn survives a form that is refused."""
    officer.follow("Add a term", role="button")
    officer.choose("Kind", "Exclusion zone")
    drawing = officer.page.get_by_role("application", name="Map of the wards to draw on")
    drawing.click(position={"x": 120, "y": 120})
    drawing.click(position={"x": 400, "y": 140})
    for key in (*["Shift+ArrowDown"] * 3, "Enter", "ArrowLeft", "Enter", "Backspace"):
        drawing.press(key)
    officer.sees("3 corners. The cross is in")
    officer.press("Add the term")
    officer.sees("Enter what it says")
    expect(officer.page.locator("[data-said]")).to_contain_text("3 corners.")
    officer.type("What it says", "Must not enter the area.")
    officer.press("Add the term")
    officer.sees("Exclusion zones in force", "A drawn area of 3 corners in")


def breach_it(people: People, order: str) -> None:
    """3. The police record a breach as alleged, and then that it was admitted."""
    police = people.desk("officer.police")
    police.open("Orders")
    police.follow(order)
    police.follow("Record a breach", role="button")
    police.type("Date of the breach", "today")
    police.type("What is alleged?", "Out at midnight.")
    police.type("Source", "Neighbourhood police")
    police.press("Record the breach")
    police.sees("Alleged")
    police.follow("Record the outcome")
    police.choose("What came of it?", "Proven or admitted")
    police.type("Date of the outcome", "today")
    police.type("Outcome in words", "Fined by the county court.")
    police.press("Save")
    police.sees("Proven or admitted", "Fined by the county court.")


def nominate(people: People, case: str) -> str:
    """4. The housing officer nominates, learns nothing of the cohort; the manager finds it."""
    officer = people.desk("officer.housing")
    officer.go(f"/cases/{case}/orders/")
    officer.follow("Nominate to the cohort", role="button")
    officer.choose("Alleged perpetrator", "Dorian Slate")
    officer.type("Why should the panel select them?", "Nine thefts in a month.")
    officer.press("Nominate")
    officer.sees("The offender managers have been told")
    assert officer.status_of("/offenders/") == 404
    manager = people.desk("offender.manager")
    manager.go("/")
    manager.follow("Decide the nomination")
    found = re.search(r"IOM-\d{4}-\d{4}", manager.page.url)
    assert found
    manager.sees("Dorian Slate", "Nine thefts in a month.", "Civil injunction")
    manager.sees_not("Quill")
    return found[0]


def join(people: People, nominal: str) -> None:
    """5. The panel selected him 200 days ago; he was in custody for ten of them."""
    manager = people.desk("offender.manager")
    manager.follow("Record selection", role="button")
    manager.choose("Cohort", "Fixed: neighbourhood crime")
    manager.type("Date of joining", said(dt.date.today() - dt.timedelta(days=200)))
    manager.pick("Lead officer", "Reeve")
    manager.type("Why did the panel select them?", "Scores high.")
    manager.press("Record selection")
    manager.follow("Record custody", role="button")
    manager.choose("Why", "Remand")
    manager.type("First day in custody", said(dt.date.today() - dt.timedelta(days=60)))
    manager.type("Day of release", said(dt.date.today() - dt.timedelta(days=51)))
    manager.type("Source", "Prison service")
    manager.press("Save")
    manager.sees("Remand from")


def bring_in_and_undo(people: People, nominal: str, folder: Path) -> None:
    """6. The police's spreadsheet: two good rows and a bad one; undone, and brought in again."""
    manager = people.desk("offender.manager")
    days = [said(dt.date.today() - dt.timedelta(days=each)) for each in (300, 250)]
    rows = [
        f"{nominal},{day},Burglary,Convicted,CR/{day[:2].strip()}{at}"
        for at, day in enumerate(days)
    ]
    file = folder / "offences.csv"
    heading = "Person,Date of offence,Category,Status,Reference"
    file.write_text("\n".join([heading, *rows, f"{nominal},soon,Burglary,Convicted,CR/9"]))
    manager.go("/offenders/imports/")
    for time in (1, 2):
        manager.type("Who sent it?", "Northbridge Police")
        manager.page.get_by_label("File", exact=True).set_input_files(file)
        manager.press("Upload and preview")
        manager.sees("2 to bring in", "1 that cannot be taken", "“soon” is no date of offence")
        manager.press("Bring in 2 offences")
        _wait_for(people, "2 brought in")
        if time == 1:
            manager.follow("Undo")
            manager.press("Take them out")
            manager.sees("2 offences taken out")


def _wait_for(people: People, text: str) -> None:
    manager = people.desk("offender.manager")

    def there() -> bool:
        manager.page.goto("/offenders/imports/")
        return text in manager.page.locator("main").inner_text()

    wait_until(there, f"the page says {text}")


def review_twice(people: People, nominal: str) -> None:
    """7. Two reviews; both stay."""
    manager = people.desk("offender.manager")
    for rag, reason in (("Amber", "Keeps appointments."), ("Green", "Works since May.")):
        manager.go(f"/offenders/{nominal}/")
        manager.follow("Record a review", role="button")
        manager.page.get_by_label(rag, exact=True).check()
        manager.page.locator("textarea").first.fill(reason)
        manager.press("Record review")
    manager.follow("Plan and reviews")
    manager.sees("Keeps appointments.", "Works since May.")


def read_the_measure(people: People, nominal: str) -> None:
    """8. The measure with its interval and settings, and its file."""
    manager = people.desk("offender.manager")
    manager.open("Offenders")
    manager.follow("What became of offending in the whole cohort")
    manager.sees(
        "100.0% lower than in the 12 months before joining",
        "95% confidence interval",
        "Days in custody are taken out of both times",
        "selection after a peak makes any rate fall",
        "191",
    )
    with manager.page.expect_download() as download:
        manager.page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert f"{nominal}," in text
    assert ",2,365,0,191," in text
    assert "Slate" not in text


def leave(people: People, nominal: str) -> None:
    """9. He leaves; what was written stays."""
    manager = people.desk("offender.manager")
    manager.go(f"/offenders/{nominal}/")
    manager.follow("De-select", role="button")
    manager.type("Date of leaving", "today")
    manager.choose("Why do they leave?", "Sustained desistance")
    manager.press("De-select")
    manager.sees("De-selected", "sustained desistance")


IOM_MEETING = """
import datetime as dt
from django.utils import timezone
from accounts.models import Agency, User
from cases.models import Party
from cases.services import add_party, open_case, share_case
from home.rehearsal.offenders import lay_iom_panel
from offenders.models import Nominal
from offenders.services import nominate_offender, select_offender
from panels.models import Meeting
from people.services import add_person
officer = User.objects.get(email="officer.housing@rehearsal.example")
homes, police = Agency.objects.get(slug="homes"), Agency.objects.get(slug="police")
today = timezone.localdate()
for name, joins in (("Ash", False), ("Birch", True), ("Cedar", True)):
    case = open_case(
        by=None, lead_agency=homes, lead_officer=officer, category="noise", asb_type="personal",
        summary="Loud music at night.", reason="Accepted", postcode="NB3 1AA",
    )
    share_case(case, by=None, agency=homes, reason="Works on it")
    person = add_person(
        by=None, given_name="Perry", family_name=name, date_of_birth=dt.date(1990, 5, 1)
    )
    party = add_party(case, by=None, person=person, role="alleged_perpetrator")
    nominal = nominate_offender(party, by=officer, agency=police, reason="Burgles homes")
    if joins:
        select_offender(nominal, by=None, cohort="fixed", joined_on=today, reason="Prolific")
        Nominal.objects.filter(pk=nominal.pk).update(next_review_on=today)
lay_iom_panel(today)
answer = Meeting.objects.get(panel__kind="iom").reference
"""


def test_the_panel_goes_through_the_cohort(people: People) -> None:
    meeting = people.installation.python(IOM_MEETING).strip()
    agree_the_agenda(people, meeting)
    take_in_the_nominee(people, meeting)
    keep_or_let_go(people, meeting)
    close_the_meeting(people, meeting)


def agree_the_agenda(people: People, meeting: str) -> None:
    """1. It proposed itself; both co-chairs agree; then it begins."""
    for name in ("cochair.police", "cochair.council"):
        chair = people.desk(name)
        chair.go(f"/meetings/{meeting}/agenda/")
        chair.sees("People to hear of", "Nominated on", "Review due on")
        chair.press("Agree the agenda")
    chair.follow("The cohort not on the agenda, and why")
    chair.sees("The cohort not on the agenda")
    chair.go(f"/meetings/{meeting}/")
    chair.sees_not("What agencies know")
    chair.press("Start the meeting")
    chair.go(f"/meetings/{meeting}/screen/")
    chair.press("First person")


def take_in_the_nominee(people: People, meeting: str) -> None:
    """2. What the decision needs is asked for; the other co-chair reads what is being typed."""
    council, police = people.desk("cochair.council"), people.desk("cochair.police")
    council.sees("What is known", "Why nominated")
    police.go(council.page.url)
    council.choose("Decision", "Take into the cohort")
    council.type("Reason for the decision", "Four linked burglaries.")
    expect(police.page.get_by_label("Reason for the decision")).to_have_value(
        "Four linked burglaries."
    )
    council.press("Save record")
    council.sees("Select the cohort that they join", "Select how they stand")
    council.choose("If they join: which cohort?", "Fixed: neighbourhood crime")
    council.choose("If they join or stay", "Red")
    council.press("Save record")
    council.sees("the record is saved")
    council.pick("Owner", "Homes")
    council.type("What is to be done?", "Visit on Friday")
    council.type("Due date", "tomorrow")
    council.press("Set action")
    council.sees("Visit on Friday")


def keep_or_let_go(people: People, meeting: str) -> None:
    """3. The rest of the agenda: one leaves, the others stay."""
    council = people.desk("cochair.council")
    council.press("Next person")
    while council.page.get_by_role("button", name="Next person").count():
        _decide(council, stays=True)
        council.press("Next person")
    _decide(council, stays=False)


def _decide(chair: Desk, *, stays: bool) -> None:
    nominated = chair.page.get_by_label("Take into the cohort").count()
    if nominated:
        chair.choose("Decision", "Do not take into the cohort")
    elif stays:
        chair.choose("Decision", "Stays in the cohort")
        chair.choose("If they join or stay", "Green")
    else:
        chair.choose("Decision", "De-select")
        chair.choose("If they leave: why?", "Moved away")
    chair.type("Reason for the decision", "As the panel agreed.")
    chair.press("Save record")
    chair.sees("the record is saved")


def close_the_meeting(people: People, meeting: str) -> None:
    """4. The minutes lock; who manages offenders reads them, and nobody else reads a name."""
    council, police = people.desk("cochair.council"), people.desk("cochair.police")
    council.press("Finish and read the minutes")
    council.sees("Take into the cohort", "De-select", "RAG")
    for chair in (council, police):
        chair.go(f"/meetings/{meeting}/minutes/")
        chair.press("Agree the minutes")
    manager, officer = people.desk("offender.manager"), people.desk("officer.housing")
    for reader, there in ((manager, True), (officer, False)):
        reader.go(f"/meetings/{meeting}/minutes/")
        (reader.sees if there else reader.sees_not)("IOM-", "Four linked burglaries.")
    manager.open("Offenders")
    manager.sees("De-selected")
