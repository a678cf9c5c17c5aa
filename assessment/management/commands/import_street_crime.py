"""Bring in street-level crime or outcomes from published files."""

from assessment.management.commands import import_recorded_crime
from assessment.models import SourceKind


class Command(import_recorded_crime.Command):
    help = (
        "Import street-level crime or outcomes as police.uk publishes them, a file a month. Each "
        "file is imported whole or not at all; the same file twice changes nothing."
    )
    kind = SourceKind.STREET_CRIME
