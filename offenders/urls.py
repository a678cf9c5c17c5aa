from django.urls import path

from offenders.views import cohort, nominals, offences

urlpatterns = [
    path("offenders/", cohort.list_offenders, name="list_offenders"),
    path("offenders/measure/", cohort.cohort_measure, name="cohort_measure"),
    path("offenders/<str:reference>/", cohort.offender, name="offender"),
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
    path("cases/<str:reference>/offenders/", nominals.case_offenders, name="case_offenders"),
    path(
        "cases/<str:reference>/offenders/nominate/",
        nominals.nominate_offender,
        name="nominate_offender",
    ),
]
