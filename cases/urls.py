from django.urls import path

from cases.views import (
    actions,
    bulk,
    cases,
    chronology,
    closure,
    handover,
    instruments,
    people,
    referrals,
    review,
    risk,
    saved_views,
    settings,
    sharing,
)

urlpatterns = [
    path("referrals/", referrals.list_referrals, name="list_referrals"),
    path("referrals/new/", referrals.start_referral, name="start_referral"),
    path(
        "referrals/download/",
        saved_views.download_list,
        {"list_name": "referrals"},
        name="download_referrals",
    ),
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
    path(
        "cases/download/", saved_views.download_list, {"list_name": "cases"}, name="download_cases"
    ),
    path("cases/<slug:reference>/", cases.case, name="case"),
    path("cases/<slug:reference>/chronology/", chronology.case_chronology, name="case_chronology"),
    path(
        "cases/<slug:reference>/chronology/print/",
        chronology.print_chronology,
        name="print_chronology",
    ),
    path(
        "cases/<slug:reference>/chronology/download/",
        chronology.download_chronology,
        name="download_chronology",
    ),
    path("cases/<slug:reference>/people/", cases.case_people, name="case_people"),
    path("cases/<slug:reference>/risk/", risk.case_risk, name="case_risk"),
    path("cases/<slug:reference>/risk/assess/", risk.assess_risk, name="assess_risk"),
    path("cases/<slug:reference>/risk/assess/<int:pk>/", risk.answer_risk, name="answer_risk"),
    path("cases/<slug:reference>/risk/judge/", risk.judge_risk, name="judge_risk"),
    path("cases/<slug:reference>/reviewed/", review.review_case, name="review_case"),
    path("cases/<slug:reference>/actions/", cases.case_actions, name="case_actions"),
    path("cases/<slug:reference>/actions/add/", actions.add_action, name="add_action"),
    path("cases/<slug:reference>/notes/add/", cases.add_note, name="add_note"),
    path("cases/<slug:reference>/notes/<int:pk>/", chronology.note, name="note"),
    path(
        "cases/<slug:reference>/notes/<int:pk>/correct/",
        chronology.correct_note,
        name="correct_note",
    ),
    path("cases/<slug:reference>/incidents/add/", cases.add_incident, name="add_incident"),
    path("cases/<slug:reference>/review/", cases.set_review, name="set_review"),
    path("cases/<slug:reference>/close/", closure.close_case, name="close_case"),
    path("cases/<slug:reference>/closing/", closure.record_closure, name="record_closure"),
    path("cases/<slug:reference>/look-again/", closure.check_closed_case, name="check_closed_case"),
    path("cases/<slug:reference>/leave-closed/", closure.leave_closed, name="leave_closed"),
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
    path(
        "actions/download/",
        saved_views.download_list,
        {"list_name": "actions"},
        name="download_actions",
    ),
    path("actions/several/<slug:act>/", bulk.bulk_actions, name="bulk_actions"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/due/", actions.change_due_date, name="change_due_date"),
    path("actions/<int:pk>/owner/", actions.hand_over_action, name="hand_over_action"),
    path("saved-views/", saved_views.list_views, name="list_views"),
    path("saved-views/save/<slug:list_name>/", saved_views.save_view, name="save_view"),
    path("saved-views/<int:pk>/delete/", saved_views.delete_view, name="delete_view"),
    path("hand-over/", handover.list_holders, name="list_holders"),
    path("hand-over/managers/", handover.list_managers, name="list_managers"),
    path("hand-over/managers/<slug:slug>/", handover.choose_manager, name="choose_manager"),
    path("hand-over/<int:pk>/<slug:slug>/", handover.hand_over_work, name="hand_over_work"),
    path("people/<slug:reference>/", people.person, name="person"),
    path("settings/", settings.list_settings, name="list_settings"),
    path("settings/<slug:key>/", settings.change_setting, name="change_setting"),
    path("risk-matrices/", instruments.list_instruments, name="list_instruments"),
    path("risk-matrices/new/", instruments.start_instrument, name="start_instrument"),
    path("risk-matrices/<int:pk>/", instruments.instrument, name="instrument"),
    path("risk-matrices/<int:pk>/draft/", instruments.draft_instrument, name="draft_instrument"),
    path("risk-matrices/<int:pk>/about/", instruments.change_instrument, name="change_instrument"),
    path("risk-matrices/<int:pk>/bands/", instruments.change_bands, name="change_bands"),
    path(
        "risk-matrices/<int:pk>/actions/", instruments.change_suggestions, name="change_suggestions"
    ),
    path("risk-matrices/<int:pk>/questions/add/", instruments.add_question, name="add_question"),
    path(
        "risk-matrices/<int:pk>/question/<slug:key>/",
        instruments.change_question,
        name="change_question",
    ),
    path(
        "risk-matrices/<int:pk>/question/<slug:key>/remove/",
        instruments.remove_question,
        name="remove_question",
    ),
    path(
        "risk-matrices/<int:pk>/publish/", instruments.publish_instrument, name="publish_instrument"
    ),
    path(
        "risk-matrices/<int:pk>/withdraw/",
        instruments.withdraw_instrument,
        name="withdraw_instrument",
    ),
]
