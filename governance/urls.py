from django.urls import path

from governance import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/download/", views.download_log, name="download_log"),
    path("log/checks/", views.log_checks, name="log_checks"),
    path("log/checks/ask/", views.ask_log_check, name="ask_log_check"),
    path("log/broken-glass/", views.broken_glass, name="broken_glass"),
    path("log/<int:pk>/", views.log_entry, name="log_entry"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/mail/<int:pk>/send-again/", views.resend_mail, name="resend_mail"),
    path("retention/", views.retention, name="retention"),
    path("retention/<int:pk>/", views.change_retention_rule, name="change_retention_rule"),
]
