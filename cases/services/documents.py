"""Filing documents, replacing them by a newer version, and withdrawing them. None is deleted."""

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, Role, User
from accounts.queries import people_with_role
from audit.models import Operation
from audit.services import record
from cases import notices
from cases.models import Action, Case, CaseEventKind, Document, DocumentKind, Handling, Referral
from cases.queries.settings import setting
from cases.services.chronology import add_event
from cases.workflow import WrongStatus, save_versioned
from files.names import title_of
from files.services import MEGABYTE, Taken, add_file, take_in
from ui.dates import say_date

TOLD_AT_ONCE = 200
# What a newer version takes over from the older one.
SAME = (
    "case",
    "referral",
    "action",
    "route",
    "title",
    "kind",
    "handling",
    "agency",
    "source",
)
CODED = ("kind", "handling", "dated_on", "route")


def file_document(
    case: Case,
    *,
    by: User | None,
    content: bytes | BinaryIO,
    name: str,
    agency: Agency,
    title: str = "",
    kind: str = DocumentKind.OTHER,
    handling: str = Handling.SHARE,
    dated_on: dt.date | None = None,
    source: str = "",
    action: Action | None = None,
) -> Document:
    """Add a document to a case. Its bytes are checked and kept before the transaction begins;
    files.kinds.Refused says in words why they are not taken."""
    taken = _take_in(content, name)
    said: dict[str, Any] = {"title": title, "kind": kind, "handling": handling, "agency": agency}
    said |= {"case": case, "dated_on": dated_on, "source": source, "action": action}
    with transaction.atomic():
        document = _add(taken, by=by, **said)
        _tell_chronology(document)
    return document


def attach_to_referral(
    referral: Referral,
    *,
    by: User,
    content: bytes | BinaryIO,
    name: str,
    title: str = "",
    kind: str = DocumentKind.OTHER,
    handling: str = Handling.SHARE,
    dated_on: dt.date | None = None,
    source: str = "",
    route: str = "",
) -> Document:
    """Add a document to a referral; it joins the case that the referral becomes or is added to."""
    taken = _take_in(content, name)
    said: dict[str, Any] = {"title": title, "kind": kind, "handling": handling, "route": route}
    said |= {"referral": referral, "agency": referral.agency, "dated_on": dated_on}
    with transaction.atomic():
        return _add(taken, by=by, source=source, **said)


def replace_document(
    document: Document,
    *,
    by: User,
    version: int,
    content: bytes | BinaryIO,
    name: str,
    dated_on: dt.date | None = None,
) -> Document:
    """File a newer version of a document, seen by the same people; the older one is kept."""
    _still_counts(document)
    taken = _take_in(content, name)
    said: dict[str, Any] = {field: getattr(document, field) for field in SAME}
    said |= {"dated_on": dated_on, "original_id": document.original_id or document.pk}
    with transaction.atomic():
        newer = _add(taken, by=by, verb="document.replaced", older=document, **said)
        save_versioned(document, version, replaced_by=newer)
        _tell_chronology(newer, "New version of a document")
    return newer


@transaction.atomic
def change_document(document: Document, *, by: User, version: int, **said: Any) -> Document:
    """Put right what is said about a document: title, kind, date, source, who may read it."""
    _still_counts(document)
    changes: dict[str, Any] = {}
    for field, value in said.items():
        was = getattr(document, field)
        if was != value:
            changes[field] = [_plain(was), _plain(value)] if field in CODED else "changed"
    if not changes:
        return document
    save_versioned(document, version, **said)
    _record("document.changed", document, by=by, operation=Operation.ALTERATION, changes=changes)
    _tell_chronology(document)
    return document


@transaction.atomic
def withdraw_document(document: Document, *, by: User, version: int, reason: str) -> Document:
    """Take a document out of use, with the reason. It is kept, and the co-chairs can open it."""
    _still_counts(document)
    now = timezone.now()
    save_versioned(document, version, withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason)
    _record("document.withdrawn", document, by=by, operation=Operation.ALTERATION, reason=reason)
    _tell_chronology(document, "Document, withdrawn since")
    return document


@transaction.atomic
def record_opening(document: Document, *, by: User, gateway: str = "") -> None:
    """Write down that somebody took a document away, and the power by which they see its case."""
    _record(
        "document.downloaded",
        document,
        by=by,
        operation=Operation.DISCLOSURE,
        reason=gateway,
        recipients=[by.get_full_name()],
    )


def bring_documents(referral: Referral, case: Case, *, by: User) -> int:
    """Put a referral's documents into the case it became or joined; returns how many."""
    rows = Document.objects.filter(referral=referral, case=None).select_related("file", "agency")
    documents = list(rows.order_by("pk"))
    for document in documents:
        save_versioned(document, document.version, case=case)
        _record("document.joined_case", document, by=by, operation=Operation.COMBINATION)
        if document.is_current:
            _tell_chronology(document)
    return len(documents)


def tell_harmful_documents() -> int:
    """Write to whoever added a file that was found harmful, and to the coordinators who see it;
    returns how many documents were told of."""
    rows = Document.objects.harmful_untold().select_related("case", "referral", "added_by")
    told = 0
    for document in rows.order_by("pk")[:TOLD_AT_ONCE]:
        with transaction.atomic():
            due = Document.objects.harmful_untold().filter(pk=document.pk)
            if due.update(told_harmful_at=timezone.now()):
                notices.document_harmful(document, _to_tell(document))
                told += 1
    return told


def _to_tell(document: Document) -> list[User]:
    overseers = [
        user
        for user in people_with_role(Role.COORDINATOR)
        if Document.objects.visible_to(user).filter(pk=document.pk).exists()
    ]
    return list(dict.fromkeys([*([document.added_by] if document.added_by else []), *overseers]))


def _take_in(content: bytes | BinaryIO, name: str) -> Taken:
    file = BytesIO(content) if isinstance(content, bytes) else content
    return take_in(file, name=name, most=setting("document_most_mb") * MEGABYTE)


def _add(
    taken: Taken,
    *,
    by: User | None,
    title: str,
    verb: str = "document.added",
    older: Document | None = None,
    **said: Any,
) -> Document:
    file = add_file(taken)
    title = title.strip()[:200] or title_of(file.name)
    document = Document.objects.create(file=file, title=title, added_by=by, **said)
    coded = {name: _plain(said[name]) for name in CODED if said.get(name)}
    changes = {"file": file.kind, "size": file.size, "sha256": file.sha256, **coded}
    if older:
        changes["replaces"] = older.pk
    _record(verb, document, by=by, operation=Operation.COLLECTION, changes=changes)
    return document


def _still_counts(document: Document) -> None:
    if not document.is_current:
        raise WrongStatus("This document was withdrawn, or replaced by a newer version, already.")


def _tell_chronology(document: Document, heading: str = "Document") -> None:
    if document.case is None:
        return
    dated = f", dated {say_date(document.dated_on)}" if document.dated_on else ""
    source = f", from {document.source}" if document.source else ""
    add_event(
        document.case,
        by=document.added_by,
        kind=CaseEventKind.DOCUMENT,
        title=f"{heading}: {document.title}"[:200],
        text=f"{document.get_kind_display()}{dated}{source}",
        agency=document.agency,
        handling=document.handling,
        url_name="case_documents",
        source=f"document {document.pk}",
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _record(
    verb: str,
    document: Document,
    *,
    by: User | None,
    operation: str,
    reason: str = "",
    recipients: list[str] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        by=by,
        subject=document.about,
        trail=f"document {document.pk}",
        operation=operation,
        reason=reason,
        recipients=recipients or (),
        changes=changes,
    )
