"""A partner's spreadsheet: previewed, row errors, good rows only, recognised, undone."""

import csv
import datetime as dt
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from audit.models import Entry
from offenders import services
from offenders.models import Offence, OffenceImport
from offenders.readers.offences import HEADINGS, OffenceRow, RowError, read_offences
from places.readers.files import BadFile

TODAY = dt.date(2026, 11, 24)


def as_csv(*rows, heading=HEADINGS):
    out = StringIO()
    csv.writer(out).writerows([heading, *rows])
    return out.getvalue().encode()


def as_xlsx(*rows):
    out = BytesIO()
    with Workbook(out, {"default_date_format": "d mmm yyyy"}) as book:
        page = book.add_worksheet()
        for at, row in enumerate((HEADINGS, *rows)):
            page.write_row(at, 0, row)
    return out.getvalue()


def row_of(nominal, **said):
    cells = {
        "Person": nominal.reference,
        "Date of birth": "1 May 1990",
        "Date of offence": "3 2 2026",
        "Category": "Burglary",
        "Status": "Convicted",
        "Reference": "CR/1",
        "What happened": "Shed",
        **said,
    }
    return [cells[name] for name in HEADINGS]


def upload(browser, content, name="offences.csv", source="Northbridge Police"):
    file = SimpleUploadedFile(name, content)
    return browser.post("/offenders/imports/", {"source": source, "file": file})


def bring_in(cast, signed_in, content, name="offences.csv"):
    browser = signed_in(cast.offender_manager)
    assert upload(browser, content, name).status_code == 302
    held = OffenceImport.objects.latest("pk")
    browser.post(f"/offenders/imports/{held.pk}/")
    services.import_confirmed_offences()
    held.refresh_from_db()
    return held


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_good_rows_come_in_and_bad_ones_say_why(cast, selected, signed_in, make):
    rows = [
        row_of(selected),
        row_of(selected, Category="Piracy", Reference="CR/2"),
        row_of(selected, Person="IOM-1999-0001"),
        row_of(selected, **{"Date of birth": "2 May 1990", "Reference": "CR/3"}),
        row_of(selected, **{"Date of offence": "1 1 2099"}),
        row_of(selected, **{"Date of offence": "soon"}),
        row_of(selected, Status=""),
        row_of(selected, **{"Date of offence": "1 1 1980", "Reference": "CR/4"}),
    ]
    browser = signed_in(cast.offender_manager)
    upload(browser, make(*rows), "offences.xlsx" if make is as_xlsx else "offences.csv")
    held = OffenceImport.objects.get()
    page = browser.get(f"/offenders/imports/{held.pk}/").content.decode()
    for said in (
        "1 to bring in, 0 held already, 7 that cannot be taken",
        "Line 3: “Piracy” is no category",
        "Line 4: IOM-1999-0001 is no reference",
        "Line 5: The date of birth is not that of",
        "Line 6: 1 January 2099 has not come yet",
        "Line 7: “soon” is no date of offence",
        "Line 8: Enter the status",
        "Line 9: The offence lies before their birth",
        "Bring in 1 offence",
    ):
        assert said in page, said
    assert not Offence.objects.exists()
    browser.post(f"/offenders/imports/{held.pk}/")
    assert services.import_confirmed_offences() == 1
    offence = Offence.objects.get()
    assert (offence.category, offence.status, offence.source_reference) == (
        "burglary",
        "convicted",
        "CR/1",
    )
    assert offence.committed_on == dt.date(2026, 2, 3)
    assert offence.source == "Northbridge Police"
    held.refresh_from_db()
    assert (held.brought_in, held.known, held.refused) == (1, 0, 7)
    assert bytes(held.content) == b""
    assert services.import_confirmed_offences() == 0


def test_excel_dates_and_whole_numbers_are_read_as_what_they_are(selected):
    row = row_of(selected, **{"Date of offence": dt.date(2026, 2, 3), "Reference": 12345})
    (found,) = read_offences("x.xlsx", as_xlsx(row), TODAY)
    assert found.committed_on == dt.date(2026, 2, 3)
    assert found.reference == "12345"


def test_what_is_held_already_is_not_brought_in_twice(cast, selected, signed_in):
    bring_in(cast, signed_in, as_csv(row_of(selected)))
    more = as_csv(row_of(selected), row_of(selected, Reference="CR/2"), row_of(selected))
    held = bring_in(cast, signed_in, more)
    assert (held.brought_in, held.known) == (1, 2)
    assert Offence.objects.count() == 2


def test_the_same_file_is_recognised(cast, selected, signed_in):
    content = as_csv(row_of(selected))
    bring_in(cast, signed_in, content)
    answer = upload(signed_in(cast.offender_manager), content, "again.csv")
    assert "The same file was imported on" in answer.content.decode()
    assert OffenceImport.objects.count() == 1


def test_an_undone_import_leaves_nothing_and_may_come_again(cast, selected, signed_in):
    content = as_csv(row_of(selected), row_of(selected, Reference="CR/2"))
    held = bring_in(cast, signed_in, content)
    browser = signed_in(cast.offender_manager)
    assert (
        "It brought in 2 offences"
        in browser.get(f"/offenders/imports/{held.pk}/undo/").content.decode()
    )
    browser.post(f"/offenders/imports/{held.pk}/undo/")
    assert not Offence.objects.exists()
    held.refresh_from_db()
    assert (held.undone, held.kept, held.undone_by) == (2, 0, cast.offender_manager)
    assert Entry.objects.get(verb="offences.undone").operation == "erasure"
    again = browser.post(f"/offenders/imports/{held.pk}/undo/", follow=True)
    assert "has nothing to undo" in again.content.decode()
    assert bring_in(cast, signed_in, content).brought_in == 2


def test_what_somebody_has_changed_since_is_kept(cast, selected, signed_in):
    content = as_csv(row_of(selected, Status="Alleged"), row_of(selected, Reference="CR/2"))
    held = bring_in(cast, signed_in, content)
    changed = Offence.objects.get(source_reference="CR/1")
    services.change_offence(changed, selected, by=cast.offender_manager, to="charged")
    services.undo_offences(held, by=cast.offender_manager)
    assert (held.undone, held.kept) == (1, 1)
    assert list(Offence.objects.all()) == [changed]


def test_a_discarded_file_is_gone(cast, selected, signed_in):
    browser = signed_in(cast.offender_manager)
    upload(browser, as_csv(row_of(selected)))
    held = OffenceImport.objects.get()
    browser.post(f"/offenders/imports/{held.pk}/discard/")
    assert not OffenceImport.objects.exists()


def test_nobody_else_sees_an_upload_before_it_is_confirmed(cast, selected, signed_in):
    upload(signed_in(cast.offender_manager), as_csv(row_of(selected)))
    held = OffenceImport.objects.get()
    address = f"/offenders/imports/{held.pk}/"
    assert signed_in(cast.coordinator).get(address).status_code == 404


def test_an_upload_of_yesterday_is_forgotten(cast, selected, signed_in):
    upload(signed_in(cast.offender_manager), as_csv(row_of(selected)))
    OffenceImport.objects.update(uploaded_at=timezone.now() - dt.timedelta(days=2))
    services.import_confirmed_offences()
    assert not OffenceImport.objects.exists()


def test_whoever_left_the_work_brings_nothing_in(cast, selected, signed_in):
    browser = signed_in(cast.offender_manager)
    upload(browser, as_csv(row_of(selected)))
    held = OffenceImport.objects.get()
    services.confirm_offences(held, by=cast.offender_manager)
    cast.offender_manager.memberships.all().delete()
    services.import_confirmed_offences()
    held.refresh_from_db()
    assert "does not work with the cohort any more" in held.refusal
    assert not Offence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", b"", "is empty"),
        ("x.csv", b"Person,Status\r\nA,B\r\n", "no column date of offence or category"),
        ("x.csv", as_csv(), "headings and no rows"),
        ("x.pdf", b"%PDF-1.7", "is a PDF"),
        ("x.xlsx", b"PK\x03\x04broken", "cannot be opened"),
        ("x.csv", as_csv(*[["A"]] * 5001), "Divide it"),
    ],
)
def test_what_is_no_such_table_says_what_to_do(name, content, said):
    with pytest.raises(BadFile, match=said):
        read_offences(name, content, TODAY)


CELLS = st.one_of(st.text(max_size=20), st.sampled_from(["Burglary", "3 2 2026", "Alleged", "="]))


@given(st.lists(st.lists(CELLS, max_size=9), min_size=1, max_size=6))
def test_whatever_the_cells_hold_each_row_is_read_or_says_why(rows):
    try:
        found = read_offences("x.csv", as_csv(*rows), TODAY)
    except BadFile:
        return
    assert all(isinstance(each, OffenceRow | RowError) for each in found)
    assert len(found) <= sum(any(cell.strip() for cell in row) for row in rows) + len(rows)
