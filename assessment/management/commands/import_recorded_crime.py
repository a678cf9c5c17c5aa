"""Bring in recorded crime from published files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessment.models import SourceKind
from assessment.services import AlreadyImported, import_crime, survey_source
from places.readers.files import BadFile, Source


class Command(BaseCommand):
    help = (
        "Import recorded crime by borough or ward as the Metropolitan Police publish it. Each file "
        "is imported whole or not at all; the same file twice changes nothing."
    )
    kind = SourceKind.RECORDED_CRIME

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--accept-unknown",
            action="store_true",
            help="count unknown areas and categories in the totals under their own name",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refused = [
            message
            for path in options["files"]
            if (message := self._import(path, options["accept_unknown"]))
        ]
        if refused:
            raise CommandError("\n".join(refused))

    def _import(self, path: Path, accept_unknown: bool) -> str:
        """Import one file and say what to think of; returns why it was refused, or nothing."""
        source = Source.of_path(path)
        try:
            for each in survey_source(source, self.kind).warnings:
                self.stdout.write(f"{path.name}: {each}")
            edition = import_crime(source, self.kind, by=None, accept_unknown=accept_unknown)
        except AlreadyImported as again:
            self.stdout.write(str(again))
        except BadFile as error:
            return f"Not imported. {error}"
        except OSError as error:
            return f"{path} cannot be read: {error.strerror}."
        else:
            self.stdout.write(
                f"{edition.name}: {edition.offences:,} offences in {edition.rows:,} rows, "
                f"{edition.first_month:%B %Y} to {edition.last_month:%B %Y}."
            )
        return ""
