"""Every address, by the app that answers it."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
for prefix, app in (
    ("", "cases"), ("", "victims"), ("", "offenders"), ("", "panels"),
    ("", "home"), ("strategy/", "strategy"), ("places/", "places"), ("assessment/", "assessment"), ("governance/", "governance"),
):
    if find_spec(app) and find_spec(f"{app}.urls"):
        try:
            urlpatterns.append(path(prefix, include(f"{app}.urls")))
        except ImportError as e:  # INTERIM
            print("INTERIM: not loaded:", app, e)
