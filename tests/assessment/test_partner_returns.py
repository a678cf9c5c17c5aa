"""Returns of partner services: from the blank form to figures, and back."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from assessment.figures.crime import Place
from assessment.figures.returns import returned_figures
from assessment.models import PartnerReturn, PendingImport, ReturnFile
from assessment.periods import FinancialYear, Quarter
from assessment.readers.returns import HEADINGS, read_returns
from assessment.returns import SERVICES
from assessment.services import import_confirmed, import_returns, take_figures, undo_returns
from audit.models import Entry
from places.models import Area
from places.readers.files import BadFile

YEAR = FinancialYear(2016)
HERE = Place("X09000001", "Northbridge")
TODAY = dt.date(2026, 11, 29)
IDVA = "Independent domestic violence advisers"


def line(measure="Referrals", starts="1/4/2016", ends="31/3/2017", value="890", **more) -> str:
    row = {
        "Service": IDVA, "Measure": measure, "From": starts, "To": ends, "Value": value,
        "Provider": "Solace Women's Aid", "Supplied by": "A. Manager", **more,
    }  # fmt: skip
    return ",".join(f'"{row.get(heading, "")}"' for heading in HEADINGS)


def file_of(*lines: str) -> bytes:
    return "\n".join((",".join(HEADINGS), *lines)).encode()


def figures(period=YEAR):
    return {figure.code: figure for figure in returned_figures(period, HERE)}


def upload(client, content: bytes, name: str = "idva.csv"):
    return client.post(
        reverse("import_source"),
        {"kind": "returns", "file": SimpleUploadedFile(name, content)},
        follow=True,
    )


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.analyst)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("service", SERVICES)
def test_a_blank_form_filled_in_is_read(client, service, form) -> None:
    blank = client.get(reverse(f"blank_{form}", args=[service])).content
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(blank)).get_sheet_by_index(0).to_python()
        if form == "xlsx"
        else [text.split(",") for text in blank.decode("utf-8-sig").splitlines()]
    )
    assert tuple(rows[0]) == HEADINGS
    filled = []
    for row in rows[1:]:
        cells = dict(zip(HEADINGS, row, strict=True)) | {
            "From": "2016-04-01", "To": "2017-03-31", "Value": "12",
        }  # fmt: skip
        filled.append(",".join(str(cells[heading]) for heading in HEADINGS))
    found, wrong = read_returns("r.csv", file_of(*filled), TODAY)
    assert not wrong
    assert [row.asked.key for row in found] == [asked.key for asked in SERVICES[service].asked]


def test_from_the_upload_to_the_summary(client, cast, own_area: Area) -> None:
    page = upload(client, file_of(line(), line("Engaged", value="1,234"))).content.decode()
    assert f"{IDVA}: Referrals" in page
    assert "1,234 people" in page
    assert not PartnerReturn.objects.exists()
    client.post(reverse("preview_import", args=[PendingImport.objects.get().pk]))
    assert import_confirmed() == 1
    assert Entry.objects.get(verb="returns.imported").changes["rows"] == 2
    take_figures(YEAR, own_area, by=cast.analyst)
    shown = client.get(reverse("show_summary", args=["2016-17", "northbridge"])).content.decode()
    assert "What partner services report" in shown
    assert "Return of Solace Women&#x27;s Aid, supplied by A. Manager" in shown
    text = client.get(reverse("summary_csv", args=["2016-17", "northbridge"])).content.decode()
    assert "partner.idva.engaged" in text


def test_the_same_file_twice_is_recognised_and_a_revision_is_shown(client, cast) -> None:
    import_returns("a.csv", file_of(line()), by=cast.analyst)
    assert "The same file was imported" in upload(client, file_of(line())).content.decode()
    page = upload(client, file_of(line(value="900"))).content.decode()
    assert "890 becomes 900" in page
    import_returns("b.csv", file_of(line(value="900")), by=cast.analyst)
    assert figures()["partner.idva.referrals"].value == 900


def test_taken_back_the_earlier_one_counts_again(client, cast) -> None:
    import_returns("a.csv", file_of(line()), by=cast.analyst)
    newer = import_returns("b.csv", file_of(line(value="900")), by=cast.analyst)
    page = client.post(reverse("undo_returns", args=[newer.pk]), follow=True).content.decode()
    assert "is taken back" in page
    assert figures()["partner.idva.referrals"].value == 890
    again = client.post(reverse("undo_returns", args=[newer.pk]), follow=True).content.decode()
    assert "taken back before" in again
    assert Entry.objects.filter(verb="returns.undone").count() == 1
    import_returns("b.csv", file_of(line(value="900")), by=cast.analyst)
    assert ReturnFile.objects.held().count() == 2


def test_quarters_add_up_to_their_year(cast) -> None:
    quarters = [Quarter(2016, number) for number in (1, 2, 3, 4)]
    lines = [
        line(starts=str(each.starts), ends=str(each.ends), value=str(each.number))
        for each in quarters
    ]
    import_returns("q.csv", file_of(*lines), by=cast.analyst)
    figure = figures()["partner.idva.referrals"]
    assert (figure.value, figure.note, figure.is_partial) == (10, "", False)
    assert figures(quarters[2])["partner.idva.referrals"].value == 3


def test_a_year_is_not_counted_again_by_its_quarters(cast) -> None:
    rows = [line(), line(starts="1/4/2016", ends="30/6/2016", value="200")]
    import_returns("y.csv", file_of(*rows), by=cast.analyst)
    assert figures()["partner.idva.referrals"].value == 890


def test_nine_months_are_named_and_never_compared(cast) -> None:
    import_returns("n.csv", file_of(line(ends="31/12/2016")), by=cast.analyst)
    figure = figures()["partner.idva.referrals"]
    assert figure.note == "Of 1 April 2016 to 31 December 2016 only."
    assert figure.is_partial


def test_a_number_of_one_day_is_the_latest(cast) -> None:
    service = {"Service": "Youth offending service"}
    rows = [
        line("Supervised", "1/4/2016", "30/9/2016", "80", **service),
        line("Supervised", "1/10/2016", "28/2/2017", "92", **service),
    ]
    import_returns("s.csv", file_of(*rows), by=cast.analyst)
    figure = figures()["partner.youth-offending.supervised"]
    assert (figure.value, figure.note) == (92, "On 28 February 2017.")


def test_no_value_is_not_none(cast) -> None:
    import_returns("e.csv", file_of(line(), line("Engaged", value="")), by=cast.analyst)
    assert list(figures()) == ["partner.idva.referrals"]
    import_returns("z.csv", file_of(line("Engaged", value="0")), by=cast.analyst)
    assert figures()["partner.idva.engaged"].value == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (line(Service="Astrologers"), "“Astrologers” is no service"),
        (line("Horoscopes"), "“Horoscopes” is nothing that"),
        (line(starts="soon"), "“soon” is no first day"),
        (line(ends="1/4/2015"), "before it starts"),
        (line(ends="1/4/2030"), "has not come yet"),
        (line(value="many"), "“many” is no number"),
        (line(value="-1"), "is not a number that can be"),
        (line(value="nan"), "is not a number that can be"),
        (line(value="1.5"), "is not a whole number"),
        (line("Adults", Service="Proven reoffending", value="101"), "over 100 percent"),
    ],
)
def test_a_wrong_row_stops_the_file(cast, row, said) -> None:
    with pytest.raises(BadFile, match="Line 3: "):
        import_returns("w.csv", file_of(line(), row), by=cast.analyst)
    _, wrong = read_returns("w.csv", file_of(line(), row), TODAY)
    assert said in wrong[0]
    assert not ReturnFile.objects.exists()


def test_one_file_says_each_number_once() -> None:
    _, wrong = read_returns("t.csv", file_of(line(), line(value="3")), TODAY)
    assert wrong == ["Line 3: the same measure and period as line 2."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"Service,Value\nIDVA,3\n", "no column Measure or From or To"),
        (file_of(), "no row with a value"),
        (b"PK\x03\x04 not a workbook", "cannot be opened"),
    ],
)
def test_what_is_no_return_is_explained(client, content, said) -> None:
    assert said in upload(client, content, "r.csv").content.decode()


@pytest.mark.parametrize("who", ["coordinator", "officer", "administrator"])
def test_others_do_not_take_returns_back(cast, signed_in, who) -> None:
    file = import_returns("a.csv", file_of(line()), by=cast.analyst)
    assert (
        signed_in(getattr(cast, who)).post(reverse("undo_returns", args=[file.pk])).status_code
        == 403
    )
    undo_returns(file, by=cast.analyst)
