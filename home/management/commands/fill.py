"""Fill the database with deterministic bulk data, for measuring."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import Partnership
from home.filling import fill
from home.rehearsal.base import lay_ground, lay_panel
from panels.models import Panel


class Command(BaseCommand):
    help = "Add N invented cases over Y years, the same for the same seed, to a rehearsal database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, required=True)
        parser.add_argument("--years", type=int, default=2)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["cases"] < 1 or not 1 <= options["years"] <= 50:
            raise CommandError("Give at least one case, and from 1 to 50 years.")
        partnership = Partnership.current()
        if partnership and not partnership.is_rehearsal:
            raise CommandError("This database is not a rehearsal: nothing invented goes into it.")
        if partnership is None:
            with transaction.atomic():
                lay_ground()
                lay_panel()
        began = time.monotonic()
        fill(
            cases=options["cases"],
            years=options["years"],
            seed=options["seed"],
            today=timezone.localdate(),
            panel=Panel.objects.order_by("pk")[0],
            progress=lambda done: self._say(done, options["cases"]),
        )
        self.stdout.write(f"{options['cases']:,} cases in {time.monotonic() - began:.0f} s.")

    def _say(self, done: int, of: int) -> None:
        if done % 10_000 == 0:
            self.stdout.write(f"{done:,} of {of:,}")
            self.stdout.flush()
