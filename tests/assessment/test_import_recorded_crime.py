"""Bringing in recorded crime: what survives, what is refused, and that refusal leaves nothing."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.crime.survey import UnknownNames
from assessment.models import Category, Edition, RecordedCrime
from assessment.services import AlreadyImported, import_recorded_crime
from audit.models import Entry
from places.models import Area, AreaKind
from places.readers.files import BadFile, Source
from tests.assessment.invented import CATEGORIES, crime_text, flat_crime, months_of, source

pytestmark = pytest.mark.django_db
MONTHS = ["201604", "201605"]
BURGLARY = ("Barnet", "Burglary", "Burglary in a Dwelling")


def one_row(*counts: object, months: list[str] = MONTHS) -> str:
    return crime_text([(*BURGLARY, counts)], months)


def refused(text: str | bytes, **options: bool) -> str:
    """The message of a refusal that leaves nothing behind."""
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(BadFile) as error:
        import_recorded_crime(Source.of_bytes("crime.csv", content), by=None, **options)
    assert not Edition.objects.exists()
    assert not RecordedCrime.objects.exists()
    assert not Category.objects.exists()
    assert not Entry.objects.exists()
    return str(error.value)


def imported(text: str, encoding: str = "utf-8") -> list[int]:
    import_recorded_crime(source(text, encoding=encoding), by=None)
    return list(RecordedCrime.objects.order_by("month").values_list("offences", flat=True))


class TestWhatSurvives:
    def test_it_keeps_counts_by_area_category_and_month(self):
        assert imported(one_row(3, 4)) == [3, 4]
        crime = RecordedCrime.objects.earliest("month")
        assert (crime.area.code, str(crime.category)) == (
            "E09000003",
            "Burglary, Burglary in a Dwelling",
        )

    def test_zero_is_an_absent_row(self):
        assert imported(one_row(0, 4)) == [4]

    def test_a_blank_is_zero(self):
        assert imported(one_row("", 4)) == [4]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
    def test_encodings(self, encoding):
        assert imported(one_row(3, 4), encoding) == [3, 4]

    @pytest.mark.parametrize("end", ["\n", "\r"])
    def test_other_line_ends_and_no_last_one(self, end):
        assert imported(one_row(3, 4).replace("\r\n", end).rstrip()) == [3, 4]

    def test_thousands_separators(self):
        assert imported(one_row('"1,203"', 4)) == [1203, 4]

    def test_columns_in_any_order_and_others_beside_them(self):
        text = (
            "Refreshed,201605,MinorText,LookUp_BoroughName,201604,MajorText\n"
            "x,4,BURGLARY IN A DWELLING,barnet,3,burglary\n"
        )
        assert imported(text) == [3, 4]

    @pytest.mark.parametrize(
        ("label", "name"),
        [
            ("Theft/Taking of M/V", "Theft/Taking Of Motor Vehicle"),
            ("theft/taking of motor vehicle", "Theft/Taking Of Motor Vehicle"),
            ("Theft From M/V", "Theft From Motor Vehicle"),
            ("Theft Person", "Other Theft Person"),
            ("M/V Interference & Tampering", "Motor Vehicle Interference & Tampering"),
            ("M/V Interference and Tampering", "Motor Vehicle Interference & Tampering"),
        ],
    )
    def test_labels_of_later_editions_count_under_the_published_name(self, label, name):
        imported(crime_text([("Barnet", "Theft and Handling", label, [1, 1])], MONTHS))
        assert Category.objects.get().minor_name == name
        assert Category.objects.get().is_known

    def test_an_ampersand_in_a_borough(self):
        imported(crime_text([("Barking & Dagenham", *BURGLARY[1:], [1, 1])], MONTHS))
        assert RecordedCrime.objects.first().area.name == "Barking and Dagenham"

    def test_airports_are_known_and_no_borough(self):
        area = "London Heathrow and London City Airports"
        imported(crime_text([(area, *BURGLARY[1:], [1, 1])], MONTHS))
        assert RecordedCrime.objects.first().area.kind == AreaKind.FORCE_OTHER


class TestUnknownNames:
    text = crime_text(
        [
            (*BURGLARY, [1, 2]),
            ("Barnet", "Burglary", "Burglary on the Moon", [1000, 500]),
            ("Atlantis", *BURGLARY[1:], [7, 0]),
        ],
        MONTHS,
    )

    def test_they_stop_the_whole_file_and_are_named_with_their_offences(self):
        said = refused(self.text)
        assert "“Burglary, Burglary on the Moon” (1,500 offences)" in said
        assert "“Atlantis” (7 offences)" in said

    def test_accepted_they_count_under_their_own_name(self):
        edition = import_recorded_crime(source(self.text), by=None, accept_unknown=True)
        assert edition.offences == 1510
        assert edition.accepted_unknown
        assert not Category.objects.get(minor_slug="burglary-on-the-moon").is_known
        assert Area.objects.get(name="Atlantis").kind == AreaKind.FORCE_OTHER

    def test_two_unknown_areas_with_like_names_stay_apart(self):
        text = crime_text(
            [
                ("Unknown place one", *BURGLARY[1:], [1, 0]),
                ("Unknown place onerous", *BURGLARY[1:], [2, 0]),
            ],
            MONTHS,
        )
        import_recorded_crime(source(text), by=None, accept_unknown=True)
        assert set(RecordedCrime.objects.values_list("area__name", "offences")) == {
            ("Unknown place one", 1),
            ("Unknown place onerous", 2),
        }

    def test_names_that_make_the_same_code_are_a_repeated_row(self):
        text = crime_text(
            [("Barnet", "New", "A/B", [1, 0]), ("Barnet", "New", "A B", [2, 0])], MONTHS
        )
        assert "repeats" in refused(text, accept_unknown=True)


class TestWhatIsRefused:
    def test_an_empty_file(self):
        assert "empty" in refused("")

    @pytest.mark.parametrize(
        ("start", "kind"),
        [
            (b"PK\x03\x04rest", "Excel workbook"),
            (b"%PDF-1.7", "PDF"),
            (b"\xd0\xcf\x11\xe0", "old Excel"),
            (b"<!DOCTYPE html><p>", "web page"),
            (b"\x89PNG\r\n", "picture"),
        ],
    )
    def test_another_kind_of_file(self, start, kind):
        assert kind in refused(start)

    def test_a_null_byte(self):
        assert "line 2 holds a null byte" in refused(one_row(3, "4\0"))

    def test_bytes_that_are_no_text(self):
        assert "not a text file" in refused(one_row(3, 4).encode() + b"\x81\x8d")

    def test_a_heading_alone(self):
        assert "no rows" in refused("Borough,Major Category,Minor Category,201604\n")

    @pytest.mark.parametrize("missing", ["Borough", "Major Category", "Minor Category"])
    def test_a_missing_column(self, missing):
        assert missing in refused(one_row(3, 4).replace(missing, "Other", 1))

    def test_no_month_columns(self):
        assert "month" in refused(one_row(3, 4, months=["April", "May"]))

    def test_a_month_twice(self):
        assert "201604 twice" in refused(one_row(3, 4, months=["201604", "201604"]))

    def test_a_ward_file(self):
        text = one_row(3, 4).replace("Minor Category", "Minor Category,WardCode", 1)
        assert "by ward" in refused(text)

    def test_a_file_cut_in_the_middle_of_a_row(self):
        text = flat_crime({"Barnet": 1, "Enfield": 2}, months_of(2016))
        assert "cut off" in refused(text[: int(len(text) * 0.7)].rsplit(",", 1)[0])

    def test_a_file_cut_within_a_quotation(self):
        assert "download it again" in refused(one_row('"12', 4))

    def test_a_file_cut_between_two_rows(self):
        text = flat_crime(dict.fromkeys(("Barnet", "Bexley", "Brent", "Bromley"), 1), MONTHS)
        assert "looks cut off" in refused("".join(text.splitlines(keepends=True)[:-2]))

    def test_a_row_that_is_too_long(self):
        assert "line 2 has 6 cells, the heading 5" in refused(one_row(3, 4, 5))

    @pytest.mark.parametrize("cell", ["n/a", "x", "-3", "1.5", "1,2", "٣", "9" * 12, "=1+1"])
    def test_a_cell_that_is_no_count(self, cell):
        assert "line 2, month 201604" in refused(one_row(f'"{cell}"', 4))

    def test_a_repeated_row(self):
        text = crime_text([(*BURGLARY, [1, 1]), (*BURGLARY, [2, 2])], MONTHS)
        assert "line 3 repeats Barnet, Burglary in a Dwelling of line 2" in refused(text)

    def test_two_labels_of_one_category_are_a_repeated_row(self):
        rows = [
            ("Barnet", "Theft and Handling", label, [1, 1])
            for label in ("Theft From M/V", "Theft From Motor Vehicle")
        ]
        assert "repeats" in refused(crime_text(rows, MONTHS))

    def test_a_row_without_an_area(self):
        assert "usable name" in refused(crime_text([("", *BURGLARY[1:], [1, 1])], MONTHS))

    def test_a_cell_larger_than_any(self):
        assert "cannot be read" in refused(one_row('"' + "9" * 200_000 + '"', 4))


class TestEditions:
    def test_the_same_file_twice_changes_nothing(self):
        imported(one_row(3, 4))
        with pytest.raises(AlreadyImported, match="Nothing has changed"):
            import_recorded_crime(source(one_row(3, 4), "other-name.csv"), by=None)
        assert Edition.objects.count() == 1

    def test_it_is_written_in_the_log(self):
        imported(one_row(3, 4))
        assert Entry.objects.get().verb == "recorded_crime.imported"


class TestTheCommand:
    def test_several_files_each_whole_or_not_at_all(self, tmp_path, capsys):
        good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
        good.write_text(one_row(3, 4))
        bad.write_text(one_row("x", 4))
        with pytest.raises(CommandError, match=r"Not imported\. bad\.csv: line 2"):
            call_command("import_recorded_crime", bad, good)
        assert Edition.objects.get().name == "good.csv"
        assert "7 offences" in capsys.readouterr().out

    def test_it_prints_what_the_preview_shows(self, tmp_path, capsys):
        newer = flat_crime({"Barnet": 9}, ["201605", "201606"])
        import_recorded_crime(source(newer, "newer.csv"), by=None)
        path = tmp_path / "older.csv"
        rows = [
            ("Barnet", "Theft and Handling", "Theft From M/V", [1, 1]),
            ("Barnet", "Burglary", "Burglary on the Moon", [1, 2]),
        ]
        path.write_text(crime_text(rows, ["201603", "201605"]).rstrip())
        call_command("import_recorded_crime", path, "--accept-unknown")
        said = capsys.readouterr().out
        for each in (
            "older.csv: Figures will use this edition for 1 month also held from newer.csv.",
            "This file looks older than newer.csv: it ends in May 2016",
            "1 of the 32 boroughs are in the file",
            "The last line has no line end",
            "The file skips April 2016",
            "Theft From M/V is counted as Theft From Motor Vehicle.",
            "Burglary on the Moon” (3 offences)",
        ):
            assert each in said

    def test_the_same_file_twice_is_said_and_no_error(self, tmp_path, capsys):
        path = tmp_path / "good.csv"
        path.write_text(one_row(3, 4))
        call_command("import_recorded_crime", path)
        call_command("import_recorded_crime", path)
        assert "Nothing has changed" in capsys.readouterr().out

    def test_unknown_names_are_let_through_on_request(self, tmp_path):
        path = tmp_path / "new.csv"
        path.write_text(TestUnknownNames.text)
        with pytest.raises(CommandError, match="Burglary on the Moon"):
            call_command("import_recorded_crime", path)
        call_command("import_recorded_crime", path, "--accept-unknown")
        assert Edition.objects.get().offences == 1510

    def test_a_missing_file_is_said_plainly(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_recorded_crime", tmp_path / "none.csv")


class TestAnything:
    """Whatever the bytes, the answer is an edition or a message, and a refusal keeps nothing."""

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(st.binary(max_size=400))
    def test_arbitrary_bytes(self, content):
        with pytest.raises(BadFile):
            import_recorded_crime(Source.of_bytes("x.csv", content), by=None)
        assert not Edition.objects.exists()

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["Barnet", "Enfield", "Nowhere", ""]),
                st.sampled_from(CATEGORIES),
                st.lists(st.text(alphabet='0123456789,"\n\rna/-', max_size=4), max_size=3),
            ),
            max_size=5,
        )
    )
    def test_tables_that_are_nearly_right(self, rows):
        text = crime_text([(area, *names, cells) for area, names, cells in rows], MONTHS)
        before = Edition.objects.count()
        try:
            import_recorded_crime(source(text), by=None)
        except BadFile:
            assert Edition.objects.count() == before


def test_unknown_names_are_a_kind_of_bad_file():
    assert issubclass(UnknownNames, BadFile)
