"""Reading the log."""

from django.db.models import QuerySet

from audit.models import Entry


def entries_about(subject: str) -> QuerySet[Entry]:
    """Everything logged about one subject, newest first."""
    return Entry.objects.filter(subject=subject).order_by("-id")
