"""Bringing in postcodes."""

from django.db import transaction

from accounts.models import User
from places.models import Area, FileKind, Postcode
from places.readers.files import BadFile, Source, check_text
from places.readers.postcodes import read_postcodes
from places.services.files import BATCH, Outcome, held_before, keep


@transaction.atomic
def import_postcodes(source: Source, *, by: User | None) -> Outcome:
    """Bring in postcodes; those held already take the new position and ward."""
    file = check_text(source)
    if held := held_before(FileKind.POSTCODES, file):
        return held
    wards = dict(Area.objects.wards().values_list("code", "pk"))
    seen: dict[str, int] = {}
    homeless = 0
    rows: list[Postcode] = []
    for row in read_postcodes(file):
        if before := seen.get(row.postcode):
            raise BadFile(f"{file.name}: line {row.line} repeats {row.postcode} of line {before}.")
        seen[row.postcode] = row.line
        homeless += row.ward_code not in wards
        rows.append(
            Postcode(
                postcode=row.postcode,
                ward_id=wards.get(row.ward_code),
                ward_code=row.ward_code,
                easting=row.easting,
                northing=row.northing,
            )
        )
        if len(rows) == BATCH:
            _write_postcodes(rows)
    _write_postcodes(rows)
    said = f"{len(seen):,} postcodes"
    if homeless:
        said += f", {homeless:,} of them in wards not known yet (import those and they are joined)"
    return keep(FileKind.POSTCODES, file, len(seen), said, by)


def _write_postcodes(rows: list[Postcode]) -> None:
    Postcode.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["postcode"],
        update_fields=["ward", "ward_code", "easting", "northing"],
    )
    rows.clear()
