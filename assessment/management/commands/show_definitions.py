"""Print the published definition of every figure, as docs/definitions.md holds them."""

from typing import Any

from django.core.management.base import BaseCommand

from assessment.figures.definitions import as_markdown


class Command(BaseCommand):
    help = "Print what each figure counts; docs/definitions.md is this text."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown(), ending="")
