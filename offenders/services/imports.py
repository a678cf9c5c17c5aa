"""A partner's spreadsheet of offences on its way in, and out again."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from offenders.models import COHORT_ROLES, Nominal, Offence, OffenceImport
from offenders.readers.offences import OffenceRow, RowError, read_offences
from people.models import Person
from places.readers.files import BadFile
from ui.dates import say_date

KEPT = dt.timedelta(days=1)


class AlreadyImported(BadFile):
    """The same file again, which changes nothing."""


class NotConfirmable(ValueError):
    """The upload was confirmed, undone or refused before."""


@dataclass(frozen=True)
class GoodRow:
    """A row whose person is known."""

    row: OffenceRow
    person: Person


@dataclass(frozen=True)
class OffencePreview:
    """What a spreadsheet holds: rows to bring in, rows held already, rows that cannot be taken."""

    good: list[GoodRow]
    known: list[OffenceRow]
    errors: list[RowError]


def _forget_old() -> None:
    old = timezone.now() - KEPT
    OffenceImport.objects.unconfirmed().filter(uploaded_at__lt=old).delete()


@transaction.atomic
def hold_offences(*, name: str, content: bytes, source: str, by: User) -> OffenceImport:
    """Keep a spreadsheet until whoever sent it has seen the preview; AlreadyImported if it is the
    same file as one that was brought in."""
    _forget_old()
    digest = hashlib.sha256(content).hexdigest()
    before = OffenceImport.objects.filter(
        sha256=digest, confirmed_at__isnull=False, undone_at=None, refusal=""
    ).first()
    if before and before.confirmed_at:
        day = say_date(timezone.localdate(before.confirmed_at))
        raise AlreadyImported(f"The same file was imported on {day} as {before.name}")
    return OffenceImport.objects.create(
        name=name[:200], sha256=digest, content=content, source=source, uploaded_by=by
    )


def preview_offences(held: OffenceImport) -> OffencePreview:
    """What a spreadsheet holds; BadFile says why none of it can be taken."""
    rows = read_offences(held.name, bytes(held.content), timezone.localdate())
    read = [row for row in rows if isinstance(row, OffenceRow)]
    errors = [row for row in rows if isinstance(row, RowError)]
    people = _people(read)
    seen = _held(people)
    good: list[GoodRow] = []
    known: list[OffenceRow] = []
    for row in read:
        person = people.get(row.person)
        fault = _fault(row, person)
        if fault or person is None:
            errors.append(RowError(row.line, fault))
        elif _key(person.pk, row) in seen:
            known.append(row)
        else:
            seen.add(_key(person.pk, row))
            good.append(GoodRow(row, person))
    return OffencePreview(good, known, sorted(errors, key=lambda error: error.line))


def _people(rows: list[OffenceRow]) -> dict[str, Person]:
    """The people that the references name, as far as they are or were in the cohort."""
    wanted = {row.person for row in rows}
    found: dict[str, Person] = {}
    nominals = Nominal.objects.filter(reference__in=wanted).select_related("person")
    found.update({each.reference: each.person for each in nominals})
    people = Person.objects.filter(reference__in=wanted, nominals__isnull=False).distinct()
    found.update({each.reference: each for each in people})
    return found


def _fault(row: OffenceRow, person: Person | None) -> str:
    if person is None:
        return f"{row.person[:40]} is no reference of anybody nominated to the cohort"
    born = person.date_of_birth
    if row.born and born and row.born != born:
        return f"The date of birth is not that of {row.person}: check the reference"
    if born and row.committed_on < born:
        return "The offence lies before their birth"
    return ""


Key = tuple[int, dt.date, str, str]


def _key(person: int, row: OffenceRow) -> Key:
    return (person, row.committed_on, row.category, row.reference.casefold())


def _held(people: dict[str, Person]) -> set[Key]:
    rows = Offence.objects.filter(person__in={person.pk for person in people.values()})
    return {
        (person, day, category, reference.casefold())
        for person, day, category, reference in rows.order_by().values_list(
            "person_id", "committed_on", "category", "source_reference"
        )
    }


@transaction.atomic
def discard_offences(held: OffenceImport, *, by: User) -> None:
    """Drop a spreadsheet that nobody wants."""
    if not OffenceImport.objects.unconfirmed().filter(pk=held.pk).delete()[0]:
        raise NotConfirmable(f"{held} was confirmed before and cannot be discarded")
    _record("offences.discarded", held, by=by, operation=Operation.ERASURE)


@transaction.atomic
def confirm_offences(held: OffenceImport, *, by: User) -> None:
    """Write down that a previewed spreadsheet is to be brought in; the job does it."""
    rows = OffenceImport.objects.unconfirmed().filter(pk=held.pk)
    try:
        with transaction.atomic():
            changed = rows.update(confirmed_at=timezone.now(), confirmed_by=by)
    except IntegrityError:
        raise NotConfirmable("The same file was confirmed before") from None
    if not changed:
        raise NotConfirmable(f"{held} was confirmed before")
    _record("offences.confirmed", held, by=by, operation=Operation.COLLECTION)


def import_confirmed_offences() -> int:
    """Bring in every confirmed spreadsheet, oldest first; returns how many were dealt with."""
    _forget_old()
    due = list(OffenceImport.objects.due().order_by("pk").values_list("pk", flat=True))
    return sum(_bring_in(pk) for pk in due)


@transaction.atomic
def _bring_in(pk: int) -> int:
    """Claim one and bring in its good rows, both or neither; 0 if another run was first."""
    if not OffenceImport.objects.due().filter(pk=pk).update(finished_at=timezone.now()):
        return 0
    held = OffenceImport.objects.select_related("confirmed_by").get(pk=pk)
    try:
        _write(held)
    except BadFile as refusal:
        held.refusal = str(refusal)
    held.content = b""
    held.save(update_fields=["content", "refusal", "brought_in", "known", "refused"])
    return 1


def _write(held: OffenceImport) -> None:
    by = held.confirmed_by
    if by is None or not by.desk.has(*COHORT_ROLES):
        raise BadFile("Whoever confirmed it does not work with the cohort any more")
    found = preview_offences(held)
    Offence.objects.bulk_create(
        Offence(
            person=each.person,
            committed_on=each.row.committed_on,
            category=each.row.category,
            status=each.row.status,
            description=each.row.description,
            source=held.source,
            source_reference=each.row.reference,
            recorded_by=by,
            imported_in=held,
        )
        for each in found.good
    )
    held.brought_in = len(found.good)
    held.known = len(found.known)
    held.refused = len(found.errors)
    _record("offences.imported", held, by=by, operation=Operation.COLLECTION, rows=held.brought_in)


@transaction.atomic
def undo_offences(held: OffenceImport, *, by: User) -> OffenceImport:
    """Take out every offence that a spreadsheet brought in; what somebody has changed since is
    kept, and counted."""
    rows = OffenceImport.objects.filter(
        pk=held.pk, finished_at__isnull=False, undone_at=None, refusal=""
    )
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise NotConfirmable(f"{held} has nothing to undo")
    undone, _ = Offence.objects.filter(imported_in=held, version=1).delete()
    kept = Offence.objects.filter(imported_in=held).count()
    OffenceImport.objects.filter(pk=held.pk).update(undone=undone, kept=kept)
    held.refresh_from_db()
    _record("offences.undone", held, by=by, operation=Operation.ERASURE, rows=undone)
    return held


def _record(
    verb: str, held: OffenceImport, *, by: User, operation: Operation, rows: int | None = None
) -> None:
    record(
        verb,
        by=by,
        subject=f"offences file {held.pk}",
        operation=operation,
        changes={"sha256": held.sha256, **({} if rows is None else {"rows": rows})},
    )
