"""Bring in population from a published file."""

from typing import Any

from places.management.importing import ImportCommand
from places.readers.files import Source
from places.services import Outcome, import_population


class Command(ImportCommand):
    help = "Import population from a published file; the same file twice changes nothing."

    def take(self, source: Source, options: dict[str, Any]) -> Outcome:
        return import_population(source, by=None)
