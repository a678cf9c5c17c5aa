"""Documents, as far as the user may see them."""

from collections.abc import Sequence

from django.db.models import Q

from accounts.models import User
from cases.models import Action, Case, CaseShare, Document, Referral
from cases.models.document import DocumentQuerySet

MOST_VERSIONS = 100


def documents_of(user: User) -> DocumentQuerySet:
    """Documents, for a list."""
    rows = Document.objects.visible_to(user)
    return rows.select_related("file", "agency", "added_by")


def documents_of_case(case: Case, user: User) -> DocumentQuerySet:
    """A case's documents, withdrawn and older ones too."""
    return documents_of(user).filter(case=case)


def documents_of_referral(referral: Referral, user: User) -> list[Document]:
    """What came with a referral and still counts, the first one first."""
    return list(documents_of(user).filter(referral=referral).current().order_by("pk"))


def evidence_of(action: Action, user: User) -> list[Document]:
    """The documents that show what became of an action."""
    return list(documents_of(user).filter(action=action).current().order_by("pk"))


def documents_picked(user: User, picked: Sequence[int]) -> list[Document]:
    """Documents that were just added together, as far as the user may see them."""
    rows = documents_of(user).filter(pk__in=picked).current()
    return list(rows.select_related("case", "referral", "file", "agency").order_by("pk"))


def versions_of(document: Document, user: User) -> list[Document]:
    """The older and the newer versions of a document, the newest first."""
    first = document.original_id or document.pk
    rows = documents_of(user).filter(Q(pk=first) | Q(original=first)).exclude(pk=document.pk)
    return list(rows.order_by("-pk")[:MOST_VERSIONS])


def gateway_of(document: Document, user: User) -> str:
    """The legal power by which the user sees a document's case; nothing for whoever oversees it."""
    if document.case_id is None:
        return ""
    shares = CaseShare.objects.open_to(user).filter(case=document.case_id)
    return shares.values_list("gateway", flat=True).first() or ""
