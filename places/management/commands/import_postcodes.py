"""Bring in postcodes from a published file."""

from typing import Any

from places.management.importing import ImportCommand
from places.readers.files import Source
from places.services import Outcome, import_postcodes


class Command(ImportCommand):
    help = "Import postcodes from a published file; the same file twice changes nothing."

    def take(self, source: Source, options: dict[str, Any]) -> Outcome:
        return import_postcodes(source, by=None)
