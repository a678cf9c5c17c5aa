"""What is said about one case in a meeting: the record, actions, referrals to support."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases import services as cases
from cases.models import Action, Case, CaseEventKind, CaseStatus, Party
from cases.workflow import CASE, StaleVersion, WrongStatus, save_versioned
from panels.models import ActionReview, AgendaItem, ItemRecord, Meeting, MeetingStatus
from panels.queries.drafts import RECORD
from panels.services.drafts import clear_drafts, row_name
from panels.services.nominals import decide_nominal
from panels.workflow import CASE_STATUS_AFTER
from victims.models import SupportReferral
from victims.services import refer_victim


@transaction.atomic
def record_item(
    item: AgendaItem,
    *,
    by: User,
    version: int,
    facts_shared: str,
    decision: str,
    decision_reason: str,
    next_review_on: dt.date | None = None,
    **standing: str,
) -> ItemRecord:
    """Record what was shared about a case or a nominal, how they stand now and the decision, and
    carry the decision out. `standing`: the `risk_band` of a case; of a nominal `rag`, and with what
    is decided `cohort` or `leaving_reason`. `version` is that of the record the person saw, 0 for
    none; else StaleVersion."""
    touch_minutes(item.meeting)
    said: dict[str, Any] = {
        **standing,
        "facts_shared": facts_shared,
        "decision": decision,
        "decision_reason": decision_reason,
        "next_review_on": next_review_on,
        "saved_by": by,
        "saved_at": timezone.now(),
    }
    before = ItemRecord.objects.filter(item=item).first()
    if before is None:
        saved = _first_record(item, version, said)
    else:
        saved = before
        was = before.decision
        save_versioned(saved, version, **said)
    changes = {"decision": ["" if before is None else was, decision], **standing}
    _record_hearing(item, by, changes, is_first=before is None)
    clear_drafts(item, *(f"record-{name}" for name in RECORD))
    if item.nominal:
        decide_nominal(item.nominal, saved, by=by, at=item.meeting.reference)
    else:
        _carry_out(item, saved, by)
        _tell_chronology(item, saved, by)
    return saved


def _record_hearing(item: AgendaItem, by: User, changes: dict[str, Any], *, is_first: bool) -> None:
    record(
        "hearing.recorded",
        by=by,
        subject=item.subject,
        trail=f"meeting {item.meeting.reference}",
        operation=Operation.COLLECTION if is_first else Operation.ALTERATION,
        changes=changes,
    )


def _tell_chronology(item: AgendaItem, saved: ItemRecord, by: User) -> None:
    """One entry a hearing: the decision and its reason, as they were last saved."""
    reference = item.meeting.reference
    cases.add_event(
        item.case,
        by=by,
        kind=CaseEventKind.MEETING,
        title=f"Heard at {reference}: {saved.get_decision_display().lower()}",
        text=saved.decision_reason,
        agency=by.desk.casework_agency,
        url_name="case_panel",
        source=reference,
    )


def _first_record(item: AgendaItem, version: int, said: dict[str, Any]) -> ItemRecord:
    if version:
        raise StaleVersion
    try:
        with transaction.atomic():
            return ItemRecord.objects.create(item=item, **said)
    except IntegrityError:
        raise StaleVersion from None


def _carry_out(item: AgendaItem, saved: ItemRecord, by: User) -> None:
    case, reference = item.case, item.meeting.reference
    case.refresh_from_db()
    if saved.risk_band != case.risk_band:
        cases.assess_risk(
            case,
            by=by,
            band=saved.risk_band,
            source=reference,
            judgement_reason=f"As the panel saw it at {reference}: {saved.decision_reason}",
        )
    to = CASE_STATUS_AFTER.get(saved.decision, case.status)
    if to != case.status:
        _move_case(case, to, by=by, reason=f"Decided at {reference}: {saved.decision_reason}")
    if saved.next_review_on and saved.next_review_on != case.next_review_on:
        cases.set_review(
            case,
            by=by,
            next_review_on=saved.next_review_on,
            lead_officer=case.lead_officer,
            version=case.version,
        )


def _move_case(case: Case, to: str, *, by: User, reason: str) -> None:
    """A decision corrected from closing to monitoring reopens the case on its way."""
    if not CASE.allows(case, to):
        cases.move_case(case, by=by, to=CaseStatus.OPEN, reason=reason)
    cases.move_case(case, by=by, to=to, reason=reason)


@transaction.atomic
def review_action(
    item: AgendaItem, *, by: User, action: Action, fate: str, note: str
) -> ActionReview:
    """Say in the meeting what became of an earlier action."""
    touch_minutes(item.meeting)
    clear_drafts(item, row_name(f"fate-{action.pk}-note", by))
    cases.end_action(action, by=by, status=fate, outcome=note)
    return ActionReview.objects.create(item=item, action=action, fate=fate, note=note)


@transaction.atomic
def set_action(
    item: AgendaItem, *, by: User, wording: str, owner: User, agency: Agency, due_on: dt.date
) -> Action:
    """Set an action in the meeting; its source is the meeting's reference. One for a nominal has
    none: it is read by whoever works on the case, and who is in the cohort they do not see."""
    touch_minutes(item.meeting)
    clear_drafts(item, "action-wording", "action-owner", "action-due_on")
    action = cases.add_action(
        item.case,
        by=by,
        wording=wording,
        owner=owner,
        agency=agency,
        due_on=due_on,
        source="" if item.nominal_id else item.meeting.reference,
    )
    if item.nominal_id:
        item.actions_set.add(action)
    return action


@transaction.atomic
def refer_party(
    item: AgendaItem, *, by: User, party: Party, priority: str, reasons: str
) -> SupportReferral:
    """Refer somebody harmed to Victim Support straight from the meeting."""
    if item.nominal_id:
        raise WrongStatus("Nobody harmed is referred from a nominal's line.")
    if item.case.is_rehearsal:
        raise WrongStatus("In a rehearsal nobody is referred to a real service.")
    touch_minutes(item.meeting)
    return refer_victim(
        party, by=by, priority=priority, reasons=reasons, source=item.meeting.reference
    )


def touch_minutes(meeting: Meeting) -> None:
    """What the minutes are made of changes: whoever had agreed them is asked again."""
    rows = Meeting.objects.filter(pk=meeting.pk, status=MeetingStatus.HELD)
    if rows.update(version=F("version") + 1) != 1:
        raise WrongStatus("The minutes are locked, or the meeting has not begun.")
    meeting.minutes_agreements.all().delete()
