"""Who may sit at the data protection officer's and the administrator's desks."""

from django.http import Http404
from post_office.models import Email

from accounts.models import Role, User
from audit.models import Entry
from governance.models import RetentionRule
from governance.queries import failed_mail, log_entries


def can_read_log(user: User) -> bool:
    """The data protection officer reads the log, and nobody else."""
    return user.desk.has(Role.DPO)


def can_set_retention(user: User) -> bool:
    """The data protection officer decides how long things are kept."""
    return user.desk.has(Role.DPO)


def can_watch_jobs(user: User) -> bool:
    """Administrators see what ran and what was sent."""
    return user.desk.has(Role.ADMINISTRATOR)


def entry_or_404(user: User, pk: int) -> Entry:
    """An entry of the log that this person may read."""
    entry = log_entries(user).filter(pk=pk).first()
    if entry is None:
        raise Http404
    return entry


def rule_or_404(user: User, pk: int) -> RetentionRule:
    """A retention rule that this person may read."""
    rule = RetentionRule.objects.visible_to(user).filter(pk=pk).first()
    if rule is None:
        raise Http404
    return rule


def failed_mail_or_404(user: User, pk: int) -> Email:
    """An e-mail that could not be sent, for whoever may try again."""
    email = failed_mail(user).filter(pk=pk).first()
    if email is None:
        raise Http404
    return email
