from django.urls import path

from panels.views import agenda, meetings, minutes, panels, screen

urlpatterns = [
    path("meetings/", meetings.list_meetings, name="list_meetings"),
    path("meetings/plan/", meetings.plan_meeting, name="plan_meeting"),
    path("meetings/<slug:reference>/", meetings.meeting, name="meeting"),
    path("meetings/<slug:reference>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<slug:reference>/start/", meetings.start_meeting, name="start_meeting"),
    path("meetings/<slug:reference>/agenda/", agenda.agenda, name="meeting_agenda"),
    path("meetings/<slug:reference>/agenda/left-out/", agenda.left_out, name="agenda_left_out"),
    path("meetings/<slug:reference>/agenda/add/", agenda.add_case, name="agenda_add_case"),
    path(
        "meetings/<slug:reference>/agenda/add-offered/",
        agenda.add_offered,
        name="agenda_add_offered",
    ),
    path("meetings/<slug:reference>/agenda/comment/", agenda.comment, name="agenda_comment"),
    path("meetings/<slug:reference>/agenda/agree/", agenda.agree_agenda, name="agree_agenda"),
    path(
        "meetings/<slug:reference>/agenda/<int:pk>/up/",
        agenda.move_item,
        {"up": True},
        name="agenda_item_up",
    ),
    path(
        "meetings/<slug:reference>/agenda/<int:pk>/down/",
        agenda.move_item,
        {"up": False},
        name="agenda_item_down",
    ),
    path("meetings/<slug:reference>/agenda/<int:pk>/off/", agenda.take_off, name="agenda_item_off"),
    path(
        "meetings/<slug:reference>/agenda/<int:pk>/back/", agenda.put_back, name="agenda_item_back"
    ),
    path(
        "meetings/<slug:reference>/agenda/<int:pk>/minutes/",
        agenda.set_minutes,
        name="agenda_item_minutes",
    ),
    path("meetings/<slug:reference>/papers/", agenda.papers, name="meeting_papers"),
    path("meetings/<slug:reference>/attendance/", minutes.attendance, name="meeting_attendance"),
    path(
        "meetings/<slug:reference>/attendance/add/",
        minutes.add_attendance,
        name="add_attendance",
    ),
    path("meetings/<slug:reference>/screen/", screen.meeting_screen, name="meeting_screen"),
    path("meetings/<slug:reference>/screen/<int:pk>/", screen.screen_item, name="screen_item"),
    path(
        "meetings/<slug:reference>/screen/<int:pk>/action/",
        screen.screen_action,
        name="screen_action",
    ),
    path(
        "meetings/<slug:reference>/screen/<int:pk>/action/<int:action_pk>/",
        screen.screen_fate,
        name="screen_fate",
    ),
    path(
        "meetings/<slug:reference>/screen/<int:pk>/refer/", screen.screen_refer, name="screen_refer"
    ),
    path("meetings/<slug:reference>/screen/<int:pk>/next/", screen.screen_next, name="screen_next"),
    path("meetings/<slug:reference>/minutes/", minutes.minutes, name="meeting_minutes"),
    path("meetings/<slug:reference>/minutes/agree/", minutes.agree_minutes, name="agree_minutes"),
    path("panels/", panels.list_panels, name="list_panels"),
    path("panels/set-up/", panels.set_up_panel, name="set_up_panel"),
    path("panels/<slug:slug>/", panels.panel, name="panel"),
    path("panels/<slug:slug>/change/", panels.change_panel, name="change_panel"),
    path("panels/<slug:slug>/co-chairs/add/", panels.add_co_chair, name="add_co_chair"),
    path("panels/<slug:slug>/co-chairs/<int:pk>/end/", panels.end_co_chair, name="end_co_chair"),
    path("panels/<slug:slug>/members/add/", panels.add_panel_member, name="add_panel_member"),
    path(
        "panels/<slug:slug>/members/<int:pk>/end/",
        panels.end_panel_member,
        name="end_panel_member",
    ),
    path("cases/<slug:reference>/panel/", meetings.case_panel, name="case_panel"),
]
