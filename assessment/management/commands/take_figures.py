"""Take the figures of a period."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessment.arguments import add_year_and_area, year_and_area
from assessment.services import take_figures
from assessment.taking import CannotTake


class Command(BaseCommand):
    help = "Take the figures of a period, like 2016/17; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_year_and_area(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        year, area = year_and_area(options)
        try:
            run = take_figures(year, area)
        except CannotTake as error:
            raise CommandError(str(error)) from error
        for note in run.notes:
            self.stdout.write(note)
        self.stdout.write(f"{run}: {run.observations.count():,} figures, draft {run.pk}.")
