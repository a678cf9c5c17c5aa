"""Bring in which ward each small area fits best from a published file."""

from typing import Any

from places.management.importing import ImportCommand
from places.readers.files import Source
from places.services import Outcome, import_small_areas


class Command(ImportCommand):
    help = (
        "Import which ward each small area (LSOA) fits best from a published file; the same file "
        "twice changes nothing. Import the wards first, with the days from and to which they exist."
    )

    def take(self, source: Source, options: dict[str, Any]) -> Outcome:
        return import_small_areas(source, by=None)
