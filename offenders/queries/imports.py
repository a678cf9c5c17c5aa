"""The spreadsheets of offences that were sent."""

from django.db.models import QuerySet

from accounts.models import User
from offenders.models import OffenceImport


def imports_of(user: User) -> QuerySet[OffenceImport]:
    """What a person may see of them, without their content."""
    rows: QuerySet[OffenceImport] = OffenceImport.objects.visible_to(user)
    return rows.defer("content").select_related("uploaded_by", "undone_by")
