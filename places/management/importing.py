"""What every command that brings a file of places in does."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from places.readers.files import BadFile, Source
from places.services import Outcome


class ImportCommand(BaseCommand):
    """One file, whole or not at all; the same file twice changes nothing."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def take(self, source: Source, options: dict[str, Any]) -> Outcome:
        """Bring the file in; BadFile says why not."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            outcome = self.take(Source.of_path(path), options)
        except BadFile as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        self.stdout.write(f"{path.name}: {outcome.said}.")
