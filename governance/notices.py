"""Messages to the data protection officer."""

from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role
from accounts.queries import people_with_role


def log_check_failed() -> int:
    """Tell every data protection officer that the log is not whole."""
    return queue_mail(
        people_with_role(Role.DPO),
        subject="The log of your partnership was altered",
        template="log_check_failed",
        path=reverse("log_checks"),
    )
