from django.urls import path

from cases.views.kept import addresses
from offenders.views import (
    cohort,
    custody,
    imports,
    measure,
    nominals,
    offences,
    order,
    orders,
    plans,
)
from offenders.views.pathways import PATHWAYS

urlpatterns = [
    path("offenders/", cohort.list_offenders, name="list_offenders"),
    path("offenders/measure/", measure.cohort_measure, name="cohort_measure"),
    path("offenders/measure/download/", measure.download_measure, name="download_measure"),
    path("offenders/imports/", imports.import_offences, name="import_offences"),
    path("offenders/imports/<int:pk>/", imports.preview_offences, name="preview_offences"),
    path("offenders/imports/<int:pk>/discard/", imports.discard_offences, name="discard_offences"),
    path("offenders/imports/<int:pk>/undo/", imports.undo_offences, name="undo_offences"),
    path("offenders/<str:reference>/", cohort.offender, name="offender"),
    path("offenders/<str:reference>/plan/", cohort.offender_plan, name="offender_plan"),
    path("offenders/<str:reference>/select/", nominals.select_offender, name="select_offender"),
    path("offenders/<str:reference>/reject/", nominals.reject_nomination, name="reject_nomination"),
    path("offenders/<str:reference>/rag/", nominals.set_rag, name="set_rag"),
    path(
        "offenders/<str:reference>/deselect/", nominals.deselect_offender, name="deselect_offender"
    ),
    path("offenders/<str:reference>/offences/add/", offences.record_offence, name="record_offence"),
    path(
        "offenders/<str:reference>/offences/<int:pk>/",
        offences.change_offence,
        name="change_offence",
    ),
    path("offenders/<str:reference>/custody/add/", custody.record_custody, name="record_custody"),
    path(
        "offenders/<str:reference>/custody/<int:pk>/", custody.change_custody, name="change_custody"
    ),
    path(
        "offenders/<str:reference>/custody/<int:pk>/contacts/add/",
        custody.add_release_contact,
        name="add_release_contact",
    ),
    path(
        "offenders/<str:reference>/custody/contacts/<int:pk>/",
        custody.tell_release_contact,
        name="tell_release_contact",
    ),
    path(
        "offenders/<str:reference>/management/", plans.change_management, name="change_management"
    ),
    path("offenders/<str:reference>/scores/add/", plans.record_score, name="record_score"),
    path("offenders/<str:reference>/needs/", plans.rate_needs, name="rate_needs"),
    path(
        "offenders/<str:reference>/pathways/add/", plans.refer_to_pathway, name="refer_to_pathway"
    ),
    path(
        "offenders/<str:reference>/pathways/<int:pk>/",
        plans.move_pathway_referral,
        name="move_pathway_referral",
    ),
    path("offenders/<str:reference>/visits/add/", plans.plan_visit, name="plan_visit"),
    path("offenders/<str:reference>/visits/<int:pk>/", plans.check_in, name="check_in"),
    path("offenders/<str:reference>/visits/<int:pk>/begin/", plans.begin_visit, name="begin_visit"),
    path(
        "offenders/<str:reference>/visits/<int:pk>/cancel/", plans.cancel_visit, name="cancel_visit"
    ),
    *addresses(PATHWAYS, "administration/pathways/"),
    path("orders/", orders.list_orders, name="list_orders"),
    path("orders/download/", orders.download_orders, name="download_orders"),
    path("orders/powers/", orders.list_powers, name="list_powers"),
    path("orders/<str:reference>/", order.order, name="order"),
    path("orders/<str:reference>/serve/", order.serve_order, name="serve_order"),
    path("orders/<str:reference>/extend/", order.extend_order, name="extend_order"),
    path("orders/<str:reference>/review/", order.review_order, name="review_order"),
    path("orders/<str:reference>/end/", order.end_order, name="end_order"),
    path("orders/<str:reference>/terms/add/", order.add_order_term, name="add_order_term"),
    path("orders/<str:reference>/terms/<int:pk>/end/", order.end_order_term, name="end_order_term"),
    path("orders/<str:reference>/breaches/add/", order.record_breach, name="record_breach"),
    path("orders/<str:reference>/breaches/<int:pk>/", order.decide_breach, name="decide_breach"),
    path("cases/<str:reference>/orders/", orders.case_orders, name="case_orders"),
    path("cases/<str:reference>/orders/add/", orders.add_order, name="add_order"),
    path("cases/<str:reference>/offenders/", nominals.case_offenders, name="case_offenders"),
    path(
        "cases/<str:reference>/offenders/nominate/",
        nominals.nominate_offender,
        name="nominate_offender",
    ),
]
