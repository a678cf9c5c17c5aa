"""Uploads on their way in: held for a preview, confirmed, then brought in by a job."""

import datetime as dt
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role, User
from assessment.models import PendingImport, SourceKind
from assessment.services.due import UNEXPECTED, Due, do_each, is_passing
from assessment.services.imports import Surveyed, import_crime, survey_source
from assessment.services.published import SurveyedNumbers, import_published, survey_published
from assessment.services.returns import SurveyedReturns, import_returns, survey_returns
from audit.models import Operation
from audit.services import record
from places.readers.files import BadFile, Source
from places.services import PopulationPreview, import_population, preview_population

PUBLISHED = (SourceKind.YEARLY_CRIME, SourceKind.SURVEY)
UPLOAD_KEPT = dt.timedelta(days=1)


class AlreadyConfirmed(ValueError):
    """The upload is being brought in, or was; nothing about it can be chosen any more."""


@transaction.atomic
def hold_upload(
    *, kind: SourceKind, name: str, content: bytes, by: User, period: str = ""
) -> PendingImport:
    """Keep an upload until its analyst has seen the preview; drop those a day old."""
    old = PendingImport.objects.unconfirmed()
    old.filter(uploaded_at__lt=timezone.now() - UPLOAD_KEPT).delete()
    return PendingImport.objects.create(
        kind=kind, name=name[:200], content=content, uploaded_by=by, period=period
    )


Preview = Surveyed | PopulationPreview | SurveyedReturns | SurveyedNumbers


def preview_import(pending: PendingImport) -> Preview:
    """What a waiting upload holds; BadFile says why it cannot be imported."""
    if pending.kind == SourceKind.RETURNS:
        return survey_returns(pending.name, bytes(pending.content))
    source = _source(pending)
    if pending.kind == SourceKind.POPULATION:
        return preview_population(source)
    if pending.kind in PUBLISHED:
        return survey_published(source, pending.kind, pending.period)
    return survey_source(source, pending.kind)


@transaction.atomic
def discard_import(pending: PendingImport, *, by: User) -> None:
    """Drop an upload that its analyst does not want."""
    dropped, _ = PendingImport.objects.unconfirmed().filter(pk=pending.pk).delete()
    if not dropped:
        raise AlreadyConfirmed(f"{pending} was confirmed before and cannot be discarded.")
    _record("import.discarded", pending, by=by, operation=Operation.ERASURE)


@transaction.atomic
def confirm_import(pending: PendingImport, *, by: User, accept_unknown: bool = False) -> None:
    """Write down that a previewed upload is to be brought in; the job does it."""
    confirmed = (
        PendingImport.objects.unconfirmed()
        .filter(pk=pending.pk)
        .update(confirmed_at=timezone.now(), confirmed_by=by, accept_unknown=accept_unknown)
    )
    if not confirmed:
        raise AlreadyConfirmed(f"{pending} was confirmed before.")
    _record("import.confirmed", pending, by=by, operation=Operation.COLLECTION)


def import_confirmed() -> int:
    """Bring in every confirmed upload, oldest first; returns how many were dealt with."""
    return len(do_each(due_imports()))


def due_imports() -> list[Due]:
    """Every confirmed upload as a thing to do."""
    waiting = PendingImport.objects.due().order_by("pk").values_list("pk", "name")
    return [Due(f"import of {name}", partial(_finish, pk)) for pk, name in waiting]


def _finish(pk: int) -> PendingImport | None:
    """Bring in one upload; an error that nobody expected is kept with it, then raised."""
    try:
        try:
            return _bring_in(pk)
        except IntegrityError:
            # Another worker brought in the same file in the same moment: now it is recognised.
            return _bring_in(pk)
    except Exception as error:
        if not is_passing(error):
            PendingImport.objects.due().filter(pk=pk).update(
                finished_at=timezone.now(),
                refusal=f"{UNEXPECTED} Nothing was imported.",
                content=b"",
            )
        raise


@transaction.atomic
def _bring_in(pk: int) -> PendingImport | None:
    """Claim the upload and bring it in, both or neither; None if another run was first."""
    if not PendingImport.objects.due().filter(pk=pk).update(finished_at=timezone.now()):
        return None
    pending = PendingImport.objects.select_related("confirmed_by").get(pk=pk)
    try:
        with transaction.atomic():
            pending.said = _import(pending)
    except BadFile as error:
        pending.refusal = str(error)
    pending.content = b""
    pending.save(update_fields=["said", "refusal", "content"])
    return pending


def _import(pending: PendingImport) -> str:
    """Bring in what was confirmed and say what it was; BadFile says why not."""
    by = pending.confirmed_by
    if by is None or not by.desk.has(Role.ANALYST):
        raise BadFile("Whoever confirmed it is no longer an analyst. Nothing was imported.")
    if pending.kind == SourceKind.RETURNS:
        returned = import_returns(pending.name, bytes(pending.content), by=by)
        return f"{returned.rows:,} numbers of partner services"
    source = _source(pending)
    if pending.kind == SourceKind.POPULATION:
        return import_population(source, by=by).said
    if pending.kind in PUBLISHED:
        taken = import_published(source, pending.kind, by=by, period=pending.period)
        return f"{taken.rows:,} published numbers"
    edition = import_crime(source, pending.kind, by=by, accept_unknown=pending.accept_unknown)
    months = f"{edition.first_month:%B %Y} to {edition.last_month:%B %Y}"
    return f"{edition.offences:,} offences, {months}"


def _source(pending: PendingImport) -> Source:
    return Source.of_bytes(pending.name, bytes(pending.content))


def _record(verb: str, pending: PendingImport, *, by: User, operation: Operation) -> None:
    record(verb, by=by, subject=f"file {pending.name}"[:120], operation=operation)
