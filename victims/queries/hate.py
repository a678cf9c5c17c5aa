"""Third-party reports of hate crime, their centres, and who is trained to take them."""

from django.db.models import Count, QuerySet

from accounts.models import User
from victims.models import CentreStaff, HateReport, ReportingCentre


def hate_reports(user: User) -> QuerySet[HateReport]:
    """Reports taken by the centres of the user's service."""
    return HateReport.objects.visible_to(user).select_related("centre", "referral")


def centres(user: User) -> QuerySet[ReportingCentre]:
    """The reporting centres of the user's service, with how many reports each has taken."""
    rows: QuerySet[ReportingCentre] = ReportingCentre.objects.visible_to(user)
    return rows.annotate(taken=Count("reports"))


def open_centres(user: User) -> QuerySet[ReportingCentre]:
    """Those that take reports now."""
    return ReportingCentre.objects.visible_to(user).filter(closed_on=None)


def centre_staff(user: User) -> QuerySet[CentreStaff]:
    """Everybody trained to take reports at the centres of the user's service."""
    return CentreStaff.objects.visible_to(user).select_related("centre")
