"""The annual summary as CSV and Excel: one row a figure, from page and command alike."""

import csv
import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from python_calamine import CalamineWorkbook

from assessment.periods import FinancialYear
from assessment.queries import summary_of
from assessment.services import freeze_run, import_recorded_crime, take_figures
from audit.models import Entry
from places.queries import area_named
from tests.assessment.invented import crime_text, flat_crime, months_of, source
from tests.people import a_case

YEAR = FinancialYear(2016)
ADDRESS = ["2016-17", "barnet"]
COLUMNS = [
    "code",
    "name",
    "area",
    "period_start",
    "period_end",
    "value",
    "unit",
    "numerator",
    "denominator",
    "previous_value",
    "change_percent",
    "base_value",
    "base_change_percent",
    "rank",
    "rank_of",
    "source",
    "note",
]


@pytest.fixture
def run(three_years, cast, own_area):
    """Taken with 11 fewer offences in March 2017, so that something has changed."""
    import_recorded_crime(source(flat_crime({"Barnet": 1}, ["201703"]), "march.csv"), by=None)
    return take_figures(YEAR, area_named("Barnet"))


def rows_of(content: bytes) -> dict[str, dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert reader.fieldnames == COLUMNS
    rows = list(reader)
    found = {row["code"]: row for row in rows}
    assert len(found) == len(rows), "one row a figure"
    return found


def test_the_csv_has_one_row_a_figure(run, cast, signed_in):
    rows = rows_of(signed_in(cast.analyst).get(reverse("summary_csv", args=ADDRESS)).content)
    robbery = rows["mopac7.robbery"]
    assert robbery["area"] == "Barnet"
    assert (robbery["period_start"], robbery["period_end"]) == ("2016-04-01", "2017-03-31")
    assert (robbery["value"], robbery["previous_value"], robbery["base_value"]) == (
        "23",
        "24",
        "24",
    )
    assert (robbery["change_percent"], robbery["base_change_percent"]) == ("-4.1667", "-4.1667")
    assert (robbery["rank"], robbery["rank_of"]) == ("3", "3")
    rate = rows["rate.crime.total"]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == ("92", "92", "1000")
    assert rows["crime.robbery.personal-property"]["value"] == "23"
    assert rows["crime.total"]["unit"] == "offences"
    assert rows["cases.opened"]["area"] == "Northbridge"


def test_excel_holds_the_same_numbers_typed(run, cast, signed_in):
    content = signed_in(cast.analyst).get(reverse("summary_xlsx", args=ADDRESS)).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["2016-17 Barnet", "Provenance", "Definitions"]
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert header == COLUMNS
    by_code = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert by_code["crime.total"]["value"] == 92.0
    assert by_code["crime.total"]["change_percent"] == -4.1667
    assert str(by_code["crime.total"]["period_start"]) == "2016-04-01"


def test_page_csv_and_excel_say_the_same_numbers(run, cast, signed_in):
    a_case(cast, opened_on=dt.date(2016, 5, 1))
    run = take_figures(YEAR, run.area)
    client = signed_in(cast.analyst)
    page = client.get(reverse("show_summary", args=ADDRESS)).context["summary"]
    from_csv = rows_of(client.get(reverse("summary_csv", args=ADDRESS)).content)
    content = client.get(reverse("summary_xlsx", args=ADDRESS)).content
    header, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    from_excel = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert from_csv.keys() == from_excel.keys()
    shown = [row for row, _ in (*page.seven, *page.cases)]
    shown += [*page.rates, *page.majors, *page.minors]
    assert len(shown) > 30
    for row in shown:
        numbers = {
            "value": row.figure.value,
            "numerator": row.figure.numerator,
            "denominator": row.figure.denominator,
            "previous_value": row.previous,
            "change_percent": row.change,
            "base_value": row.base,
            "base_change_percent": row.base_change,
            "rank": row.rank.place if row.rank else None,
            "rank_of": row.rank.of if row.rank else None,
        }
        for column, number in numbers.items():
            for cell in (from_csv[row.figure.code][column], from_excel[row.figure.code][column]):
                read = None if cell == "" else float(cell)
                assert read == (number if number is None else pytest.approx(number, abs=5e-5))


def test_no_cell_starts_a_formula(three_years, cast):
    name = "=cmd|'/c calc'!A1"
    text = crime_text([("Barnet", "@Major", name, [1] * 12)], months_of(2016))
    import_recorded_crime(source(text, "=evil.csv"), by=None, accept_unknown=True)
    take_figures(YEAR, area_named("Barnet"))
    run = take_figures(YEAR, area_named("Barnet"))
    assert any(row.figure.name == name for row in summary_of(run).rows())
    from assessment.downloads import summary_csv

    for row in csv.reader(io.StringIO(summary_csv(run).decode("utf-8-sig"))):
        for cell in row:
            assert not cell.startswith(("=", "@", "+", "|", "\t", "\r"))
            assert not cell.startswith("-") or float(cell) < 0


def test_a_frozen_summary_comes_before_a_newer_draft(run, cast, signed_in):
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    import_recorded_crime(source(flat_crime({"Barnet": 9}, ["201702"]), "feb.csv"), by=None)
    take_figures(YEAR, run.area)
    answer = signed_in(cast.analyst).get(reverse("summary_csv", args=ADDRESS))
    assert 'filename="summary-2016-17-barnet.csv"' in answer["Content-Disposition"]
    assert rows_of(answer.content)["crime.total"]["value"] == "92"


def test_the_page_of_a_run_hands_out_that_run(run, cast, signed_in):
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    import_recorded_crime(source(flat_crime({"Barnet": 9}, ["201702"]), "feb.csv"), by=None)
    draft = take_figures(YEAR, run.area)
    address = reverse("run_csv", args=[*ADDRESS, draft.pk])
    client = signed_in(cast.analyst)
    assert address in client.get(reverse("show_run", args=[*ADDRESS, draft.pk])).content.decode()
    assert rows_of(client.get(address).content)["crime.total"]["value"] == "120"
    assert signed_in(cast.coordinator).get(address).status_code == 404


def test_a_draft_says_so_in_its_name(run, cast, signed_in):
    answer = signed_in(cast.analyst).get(reverse("summary_csv", args=ADDRESS))
    assert "draft" in answer["Content-Disposition"]


def test_others_download_what_is_frozen_and_nothing_else(run, cast, signed_in):
    client = signed_in(cast.coordinator)
    assert client.get(reverse("summary_csv", args=ADDRESS)).status_code == 404
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    assert client.get(reverse("summary_csv", args=ADDRESS)).status_code == 200
    entry = Entry.objects.get(verb="summary.downloaded")
    assert (entry.actor_name, entry.operation) == (cast.coordinator.get_full_name(), "disclosure")


class TestTheCommand:
    def test_it_writes_what_the_page_hands_out(self, run, cast, signed_in, tmp_path):
        path = tmp_path / "summary.csv"
        call_command(
            "export_summary", "2016/17", "--area", "Barnet", "--format", "csv", "--output", path
        )
        page = signed_in(cast.analyst).get(reverse("summary_csv", args=ADDRESS))
        assert path.read_bytes() == page.content

    def test_the_area_defaults_to_the_partnerships_own(self, cast, own_area, tmp_path):
        take_figures(YEAR, own_area)
        path = tmp_path / "summary.xlsx"
        call_command("export_summary", "2016/17", "--format", "xlsx", "--output", path)
        assert CalamineWorkbook.from_path(path).sheet_names[0] == "2016-17 Northbridge"

    def test_without_figures_it_says_what_to_run(self, three_years, tmp_path):
        with pytest.raises(CommandError, match="Run take_figures 2016/17 first"):
            call_command(
                "export_summary", "2016/17", "--area", "Barnet", "--format", "csv",
                "--output", tmp_path / "x.csv",
            )  # fmt: skip
