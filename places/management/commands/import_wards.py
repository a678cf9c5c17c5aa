"""Bring in wards with their boundaries from a published file."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from places.management.importing import ImportCommand
from places.queries import area_named
from places.readers.files import Source
from places.services import Outcome, import_wards


class Command(ImportCommand):
    help = "Import wards from a published file; the same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--parent", help="the borough they lie in; the partnership's own if unset"
        )
        parser.add_argument("--valid-from", type=dt.date.fromisoformat, help="like 2022-05-05")
        parser.add_argument("--valid-to", type=dt.date.fromisoformat, help="their last day")

    def take(self, source: Source, options: dict[str, Any]) -> Outcome:
        parent = area_named(options["parent"]) if options["parent"] else None
        if options["parent"] and parent is None:
            raise CommandError(f"No borough is called {options['parent']}.")
        return import_wards(
            source,
            by=None,
            parent=parent,
            valid_from=options["valid_from"],
            valid_to=options["valid_to"],
        )
