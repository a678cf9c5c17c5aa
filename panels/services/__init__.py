"""Every write about panels and their meetings, by noun."""

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
    set_minutes,
    take_off,
)
from panels.services.attendance import add_attendance, save_attendance
from panels.services.meetings import change_meeting, plan_meeting, start_meeting
from panels.services.minutes import Unfinished, agree_minutes
from panels.services.panels import (
    AlreadyOnPanel,
    add_member,
    appoint_co_chair,
    change_panel,
    end_co_chair,
    end_member,
    set_up_panel,
)
from panels.services.papers import note_reading
from panels.services.screen import record_item, refer_party, review_action, set_action

__all__ = [
    "AlreadyOnPanel",
    "NothingToAgree",
    "TooFewCoChairs",
    "Unfinished",
    "add_attendance",
    "add_case",
    "add_member",
    "add_offered",
    "agree_agenda",
    "agree_minutes",
    "appoint_co_chair",
    "change_meeting",
    "change_panel",
    "comment_on_agenda",
    "end_co_chair",
    "end_member",
    "move_item",
    "note_reading",
    "plan_meeting",
    "propose_agenda",
    "propose_next_agendas",
    "put_back",
    "record_item",
    "refer_party",
    "review_action",
    "save_attendance",
    "set_action",
    "set_minutes",
    "set_up_panel",
    "start_meeting",
    "take_off",
]
