"""Without its broker Concord goes on: people sign in, what they write is kept, jobs run later."""

import pytest

from tests.services.installation import Installation, closed_port

pytestmark = pytest.mark.services

SIGN_IN_AND_ASK = """
import datetime as dt
from django.test import Client
from accounts.models import Agency, Membership, Partnership, User
Partnership.objects.create(
    name="Northbridge", short_name="Northbridge", area_code="X09000001", is_rehearsal=True
)
council = Agency.objects.create(name="Council", short_name="Council", slug="c", kind="council")
officer = User.objects.create_user(
    "dpo@test.example", "correct horse battery", given_name="Dee", family_name="Pio"
)
Membership.objects.create(user=officer, agency=council, role="dpo", starts=dt.date(2020, 1, 1))
client = Client(headers={"host": "localhost"})
wrong = client.post("/account/login/", {"login": officer.email, "password": "wrong"})
right = client.post(
    "/account/login/", {"login": officer.email, "password": "correct horse battery"}
)
asked = client.post("/governance/log/checks/ask/")
answer = [wrong.status_code, right.status_code, asked.status_code]
"""
RUN_JOBS = """
from governance.models import LogCheck
from governance.tasks import verify_log
verify_log.run()
answer = LogCheck.objects.unfinished().count()
"""


@pytest.fixture
def broker() -> str:
    """A Redis that does not answer."""
    return f"redis://127.0.0.1:{closed_port()}/0"


def test_people_sign_in_and_their_work_is_kept(installation: Installation) -> None:
    installation.manage("collectstatic", "--no-input", "-v", "0")
    assert installation.python(SIGN_IN_AND_ASK) == [200, 302, 302]
    installation.environ["REDIS_URL"] = ""
    assert installation.python(RUN_JOBS) == 0
