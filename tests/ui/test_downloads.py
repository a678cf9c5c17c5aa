import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ui.downloads import Sheet, csv_response, plain_cell, safe_cell, xlsx_bytes, xlsx_response

DANGEROUS = ["=1+1", "+44", "-2", "@SUM(A1)", "|calc", "\tx", "\rx"]


def read_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline="")))


def test_csv_keeps_numbers_and_says_dates_plainly():
    row = [1, -2.5, Decimal("3.10"), date(2026, 11, 24), datetime(2026, 7, 1, 13, tzinfo=UTC), True]
    response = csv_response("cases.csv", ["a"], [[*row, None, "Çağla"]])
    assert response["Content-Disposition"] == 'attachment; filename="cases.csv"'
    assert read_csv(response) == [
        ["a"],
        ["1", "-2.5", "3.10", "2026-11-24", "2026-07-01 14:00", "Yes", "", "Çağla"],
    ]


def test_csv_streams():
    def endless():
        while True:
            yield ["row"]

    lines = iter(csv_response("x.csv", ["a"], endless()).streaming_content)
    assert [next(lines) for _ in range(3)][1:] == [b"row\r\n", b"row\r\n"]


def test_no_csv_cell_starts_a_formula():
    rows = read_csv(csv_response("x.csv", DANGEROUS, [DANGEROUS]))
    assert all(cell.startswith("'") for row in rows for cell in row)


@given(st.text(alphabet="'=+-@|\t\r\nab"))
def test_the_guard_comes_off_again(text):
    assert plain_cell(safe_cell(text)) == text


def test_xlsx_has_typed_cells_and_a_frozen_header():
    data = xlsx_bytes(
        [
            Sheet(
                "Cases",
                ["Reference", "Opened", "Count", "Note"],
                [["CSM-2026-0001", date(2026, 11, 24), 3, "=1+1"], ["x", None, None, "http://a.b"]],
            )
        ],
        definitions=[("Opened", "The day the case was opened")],
    )
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["Cases", "Definitions"]
    header, first, _ = book.get_sheet_by_name("Cases").to_python()
    assert header == ["Reference", "Opened", "Count", "Note"]
    assert first == ["CSM-2026-0001", date(2026, 11, 24), 3, "=1+1"]
    sheet = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_xlsx_says_when_it_had_to_cut_a_text():
    data = xlsx_bytes([Sheet("S", ["a"], [["x" * 40_000]])])
    (_, (cell,)) = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert cell.endswith("(cut here: the whole text is in Concord)")


def test_xlsx_leaves_as_a_download():
    response = xlsx_response("cases.xlsx", [Sheet("S", ["a"], [])])
    assert response["Content-Disposition"] == 'attachment; filename="cases.xlsx"'
    assert response.content.startswith(b"PK")
