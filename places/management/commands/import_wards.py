"""Bring in wards with their boundaries from a published file."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from places.queries import area_named
from places.readers.files import BadFile, Source
from places.services import import_wards


class Command(BaseCommand):
    help = "Import wards from a published file; the same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--parent", help="the borough they lie in; the partnership's own if unset"
        )
        parser.add_argument("--valid-from", type=dt.date.fromisoformat, help="like 2022-05-05")
        parser.add_argument("--valid-to", type=dt.date.fromisoformat, help="their last day")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        parent = area_named(options["parent"]) if options["parent"] else None
        if options["parent"] and parent is None:
            raise CommandError(f"No borough is called {options['parent']}.")
        try:
            outcome = import_wards(
                Source.of_path(path),
                by=None,
                parent=parent,
                valid_from=options["valid_from"],
                valid_to=options["valid_to"],
            )
        except BadFile as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        self.stdout.write(f"{path.name}: {outcome.said}.")
