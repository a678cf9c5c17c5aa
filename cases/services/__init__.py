"""Every write about referrals and cases, by noun."""

from cases.services.actions import (
    add_action,
    change_due_date,
    choose_manager,
    end_action,
    hand_over_action,
)
from cases.services.cases import move_case, next_reference, open_case, set_review
from cases.services.chronology import add_event, add_incident, add_note, correct_note
from cases.services.closure import (
    check_closed_case,
    close_case,
    leave_closed,
    record_closure,
)
from cases.services.consent import change_consent
from cases.services.documents import (
    attach_to_referral,
    change_document,
    file_document,
    replace_document,
    withdraw_document,
)
from cases.services.handover import hand_over_work
from cases.services.instruments import (
    change_draft,
    draft_instrument,
    publish_instrument,
    start_instrument,
    withdraw_instrument,
)
from cases.services.kept import AlreadyKept, add_entry, change_entry
from cases.services.people import add_party
from cases.services.referrals import (
    accept_referral,
    acknowledge_referral,
    answer_questions,
    decline_referral,
    match_referral,
    return_referral,
    save_section,
    send_referral,
    start_referral,
)
from cases.services.review import answer_urgent, review_case
from cases.services.risk import assess_risk, score
from cases.services.settings import set_setting
from cases.services.sharing import (
    Restricted,
    lift_restriction,
    restrict_case,
    share_case,
    stop_sharing_case,
)

__all__ = [
    "AlreadyKept",
    "Restricted",
    "accept_referral",
    "acknowledge_referral",
    "add_action",
    "add_entry",
    "add_event",
    "add_incident",
    "add_note",
    "add_party",
    "answer_questions",
    "answer_urgent",
    "assess_risk",
    "attach_to_referral",
    "change_consent",
    "change_document",
    "change_draft",
    "change_due_date",
    "change_entry",
    "check_closed_case",
    "choose_manager",
    "close_case",
    "correct_note",
    "decline_referral",
    "draft_instrument",
    "end_action",
    "file_document",
    "hand_over_action",
    "hand_over_work",
    "leave_closed",
    "lift_restriction",
    "match_referral",
    "move_case",
    "next_reference",
    "open_case",
    "publish_instrument",
    "record_closure",
    "replace_document",
    "restrict_case",
    "return_referral",
    "review_case",
    "save_section",
    "score",
    "send_referral",
    "set_review",
    "set_setting",
    "share_case",
    "start_instrument",
    "start_referral",
    "stop_sharing_case",
    "withdraw_document",
    "withdraw_instrument",
]
