from django.urls import path

from victims.views import case_tab, safe_contact, support, work

urlpatterns = [
    path("victims/", support.list_victims, name="list_victims"),
    path("victims/<str:reference>/", support.victim, name="victim"),
    path("victims/<str:reference>/take/", support.take_support, name="take_support"),
    path("victims/<str:reference>/consent/", work.record_consent, name="record_consent"),
    path("victims/<str:reference>/contact/", work.record_contact, name="record_contact"),
    path("victims/<str:reference>/safe-contact/", safe_contact.safe_contact, name="safe_contact"),
    path(
        "victims/<str:reference>/safe-contact/change/",
        safe_contact.change_safe_contact,
        name="change_safe_contact",
    ),
    path("victims/<str:reference>/goals/add/", work.add_goal, name="add_goal"),
    path("victims/<str:reference>/goals/<int:pk>/reach/", work.reach_goal, name="reach_goal"),
    path("victims/<str:reference>/close/", support.close_support, name="close_support"),
    path("victims/<str:reference>/decline/", support.decline_support, name="decline_support"),
    path("victims/<str:reference>/survey/", work.record_survey, name="record_survey"),
    path("cases/<str:reference>/victims/", case_tab.case_victims, name="case_victims"),
    path("cases/<str:reference>/victims/refer/", case_tab.refer_victim, name="refer_victim"),
]
