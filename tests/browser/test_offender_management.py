"""Offender management end to end: an injunction with a breach, an impossible order, the cohort from
nomination to de-selection, a spreadsheet undone, the measure and its file."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
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
    officer.go(f"/cases/{case}/people/")
    officer.sees(f"Bound today by: Civil injunction (18 and over) ({order[0]})")
    outsider = people.desk("outsider")
    assert outsider.status_of(f"/orders/{order[0]}/") == 404
    return order[0]


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
