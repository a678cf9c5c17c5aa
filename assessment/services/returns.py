"""Bringing in what partner services report."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessment.models import PartnerReturn, ReturnFile
from assessment.readers.returns import Returned, read_returns
from assessment.services.imports import AlreadyImported
from audit.models import Operation
from audit.services import record
from places.readers.files import BadFile


@dataclass(frozen=True)
class SurveyedReturns:
    """What a file of returns holds, and which numbers held already it replaces."""

    sha256: str
    rows: list[Returned]
    replaced: list[tuple[Returned, float]]


def survey_returns(name: str, content: bytes) -> SurveyedReturns:
    """Read a file without keeping anything of it; BadFile names every row that cannot be taken."""
    sha256 = hashlib.sha256(content).hexdigest()
    if held := ReturnFile.objects.held().filter(sha256=sha256).first():
        raise AlreadyImported(held)
    rows, wrong = read_returns(name, content, timezone.localdate())
    if wrong:
        raise BadFile(f"Nothing can be imported until these are corrected. {' '.join(wrong[:20])}")
    before = _held_values({row.key for row in rows})
    replaced = [
        (row, before[row.key]) for row in rows if before.get(row.key, row.value) != row.value
    ]
    return SurveyedReturns(sha256, rows, replaced)


def _held_values(keys: set[tuple[object, ...]]) -> dict[tuple[object, ...], float]:
    held = PartnerReturn.objects.held().filter(service__in={key[0] for key in keys})
    fields = ("service", "measure", "starts", "ends", "value")
    return {tuple(row[:4]): row[4] for row in held.order_by("file").values_list(*fields)}


@transaction.atomic
def import_returns(name: str, content: bytes, *, by: User) -> ReturnFile:
    """Bring in a file whole, or raise BadFile and leave everything as it was."""
    surveyed = survey_returns(name, content)
    file = ReturnFile.objects.create(
        name=name[:200], sha256=surveyed.sha256, rows=len(surveyed.rows), imported_by=by
    )
    PartnerReturn.objects.bulk_create(
        PartnerReturn(
            file=file,
            service=row.service.key,
            measure=row.asked.key,
            starts=row.starts,
            ends=row.ends,
            value=row.value,
            provider=row.provider,
            supplied_by=row.supplied_by,
            supplied_on=row.supplied_on,
            note=row.note,
        )
        for row in surveyed.rows
    )
    record(
        "returns.imported",
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.COLLECTION,
        changes={"rows": file.rows, "sha256": file.sha256},
    )
    return file
