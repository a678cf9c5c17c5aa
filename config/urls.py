"""Every address, by the app that answers it."""

from django.urls import include, path

urlpatterns = [
    path("", include("home.urls")),
    path("", include("accounts.urls")),
    path("", include("cases.urls")),
    path("", include("victims.urls")),
    path("", include("offenders.urls")),
    path("", include("reviews.urls")),
    path("", include("panels.urls")),
    path("", include("letters.urls")),
    path("strategy/", include("strategy.urls")),
    path("places/", include("places.urls")),
    path("assessment/", include("assessment.urls")),
    path("governance/", include("governance.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
