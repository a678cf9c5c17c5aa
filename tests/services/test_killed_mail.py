"""kill -9 of a worker while it sends mail: every mail arrives, one of them twice at most."""

import subprocess
from collections.abc import Callable

import pytest

from tests.services.installation import (
    Installation,
    closed_port,
    kill_all,
    kill_child,
    wait_until,
)
from tests.services.mail_server import MailServer

pytestmark = pytest.mark.services
both_brokers = pytest.mark.parametrize("broker", ["filesystem", "redis"], indirect=True)
Kill = Callable[[subprocess.Popen[bytes]], None]

MAILS = 5
QUEUE_MAILS = f"""
from post_office import mail
for number in range({MAILS}):
    mail.send(recipients=["officer@test.example"], subject=f"Action {{number}}", message="Look")
"""
SEND = "from accounts.tasks import send_mail\nsend_mail.delay()"
COUNT = """
from post_office.models import STATUS, Email
answer = Email.objects.filter(status=STATUS.%s).count()
"""


@both_brokers
@pytest.mark.parametrize("kill", [kill_all, kill_child])
def test_every_mail_arrives_and_at_most_one_twice(
    installation: Installation, mail_server: MailServer, kill: Kill
) -> None:
    mail_server.hold_at = 3
    installation.python(QUEUE_MAILS)
    installation.python(SEND)
    with installation.worker() as worker:
        wait_until(mail_server.holding.is_set, "the third mail is being sent")
        kill(worker)
        mail_server.go.set()
    ended = installation.jobs_ended()
    installation.python(SEND)
    with installation.worker():
        wait_until(lambda: len(mail_server.times_received()) == MAILS, "all mails arrive")
        wait_until(lambda: installation.jobs_ended() > ended, "the job ends")
    assert installation.python(COUNT % "sent") == MAILS
    times = sorted(mail_server.times_received().values())
    assert times in ([1, 1, 1, 1, 1], [1, 1, 1, 1, 2]), installation.log()


@both_brokers
def test_a_mail_server_that_is_down_loses_nothing(installation: Installation) -> None:
    installation.environ |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(closed_port())}
    installation.python(QUEUE_MAILS)
    installation.python(SEND)
    with installation.worker():
        wait_until(installation.jobs_ended, "the job ends")
    assert installation.python(COUNT % "requeued") == MAILS
