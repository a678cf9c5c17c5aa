"""The annual summary as PDF, Word and open data: the numbers of its page and of its CSV."""

import csv
import io
import json
from typing import Any

import pypdfium2
import pytest
from django.core.management import call_command
from django.urls import reverse
from docx import Document

from assessment.open_data import schema
from assessment.periods import FinancialYear
from assessment.services import freeze_run, import_recorded_crime, take_figures
from audit.models import Entry
from places.queries import area_named
from tests.assessment.invented import flat_crime, source

YEAR = FinancialYear(2016)
ADDRESS = ["2016-17", "barnet"]


@pytest.fixture
def run(three_years, cast, own_area):
    """Taken with 11 fewer offences in March 2017, so that something has changed."""
    import_recorded_crime(source(flat_crime({"Barnet": 1}, ["201703"]), "march.csv"), by=None)
    return take_figures(YEAR, area_named("Barnet"))


def get(client, form: str) -> bytes:
    response = client.get(reverse(f"summary_{form}", args=ADDRESS))
    assert response.status_code == 200
    return response.content


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def test_pdf_and_word_say_the_numbers_of_the_page(run, cast, signed_in):
    client = signed_in(cast.analyst)
    page = client.get(reverse("show_summary", args=ADDRESS)).context["summary"]
    printed, word = text_of(get(client, "pdf")), Document(io.BytesIO(get(client, "docx")))
    cells = [[cell.text for cell in row.cells] for each in word.tables for row in each.rows]
    for row, _ in page.seven:
        assert row.statement in printed
        assert row.statement in [paragraph.text for paragraph in word.paragraphs]
    for row in (*(row for row, _ in page.cases), *page.majors, *page.minors):
        shown = [row.figure.name, row.base_shown, row.previous_shown, row.shown]
        assert shown in [each[:4] for each in cells]
        assert " ".join(shown) in printed


def test_a_paper_has_its_chart_in_words_and_says_that_it_is_a_draft(run, cast, signed_in):
    client = signed_in(cast.analyst)
    word = Document(io.BytesIO(get(client, "docx")))
    assert word.inline_shapes[0]._inline.docPr.get("descr").startswith("2011/12, 2015/16, 2016/17")
    assert "draft" in word.sections[0].header.paragraphs[0].text
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    word = Document(io.BytesIO(get(client, "docx")))
    assert word.sections[0].header.paragraphs[0].text == "OFFICIAL"


def test_open_data_holds_the_numbers_of_the_csv(run, cast, signed_in):
    client = signed_in(cast.analyst)
    data = json.loads(get(client, "json"))
    text = client.get(reverse("summary_csv", args=ADDRESS)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(data["figures"])
    for row, figure in zip(rows, data["figures"], strict=True):
        assert {name: "" if cell is None else str(cell) for name, cell in figure.items()} == row
    assert data["digest"] == run.digest


def test_open_data_keeps_to_its_schema(run, cast, signed_in):
    client = signed_in(cast.analyst)
    rules = client.get(reverse("summary_schema")).json()
    assert rules == schema()
    data = json.loads(get(client, "json"))
    assert set(data) == set(rules["required"]) == set(rules["properties"])
    item = rules["properties"]["figures"]["items"]
    for figure in data["figures"]:
        assert set(figure) == set(item["required"])
        for name, cell in figure.items():
            assert _fits(cell, item["properties"][name]["type"]), (name, cell)


def _fits(cell: Any, types: str | list[str]) -> bool:
    names = [types] if isinstance(types, str) else types
    kinds = {"string": str, "number": int | float, "integer": int, "null": type(None)}
    return any(isinstance(cell, kinds[name]) for name in names)


@pytest.mark.parametrize("form", ["pdf", "docx", "json"])
def test_each_download_is_a_disclosure_in_the_log(run, cast, signed_in, form):
    get(signed_in(cast.analyst), form)
    entry = Entry.objects.filter(verb="summary.downloaded").latest("pk")
    assert entry.changes["form"] == form


def test_administrators_take_away_frozen_summaries_only(run, cast, signed_in):
    client = signed_in(cast.administrator)
    assert client.get(reverse("summary_pdf", args=ADDRESS)).status_code == 404
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    assert get(client, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("form", ["pdf", "docx", "json"])
def test_the_command_writes_the_same_forms(run, tmp_path, form):
    path = tmp_path / f"summary.{form}"
    call_command("export_summary", "2016/17", area="Barnet", format=form, output=path)
    assert path.stat().st_size > 1000
