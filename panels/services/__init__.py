"""Every write about panels and their meetings, by noun."""

from panels.services.action_links import (
    LinksAreOff,
    answer_by_link,
    note_link_opened,
    send_action_link,
    withdraw_action_link,
)
from panels.services.agenda import (
    NothingToAgree,
    TooFewCoChairs,
    add_case,
    add_offered,
    agree_agenda,
    comment_on_agenda,
    move_item,
    propose_agenda,
    propose_next_agendas,
    put_back,
    reorder,
    set_minutes,
    take_off,
)
from panels.services.attendance import add_attendance, save_attendance, sign_statement
from panels.services.calendar import end_feed, make_feed, note_feed_read, send_calendars
from panels.services.corrections import NotAParagraph, answer_correction, propose_correction
from panels.services.drafts import Differs, stand_at, type_field
from panels.services.facts import change_fact, share_fact, take_fact_back
from panels.services.hearings import end_hearing, hear_case
from panels.services.meetings import (
    call_urgent_meeting,
    cancel_meeting,
    change_meeting,
    plan_meeting,
    start_meeting,
)
from panels.services.minutes import (
    Unfinished,
    add_to_minutes,
    agree_minutes,
    circulate_minutes,
    note_disclosure,
)
from panels.services.panels import (
    AlreadyOnPanel,
    add_member,
    appoint_co_chair,
    change_member,
    change_panel,
    end_co_chair,
    end_member,
    name_deputy,
    set_up_panel,
)
from panels.services.paper_files import ask_file, make_due_files, take_file
from panels.services.papers import make_due_packs, note_reading, send_papers_again
from panels.services.rehearsal import NobodyToPlay, end_rehearsal, start_rehearsal
from panels.services.requests import answer_information, ask_information, chase_information
from panels.services.screen import record_item, refer_party, review_action, set_action

__all__ = [
    "AlreadyOnPanel",
    "Differs",
    "LinksAreOff",
    "NobodyToPlay",
    "NotAParagraph",
    "NothingToAgree",
    "TooFewCoChairs",
    "Unfinished",
    "add_attendance",
    "add_case",
    "add_member",
    "add_offered",
    "add_to_minutes",
    "agree_agenda",
    "agree_minutes",
    "answer_by_link",
    "answer_correction",
    "answer_information",
    "appoint_co_chair",
    "ask_file",
    "ask_information",
    "call_urgent_meeting",
    "cancel_meeting",
    "change_fact",
    "change_meeting",
    "change_member",
    "change_panel",
    "chase_information",
    "circulate_minutes",
    "comment_on_agenda",
    "end_co_chair",
    "end_feed",
    "end_hearing",
    "end_member",
    "end_rehearsal",
    "hear_case",
    "make_due_files",
    "make_due_packs",
    "make_feed",
    "move_item",
    "name_deputy",
    "note_disclosure",
    "note_feed_read",
    "note_link_opened",
    "note_reading",
    "plan_meeting",
    "propose_agenda",
    "propose_correction",
    "propose_next_agendas",
    "put_back",
    "record_item",
    "refer_party",
    "reorder",
    "review_action",
    "save_attendance",
    "send_action_link",
    "send_calendars",
    "send_papers_again",
    "set_action",
    "set_minutes",
    "set_up_panel",
    "share_fact",
    "sign_statement",
    "stand_at",
    "start_meeting",
    "start_rehearsal",
    "take_fact_back",
    "take_file",
    "take_off",
    "type_field",
    "withdraw_action_link",
]
