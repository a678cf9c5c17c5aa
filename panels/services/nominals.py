"""An IOM panel's decision about a nominal, carried out by offender management's own rules."""

from django.utils import timezone

from accounts.models import User
from cases.workflow import WrongStatus
from offenders.models import Nominal
from offenders.services import deselect_offender, reject_nomination, select_offender, set_rag
from panels.models import Decision, ItemRecord
from panels.workflow import NOMINAL_AFTER, OPEN_TO, WITH_RAG


def decide_nominal(nominal: Nominal, saved: ItemRecord, *, by: User, at: str) -> None:
    """Do what was decided, once: a record saved again with the same decision changes the review
    only. WrongStatus where another decision was carried out already."""
    now = Nominal.objects.select_for_update().get(pk=nominal.pk)
    after = NOMINAL_AFTER.get(saved.decision, now.status)
    reason = f"Decided at {at}: {saved.decision_reason}"
    if now.status != after:
        _move(now, saved, reason, by)
    if saved.decision in WITH_RAG:
        _review(now, saved, reason, by)


def _move(nominal: Nominal, saved: ItemRecord, reason: str, by: User) -> None:
    today = timezone.localdate()
    if saved.decision not in OPEN_TO.get(nominal.status, ()):
        raise WrongStatus(
            f"{nominal} is {nominal.get_status_display().lower()} by now. Change that on their own "
            "page, then record here what was decided."
        )
    if saved.decision == Decision.SELECT:
        select_offender(nominal, by=by, cohort=saved.cohort, joined_on=today, reason=reason)
    elif saved.decision == Decision.NOT_SELECT:
        reject_nomination(nominal, by=by, reason=reason)
    else:
        deselect_offender(nominal, by=by, left_on=today, reason=saved.leaving_reason, note=reason)


def _review(nominal: Nominal, saved: ItemRecord, reason: str, by: User) -> None:
    same_day = saved.next_review_on in (None, nominal.next_review_on)
    if same_day and (saved.rag, reason) == (nominal.rag, nominal.rag_reason):
        return
    set_rag(
        nominal,
        by=by,
        version=nominal.version,
        rag=saved.rag,
        reason=reason,
        next_review_on=saved.next_review_on,
    )
