from django.urls import path

from cases.views import actions, cases, people, referrals, settings, sharing

urlpatterns = [
    path("referrals/", referrals.list_referrals, name="list_referrals"),
    path("referrals/new/", referrals.start_referral, name="start_referral"),
    path("referrals/<slug:reference>/", referrals.referral, name="referral"),
    path("referrals/<slug:reference>/check/", referrals.check_referral, name="check_referral"),
    path("referrals/<slug:reference>/send/", referrals.send_referral, name="send_referral"),
    path("referrals/<slug:reference>/accept/", referrals.accept_referral, name="accept_referral"),
    path("referrals/<slug:reference>/return/", referrals.return_referral, name="return_referral"),
    path(
        "referrals/<slug:reference>/decline/", referrals.decline_referral, name="decline_referral"
    ),
    path(
        "referrals/<slug:reference>/section/<slug:section>/",
        referrals.referral_section,
        name="referral_section",
    ),
    path("cases/", cases.list_cases, name="list_cases"),
    path("cases/download/", cases.download_cases, name="download_cases"),
    path("cases/<slug:reference>/", cases.case, name="case"),
    path("cases/<slug:reference>/chronology/", cases.case_chronology, name="case_chronology"),
    path("cases/<slug:reference>/people/", cases.case_people, name="case_people"),
    path("cases/<slug:reference>/risk/", cases.case_risk, name="case_risk"),
    path("cases/<slug:reference>/risk/assess/", cases.assess_risk, name="assess_risk"),
    path("cases/<slug:reference>/actions/", cases.case_actions, name="case_actions"),
    path("cases/<slug:reference>/actions/add/", actions.add_action, name="add_action"),
    path("cases/<slug:reference>/notes/add/", cases.add_note, name="add_note"),
    path("cases/<slug:reference>/incidents/add/", cases.add_incident, name="add_incident"),
    path("cases/<slug:reference>/review/", cases.set_review, name="set_review"),
    path("cases/<slug:reference>/close/", cases.move_case, {"move": "close"}, name="close_case"),
    path(
        "cases/<slug:reference>/monitor/", cases.move_case, {"move": "monitor"}, name="monitor_case"
    ),
    path("cases/<slug:reference>/reopen/", cases.move_case, {"move": "reopen"}, name="reopen_case"),
    path("cases/<slug:reference>/sharing/", sharing.case_sharing, name="case_sharing"),
    path("cases/<slug:reference>/sharing/add/", sharing.share_case, name="share_case"),
    path(
        "cases/<slug:reference>/sharing/<int:pk>/stop/",
        sharing.stop_sharing_case,
        name="stop_sharing_case",
    ),
    path("actions/", actions.list_actions, name="list_actions"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("people/<slug:reference>/", people.person, name="person"),
    path("settings/", settings.list_settings, name="list_settings"),
    path("settings/<slug:key>/", settings.change_setting, name="change_setting"),
]
