"""Generate the published assessment of 2016/17 again and account for every figure in it."""

import csv
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessment.reproduction import (
    Outcome,
    Verdict,
    check_all,
    from_files,
    printed_figures,
    report_paper,
    say_contradiction,
    shipped,
    show,
    stated_in_report,
)
from places.readers.files import BadFile
from ui.papers import pdf_bytes, word_bytes

HEADER = (
    "id",
    "paragraph",
    "figure",
    "period",
    "printed",
    "stated_here",
    "outcome",
    "from",
    "remark",
)


class Command(BaseCommand):
    help = (
        "Generate Barnet's Community Safety Strategic Assessment of 2016/17 from what it rests on, "
        "and say of each printed figure whether it is reproduced, contradicted or not derivable."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="folder", type=Path, metavar="DIR", help="work from the published files"
        )
        parser.add_argument(
            "--output", type=Path, metavar="DIR", help="write report.pdf, report.docx, figures.csv"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["folder"]
        try:
            evidence = from_files(folder) if folder else shipped()
        except (BadFile, OSError) as error:
            raise CommandError(str(error)) from error
        verdicts = check_all(printed_figures(), evidence)
        for verdict in verdicts:
            self._say(verdict, from_rows=bool(folder))
        if options["output"]:
            paper = report_paper(verdicts, evidence, made_at=timezone.now(), from_rows=bool(folder))
            self._write(options["output"], verdicts, paper, from_rows=bool(folder))
        self._sum_up(verdicts)

    def _say(self, verdict: Verdict, *, from_rows: bool) -> None:
        figure = verdict.figure
        if verdict.outcome == Outcome.CONTRADICTED:
            self.stdout.write(f"{figure.paragraph} contradicted: {say_contradiction(verdict)}")
        elif verdict.outcome == Outcome.NOT_DERIVABLE:
            self.stdout.write(
                f"{figure.paragraph} not derivable: {figure.measure}. {' '.join(verdict.remarks)}"
            )
        elif from_rows and verdict.finding.later is not None:
            here = show(figure, verdict.value(from_rows=True))
            self.stdout.write(
                f"{figure.paragraph} reproduced: {figure.measure}: printed {figure.text}, "
                f"from the files {here}."
            )

    def _sum_up(self, verdicts: list[Verdict]) -> None:
        outcomes = Counter(verdict.outcome for verdict in verdicts)
        said = stated_in_report()
        missing = [
            verdict.figure.id
            for verdict in verdicts
            if verdict.figure.id not in said and verdict.outcome != Outcome.NOT_DERIVABLE
        ]
        for each in missing:
            self.stdout.write(f"missing: {each}")
        origins = Counter(verdict.origin for verdict in verdicts if verdict.origin)
        self.stdout.write(
            "Stated from: " + ", ".join(f"{name} {count}" for name, count in origins.items()) + "."
        )
        self.stdout.write(
            f"{len(verdicts)} figures: {outcomes[Outcome.REPRODUCED]} reproduced, "
            f"{outcomes[Outcome.CONTRADICTED]} contradicted, "
            f"{outcomes[Outcome.NOT_DERIVABLE]} not derivable, {len(missing)} missing"
        )

    def _write(self, folder: Path, verdicts: list[Verdict], paper: Any, *, from_rows: bool) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "report.pdf").write_bytes(pdf_bytes(paper))
            (folder / "report.docx").write_bytes(word_bytes(paper))
            with (folder / "figures.csv").open("w", newline="", encoding="utf-8-sig") as file:
                writer = csv.writer(file)
                writer.writerow(HEADER)
                writer.writerows(_row(verdict, from_rows=from_rows) for verdict in verdicts)
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{folder}: report.pdf, report.docx, figures.csv.")


def _row(verdict: Verdict, *, from_rows: bool) -> tuple[str, ...]:
    figure = verdict.figure
    return (
        figure.id,
        figure.paragraph,
        figure.measure,
        figure.period,
        f"{figure.text} {figure.unit}",
        show(figure, verdict.value(from_rows=from_rows)),
        verdict.outcome.value,
        verdict.origin,
        " ".join(verdict.remarks),
    )
