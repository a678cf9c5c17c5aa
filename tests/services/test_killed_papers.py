"""kill -9 of a worker while it makes packs: none is lost, and none is announced twice."""

import pytest

from tests.services.installation import Installation, kill_all, wait_until

pytestmark = pytest.mark.services
both_brokers = pytest.mark.parametrize("broker", ["filesystem", "redis"], indirect=True)

AGREE = """
import datetime as dt
from django.utils import timezone
from accounts.models import Agency, Membership, Partnership, User
from cases.services import open_case, share_case
from panels import services
Partnership.objects.create(name="Northbridge", short_name="Northbridge", area_code="X09000001")
panel = services.set_up_panel(by=None, name="CS MARAC", confidentiality_statement="Quiet.")
chairs, agencies = [], []
for name in ("council", "police", "homes", "health"):
    agency = Agency.objects.create(name=name, short_name=name, slug=name, kind="other")
    chairing = name in ("council", "police")
    user = User.objects.create_user(f"{name}@test.example", given_name=name, family_name="Tester")
    role = "co_chair" if chairing else "officer"
    Membership.objects.create(user=user, agency=agency, role=role, starts=dt.date(2020, 1, 1))
    services.add_member(panel, by=None, agency=agency, starts=dt.date(2020, 1, 1))
    agencies.append(agency)
    if chairing:
        chairs.append(user)
        services.appoint_co_chair(panel, by=None, user=user, starts=dt.date(2020, 1, 1))
case = open_case(
    by=chairs[0], lead_agency=agencies[2], lead_officer=None, category="noise",
    asb_type="personal", summary="Noise", reason="Accepted", opened_on=dt.date(2024, 5, 6),
)
for agency in agencies:
    share_case(case, by=chairs[0], agency=agency, reason="Works on it")
meeting = services.plan_meeting(
    panel, by=chairs[0], starts_at=timezone.now() + dt.timedelta(days=14), place="Room"
)
for chair in chairs:
    meeting.refresh_from_db()
    services.agree_agenda(meeting, by=chair, agenda_version=meeting.agenda_version)
"""
MAKE = "from panels.tasks import make_papers\nmake_papers.delay()"
PACKS = """
from collections import Counter
from panels.models import PaperPack
from post_office.models import Email
mails = Email.objects.filter(subject__startswith="Papers for meeting")
answer = {
    "made": PaperPack.objects.filter(made_version=1).count(),
    "waiting": PaperPack.objects.to_make().count(),
    "messages": sorted(Counter(mail.to[0] for mail in mails).values()),
}
"""


@both_brokers
@pytest.mark.parametrize(
    "place", ["before a pack is read", "after a pack is written", "after a pack is announced"]
)
def test_every_pack_is_made_and_announced_once(installation: Installation, place: str) -> None:
    installation.python(AGREE)
    (installation.var / "hold").write_text(place)
    installation.python(MAKE)
    with installation.worker("--include", "tests.services.slow") as worker:
        wait_until((installation.var / "held").exists, f"the worker is {place}")
        kill_all(worker)
    (installation.var / "hold").unlink()
    assert installation.python(PACKS) == {"made": 0, "waiting": 4, "messages": []}
    ended = installation.jobs_ended()
    installation.python(MAKE)
    with installation.worker():
        wait_until(lambda: installation.jobs_ended() > ended, "the job ends")
    assert installation.python(PACKS) == {"made": 4, "waiting": 0, "messages": [1, 1, 1, 1]}
