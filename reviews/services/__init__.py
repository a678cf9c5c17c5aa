"""Every write about case reviews, by noun."""

from reviews.services.appeals import decide_appeal, receive_appeal
from reviews.services.applications import (
    acknowledge_review,
    add_complaint,
    close_review,
    decide_threshold,
    link_case,
    log_review,
    withdraw_review,
)
from reviews.services.meetings import (
    add_member,
    add_recommendation,
    answer_recommendation,
    finish_recommendation,
    hold_review,
    offer_attendance,
    tell_outcome,
)
from reviews.services.refusals import Refused
from reviews.services.requests import answer_request, ask_information
from reviews.services.rights import find_rights_due, tell_rights

__all__ = [
    "Refused",
    "acknowledge_review",
    "add_complaint",
    "add_member",
    "add_recommendation",
    "answer_recommendation",
    "answer_request",
    "ask_information",
    "close_review",
    "decide_appeal",
    "decide_threshold",
    "find_rights_due",
    "finish_recommendation",
    "hold_review",
    "link_case",
    "log_review",
    "offer_attendance",
    "receive_appeal",
    "tell_outcome",
    "tell_rights",
    "withdraw_review",
]
