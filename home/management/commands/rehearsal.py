"""Load the rehearsal partnership into an empty database, or print its accounts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import Partnership
from home.filling import fill
from home.rehearsal import northbridge
from home.rehearsal.base import lay_ground, lay_panel
from home.rehearsal.scene import set_scene

CASES, YEARS, SEED = 72, 2, 7


class Command(BaseCommand):
    help = "Load Northbridge, the invented partnership, into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Do nothing if it is not empty")
        parser.add_argument("--accounts", action="store_true", help="Only print the accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        partnership = Partnership.current()
        if options["accounts"]:
            if partnership and partnership.is_rehearsal:
                self._print_accounts()
            return
        if partnership is not None:
            if not options["if_empty"]:
                raise CommandError("This database already has its partnership.")
            if partnership.is_rehearsal:
                self._print_accounts()
            return
        self.stdout.write("Loading the rehearsal partnership ...")
        self._load()
        self.stdout.write("Northbridge is ready.")
        self._print_accounts()

    @transaction.atomic
    def _load(self) -> None:
        today = timezone.localdate()
        lay_ground()
        panel = lay_panel()
        fill(cases=CASES, years=YEARS, seed=SEED, today=today, panel=panel)
        set_scene(panel, today)

    def _print_accounts(self) -> None:
        self.stdout.write(f"Sign in with the password: {northbridge.PASSWORD}")
        for seed in northbridge.ACCOUNTS:
            address = f"{seed.name}@rehearsal.example"
            self.stdout.write(f"  {address:38} {seed.job_title}")
