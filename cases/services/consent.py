"""What the person harmed says to being referred, once there is a case."""

from django.db import transaction

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Case
from cases.services.chronology import add_note


@transaction.atomic
def change_consent(case: Case, *, by: User, consent: str, reason: str) -> Case:
    """Write down that consent was given, refused or withdrawn; a note in the chronology says so.
    It is not the legal basis: whether sharing goes on is decided by people."""
    before, case.consent = case.consent, consent
    case.save(update_fields=["consent"])
    said = case.get_consent_display().lower()
    text = f"Consent to the referral: {said}. {reason}"
    add_note(case, by=by, agency=by.desk.casework_agency, text=text)
    record(
        "case.consent_changed",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"consent": [before, consent]},
    )
    return case
