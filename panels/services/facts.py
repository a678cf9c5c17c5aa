"""What agencies share about a case in a meeting: who says it, fact or opinion, how to handle it."""

from django.db import transaction

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import save_versioned
from panels.models import AgendaItem, SharedFact
from panels.services.drafts import clear_drafts, row_name
from panels.services.screen import touch_minutes


@transaction.atomic
def share_fact(
    item: AgendaItem, *, by: User, agency: Agency, text: str, is_opinion: bool, handling: str
) -> SharedFact:
    """Write down what an agency shares about a case."""
    touch_minutes(item.meeting)
    fact = SharedFact.objects.create(
        item=item,
        agency=agency,
        text=text,
        is_opinion=is_opinion,
        handling=handling,
        written_by=by,
    )
    clear_drafts(item, row_name("fact-text", by))
    _record("fact.shared", fact, by, Operation.COLLECTION)
    return fact


@transaction.atomic
def change_fact(
    fact: SharedFact,
    *,
    by: User,
    version: int,
    agency: Agency,
    text: str,
    is_opinion: bool,
    handling: str,
) -> SharedFact:
    """Put right what was written down; StaleVersion if somebody else did so meanwhile."""
    touch_minutes(fact.item.meeting)
    save_versioned(
        fact, version, agency=agency, text=text, is_opinion=is_opinion, handling=handling
    )
    _record("fact.changed", fact, by, Operation.ALTERATION)
    return fact


@transaction.atomic
def take_fact_back(fact: SharedFact, *, by: User) -> None:
    """Take out what was not said, or said by mistake."""
    touch_minutes(fact.item.meeting)
    _record("fact.taken_back", fact, by, Operation.ERASURE)
    fact.delete()


def _record(verb: str, fact: SharedFact, by: User, operation: str) -> None:
    record(
        verb,
        by=by,
        subject=fact.item.subject,
        trail=f"meeting {fact.item.meeting.reference}",
        operation=operation,
        changes={
            "fact": fact.pk,
            "agency": fact.agency.slug,
            "opinion": fact.is_opinion,
            "handling": fact.handling,
        },
    )
