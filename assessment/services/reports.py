"""Every write about a report: begun on frozen figures, written, signed off, reviewed, frozen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from assessment import notices
from assessment.models import FigureRun, Report, ReportReview, ReportSection
from assessment.public import guard_of
from assessment.reports.content import content_of, suggested_codes
from assessment.workflow import WrongStatus
from audit.models import Operation
from audit.services import record
from cases.workflow import StaleVersion, save_versioned
from strategy.queries import priorities_in_force
from ui.digests import digest_of
from ui.positions import move_one, renumber

OPENING = "Overview"


class Unready(ValueError):
    """A report that cannot be frozen yet; `missing` says why."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = list(missing)


@transaction.atomic
def start_report(run: FigureRun, *, by: User) -> Report:
    """Begin a report on frozen figures of a year: an overview, and a section for each priority of
    the strategy in force on its last day."""
    if not (run.is_frozen and run.period.is_a_year):
        raise WrongStatus("A report is written on the frozen figures of a year.")
    title = f"Strategic assessment {run.period}, {run.area}"
    try:
        with transaction.atomic():
            report = Report.objects.create(run=run, title=title, started_by=by)
    except IntegrityError:
        raise WrongStatus("A report on these figures is being written already.") from None
    sections = [ReportSection(title=OPENING, codes=suggested_codes(run))]
    sections += [
        ReportSection(
            title=each.title, objective=each.objective.title, priority=each, agency=each.agency
        )
        for each in priorities_in_force(by, run.period.ends)
    ]
    for position, section in enumerate(sections, start=1):
        section.report, section.position = report, position
    ReportSection.objects.bulk_create(sections)
    _record("report.started", report, by, Operation.COLLECTION, {"sections": len(sections)})
    return report


@transaction.atomic
def add_section(report: Report, *, by: User, title: str) -> ReportSection:
    """Add a section at the end."""
    _hold(report)
    last = report.sections.aggregate(last=Max("position"))["last"] or 0
    section = ReportSection.objects.create(report=report, title=title, position=last + 1)
    _record("report.section_added", report, by, changes={"section": section.pk})
    return section


@transaction.atomic
def drop_section(section: ReportSection, *, by: User) -> None:
    """Take a section out of a draft, with what was written in it."""
    _hold(section.report)
    _record(
        "report.section_dropped", section.report, by, Operation.ERASURE, {"section": section.pk}
    )
    section.delete()


@transaction.atomic
def move_section(section: ReportSection, *, by: User, up: bool) -> None:
    """Have a section stand one place earlier or later."""
    _hold(section.report)
    renumber(move_one(list(section.report.sections.all()), section, up=up))
    _record("report.section_moved", section.report, by, changes={"section": section.pk})


@transaction.atomic
def change_section(section: ReportSection, *, by: User, version: int, **said: Any) -> ReportSection:
    """Change a section: its title, figures, the words around them, what its owner typed, or who
    that is. Whoever had signed it off is asked again. StaleVersion if it changed meanwhile."""
    _hold(section.report)
    before = section.owner_id
    save_versioned(section, version, **said, signed_by=None, signed_at=None)
    changes = {"section": section.pk, "fields": sorted(said)}
    _record("report.section_changed", section.report, by, changes=changes)
    if section.owner_id and section.owner_id != before:
        notices.section_given(section)
    return section


def move_figure(
    section: ReportSection, *, by: User, version: int, code: str, up: bool
) -> ReportSection:
    """Have a figure of a section stand one place earlier or later. StaleVersion if the section
    changed meanwhile, as it has where the figure is in it no more."""
    if code not in section.codes:
        raise StaleVersion
    codes = move_one(section.codes, code, up=up)
    return change_section(section, by=by, version=version, codes=codes)


@transaction.atomic
def sign_section(section: ReportSection, *, by: User, version: int) -> ReportSection:
    """Stand by a section as it is."""
    _hold(section.report)
    save_versioned(section, version, signed_by=by, signed_at=timezone.now())
    _record("report.section_signed", section.report, by, changes={"section": section.pk})
    return section


@transaction.atomic
def ask_review(report: Report, *, by: User, reviewer: User) -> ReportReview:
    """Ask a person to read the draft; who was asked before is asked again."""
    _hold(report)
    review, _ = ReportReview.objects.update_or_create(
        report=report,
        reviewer=reviewer,
        defaults={"asked_by": by, "agrees": None, "comment": "", "digest": "", "said_at": None},
    )
    _record("report.review_asked", report, by, changes={"review": review.pk})
    notices.review_asked(review)
    return review


@transaction.atomic
def give_review(
    review: ReportReview, *, by: User, agrees: bool, comment: str, digest: str
) -> ReportReview:
    """Say whether one agrees with the draft as it was read."""
    _hold(review.report)
    if digest != digest_of(content_of(review.report)):
        raise WrongStatus("The draft has changed while you read it. Read it again.")
    ReportReview.objects.filter(pk=review.pk).update(
        agrees=agrees, comment=comment, digest=digest, said_at=timezone.now()
    )
    review.refresh_from_db()
    _record("report.reviewed", review.report, by, changes={"agrees": agrees})
    return review


@transaction.atomic
def freeze_report(report: Report, *, by: User, digest: str) -> Report:
    """Keep the report as it stands: each section signed off, each reviewer agreed to this state."""
    _hold(report)
    content = content_of(report)
    if digest != digest_of(content):
        raise WrongStatus("The draft has changed while you read it. Read it again.")
    if missing := missing_of(report, digest):
        raise Unready(missing)
    report.content, report.digest = content, digest
    report.frozen_by, report.frozen_at = by, timezone.now()
    report.save(update_fields=["content", "digest", "frozen_by", "frozen_at"])
    _record("report.frozen", report, by, changes={"digest": digest})
    return report


@transaction.atomic
def publish_report(report: Report, *, by: User) -> Report:
    """Give a frozen report to the public, with the numbers withheld that the publication of its
    figures withholds."""
    publication = getattr(report.run, "publication", None)
    if not report.is_frozen or publication is None:
        raise WrongStatus("Freeze the report, and publish the summary of its figures first.")
    public = content_of(report, guard_of(publication))
    rows = Report.objects.filter(pk=report.pk, published_at=None)
    if not rows.update(public_content=public, published_by=by, published_at=timezone.now()):
        raise WrongStatus("The report is published already.")
    report.refresh_from_db()
    _record("report.published", report, by, Operation.DISCLOSURE, {"digest": digest_of(public)})
    return report


def missing_of(report: Report, digest: str) -> list[str]:
    """What a report still lacks before it is frozen as it stands, which its digest says."""
    unsigned = [each for each in report.sections.all() if not each.is_signed]
    said = [f"“{each.title}” is not signed off" for each in unsigned]
    reviews = list(report.reviews.select_related("reviewer"))
    if not reviews:
        said.append("Nobody has been asked to review it")
    said += [
        f"{each.reviewer} has not agreed to it as it stands"
        for each in reviews
        if not (each.agrees and each.digest == digest)
    ]
    return said


def _hold(report: Report) -> None:
    """Have whoever else writes wait; WrongStatus once it is frozen."""
    rows = Report.objects.filter(pk=report.pk, frozen_at=None).select_for_update().only("pk")
    if not rows:
        raise WrongStatus("The report is frozen and stays as it is.")


def _record(
    verb: str,
    report: Report,
    by: User,
    operation: str = Operation.ALTERATION,
    changes: Mapping[str, Any] | None = None,
) -> None:
    record(verb, by=by, subject=f"report {report.pk}", operation=operation, changes=changes)
