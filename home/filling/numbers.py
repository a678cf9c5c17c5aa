"""Reference numbers for bulk rows: the next of each series, without a query for each."""

from cases.models import ReferenceNumber
from people.models import PersonNumber


class Numbers:
    """Counts on from what has been given; `save` writes the last of each series back."""

    def __init__(self) -> None:
        rows = ReferenceNumber.objects.values_list("prefix", "year", "last")
        self._last = {(prefix, year): last for prefix, year, last in rows}
        held = PersonNumber.objects.filter(pk=1).first()
        self._person = held.last if held else 0

    def next(self, prefix: str, year: int) -> str:
        """The next reference of a series: `CSM-2026-0042`."""
        last = self._last[prefix, year] = self._last.get((prefix, year), 0) + 1
        return f"{prefix}-{year}-{last:04d}"

    def next_person(self) -> str:
        """The next reference of a person: `P-000123`."""
        self._person += 1
        return f"P-{self._person:06d}"

    def save(self) -> None:
        """Write the last number of each series."""
        PersonNumber.objects.update_or_create(pk=1, defaults={"last": self._person})
        for (prefix, year), last in self._last.items():
            ReferenceNumber.objects.update_or_create(
                prefix=prefix, year=year, defaults={"last": last}
            )
