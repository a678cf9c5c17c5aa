"""Write the summary of a period to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessment.arguments import add_year_and_area, year_and_area
from assessment.downloads import summary_csv, summary_docx, summary_pdf, summary_xlsx
from assessment.models import FigureRun
from assessment.open_data import summary_json

FORMATS = {
    "csv": summary_csv,
    "xlsx": summary_xlsx,
    "pdf": summary_pdf,
    "docx": summary_docx,
    "json": summary_json,
}


class Command(BaseCommand):
    help = "Write the newest frozen summary of a period, else the newest draft, to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_year_and_area(parser)
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        year, area = year_and_area(options)
        run = FigureRun.objects.of_period(year, area).select_related("area").to_publish()
        if run is None:
            raise CommandError(
                f"No figures of {year} were taken for {area.name}. Run take_figures {year} first."
            )
        path: Path = options["output"]
        try:
            path.write_bytes(FORMATS[options["format"]](run))
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        state = "frozen" if run.is_frozen else "draft"
        self.stdout.write(f"{path}: {run}, {state}.")
