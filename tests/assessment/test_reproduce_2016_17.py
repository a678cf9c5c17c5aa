"""The published assessment of 2016/17: each printed figure accounted for, none left out."""

import csv
import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from assessment.reproduction import (
    Outcome,
    Verdict,
    check_all,
    from_files,
    printed_figures,
    report_paper,
    say_contradiction,
    shipped,
    stated_in_report,
)
from assessment.reproduction.checks import agrees
from assessment.reproduction.outline import outline
from tests.assessment.conftest import OPEN_DATA
from ui.papers import Bullets, Heading, Paragraph, Table

SEED = OPEN_DATA.parent / "seed" / "figures.csv"
MADE = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return check_all(printed_figures(), shipped())


def _of(verdicts: list[Verdict], figure: str) -> Verdict:
    return next(each for each in verdicts if each.figure.id == figure)


def _changed(figure: str, **new: str) -> Verdict:
    printed = [replace(each, **new) if each.id == figure else each for each in printed_figures()]
    return _of(check_all(printed, shipped()), figure)


def test_each_figure_is_reproduced_contradicted_or_not_derivable(verdicts: list[Verdict]) -> None:
    assert Counter(each.outcome for each in verdicts) == {
        Outcome.REPRODUCED: 111,
        Outcome.CONTRADICTED: 8,
        Outcome.NOT_DERIVABLE: 20,
    }
    assert len({each.figure.id for each in verdicts}) == 139


def test_every_figure_is_stated_in_the_report_or_listed_with_its_reason(
    verdicts: list[Verdict],
) -> None:
    stated = stated_in_report()
    for each in verdicts:
        if each.outcome == Outcome.NOT_DERIVABLE:
            assert each.remarks[0]
        else:
            assert each.figure.id in stated
            assert each.value() is not None


def test_no_sentence_has_a_slot_for_a_figure_that_is_not_printed(verdicts: list[Verdict]) -> None:
    assert stated_in_report() <= {each.figure.id for each in verdicts}


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("BUR-2016-17-FEWER-1Y", "prints 590 fewer, its own figures give 581 fewer"),
        ("BUR-VS-LONDON-22", "prints 22.0% higher, its own figures give 8.4% higher"),
        ("WINDOW-FN5-MONTHS", "31 March 2018, but nothing in the report is newer than 2017-06"),
        ("ASB-2017-06-CHG-1Y", "prints about 10.0% higher, its own figures give 11.7% higher"),
        ("TOMV-2016-17-FEWER-5Y", "prints over 150 fewer, its own figures give 147 fewer"),
        ("BUR-2016-17-RANK", "prints 8th highest, the open files give 9th highest"),
        ("VIOLENT-RANK-173", "prints 3rd lowest, the open files give 7th lowest"),
        ("BUR-2016-17-CHG-1Y-RANK", "prints largest, the open files give 2nd largest"),
    ],
)
def test_the_program_finds_each_contradiction_by_itself(
    verdicts: list[Verdict], figure: str, said: str
) -> None:
    verdict = _of(verdicts, figure)
    assert verdict.outcome == Outcome.CONTRADICTED
    assert said in say_contradiction(verdict)


@pytest.mark.parametrize(
    ("figure", "text", "outcome"),
    [
        ("BUR-2016-17-FEWER-1Y", "-581", Outcome.REPRODUCED),
        ("ROB-2016-17-CHG-1Y", "-25.7", Outcome.CONTRADICTED),
        ("ALL-2016-17-RANK", "9", Outcome.CONTRADICTED),
        ("TFP-2015-16-VOL", "612", Outcome.CONTRADICTED),
        ("BSCP-PRI-N", "8", Outcome.CONTRADICTED),
        ("DVA-2016-04-12-CAUTIONED-PCT", "40", Outcome.CONTRADICTED),
    ],
)
def test_another_printed_number_gets_another_verdict(
    figure: str, text: str, outcome: Outcome
) -> None:
    assert _changed(figure, text=text).outcome == outcome


def test_an_undated_return_cannot_be_derived() -> None:
    undated = {"period_start": "", "period_end": ""}
    verdict = _changed("IDVA-2016-04-12-REFERRALS", **undated)
    assert verdict.outcome == Outcome.NOT_DERIVABLE
    assert verdict.remarks == ("The report does not say of when it is.",)


def test_the_shipped_printed_figures_are_those_of_the_report() -> None:
    if not SEED.is_file():
        pytest.skip("the list of printed figures (../shared/seed) is not beside this checkout")
    with SEED.open(newline="", encoding="utf-8-sig") as file:
        seed = {row["id"]: row for row in csv.DictReader(file)}
    printed = printed_figures()
    assert [each.id for each in printed] == list(seed)
    for each in printed:
        row = seed[each.id]
        assert (each.text, each.unit, each.paragraph) == (
            row["value"], row["unit"], row["paragraph"],
        )  # fmt: skip
        assert (each.period_start, each.period_end) == (row["period_start"], row["period_end"])


def test_whatever_a_person_found_wrong_the_program_finds_too(verdicts: list[Verdict]) -> None:
    if not SEED.is_file():
        pytest.skip("the list of printed figures (../shared/seed) is not beside this checkout")
    with SEED.open(newline="", encoding="utf-8-sig") as file:
        by_hand = {row["id"]: row["agrees"] for row in csv.DictReader(file)}
    found = {each.figure.id for each in verdicts if each.outcome == Outcome.CONTRADICTED}
    assert {id for id, word in by_hand.items() if word == "no"} <= found
    assert {id for id in found if by_hand[id] == "yes"} == {"VIOLENT-RANK-173"}


def test_the_shipped_counts_are_those_of_the_published_files() -> None:
    if not OPEN_DATA.is_dir():
        pytest.skip("the open data (../shared/data) is not beside this checkout")
    held, found = shipped(), from_files(OPEN_DATA)
    assert found.boroughs == held.boroughs
    assert {key: count for key, count in found.crime.items() if key in held.crime} == held.crime


def test_the_sections_stand_in_the_order_of_the_report() -> None:
    numbers = [passage.number for passage in outline().passages()]
    assert numbers == sorted(numbers, key=lambda each: [int(part) for part in each.split(".")])
    paragraphs = {each.paragraph for each in printed_figures()}
    assert paragraphs <= set(numbers)


@pytest.mark.parametrize("from_rows", [False, True])
def test_no_sentence_contradicts_the_table(verdicts: list[Verdict], from_rows: bool) -> None:
    paper = report_paper(verdicts, shipped(), made_at=MADE, from_rows=from_rows)
    (table,) = (block for block in paper.blocks if isinstance(block, Table) and block.numeric)
    burglary = next(row for row in table.rows if row[0] == "Burglary")
    _, base, before, now, change, _ = burglary
    count = lambda text: int(text.replace(",", ""))  # noqa: E731
    said = next(b.text for b in paper.blocks if isinstance(b, Paragraph) and b.source == "1.3.4")
    assert f"{count(before) - count(now)} fewer burglaries" in said
    assert change in said
    five = next(b.text for b in paper.blocks if isinstance(b, Paragraph) and b.source == "1.9.1")
    assert f"{count(base) - count(now):,} fewer burglaries" in five


def test_the_report_lists_contradictions_and_gaps_at_its_end(verdicts: list[Verdict]) -> None:
    blocks = list(report_paper(verdicts, shipped(), made_at=MADE).blocks)
    at = blocks.index(Heading("Contradictions found in the published report"))
    assert isinstance(blocks[at + 1], Bullets)
    assert len(blocks[at + 1].items) == 8
    gaps = blocks[blocks.index(Heading("Printed figures that nobody can derive")) + 1]
    assert isinstance(gaps, Table)
    assert len(gaps.rows) == 20


def test_the_last_line_counts_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reproduce_2016_17")
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last == ("139 figures: 111 reproduced, 8 contradicted, 20 not derivable, 0 missing")


def test_the_readme_says_what_the_proof_says() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert "139 figures: 111 reproduced, 8 contradicted, 20 not derivable, 0 missing" in readme


def test_the_report_is_written_as_pdf_word_and_table(tmp_path: Path) -> None:
    call_command("reproduce_2016_17", output=tmp_path / "new")
    assert (tmp_path / "new/report.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "new/report.docx").read_bytes().startswith(b"PK")
    with (tmp_path / "new/figures.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 139


def test_a_folder_without_the_files_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"lack 36 months, from 2011-04-01"):
        call_command("reproduce_2016_17", folder=tmp_path)


@given(st.integers(-9999, 9999), st.integers(0, 2))
def test_a_number_agrees_with_itself_however_it_is_rounded(tenths: int, digits: int) -> None:
    value = tenths / 7
    text = f"{value:.{digits}f}"
    printed = replace(printed_figures()[0], kind="count", stated="exact", text=text)
    assert re.fullmatch(r"-?\d+(\.\d+)?", text)
    assert agrees(printed, value)
    assert not agrees(printed, value + 1.01)
