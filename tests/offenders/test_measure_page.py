"""The measure's page and its file: every setting, every part, every person under a reference."""

import csv
import datetime as dt
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.services.settings import set_setting
from offenders import services
from tests.offenders.test_custody import inside
from tests.offenders.test_offender import offend

ADDRESS = "/offenders/measure/"


def test_the_page_shows_the_interval_the_other_ways_and_the_chart(cast, selected, signed_in):
    for days_ago in (210, 300, 320, 400):
        offend(cast, selected, days_ago, status="convicted")
    offend(cast, selected, 20)
    page = signed_in(cast.coordinator).get(ADDRESS).content.decode()
    for said in (
        "95% confidence interval",
        "The same, counted in other ways",
        "Custody days left in",
        "Proven offences only",
        "By cohort",
        "By category of offence",
        "By year of joining",
        "Month 1 since",
        "<svg",
    ):
        assert said in page, said


def test_each_setting_changes_what_is_counted(cast, selected, signed_in):
    offend(cast, selected, 300, status="convicted")
    offend(cast, selected, 310, category="robbery")
    inside(cast, selected, 40, 31)
    browser = signed_in(cast.coordinator)
    for query, said in (
        ("", ">191<"),
        ("custody_in=on", ">201<"),
        ("category=robbery", "Only offences of one category count"),
        ("proven_only=on", "Only proven offences count"),
        ("until_left=on", "followed to the day they left"),
        ("minimum_days=300", "191 days at risk since joining"),
        ("minimum_days=900", "Enter 365 days or fewer"),
    ):
        assert said in browser.get(f"{ADDRESS}?{query}").content.decode(), query


def test_the_minimum_comes_from_the_partnerships_setting(cast, selected, signed_in):
    set_setting(
        "measure_minimum_days",
        by=cast.coordinator,
        value=250,
        valid_from=timezone.localdate(),
        reason="Longer",
    )
    page = signed_in(cast.coordinator).get(ADDRESS).content.decode()
    assert "201 days at risk since joining" in page


def test_the_csv_sums_to_the_number(cast, selected, signed_in):
    offend(cast, selected, 300)
    answer = signed_in(cast.coordinator).get(f"{ADDRESS}download/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert row["Nominal"] == selected.reference
    assert (row["Offences before"], row["Days at risk before"]) == ("1", "365")
    assert (row["Offences since"], row["Days at risk since"]) == ("0", "201")
    assert selected.person.family_name not in text


def test_the_workbook_holds_the_settings_the_parts_and_the_months(cast, selected, signed_in):
    offend(cast, selected, 300)
    answer = signed_in(cast.coordinator).get(f"{ADDRESS}download/?format=xlsx&custody_in=on")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["Measure", "Months around joining", "People", "Definitions"]
    said = str(book.get_sheet_by_name("Definitions").to_python())
    assert "Days in custody are not taken out" in said
    assert "selection after a peak" in said
    first = book.get_sheet_by_name("Measure").to_python()[1]
    assert first[:6] == ["Everybody", 1.0, 0.0, 1.0, 365.0, 1.0]
    assert first[9] == -100.0


def test_a_leaver_is_followed_or_not(cast, selected, signed_in):
    left = timezone.localdate() - dt.timedelta(days=50)
    services.deselect_offender(selected, by=cast.coordinator, left_on=left, reason="moved")
    browser = signed_in(cast.coordinator)
    assert ">201<" in browser.get(ADDRESS).content.decode()
    assert ">151<" in browser.get(f"{ADDRESS}?until_left=on").content.decode()


@pytest.mark.parametrize("who", ["officer", "analyst", "victim_worker"])
def test_others_are_not_told_that_it_exists(cast, selected, signed_in, who):
    browser = signed_in(cast.everyone()[who])
    assert browser.get(ADDRESS).status_code == browser.get(f"{ADDRESS}download/").status_code == 404
