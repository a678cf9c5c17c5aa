"""Templates: drafting, changing a draft, publishing, withdrawing. A published one is fixed."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import StaleVersion, WrongStatus, save_versioned
from letters.merging import unknown_fields
from letters.models import Letterhead, LetterTemplate, TemplateStatus
from letters.samples import SAMPLES
from letters.workflow import TEMPLATE


class NameTaken(ValueError):
    """Another template has this name."""


class NotWhole(ValueError):
    """The draft asks for fields that there are not."""


@transaction.atomic
def start_template(
    *, by: User | None, name: str, written_for: str, subject: str, body: str
) -> LetterTemplate:
    """Begin a new template as a draft."""
    _require_known(subject, body)
    if LetterTemplate.objects.filter(name__iexact=name).exists():
        raise NameTaken
    draft = LetterTemplate.objects.create(
        name=name, written_for=written_for, subject=subject, body=body, made_by=by
    )
    _record("letter_template.drafted", draft, by=by, operation=Operation.COLLECTION)
    return draft


@transaction.atomic
def draft_template(template: LetterTemplate, *, by: User) -> LetterTemplate:
    """A draft of the next version with the same words; the draft there is, if there is one."""
    editions = LetterTemplate.objects.filter(name=template.name)
    draft = editions.filter(status=TemplateStatus.DRAFT).first()
    if draft is not None:
        return draft
    newest = editions.aggregate(newest=Max("edition"))["newest"]
    try:
        with transaction.atomic():
            draft = LetterTemplate.objects.create(
                name=template.name,
                edition=newest + 1,
                written_for=template.written_for,
                subject=template.subject,
                body=template.body,
                made_by=by,
            )
    except IntegrityError:
        raise WrongStatus("Somebody else has just begun a new version. Look again.") from None
    _record(
        "letter_template.drafted",
        draft,
        by=by,
        operation=Operation.COLLECTION,
        changes={"copied_from": template.edition},
    )
    return draft


@transaction.atomic
def change_template(
    template: LetterTemplate, *, by: User, version: int, written_for: str, subject: str, body: str
) -> LetterTemplate:
    """Change a draft; WrongStatus for a version that was ever published."""
    if template.status != TemplateStatus.DRAFT:
        raise WrongStatus(f"{template} is fixed. Make a new version to change it.")
    _require_known(subject, body)
    said = {"written_for": written_for, "subject": subject, "body": body}
    changed = sorted(name for name, value in said.items() if getattr(template, name) != value)
    save_versioned(template, version, **said)
    _record("letter_template.changed", template, by=by, changes={"fields": changed})
    return template


@transaction.atomic
def publish_template(template: LetterTemplate, *, by: User | None, version: int) -> LetterTemplate:
    """Fix a draft and offer it to whoever writes. StaleVersion if it changed meanwhile."""
    if template.version != version:
        raise StaleVersion
    _require_known(template.subject, template.body)
    TEMPLATE.move(template, TemplateStatus.PUBLISHED, published_by=by)
    _record("letter_template.published", template, by=by)
    return template


@transaction.atomic
def withdraw_template(template: LetterTemplate, *, by: User, reason: str) -> LetterTemplate:
    """Offer a template no more, nor any earlier version of it; a draft is only set aside."""
    rows = [template]
    if template.status == TemplateStatus.PUBLISHED:
        rows += LetterTemplate.objects.filter(
            name=template.name, status=TemplateStatus.PUBLISHED
        ).exclude(pk=template.pk)
    for row in rows:
        TEMPLATE.move(row, TemplateStatus.WITHDRAWN)
        _record("letter_template.withdrawn", row, by=by, reason=reason)
    return template


@transaction.atomic
def save_letterhead(
    agency: Agency, *, by: User | None, version: int, address: str, phone: str, email: str
) -> Letterhead:
    """Keep what an agency's letters begin with. `version` is what the writer saw; 0 for nothing."""
    said = {"address": address, "phone": phone, "email": email}
    if version:
        head = Letterhead.objects.get(agency=agency)
        save_versioned(head, version, **said)
    else:
        try:
            with transaction.atomic():
                head = Letterhead.objects.create(agency=agency, **said)
        except IntegrityError:
            raise StaleVersion from None
    record(
        "letterhead.changed",
        by=by,
        subject=f"agency {agency.slug}",
        operation=Operation.ALTERATION if version else Operation.COLLECTION,
        changes={"fields": sorted(said)},
    )
    return head


@transaction.atomic
def add_sample_templates() -> list[LetterTemplate]:
    """The templates that a new installation begins with, published and ready to be changed."""
    made = []
    for sample in SAMPLES:
        draft = start_template(by=None, **sample._asdict())
        made.append(publish_template(draft, by=None, version=draft.version))
    return made


def _require_known(subject: str, body: str) -> None:
    unknown = unknown_fields(f"{subject}\n{body}")
    if unknown:
        raise NotWhole(", ".join(unknown))


def _record(
    verb: str,
    template: LetterTemplate,
    *,
    by: User | None,
    operation: str = Operation.ALTERATION,
    reason: str = "",
    changes: Mapping[str, object] | None = None,
) -> None:
    record(
        verb,
        by=by,
        subject=f"letter template {template.pk}",
        trail=f"version {template.edition}",
        operation=operation,
        reason=reason,
        changes=changes,
    )
