"""Prove that nothing in the log was altered or removed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.models import Entry, Seal
from audit.services import find_tampering


class Command(BaseCommand):
    help = "Check every entry and every sealed day of the log; fails naming what was altered."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = find_tampering()
        if faults:
            raise CommandError("The log was tampered with:\n" + "\n".join(faults))
        self.stdout.write(
            f"{Entry.objects.count()} entries and {Seal.objects.count()} sealed days: whole."
        )
