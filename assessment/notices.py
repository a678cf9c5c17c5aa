"""The messages about reports: which report, and a link."""

from django.urls import reverse

from accounts.mail import queue_mail
from assessment.models import ReportReview, ReportSection


def section_given(section: ReportSection) -> int:
    """To whoever is to write a section."""
    return queue_mail(
        [section.owner] if section.owner else [],
        subject=f"A section of “{section.report}” is yours to write",
        template="report_section_given",
        path=reverse("write_section", args=[section.report_id, section.pk]),
        report=section.report.title,
        section=section.title,
    )


def review_asked(review: ReportReview) -> int:
    """To whoever is asked to read a draft."""
    return queue_mail(
        [review.reviewer],
        subject=f"You are asked to review “{review.report}”",
        template="report_review_asked",
        path=reverse("report", args=[review.report_id]),
        report=review.report.title,
    )
