from django.urls import path

from cases.views.saved_views import download_list
from reviews.lists import NAME
from reviews.views import applications, figures, lists, meetings, requests, rights

urlpatterns = [
    path("case-reviews/", lists.list_case_reviews, name="list_case_reviews"),
    path(
        "case-reviews/download/",
        download_list,
        {"list_name": NAME},
        name="download_case_reviews",
    ),
    path("case-reviews/new/", applications.log_case_review, name="log_case_review"),
    path("case-reviews/figures/", figures.case_review_figures, name="case_review_figures"),
    path(
        "case-reviews/figures/download/",
        figures.download_case_review_figures,
        name="download_case_review_figures",
    ),
    path("case-reviews/rights/", rights.list_rights, name="list_rights"),
    path("case-reviews/rights/<int:pk>/", rights.tell_rights, name="tell_rights"),
    path("case-reviews/<slug:reference>/", lists.case_review, name="case_review"),
    path(
        "case-reviews/<slug:reference>/acknowledge/",
        applications.acknowledge_review,
        name="acknowledge_review",
    ),
    path(
        "case-reviews/<slug:reference>/complaints/add/",
        applications.add_complaint,
        name="add_complaint",
    ),
    path(
        "case-reviews/<slug:reference>/cases/link/", applications.link_case, name="link_review_case"
    ),
    path(
        "case-reviews/<slug:reference>/threshold/",
        applications.decide_threshold,
        name="decide_threshold",
    ),
    path(
        "case-reviews/<slug:reference>/withdraw/",
        applications.end_review,
        {"end": "withdraw"},
        name="withdraw_review",
    ),
    path(
        "case-reviews/<slug:reference>/close/",
        applications.end_review,
        {"end": "close"},
        name="close_review",
    ),
    path("case-reviews/<slug:reference>/ask/", requests.ask_information, name="ask_information"),
    path(
        "case-reviews/<slug:reference>/information/<int:pk>/",
        requests.answer_request,
        name="answer_request",
    ),
    path(
        "case-reviews/<slug:reference>/attendance/",
        meetings.offer_attendance,
        name="offer_attendance",
    ),
    path(
        "case-reviews/<slug:reference>/members/add/",
        meetings.add_member,
        name="add_review_member",
    ),
    path("case-reviews/<slug:reference>/hold/", meetings.hold_review, name="hold_review"),
    path(
        "case-reviews/<slug:reference>/recommendations/add/",
        meetings.add_recommendation,
        name="add_recommendation",
    ),
    path(
        "case-reviews/<slug:reference>/recommendations/<int:pk>/",
        requests.answer_recommendation,
        name="answer_recommendation",
    ),
    path("case-reviews/<slug:reference>/outcome/", meetings.tell_outcome, name="tell_outcome"),
    path("case-reviews/<slug:reference>/appeal/", meetings.receive_appeal, name="receive_appeal"),
    path(
        "case-reviews/<slug:reference>/appeal/decide/",
        meetings.decide_appeal,
        name="decide_appeal",
    ),
    path(
        "cases/<slug:reference>/case-review/",
        applications.apply_from_case,
        name="apply_from_case",
    ),
]
